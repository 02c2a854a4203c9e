"""A mail that came back: its rows have failed for good, and its address is known not to work."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Comment, CommentMail, ReceivedMail, User
from models.reminding.outgoing import Leaving, Outgoing
from workplan.errors import InvalidInput
from workplan.mail.inbound.returned import Returned
from workplan.services.accounts import bounced_addresses
from workplan.services.delivery import reply_addresses
from workplan.services.delivery.incoming import waiting_mails
from workplan.services.delivery.outbox import LEDGERS
from workplan.services.record import journal
from workplan.services.record.actor import MAILBOX
from workplan.services.record.change import Change
from workplan.services.record.entry_hash import REMOVED

NOT_OURS = "It returns no mail of the ledger."
NOT_SHOWN = (
    "It says that a mail of ours came back, and does not hold what only that mail said, so anybody "
    "could have written it. Let it be tried again if you believe it."
)
ONLY_LATE = "The mail takes longer: {words}"


def take(number: int, returned: Returned, now: datetime, *, is_vouched: bool = False) -> None:
    """Mark the rows of a mail that came back, and the address of its person.

    A report that names no mail of ours marks nothing: anybody could have written it. One that names
    one without what only that mail said marks something once somebody vouches for it.

    Args:
        is_vouched: whether somebody has read it and lets it be taken.

    Raises:
        InvalidInput: when it does not show that it is about that mail, and nobody vouches for it.
        SettledMeanwhile: when another process was first.
        NotYet: while a mail that it is about is still being sent.
    """
    change = Change(MAILBOX, now)
    with change.transaction() as session:
        mail = waiting_mails.locked(session, number)
        mail.kind = "bounce"
        if (to_sender := _to_sender(session, returned)) is not None:
            _came_back(change, mail, to_sender, returned, is_vouched=is_vouched)
            return
        rows = _rows(session, returned)
        if any(row.state == "sending" for row in rows):
            raise waiting_mails.NotYet  # Its sender has still to say that the server took it.
        if not rows:
            mail.state, mail.reason = "ignored", NOT_OURS
            return
        if returned.has_failed and not is_vouched and not _is_shown(session, returned):
            raise InvalidInput("mail", NOT_SHOWN)
        person = session.get_one(User, rows[0].user_id)
        mail.plan_id, mail.user_id, mail.task_id = rows[0].plan_id, person.id, rows[0].task_id
        if not returned.has_failed:
            mail.state, mail.reason = "ignored", ONLY_LATE.format(words=returned.words)
            return
        mail.state, mail.reason = "taken", waiting_mails.reason(returned.words)
        for row in rows:
            _mark(change, row, person, returned)
        if person.email == returned.recipient or not returned.recipient:
            bounced_addresses.flag(change, person, returned.words)


def _to_sender(session: Session, returned: Returned) -> CommentMail | None:
    """Return the mail to whoever sent a comment that a report is about, if it is about one."""
    if not returned.message_id:
        return None
    wanted = select(CommentMail).where(CommentMail.message_id == returned.message_id)
    return session.scalar(wanted.with_for_update().limit(1))


def _came_back(
    change: Change, mail: ReceivedMail, row: CommentMail, returned: Returned, *, is_vouched: bool
) -> None:
    """Let a mail to whoever sent a comment have failed for good.

    A report that does not hold what only that mail said needs somebody who vouches for it.
    """
    if row.state == "sending":
        raise waiting_mails.NotYet
    comment = change.session.get_one(Comment, row.comment_id)
    mail.plan_id = comment.plan_id
    if not returned.has_failed:
        mail.state, mail.reason = "ignored", ONLY_LATE.format(words=returned.words)
        return
    shown = reply_addresses.hash_of(returned.token, reply_addresses.RETURN)
    if row.return_hash != shown and not is_vouched:
        raise InvalidInput("mail", NOT_SHOWN)
    is_nobody = comment.nameless_at is not None
    mail.state = "taken"
    mail.reason = REMOVED if is_nobody else waiting_mails.reason(returned.words)
    if is_nobody:
        # The words of a mail server name whom it did not reach, and nobody is known any more.
        mail.sender, mail.subject = REMOVED, REMOVED
    elif row.state == "sent":
        _fail(row, returned)
        after = {"reference": comment.reference}
        entry = journal.Entry("comment.mail_returned", ("comment", comment.id), after=after)
        journal.note(change, comment.plan_id, entry)


def _rows(session: Session, returned: Returned) -> list[Outgoing]:
    if not returned.message_id:
        return []
    return [
        row
        for ledger in LEDGERS
        for row in session.scalars(select(ledger).where(ledger.message_id == returned.message_id))
    ]


def _is_shown(session: Session, returned: Returned) -> bool:
    held = reply_addresses.held(session, returned.token, reply_addresses.RETURN)
    return held is not None and held.message_id == returned.message_id


def _mark(change: Change, row: Outgoing, person: User, returned: Returned) -> None:
    """Let a row have failed for good, which is listed and alarms until somebody sees to it."""
    if row.state != "sent":
        return
    sent_at = _fail(row, returned)
    after = {
        "to": person.name,
        "reply": returned.words,
        "sent_at": sent_at.isoformat() if sent_at else None,
    }
    entry = journal.Entry("mail.bounced", ("task", row.task_id), after=after)
    journal.note(change, row.plan_id, entry)


def _fail(row: Leaving, returned: Returned) -> datetime | None:
    """Let a row that was sent have failed for good, and return when it was sent."""
    sent_at = row.sent_at.astimezone(UTC) if row.sent_at else None
    row.state, row.sent_at, row.seen_at, row.seen_by_id = "dead", None, None, None
    sent = f", sent at {sent_at:%Y-%m-%d %H:%M} UTC" if sent_at else ""
    row.last_reply = f"It came back{sent}: {returned.words}"
    return sent_at
