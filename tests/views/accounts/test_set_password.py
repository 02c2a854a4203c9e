"""A password by a link: once, for a while, for its person, and for nothing else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import update

from models import AccountLink
from support.ground.office import PASSWORD
from support.web.browsers import Browser
from support.web.server.marks import marked
from workplan import clock
from workplan.services.accounts import invitations
from workplan.services.accounts.membership import closures
from workplan.services.accounts.signing_in import account_links
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.vocabulary import AccountLinkKind

if TYPE_CHECKING:
    from support.ground.site import Site

NEW = "seven copper kettles"
SENT = {"password": NEW, "password_again": NEW}


def link_of(site: Site, who: str = "lead") -> str:
    """Return the path of a link that an administrator was shown."""
    with site.inside() as office:
        change = Change(office.people["admin"], clock.now())
        return f"/set-password/{invitations.show_link(change, office.people[who].id or 0).token}"


def enters(site: Site, password: str, who: str = "lead") -> bool:
    data = {"email": site.office.email(who), "password": password}
    return Browser(site.app).post("/login", data).status_code == 302


def test_a_link_sets_a_password_and_ends_every_session(site: Site) -> None:
    before, path = site.browser("lead"), link_of(site)
    browser = Browser(site.app)
    page = browser.get(path)
    assert site.office.email("lead") in page.text
    answer = page.submit(browser, SENT)
    assert answer.location == "/login"
    assert "Your password is set" in browser.get("/login").text
    assert before.get("/account").status_code == 302
    assert not enters(site, PASSWORD)
    assert enters(site, NEW)


def test_following_a_link_changes_nothing_so_a_scanner_does_no_harm(site: Site) -> None:
    path = link_of(site)
    with marked(site.app) as mark:
        for method in ("GET", "HEAD", "GET"):
            assert Browser(site.app).get(path, method=method).status_code == 200
    assert mark.said == []


def test_a_link_is_used_once_and_a_weak_password_does_not_use_it_up(site: Site) -> None:
    path, browser = link_of(site), Browser(site.app)
    weak = browser.post(path, {"password": "lena ivanova", "password_again": "lena ivanova"})
    assert weak.status_code == 422
    assert "name that others know" in weak.page.one(id="password-error").text
    assert browser.post(path, SENT).location == "/login"
    fresh = Browser(site.app)
    again = fresh.post(path, SENT)
    assert again.status_code == fresh.get(path).status_code == 404
    assert "This link does not work any more" in again.text
    assert enters(site, NEW)


def test_every_link_that_does_not_work_gets_the_same_answer(site: Site) -> None:
    """Whether it was guessed, used, too old, of another kind, or of somebody who has left."""
    used, old, left = link_of(site, "lead"), link_of(site, "viewer"), link_of(site, "auditor")
    Browser(site.app).post(used, SENT)
    with site.inside() as office, writing() as session:
        session.execute(
            update(AccountLink)
            .where(AccountLink.user_id == office.viewer.id)
            .values(expires_at=clock.now() - timedelta(seconds=1))
        )
    with site.inside() as office:
        closures.disable(Change(office.people["admin"], clock.now()), office.auditor.id or 0)
    with site.inside() as office, Change(office.lead, clock.now()).transaction() as session:
        other = account_links.issue(
            session,
            clock.now(),
            AccountLinkKind.NEW_ADDRESS,
            office.lead.id,
            by=office.lead,
            email="new@office.example",
        ).token
    browser = Browser(site.app)
    guessed = "/set-password/" + "x" * 43
    paths = [guessed, used, old, left, f"/set-password/{other}"]
    pages = {browser.get(path).text for path in paths}
    assert len(pages) == 1
    assert {browser.get(path).status_code for path in paths} == {404}
    assert {browser.post(path, SENT).status_code for path in paths} == {404}
    assert not enters(site, NEW, "viewer")


def test_whoever_signs_in_afterwards_has_a_new_session(site: Site) -> None:
    """A session that somebody else began in this browser is not the one that goes on."""
    path, browser = link_of(site), Browser(site.app, site.office.email("viewer"))
    cookie = browser.client.get_cookie("workplan")
    assert cookie is not None
    browser.post(path, SENT)
    assert browser.get("/account").status_code == 302, "nobody is signed in by a link"
    thief = site.app.test_client()
    thief.set_cookie("workplan", cookie.value)
    browser.token = browser.get("/login").form.values()["csrf_token"]
    browser.post("/login", {"email": site.office.email("lead"), "password": NEW})
    assert site.office.email("lead") in browser.get("/account").text
    assert site.office.email("lead") not in thief.get("/account", follow_redirects=True).text


def test_the_page_of_a_link_sends_its_address_nowhere(site: Site) -> None:
    answer = Browser(site.app).get(link_of(site))
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
