"""Your own account: profile, address, password, and where you are signed in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from models import User, UserSession
from support.ground.office import PASSWORD
from support.programs.letters import token_in
from support.web.browsers import Browser
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.site import Site, Sites
    from support.programs.mail_server import MailServer

NEW_PASSWORD = "seven copper kettles"
NEW = "lena@state.example"


@pytest.fixture
def mailing(sites: Sites, tmp_path: Path, mail_server: MailServer):
    """The site, whose mail leaves through the server of the tests."""
    with sites.opened(tmp_path, mail_url=mail_server.url, base_url="https://work.example") as site:
        yield site


def user(site: Site, who: str = "lead") -> User:
    return next(row for row in site.rows("users") if row.id == site.office.people[who].id)


def grow_old(site: Site) -> None:
    """Let it be long since anybody gave a password."""
    with site.inside(), writing() as session:
        session.execute(update(UserSession).values(proved_at=site.now - timedelta(minutes=16)))


def ask(browser: Browser, **data: str):
    return browser.post("/account/address", {"email": NEW, **data})


def test_a_name_and_a_zone_are_kept_and_a_page_from_before_is_stale(site: Site) -> None:
    lead = site.browser("lead")
    before = user(site).version
    changes = {"version": before, "name": "Lena Ivanova-Ross", "time_zone": "America/Denver"}
    assert lead.post("/account", changes).location == "/account"
    assert "Lena Ivanova-Ross" in lead.get("/account").text
    kept = user(site)
    assert (kept.name, kept.time_zone, kept.version) == (
        "Lena Ivanova-Ross",
        "America/Denver",
        before + 1,
    )
    again = lead.post("/account", {**changes, "name": "L"})
    assert again.status_code == 409
    assert "changed meanwhile" in again.text
    assert user(site).name == "Lena Ivanova-Ross"


def test_a_zone_that_is_none_is_refused_at_its_field(site: Site) -> None:
    changes = {"version": user(site).version, "name": "Lena", "time_zone": "Mars/Olympus"}
    answer = site.browser("lead").post("/account", changes)
    assert answer.status_code == 422
    assert "Mars/Olympus" in answer.page.one(id="time_zone-error").text


def test_a_new_password_ends_every_session(site: Site) -> None:
    browser, other = site.browser("lead"), Browser(site.app, site.office.email("lead"))
    changes = {
        "old_password": PASSWORD,
        "password": NEW_PASSWORD,
        "password_again": NEW_PASSWORD,
    }
    assert browser.submit("/account/password", changes).location == "/login"
    assert "Your password is changed" in browser.get("/login").text
    assert browser.get("/account").status_code == other.get("/account").status_code == 302
    data = {"email": site.office.email("lead"), "password": PASSWORD}
    assert Browser(site.app).post("/login", data).status_code == 422
    assert Browser(site.app).post("/login", {**data, "password": NEW_PASSWORD}).location == "/"


@pytest.mark.parametrize(
    ("old", "new", "again", "field", "said"),
    [
        ("wrong", NEW_PASSWORD, NEW_PASSWORD, "old_password", "not your present password"),
        (PASSWORD, "too short", "too short", "password", "9 characters. Use 12 to 200"),
        ("", NEW_PASSWORD, NEW_PASSWORD, "old_password", "Enter your present password"),
        (PASSWORD, NEW_PASSWORD, "another", "password_again", "The two differ."),
    ],
)
def test_what_is_wrong_with_a_new_password_stands_at_its_field(
    site: Site, old: str, new: str, again: str, field: str, said: str
) -> None:
    changes = {"old_password": old, "password": new, "password_again": again}
    answer = site.browser("lead").submit("/account/password", changes)
    assert answer.status_code == 422
    assert said in answer.page.one(id=f"{field}-error").text
    assert answer.page.one(id="problems").one("a")["href"] == f"#{field}"
    assert PASSWORD not in answer.text
    assert site.browser("lead").get("/account").status_code == 200


def test_an_address_changes_once_its_own_mail_is_answered(
    mailing: Site, mail_server: MailServer
) -> None:
    lead = mailing.browser("lead")
    old = mailing.office.email("lead")
    assert ask(lead).location == "/account"
    [link], [notice] = mail_server.to(NEW), mail_server.to(old)
    assert f"asked to change your address to {NEW}" in notice.text
    token = token_in(link)
    assert user(mailing).email == old
    assert f"Sign in as {NEW}?" in lead.get(f"/account/address/{token}").text
    assert user(mailing).email == old, "following a link changes nothing"
    assert lead.post(f"/account/address/{token}").location == "/account"
    assert user(mailing).email == NEW
    assert "No more mail comes to this address" in mail_server.to(old)[-1].text
    assert lead.get("/account").status_code == 200
    assert lead.post(f"/account/address/{token}").status_code == 404, "it works once"


def test_only_the_person_who_asked_uses_the_link_to_a_new_address(
    mailing: Site, mail_server: MailServer
) -> None:
    ask(mailing.browser("lead"))
    token = token_in(mail_server.to(NEW)[0])
    path = f"/account/address/{token}"
    assert mailing.browser("anonymous").get(path).location.startswith("/login?next=")
    other = mailing.browser("viewer")
    assert other.get(path).status_code == other.post(path).status_code == 404
    # A link of another kind sets no password, and makes no administrator.
    anonymous = mailing.browser("anonymous")
    assert anonymous.get(f"/set-password/{token}").status_code == 404
    assert anonymous.get(f"/first/{token}").status_code == 404
    assert user(mailing).email == mailing.office.email("lead")


def test_an_address_asks_for_the_password_again_when_that_was_long_ago(
    mailing: Site, mail_server: MailServer
) -> None:
    lead = mailing.browser("lead")
    assert "Present password" not in lead.get("/account").text
    grow_old(mailing)
    assert "Present password" in lead.get("/account").text
    for given, said in (("", "Give your present password as well"), ("guess", "not your present")):
        answer = ask(lead, old_password=given)
        assert answer.status_code == 422
        assert said in answer.page.one(id="old_password-error").text
        assert answer.page.one(id="email")["value"] == NEW, "what was typed is still there"
    assert mail_server.mails == []
    assert ask(lead, old_password=PASSWORD).location == "/account"
    assert len(mail_server.to(NEW)) == 1


def test_a_new_password_ends_the_link_to_a_new_address(
    mailing: Site, mail_server: MailServer
) -> None:
    lead = mailing.browser("lead")
    ask(lead)
    changes = {
        "old_password": PASSWORD,
        "password": NEW_PASSWORD,
        "password_again": NEW_PASSWORD,
    }
    lead.submit("/account/password", changes)
    fresh = Browser(mailing.app)
    fresh.post("/login", {"email": mailing.office.email("lead"), "password": NEW_PASSWORD})
    assert fresh.get(f"/account/address/{token_in(mail_server.to(NEW)[0])}").status_code == 404


def test_an_address_that_somebody_has_is_refused(mailing: Site, mail_server: MailServer) -> None:
    answer = mailing.browser("lead").post(
        "/account/address", {"email": mailing.office.email("viewer")}
    )
    assert answer.status_code == 422
    assert mail_server.mails == []


def test_the_others_are_signed_out_and_this_browser_is_not(site: Site) -> None:
    here = site.browser("lead")
    there = Browser(site.app, site.office.email("lead"))
    stranger = site.browser("viewer")
    page = here.get("/account")
    assert page.text.count(", this one") == 1
    assert "Sign out the others" in page.text
    assert here.post("/account/sessions").location == "/account"
    assert here.get("/account").status_code == stranger.get("/account").status_code == 200
    assert there.get("/account").status_code == 302
    assert "signed in nowhere else" in here.get("/account").text
    [entry] = [e for e in site.rows("journal") if e.verb == "user.sessions_ended"]
    assert entry.subject_id == site.office.lead.id


def test_a_session_says_its_browser_in_words(site: Site) -> None:
    client = Browser(site.app)
    agent = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
    data = {"email": site.office.email("lead"), "password": PASSWORD}
    client.post("/login", data, headers={"User-Agent": agent})
    assert "Firefox on Windows, this one" in client.get("/account").text
    with site.inside(), writing() as session:
        assert session.scalar(select(UserSession.browser).order_by(UserSession.id.desc())) == agent
