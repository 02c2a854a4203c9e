"""One's own profile, and what an administrator corrects of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from models import User
from support.ground.moments import washington
from support.programs.letters import ZONE, courier_to, token_in
from support.record.sign_ins import enter
from support.web.refusals import refused, refuses
from workplan.errors import NotAllowed, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.accounts import profiles
from workplan.services.accounts.profiles import Profile
from workplan.services.accounts.signing_in import password_links
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import MailServer

NOW = washington(2026, 9, 2, 12)


def lead(office: Office) -> User:
    db.session.rollback()
    return db.session.get_one(User, office.lead.id)


def test_what_did_not_change_is_not_in_the_journal(office: Office) -> None:
    before = office.last_seq()
    profiles.change(Change(office.lead, NOW), 1, " Lena Ivanova ", "")
    assert office.last_seq() == before
    profiles.change(Change(office.lead, NOW), 1, "Lena Ross", "America/Denver")
    entry = office.journal()[-1]
    assert (entry.verb, entry.before, entry.after) == (
        "user.changed",
        {"name": "Lena Ivanova", "time_zone": None},
        {"name": "Lena Ross", "time_zone": "America/Denver"},
    )
    with refused(StaleVersion):
        profiles.change(Change(office.lead, NOW), 1, "L", None)


def test_an_address_needs_a_session_whose_person_gave_the_password_lately(
    office: Office, mail_server: MailServer
) -> None:
    change = Change(office.lead, NOW)
    with refused(NotAllowed, "Give your password again"):
        profiles.ask_for_address(change, courier_to(mail_server), ZONE, "no session", "n@x.example")
    assert mail_server.mails == []


def test_a_link_to_a_password_does_not_outlive_the_address_that_it_was_mailed_to(
    office: Office, mail_server: MailServer
) -> None:
    courier, now = courier_to(mail_server), washington(2026, 9, 2, 9)
    token = enter(office, now)
    password_links.send_forgotten(courier, ZONE, now, office.email("lead"))
    [forgotten] = mail_server.to(office.email("lead"))
    profiles.ask_for_address(Change(office.lead, now), courier, ZONE, token, "new@x.example")
    [confirming] = mail_server.to("new@x.example")
    profiles.take_address(Change(office.lead, now), courier, ZONE, token_in(confirming))
    assert lead(office).email == "new@x.example"
    with refused(NotFound):
        password_links.to_set(db.session(), now, token_in(forgotten))


def test_an_address_that_is_ones_own_already_is_no_other(
    office: Office, mail_server: MailServer
) -> None:
    now = washington(2026, 9, 2, 9)
    token = enter(office, now)
    with refuses("email", "is your address already"):
        profiles.ask_for_address(
            Change(office.lead, now), courier_to(mail_server), ZONE, token, office.email("lead")
        )


def test_only_administrators_correct_others(office: Office, mail_server: MailServer) -> None:
    wanted = Profile("Lena Ross", "ross@state.example", None, 0)
    for who in ("coordinator", "lead", "stranger"):
        with refused(NotFound):
            profiles.correct(
                Change(office.people[who], NOW),
                courier_to(mail_server),
                office.lead.id or 0,
                1,
                wanted,
                ZONE,
            )
