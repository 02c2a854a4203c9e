"""A forgotten password: the same answer for everybody, a link for whoever has an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.office import PASSWORD
from support.programs.letters import token_in
from support.web.browsers import Browser
from views.support import errands
from workplan import clock
from workplan.services.accounts.membership import closures
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.site import Site, Sites
    from support.programs.mail_server import MailServer

NEW = "seven copper kettles"


@pytest.fixture
def mailing(sites: Sites, tmp_path: Path, mail_server: MailServer):
    """The site, whose mail leaves through the server of the tests."""
    with sites.opened(tmp_path, mail_url=mail_server.url, base_url="https://work.example") as site:
        yield site
        errands.wait()


def forget(site: Site, email: str, **options: object):
    answer = Browser(site.app).post("/forgotten", {"email": email}, **options)
    errands.wait()
    return answer


def test_whoever_has_an_account_gets_a_link_that_sets_a_password(
    mailing: Site, mail_server: MailServer
) -> None:
    email = mailing.office.email("lead")
    assert forget(mailing, email.upper()).location == "/login"
    [mail] = mail_server.to(email)
    assert "You asked for a link to set a new password" in mail.text
    data = {"password": NEW, "password_again": NEW}
    assert Browser(mailing.app).post(f"/set-password/{token_in(mail)}", data).location == "/login"
    answer = Browser(mailing.app).post("/login", {"email": email, "password": NEW})
    assert answer.location == "/"


def test_the_answer_is_the_same_for_everybody(mailing: Site, mail_server: MailServer) -> None:
    with mailing.inside() as office:
        closures.disable(Change(office.people["admin"], clock.now()), office.auditor.id or 0)
    pages = set()
    for email in (
        mailing.office.email("lead"),
        mailing.office.email("auditor"),
        "nobody@nowhere.example",
        "no address",
    ):
        browser = Browser(mailing.app)
        assert browser.post("/forgotten", {"email": email}).location == "/login"
        pages.add(browser.get("/login").page.one("main").text)
        errands.wait()
    assert len(pages) == 1
    assert [mail.recipient for mail in mail_server.mails] == [mailing.office.email("lead")]


def test_the_present_password_goes_on_until_the_link_is_used(mailing: Site) -> None:
    forget(mailing, mailing.office.email("lead"))
    data = {"email": mailing.office.email("lead"), "password": PASSWORD}
    assert Browser(mailing.app).post("/login", data).location == "/"


def test_nobody_floods_a_mailbox(mailing: Site, mail_server: MailServer) -> None:
    email = mailing.office.email("lead")
    for _ in range(6):
        assert forget(mailing, email).location == "/login"
    assert len(mail_server.to(email)) == 3
    data = {"email": email, "password": PASSWORD}
    assert Browser(mailing.app).post("/login", data).location == "/", "it locks no sign-in"


def test_the_link_leads_where_the_settings_say_and_not_where_the_request_does(
    mailing: Site, mail_server: MailServer
) -> None:
    evil, browser = "http://evil.example", Browser(mailing.app)
    browser.token = browser.get("/forgotten", base_url=evil).form.values()["csrf_token"]
    email = mailing.office.email("lead")
    assert browser.post("/forgotten", {"email": email}, base_url=evil).status_code == 302
    errands.wait()
    [mail] = mail_server.mails
    assert "evil.example" not in f"{mail.text}{mail.html}"
    assert "https://work.example/set-password/" in mail.text


def test_an_answer_waits_for_no_mail_server(mailing: Site, mail_server: MailServer) -> None:
    """A server that is down changes neither the answer nor what it tells."""
    mail_server.close()
    assert forget(mailing, mailing.office.email("lead")).location == "/login"
    [link] = mailing.rows("account_links")
    assert link.mailed_at is None
    assert "No connection" in link.mail_reply
