"""A mail that came back has failed for good, and its address is known not to work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models import User
from support.programs.answers import sent_to
from support.programs.outbox import EIGHT, states
from support.record.bounced import HEADS, WHOLE, WORDS, report
from workplan.extensions import db
from workplan.services.delivery import dead_mail
from workplan.services.delivery.incoming import parked
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.answers import Post
    from support.programs.mail_server import Mail, MailServer
    from workplan.services.delivery.deliveries import Sender


@pytest.fixture
def mail(queued: Office, sender: Sender, mail_server: MailServer) -> Mail:
    return sent_to(queued, sender, mail_server, "lead")


def lead(office: Office) -> User:
    db.session.rollback()
    return db.session.get_one(User, office.lead.id)


@pytest.mark.parametrize("enclosed", [WHOLE, HEADS])
def test_its_rows_have_failed_with_the_words_of_the_server(
    queued: Office, mail: Mail, post: Post, enclosed: str
) -> None:
    row = post.came(report(mail, enclosed=enclosed))
    assert (row.state, row.kind, row.reason) == ("taken", "bounce", WORDS)
    assert states(queued) == ["dead", "dead", "sent"]
    first = queued.ledger()[0]
    assert (first.last_reply, first.sent_at) == (
        f"It came back, sent at 2026-11-25 13:00 UTC: {WORDS}",
        None,
    )
    entries = [e for e in queued.journal() if e.verb == "mail.bounced"]
    assert [(e.door, (e.after or {})["sent_at"]) for e in entries] == [
        ("mail", "2026-11-25T13:00:00+00:00")
    ] * 2


def test_the_address_of_its_person_is_known_not_to_work(
    queued: Office, mail: Mail, post: Post
) -> None:
    assert lead(queued).mail_bounced_at is None
    post.came(report(mail))
    assert (lead(queued).mail_bounced_at, lead(queued).mail_bounce) == (EIGHT, WORDS)


def test_it_can_be_sent_again(queued: Office, mail: Mail, post: Post) -> None:
    post.came(report(mail))
    number = queued.ledger()[0].id
    dead_mail.send_again(Change(queued.coordinator, EIGHT), "reminders", number)
    assert states(queued) == ["pending", "pending", "sent"]


def test_a_report_of_a_delay_changes_nothing(queued: Office, mail: Mail, post: Post) -> None:
    row = post.came(report(mail, action="delayed"))
    assert (row.state, row.kind) == ("ignored", "bounce")
    assert states(queued) == ["sent"] * 3
    assert lead(queued).mail_bounced_at is None


@pytest.mark.parametrize("number", ["<made-up@office.example>", ""])
def test_a_report_about_no_mail_of_ours_marks_nobody(
    queued: Office, mail: Mail, post: Post, number: str
) -> None:
    row = post.came(report(mail, number=number))
    assert (row.state, row.reason) == ("ignored", "It returns no mail of the ledger.")
    assert states(queued) == ["sent"] * 3


def test_a_mail_that_was_forwarded_and_came_back_from_there_flags_no_address_of_ours(
    queued: Office, mail: Mail, post: Post
) -> None:
    post.came(report(mail, to="lena.private@elsewhere.example"))
    assert states(queued)[0] == "dead"
    assert lead(queued).mail_bounced_at is None


def test_the_same_report_twice_marks_once(queued: Office, mail: Mail, post: Post) -> None:
    post.came(report(mail))
    seq = queued.last_seq()
    post.came(report(mail))
    assert queued.last_seq() == seq


def test_a_report_that_is_faster_than_the_answer_of_our_server_waits_for_it(
    queued: Office, mail: Mail, post: Post
) -> None:
    for row in queued.ledger():
        row.state, row.sent_at = "sending", None
    db.session.commit()
    assert post.came(report(mail)).state == "waiting"
    for row in queued.ledger():
        row.state, row.sent_at = "sent", EIGHT
    db.session.commit()
    assert post.fetch() == (0, 1)
    assert states(queued)[:2] == ["dead", "dead"]


@pytest.mark.parametrize("token", ["", "0" * 32, "that of another mail", "that of its answers"])
def test_a_report_without_what_only_the_mail_said_marks_nothing_until_somebody_vouches_for_it(
    queued: Office, mail: Mail, mail_server: MailServer, post: Post, token: str
) -> None:
    other = mail_server.to(queued.email("other_lead"))[-1].message
    answers = str(mail.message["Reply-To"]).partition("+")[2].partition("@")[0]
    known = {"that of another mail": str(other["X-Return-Token"]), "that of its answers": answers}
    row = post.came(report(mail, token=known.get(token, token)))
    assert (row.state, row.kind, row.plan_id) == ("parked", "bounce", 1)
    assert states(queued) == ["sent"] * 3
    assert lead(queued).mail_bounced_at is None
    parked.try_again(Change(queued.coordinator, EIGHT), post.store, row.id)
    assert states(queued) == ["dead", "dead", "sent"]
    assert lead(queued).mail_bounced_at == EIGHT
