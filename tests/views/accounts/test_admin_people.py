"""The list of people, somebody new, and one person's page, as whoever runs the system has them."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, update

from models import AccountLink, User
from support.ground.office import PASSWORD
from support.programs.letters import token_in
from support.web.browsers import Browser
from support.web.house_people import LIST, page_of, row_of, user, verbs
from workplan import clock
from workplan.extensions import db
from workplan.services.accounts import invitations
from workplan.services.accounts.invitations import NewPerson
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing

if TYPE_CHECKING:
    from support.ground.site import Site
    from support.programs.mail_server import MailServer

NADIA = {"email": "nadia@treasury.example", "name": "Nadia Petrova", "agency": "STATE"}


def test_somebody_new_is_invited_and_nobody_sees_a_password(
    mailing: Site, mail_server: MailServer
) -> None:
    admin = mailing.browser("admin")
    answer = admin.post(f"{LIST}/new", {**NADIA, "does": "work", "time_zone": ""})
    nadia = user(mailing, NADIA["email"])
    assert answer.location == f"{LIST}/{nadia.id}"
    assert "is invited, by a mail to nadia@treasury.example" in admin.get(answer.location).text
    [mail] = mail_server.mails
    assert "/set-password/" in mail.text
    assert token_in(mail) not in admin.get(answer.location).text
    assert "Invited, " in row_of(mailing, "Nadia Petrova")
    assert not nadia.is_admin


def test_an_administrator_is_made_by_choosing_so(mailing: Site) -> None:
    mailing.browser("admin").post(f"{LIST}/new", {**NADIA, "does": "run", "time_zone": ""})
    assert user(mailing, NADIA["email"]).is_admin


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"email": "lead@office.example"}, "email", "has an account already"),
        ({"email": "no address"}, "email", "no email address"),
        ({"name": ""}, "name", "Give the name"),
        ({"agency": "MOON"}, "agency", "not among the choices"),
        ({"time_zone": "Mars/Olympus"}, "time_zone", "not among the choices"),
    ],
)
def test_what_is_wrong_comes_back_at_its_field_with_what_was_typed(
    mailing: Site, mail_server: MailServer, changes: dict[str, str], field: str, said: str
) -> None:
    sent = {**NADIA, "does": "work", "time_zone": "", **changes}
    answer = mailing.browser("admin").post(f"{LIST}/new", sent)
    assert answer.status_code == 422
    assert said in answer.page.one(id=f"{field}-error").text
    assert answer.page.one(id="email")["value"] == sent["email"]
    assert mail_server.mails == []


def test_a_mail_that_did_not_leave_says_the_servers_answer_and_a_link_is_shown_once(
    mailing: Site, mail_server: MailServer
) -> None:
    mail_server.answers["RCPT"].append("550 5.1.1 No such mailbox")
    admin = mailing.browser("admin")
    path = admin.post(f"{LIST}/new", {**NADIA, "does": "work", "time_zone": ""}).location
    page = admin.get(path)
    assert "The mail did not leave: 550 5.1.1 No such mailbox" in page.text
    assert "Mail did not leave" in row_of(mailing, "Nadia Petrova", "?state=attention")
    assert admin.post(f"{path}/link").location == path
    shown = admin.get(path)
    link = shown.page.one(id="link").one("code").text
    assert link.startswith("https://work.example/set-password/")
    assert verbs(mailing)[-1] == "user.link_shown"
    assert link not in admin.get(path).text, "it is shown once"
    new = {"password": "seven copper kettles", "password_again": "seven copper kettles"}
    there = Browser(mailing.app)
    assert there.post(link.removeprefix("https://work.example"), new).location == "/login"


def test_those_who_need_attention_stand_first(site: Site) -> None:
    with site.inside() as office:
        old = clock.now() - timedelta(days=9)
        change = Change(office.people["admin"], old)
        [user_id] = invitations.prepare(change, [NewPerson("zoe@state.example", "Zoe Zimmer")])
        with writing() as session:
            session.execute(
                update(User).where(User.id != user_id).values(agency_id=office.agencies["STATE"])
            )
            session.add(
                AccountLink(
                    token_hash="x",
                    kind="invitation",
                    user_id=user_id,
                    issued_at=old,
                    expires_at=old + timedelta(days=3),
                    mailed_at=old,
                )
            )
    page = site.browser("admin").get(LIST).page
    first = page.all("tbody")[0].all("tr")[0].text
    assert "Zoe Zimmer" in first
    assert "Invitation not used" in first
    assert "Send again" in first
    assert "1 has not used the invitation" in page.one("h1").text


def test_whoever_is_slowed_is_let_in_from_the_list(site: Site) -> None:
    lead, wrong = site.office.email("lead"), Browser(site.app)
    for _ in range(3):
        wrong.post("/login", {"email": lead, "password": "guess"})
    right = {"email": lead, "password": PASSWORD}
    assert Browser(site.app).post("/login", right).status_code == 422
    said = row_of(site, "Lena Ivanova")
    assert "Slowed until" in said
    assert "Let in now" in said
    admin = Browser(site.app, site.office.email("admin"))
    path = f"{page_of(site, 'lead')}/admission"
    assert admin.post(path, {"list": "1"}).location == LIST
    assert verbs(site)[-1] == "user.let_in"
    assert Browser(site.app).post("/login", right).location == "/"
    assert "Slowed" not in row_of(site, "Lena Ivanova")


def test_people_are_found_by_name_address_and_agency(site: Site) -> None:
    assert "Lena Ivanova" in row_of(site, "Lena Ivanova", "?q=lena")
    assert "Lena Ivanova" in row_of(site, "Lena Ivanova", "?q=lead%40office")
    assert row_of(site, "Lena Ivanova", "?q=100%25") == ""
    assert row_of(site, "Lena Ivanova", "?agency=DSCA") == ""
    assert "Nobody is like that" in site.browser("admin").get(f"{LIST}?q=zebra").text


def test_nobody_learns_which_plans_somebody_is_in(site: Site) -> None:
    admin = site.browser("admin")
    for path in (LIST, page_of(site, "coordinator"), page_of(site, "contributor")):
        text = admin.get(path).text
        assert "in 1 plan" in text
        for content in ("Arms transfer plan", "Draft part", "arms", "Strangers"):
            assert content not in text, content


def test_a_list_takes_as_many_statements_for_many_as_for_few(site: Site) -> None:
    admin, statements = site.browser("admin"), []

    def count(*told: Any) -> None:
        statements.append(told[2])

    def cost() -> int:
        statements.clear()
        with site.inside():
            event.listen(db.engine, "before_cursor_execute", count)
        assert admin.get(LIST).status_code == 200
        with site.inside():
            event.remove(db.engine, "before_cursor_execute", count)
        return len(statements)

    few = cost()
    with site.inside() as office:
        change = Change(office.people["admin"], clock.now())
        invitations.prepare(
            change, [NewPerson(f"p{n}@state.example", f"Person {n:03}") for n in range(120)]
        )
    assert cost() == few
    page = admin.get(f"{LIST}?page=2").page
    assert "Page 2 of 3" in page.text
