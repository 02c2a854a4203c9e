"""The ledger of mails to those who sent a comment: one receipt, and each answer.

Nobody gets a mail by itself whom three reached within a day: two programs would answer each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, delete, func, insert, select, update

from models import Comment, CommentMail, KeptMail
from models.base import Instant
from workplan.errors import InvalidInput
from workplan.policy import RECEIPTS_A_DAY
from workplan.services.consultation import finding
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.vocabulary import CommentMailKind, MailState

A_DAY = timedelta(days=1)
REPLACED = "It was opened again before this went out."
NO_ADDRESS = "The comment has no address any more."
UNSENT_YET = (MailState.PENDING, MailState.FAILED)
UNSENT = (MailState.PENDING, MailState.FAILED, MailState.DEAD)
"""What has not reached anybody, and is not on its way."""


def tell_at_once(change: Change, comment: Comment) -> None:
    """Let whoever sent a comment know its reference, or its answer where it has one already.

    Unless as many mails as one gets in a day went to them since: a program may have written it, or
    somebody in the name of another.
    """
    if not comment.address:
        return
    of_them = {"address": comment.address, "since": change.now - A_DAY}
    if (change.session.scalar(_lately(), of_them) or 0) < RECEIPTS_A_DAY:
        is_answered = comment.answered_at is not None
        kind = CommentMailKind.ANSWER if is_answered else CommentMailKind.RECEIPT
        _queue(change, [comment], kind)


def queue_answer(change: Change, comments: Iterable[Any]) -> int:
    """Write down that the answer goes to those who sent some comments; return to how many.

    Args:
        comments: with `id` and `address`; without one nobody can be answered.
    """
    return _queue(change, comments, CommentMailKind.ANSWER)


def cancel_answers(change: Change, comment_ids: Sequence[int] | Select[int]) -> None:
    """Let no answer to some comments go out any more that has not left; nor one that failed."""
    change.session.execute(
        update(CommentMail)
        .where(
            CommentMail.comment_id.in_(comment_ids),
            CommentMail.kind == CommentMailKind.ANSWER,
            CommentMail.state.in_(UNSENT),
        )
        .values(state=MailState.CANCELLED, last_reply=REPLACED)
    )


def readdress(change: Change, comment: Comment) -> None:
    """Let what waits go to the address that a comment has now; with none it is cancelled."""
    _drop_texts(change, CommentMail.comment_id == comment.id, CommentMail.state.in_(UNSENT_YET))
    values = {"address": comment.address, "message_id": None, "is_possible_copy": False}
    gone = {"state": MailState.CANCELLED, "last_reply": NO_ADDRESS}
    change.session.execute(
        update(CommentMail)
        .where(
            CommentMail.comment_id == comment.id,
            CommentMail.state.in_(UNSENT_YET),
        )
        .values(**(values if comment.address else gone))
    )


def _drop_texts(change: Change, *which: ColumnElement[bool]) -> None:
    """Let the texts of some mails go before these get another number: nothing names them then."""
    numbers = select(CommentMail.message_id).where(*which, CommentMail.message_id.is_not(None))
    change.session.execute(delete(KeptMail).where(KeptMail.message_id.in_(numbers)))


def still_holds(row: CommentMail, comment: Comment) -> bool:
    """Tell whether a mail says what is so: an answer, only while the comment has that answer."""
    return row.kind != CommentMailKind.ANSWER or row.told_at == comment.answered_at


def again(change: Change, slug: str, number: int, version: int) -> None:
    """Send again what failed for good, to the address that the comment has now.

    Raises:
        InvalidInput: where nothing has failed, and where the address is gone.
    """
    with change.transaction():
        comment, rows = _failed(change, slug, number, version)
        if not comment.address:
            raise InvalidInput("mail", "The comment has no address. Correct its sender first.")
        for row in rows:
            # At another address it is another mail; the same may have it already, by its number.
            if row.address != comment.address:
                _drop_texts(change, CommentMail.id == row.id)
                row.message_id, row.is_possible_copy = None, False
            row.address, row.state, row.not_before = comment.address, MailState.PENDING, change.now
            row.attempts, row.seen_at, row.seen_by_id = 0, None, None
        _note(change, comment, "comment.mailed_again", len(rows))


def leave(change: Change, slug: str, number: int, version: int) -> None:
    """Say that what failed for good stays so, which takes it from what waits for somebody.

    Raises:
        InvalidInput: where nothing has failed that nobody has seen.
    """
    with change.transaction():
        comment, rows = _failed(change, slug, number, version)
        unseen = [row for row in rows if row.seen_at is None]
        if not unseen:
            raise InvalidInput("mail", "Nothing waits for you here. Reload the page.")
        for row in unseen:
            row.seen_at, row.seen_by_id = change.now, change.actor.id
        _note(change, comment, "comment.mail_left", len(unseen))


def _failed(
    change: Change, slug: str, number: int, version: int
) -> tuple[Comment, Sequence[CommentMail]]:
    """Return a comment with its mails that failed for good, locked."""
    comment = finding.for_change(change, slug, number, version)
    rows = change.session.scalars(
        select(CommentMail)
        .where(CommentMail.comment_id == comment.id, CommentMail.state == MailState.DEAD)
        .order_by(CommentMail.id)
        .with_for_update()
    ).all()
    if not rows:
        raise InvalidInput("mail", "No mail has failed for good. Reload the page.")
    return comment, rows


def _note(change: Change, comment: Comment, verb: str, mails: int) -> None:
    comment.version += 1
    after = {"reference": comment.reference, "mails": mails}
    entry = journal.Entry(verb, (finding.SUBJECT, comment.id), after=after)
    journal.note(change, comment.plan_id, entry)


def _queue(change: Change, comments: Iterable[Any], kind: str) -> int:
    rows = [
        {
            "comment_id": comment.id,
            "kind": kind,
            "address": comment.address,
            "told_at": change.now,
            "state": MailState.PENDING,
            "not_before": change.now,
        }
        for comment in comments
        if comment.address
    ]
    if rows:
        change.session.execute(insert(CommentMail), rows)
    return len(rows)


@cache
def _lately() -> Select[int]:
    """Return the select of how many mails an address was sent since a moment, built once."""
    return (
        select(func.count())
        .select_from(CommentMail)
        .where(
            CommentMail.address == bindparam("address"),
            CommentMail.told_at > bindparam("since", type_=Instant),
        )
    )
