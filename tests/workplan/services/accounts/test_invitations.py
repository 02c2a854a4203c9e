"""Invitations: an account without a password, and a mail by which its person sets one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import AccountLink, Membership, User
from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG
from support.programs.letters import ZONE, courier_to, token_in
from support.record.snapshots import snapshot
from support.web.refusals import refused, refuses
from workplan.errors import NotAllowed, NotFound
from workplan.extensions import db
from workplan.services.accounts import invitations
from workplan.services.accounts.invitations import InPlan, NewPerson
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.accounts.signing_in import account_links, password_links, passwords
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import MailServer

NOW = washington(2026, 9, 2, 12)
OPERATOR = Actor(None, "Operator", "cli")
NADIA = NewPerson("nadia@treasury.example", "Nadia Petrova", "STATE", "America/Chicago")
IN_ARMS = InPlan(SLUG, MembershipFields("lead", "PM"))


def nadia() -> User:
    db.session.rollback()
    return db.session.scalars(select(User).where(User.email == NADIA.email)).one()


def invite(office: Office, server: MailServer, plan: InPlan | None = None, who: str = "admin"):
    change = Change(office.people[who], NOW)
    return invitations.invite(change, courier_to(server), ZONE, NADIA, plan)


def test_an_administrator_makes_an_account_that_nobody_can_enter_yet(
    office: Office, mail_server: MailServer
) -> None:
    invited = invite(office, mail_server)
    assert invited.mail == (True, "250 2.0.0 Kept")
    user = nadia()
    assert (user.id, user.agency_id) == (invited.user_id, office.agencies["STATE"])
    assert not passwords.is_set(user.password_hash)
    for guess in ("", "!", passwords.NONE):
        assert not passwords.matches(guess, user.password_hash)
    [entry] = [e for e in office.journal() if e.verb == "user.invited"]
    assert (entry.actor_name, entry.subject_id) == ("Max Root", user.id)


def test_the_mail_says_who_invites_and_until_when_in_the_zone_of_its_person(
    office: Office, mail_server: MailServer
) -> None:
    invite(office, mail_server)
    [mail] = mail_server.to(NADIA.email)
    assert mail.subject == "Your Workplan account: set a password"
    assert "Max Root has made an account for you in Workplan." in mail.text
    assert "It works once, until Saturday 5 Sep 2026, 11:00 CDT." in mail.text
    assert mail.message["Auto-Submitted"] == "auto-generated"
    for part in (mail.text, mail.html):
        assert "Set your password" in part


def test_only_the_hash_of_a_token_is_kept(office: Office, mail_server: MailServer) -> None:
    invite(office, mail_server)
    token = token_in(mail_server.mails[0])
    assert len(token) >= 40
    [link] = db.session.scalars(select(AccountLink)).all()
    assert token not in repr(vars(link))
    assert not any(token in f"{e.before}{e.after}{e.reason}" for e in office.journal())
    assert link.mailed_at == NOW


def test_a_first_password_is_set_by_the_link_once(office: Office, mail_server: MailServer) -> None:
    invite(office, mail_server)
    token = token_in(mail_server.mails[0])
    assert password_links.to_set(db.session(), NOW, token).is_first
    password_links.set_by_link(NOW, token, "nine green tractors")
    assert passwords.matches("nine green tractors", nadia().password_hash)
    assert office.journal()[-1].verb == "user.arrived"
    with refused(NotFound, "does not work any more"):
        password_links.set_by_link(NOW, token, "ten green tractors more")


def test_a_coordinator_invites_into_their_own_plan(office: Office, mail_server: MailServer) -> None:
    invited = invite(office, mail_server, IN_ARMS, "coordinator")
    row = db.session.scalars(select(Membership).where(Membership.user_id == invited.user_id)).one()
    assert (row.role, row.agency_id) == ("lead", office.agencies["PM"])
    assert "You work in “Arms transfer plan”." in mail_server.mails[0].text
    assert [e.verb for e in office.journal()[-2:]] == ["user.invited", "member.joined"]


@pytest.mark.parametrize(
    ("who", "plan", "error"),
    [
        ("coordinator", None, NotFound),
        ("coordinator", InPlan(OTHER_SLUG, MembershipFields("viewer")), NotFound),
        ("lead", IN_ARMS, NotAllowed),
        ("viewer", None, NotFound),
        ("stranger", IN_ARMS, NotFound),
        # Who runs the system puts nobody into a plan that they are not in.
        ("admin", IN_ARMS, NotFound),
    ],
)
def test_nobody_else_invites_and_nothing_is_left_of_it(
    office: Office, mail_server: MailServer, who: str, plan: InPlan | None, error: type[Exception]
) -> None:
    before = snapshot()
    with refused(error):
        invite(office, mail_server, plan, who)
    assert snapshot() == before
    assert mail_server.mails == []


def test_a_coordinator_makes_no_administrator(office: Office, mail_server: MailServer) -> None:
    person = NewPerson("root@office.example", "Rita Root", is_admin=True)
    with refused(NotFound):
        invitations.invite(
            Change(office.coordinator, NOW), courier_to(mail_server), ZONE, person, IN_ARMS
        )


@pytest.mark.parametrize(
    ("person", "field"),
    [
        (NewPerson("no address", "N"), "email"),
        (NewPerson("lead@office.example", "N"), "email"),
        (NewPerson("n@office.example", " "), "name"),
        (NewPerson("n@office.example", "N", "NOWHERE"), "agency"),
        (NewPerson("n@office.example", "N", None, "Mars/Olympus"), "time_zone"),
    ],
)
def test_what_cannot_be_taken_is_refused_at_its_field(
    office: Office, mail_server: MailServer, person: NewPerson, field: str
) -> None:
    with refuses(field):
        invitations.invite(
            Change(office.people["admin"], NOW), courier_to(mail_server), ZONE, person
        )
    assert mail_server.mails == []


def test_a_server_that_refuses_takes_nothing_back_and_its_answer_is_kept(
    office: Office, mail_server: MailServer
) -> None:
    mail_server.answers["RCPT"].append("550 5.1.1 No such mailbox")
    invited = invite(office, mail_server)
    assert not invited.mail.has_left
    assert "5.1.1 No such mailbox" in invited.mail.reply
    [link] = db.session.scalars(select(AccountLink)).all()
    assert (link.mailed_at, link.mail_reply) == (None, invited.mail.reply)


def test_an_invitation_sent_again_ends_the_one_before(
    office: Office, mail_server: MailServer
) -> None:
    user_id = invite(office, mail_server).user_id
    change = Change(office.people["admin"], NOW)
    invitations.send_again(change, courier_to(mail_server), ZONE, user_id)
    first, second = map(token_in, mail_server.mails)
    with refused(NotFound):
        password_links.to_set(db.session(), NOW, first)
    assert password_links.to_set(db.session(), NOW, second).email == NADIA.email
    password_links.set_by_link(NOW, second, "nine green tractors")
    with refuses("person", "has a password already"):
        invitations.send_again(change, courier_to(mail_server), ZONE, user_id)


def test_a_link_is_shown_to_an_administrator_once_and_the_journal_says_so(
    office: Office, mail_server: MailServer
) -> None:
    user_id = invite(office, mail_server).user_id
    shown = invitations.show_link(Change(office.people["admin"], NOW), user_id)
    assert office.journal()[-1].verb == "user.link_shown"
    with refused(NotFound):
        password_links.to_set(db.session(), NOW, token_in(mail_server.mails[0]))
    assert password_links.to_set(db.session(), NOW, shown.token).is_first
    with refused(NotFound):
        invitations.show_link(Change(office.coordinator, NOW), user_id)


def test_a_coordinator_sends_and_shows_links_to_members_who_have_no_password_yet(
    office: Office, mail_server: MailServer
) -> None:
    user_id = invite(office, mail_server, IN_ARMS, "coordinator").user_id
    change = Change(office.coordinator, NOW)
    assert invitations.send_again(change, courier_to(mail_server), ZONE, user_id, SLUG).has_left
    shown = invitations.show_link(change, user_id, SLUG)
    with refused(NotFound):
        invitations.show_link(Change(office.stranger, NOW), user_id, SLUG)
    with refused(NotFound):
        invitations.show_link(change, office.stranger.id or 0, SLUG)
    with refused(NotAllowed):
        invitations.show_link(Change(office.lead, NOW), user_id, SLUG)
    password_links.set_by_link(NOW, shown.token, "nine green tractors")
    with refuses("person", "has a password already"):
        invitations.show_link(change, user_id, SLUG)


def test_an_invitation_works_for_three_days(office: Office, mail_server: MailServer) -> None:
    invite(office, mail_server)
    token, life = token_in(mail_server.mails[0]), account_links.LIVES["invitation"]  # type: ignore[index]
    almost = NOW + life * 0.999
    assert password_links.to_set(db.session(), almost, token)
    with refused(NotFound):
        password_links.to_set(db.session(), NOW + life, token)
