"""Receipts and answers leave like every other mail: once, proved, and tried again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Comment, KeptMail
from support.ground.office import SLUG
from support.programs.outbox import EIGHT, MINUTE
from support.record.letters_in import MAKER, by, comment, mails, open_to_comments, typed, version
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.mail.inbound.reading import read
from workplan.services.consultation import answers, comment_mails, comments, points
from workplan.services.consultation.points import Settled
from workplan.services.delivery import comment_outbox, deliveries
from workplan.services.delivery.deliveries import Sender

if TYPE_CHECKING:
    from support.ground.office import Office
    from support.programs.mail_server import MailServer

TO = "maker@example.org"


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
        comment_mails.receipt(change, session.get_one(Comment, found.id))
    deliveries.send_due(sender, EIGHT)
    [mail] = mail_server.to(TO)
    assert "ARMS-0001" in mail.text
    assert "Thu 17 Dec 2026" in mail.text or "17 Dec 2026" in mail.text
    assert mail.message["In-Reply-To"] == "<c1@example.org>"
    assert mail.message["Auto-Submitted"] == "auto-replied"
    assert read(mail.message.as_bytes()).automatic == "Auto-Submitted: auto-replied"


def test_a_refusal_for_now_is_tried_again_under_the_same_number(
    answered: Office, sender: Sender, mail_server: MailServer
) -> None:
    mail_server.answers["RCPT"].append("450 4.2.1 Mailbox busy")
    deliveries.send_due(sender, EIGHT)
    [row] = mails()
    number = row.message_id
    assert (row.state, row.attempts, row.last_reply) == ("failed", 1, "450 4.2.1 Mailbox busy")
    assert deliveries.send_due(sender, EIGHT + 5 * MINUTE) == 1
    assert [mail.message_id for mail in mail_server.to(TO)] == [number]
    assert answered.plan().takes_comments


def test_what_failed_for_good_goes_to_another_address_as_another_mail(
    answered: Office, sender: Sender, mail_server: MailServer
) -> None:
    mail_server.answers["RCPT"].append("550 5.1.1 No such user")
    deliveries.send_due(sender, EIGHT)
    [row] = mails()
    first = row.message_id
    assert row.state == "dead"
    comments.correct(by(answered), SLUG, 1, version(1), MAKER._replace(address="new@example.org"))
    assert comment_mails.again(by(answered), SLUG, 1, version(1)) == 1
    deliveries.send_due(sender, EIGHT + MINUTE)
    [mail] = mail_server.to("new@example.org")
    assert mail.message_id != first
    assert [row.state for row in mails()] == ["sent"]
    with pytest.raises(InvalidInput, match="No mail has failed"):
        comment_mails.again(by(answered), SLUG, 1, version(1))


def test_one_whose_sender_died_is_sent_again_and_marked_as_a_possible_copy(
    answered: Office, sender: Sender, mail_server: MailServer
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
    assert answered.plan().takes_comments


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
