"""Receipts and answers leave like every other mail: once, proved, and tried again."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Comment, KeptMail
from support.consultation.letters_in import (
    MAKER,
    by,
    comment,
    mails,
    open_to_comments,
    typed,
    version,
)
from support.ground.office import SLUG
from support.programs.answers import Post, opened
from support.programs.outbox import EIGHT, MINUTE, ill
from support.record.bounced import report
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.mail.inbound.reading import read
from workplan.mail.mailer import on_the_wire
from workplan.services.consultation import answers, comment_mails, comments, points
from workplan.services.consultation.points import Settled
from workplan.services.delivery import comment_outbox, deliveries
from workplan.services.delivery.deliveries import Sender
from workplan.services.pages.overview.waits_for_you import waits_for_you

if TYPE_CHECKING:
    from pathlib import Path

    from support.ground.office import Office
    from support.programs.mail_server import MailServer

TO = "maker@example.org"


@pytest.fixture
def post(tmp_path: Path) -> Post:
    """A mailbox that nothing has come into."""
    return opened(tmp_path)


@pytest.fixture
def answered(office: Office) -> Office:
    """The office with a comment whose answer waits to leave."""
    open_to_comments(office, is_public=True)
    typed(office)
    points.split(by(office), SLUG, 1, version(1), "Please hear small firms a second time.")
    settled = Settled("declined", "They were heard on Friday 6 Nov 2026.", "Twice is too much")
    points.settle(by(office), SLUG, 1, version(1), 1, settled)
    answers.send(by(office), SLUG, 1, version(1))
    return office


def with_replies(sender: Sender) -> Sender:
    return Sender(sender.mailer, sender.address, sender.base_url, None, "plan@office.example")


def test_an_answer_says_what_became_of_each_point_and_no_inner_reason(
    answered: Office, sender: Sender, mail_server: MailServer
) -> None:
    mail_server.answers["DATA"].append("250 2.0.0 Ok: queued as 77")
    assert deliveries.send_due(with_replies(sender), EIGHT) == 1
    [mail], [row] = mail_server.to(TO), mails()
    for text in (mail.text, mail.html):
        assert "Please hear small firms a second time." in text
        assert "Declined" in text
        assert "They were heard on Friday 6 Nov 2026." in text
        assert "https://work.example/register/arms" in text
        assert "Twice is too much" not in text
    assert mail.message["Subject"] == "ARMS-0001: an answer to your comment"
    assert mail.message["Reply-To"] == f"plan+{SLUG}@office.example"
    assert mail.message["Auto-Submitted"] == "auto-generated"
    assert (row.state, row.last_reply, row.sent_at) == ("sent", "250 2.0.0 Ok: queued as 77", EIGHT)
    assert row.message_id == mail.message_id
    kept = db.session.scalars(select(KeptMail)).one()
    assert (kept.plan_id, kept.message_id) == (answered.plan().id, row.message_id)
    assert deliveries.send_due(sender, EIGHT + MINUTE) == 0


def test_a_receipt_names_the_reference_and_the_day_and_no_program_answers_it(
    office: Office, sender: Sender, mail_server: MailServer
) -> None:
    typed(office)
    found = comment(1)
    found.their_message_id = "<c1@example.org>"
    db.session.commit()
    change = by(office)
    with change.transaction() as session:
        comment_mails.tell_at_once(change, session.get_one(Comment, found.id))
    deliveries.send_due(sender, EIGHT)
    [mail] = mail_server.to(TO)
    assert "ARMS-0001" in mail.text
    assert "17 Dec 2026" in mail.text
    assert mail.message["In-Reply-To"] == "<c1@example.org>"
    assert mail.message["Auto-Submitted"] == "auto-replied"
    assert read(mail.message.as_bytes()).automatic == "Auto-Submitted: auto-replied"


@pytest.mark.usefixtures("answered")
def test_a_refusal_for_now_is_tried_again_under_the_same_number(
    sender: Sender, mail_server: MailServer
) -> None:
    mail_server.answers["RCPT"].append("450 4.2.1 Mailbox busy")
    deliveries.send_due(sender, EIGHT)
    [row] = mails()
    number = row.message_id
    assert (row.state, row.attempts, row.last_reply) == ("failed", 1, "450 4.2.1 Mailbox busy")
    assert deliveries.send_due(sender, EIGHT + 5 * MINUTE) == 1
    assert [mail.message_id for mail in mail_server.to(TO)] == [number]


def test_what_failed_for_good_goes_to_another_address_as_another_mail(
    answered: Office, sender: Sender, mail_server: MailServer
) -> None:
    mail_server.answers["RCPT"].append("550 5.1.1 No such user")
    deliveries.send_due(sender, EIGHT)
    [row] = mails()
    first = row.message_id
    assert row.state == "dead"
    comments.correct(by(answered), SLUG, 1, version(1), MAKER._replace(address="new@example.org"))
    comment_mails.again(by(answered), SLUG, 1, version(1))
    deliveries.send_due(sender, EIGHT + MINUTE)
    [mail] = mail_server.to("new@example.org")
    assert mail.message_id != first
    assert [row.state for row in mails()] == ["sent"]
    with pytest.raises(InvalidInput, match="No mail has failed"):
        comment_mails.again(by(answered), SLUG, 1, version(1))


@pytest.mark.usefixtures("answered")
def test_one_whose_sender_died_is_sent_again_and_marked_as_a_possible_copy(
    sender: Sender, mail_server: MailServer
) -> None:
    origin = comment_outbox.Origin("https://work.example", "workplan@office.example")
    claims = comment_outbox.claim(EIGHT, origin, EIGHT)
    assert claims is not None
    assert comment_outbox.claim(EIGHT, origin, EIGHT) is None, "it is taken"
    assert deliveries.send_due(sender, EIGHT + 5 * MINUTE) == 0
    assert deliveries.send_due(sender, EIGHT + 20 * MINUTE) == 1
    [row] = mails()
    assert (row.state, row.is_possible_copy) == ("sent", True)
    assert claims[0].message is not None
    assert mail_server.to(TO)[0].message_id == claims[0].message["Message-ID"]


def test_one_that_cannot_be_written_is_dead_and_holds_up_no_other(
    answered: Office, sender: Sender, mail_server: MailServer
) -> None:
    mails()[0].address = "nobody at nowhere"
    db.session.commit()
    typed(answered, "Another letter.", MAKER._replace(address="other@example.org"))
    points.settle(by(answered), SLUG, 2, version(2), 1, Settled("declined", "No."))
    answers.send(by(answered), SLUG, 2, version(2))
    deliveries.send_due(sender, EIGHT)
    deliveries.send_due(sender, EIGHT + MINUTE)
    assert [row.state for row in mails()] == ["dead", "sent"]
    assert len(mail_server.to("other@example.org")) == 1


OPENED = Settled("declined", "DRAFT, half written")


def test_an_answer_that_failed_does_not_leave_once_the_comment_is_open_again(
    answered: Office, sender: Sender, mail_server: MailServer
) -> None:
    mail_server.answers["RCPT"].append("550 5.1.1 No such user")
    deliveries.send_due(sender, EIGHT)
    answers.reopen(by(answered), SLUG, 1, version(1), "The wrong year")
    points.settle(by(answered), SLUG, 1, version(1), 1, OPENED)
    with pytest.raises(InvalidInput, match="No mail has failed"):
        comment_mails.again(by(answered), SLUG, 1, version(1))
    answers.send(by(answered), SLUG, 1, version(1))
    deliveries.send_due(sender, EIGHT + MINUTE)
    assert [row.state for row in mails()] == ["cancelled", "sent"]
    assert len(mail_server.to(TO)) == 1


def test_an_answer_on_its_way_is_not_written_anew_from_points_that_are_open_again(
    answered: Office, sender: Sender, mail_server: MailServer
) -> None:
    origin = comment_outbox.Origin("https://work.example", "workplan@office.example")
    assert comment_outbox.claim(EIGHT, origin, EIGHT) is not None
    answers.reopen(by(answered), SLUG, 1, version(1), "The wrong year")
    points.settle(by(answered), SLUG, 1, version(1), 1, OPENED)
    deliveries.send_due(sender, EIGHT + 20 * MINUTE)
    assert [row.state for row in mails()] == ["cancelled"]
    assert mail_server.to(TO) == []


def test_no_mail_of_a_plan_that_was_deleted_leaves(
    answered: Office, sender: Sender, mail_server: MailServer
) -> None:
    answered.plan().removed_at = EIGHT
    db.session.commit()
    deliveries.send_due(sender, EIGHT)
    assert [row.state for row in mails()] == ["cancelled"]
    assert mail_server.mails == []


def test_what_failed_waits_for_the_coordinator_until_it_is_left_so(
    answered: Office, sender: Sender, mail_server: MailServer
) -> None:
    session, plan_id = db.session(), answered.plan().id
    mail_server.answers["RCPT"].append("550 5.1.1 No such user")
    deliveries.send_due(sender, EIGHT)
    assert waits_for_you(session, plan_id, EIGHT.date()).unsent == 1
    comment_mails.leave(by(answered), SLUG, 1, version(1))
    assert waits_for_you(session, plan_id, EIGHT.date()).unsent == 0
    with pytest.raises(InvalidInput, match="Nothing waits"):
        comment_mails.leave(by(answered), SLUG, 1, version(1))


@pytest.mark.usefixtures("answered")
def test_one_that_is_late_is_no_sound_house(sender: Sender) -> None:
    late = EIGHT + 61 * MINUTE
    assert ill(late).keys() >= {"reminders waiting"}
    deliveries.send_due(sender, late)
    assert "reminders waiting" not in ill(late)


@pytest.mark.parametrize("token", ["", "0" * 32, None])
def test_only_a_report_with_the_token_of_the_mail_is_believed(
    answered: Office, sender: Sender, mail_server: MailServer, post: Post, token: str | None
) -> None:
    deliveries.send_due(sender, EIGHT)
    [mail] = mail_server.to(TO)
    shown = token if token is not None else str(mail.message["X-Return-Token"])
    row = post.came(report(mail, to=TO, token=shown))
    is_true = token is None
    assert (row.state, row.plan_id) == ("taken" if is_true else "parked", answered.plan().id)
    assert [one.state for one in mails()] == ["dead" if is_true else "sent"]
    if is_true:
        assert mails()[0].last_reply.startswith("It came back, sent at 2026-11-25 13:00 UTC")
        assert answered.journal()[-1].verb == "comment.mail_returned"


ENCODED = "=?utf-8?q?=0D=0AReply-To:_evil@bad.example=0D=0ASubject:_Pay=0D=0A=0D=0ABody?="


@pytest.mark.parametrize("name", [f"J {ENCODED}", ENCODED, f"=?utf-8?q?{ENCODED}?="])
def test_no_name_begins_a_line_in_the_head_of_a_mail(
    answered: Office, sender: Sender, mail_server: MailServer, name: str
) -> None:
    comment(1).sender = name
    db.session.commit()
    deliveries.send_due(sender, EIGHT)
    for mail in mail_server.mails:
        assert mail.message["Subject"] == "ARMS-0001: an answer to your comment"
        assert "evil" not in str(mail.message["Reply-To"])
    assert answered.plan()
    assert len(mail_server.mails) == 1


def test_a_head_that_would_begin_a_line_is_refused_whatever_put_it_there() -> None:
    message = EmailMessage()
    message["Subject"] = "Due"
    message["In-Reply-To"] = f"<a{ENCODED}@b>"
    message.set_content("Words")
    with pytest.raises(ValueError, match="begin a line of its own"):
        on_the_wire(message)
