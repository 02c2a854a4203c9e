"""The ledger of mails to those who sent a comment: one receipt, and each answer.

Nobody gets a receipt whom three reached within a day: two programs would answer each other.
"""

from __future__ import annotations

from datetime import timedelta
from functools import cache

from sqlalchemy import Select, bindparam, func, select, update

from models import Comment, CommentMail
from models.base import Instant
from models.reminding.outgoing import WAITING
from workplan.errors import InvalidInput
from workplan.policy import RECEIPTS_A_DAY
from workplan.services.consultation import finding
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.vocabulary import CommentMailKind, MailState

A_DAY = timedelta(days=1)
REPLACED = "It was opened again before this went out."


def receipt(change: Change, comment: Comment) -> None:
    """Let whoever sent a comment know by which reference it is known, unless too many did."""
    if not comment.address:
        return
    of_them = {"address": comment.address, "since": change.now - A_DAY}
    if (change.session.scalar(_receipts(), of_them) or 0) < RECEIPTS_A_DAY:
        queue(change, comment, CommentMailKind.RECEIPT)


@cache
def _receipts() -> Select[int]:
    """Return the select of how many receipts an address got since a moment, built once."""
    return (
        select(func.count())
        .select_from(CommentMail)
        .where(
            CommentMail.address == bindparam("address"),
            CommentMail.kind == CommentMailKind.RECEIPT,
            CommentMail.told_at > bindparam("since", type_=Instant),
        )
    )


def queue(change: Change, comment: Comment, kind: str) -> None:
    """Write down that a mail goes to whoever sent a comment, if they can be answered."""
    if comment.address:
        change.session.add(
            CommentMail(
                comment_id=comment.id,
                kind=kind,
                address=comment.address,
                told_at=change.now,
                state=MailState.PENDING,
                not_before=change.now,
            )
        )


def cancel_answers(change: Change, comment: Comment) -> None:
    """Let no answer go out any more that has not left yet."""
    change.session.execute(
        update(CommentMail)
        .where(
            CommentMail.comment_id == comment.id,
            CommentMail.kind == CommentMailKind.ANSWER,
            CommentMail.state.in_(WAITING),
            CommentMail.state != MailState.SENDING,
        )
        .values(state=MailState.CANCELLED, last_reply=REPLACED)
    )


def again(change: Change, slug: str, number: int, version: int) -> int:
    """Send again what failed for good, to the address that the comment has now; return how many.

    Raises:
        InvalidInput: where nothing has failed, and where the address is gone.
    """
    with change.transaction() as session:
        comment = finding.for_change(change, slug, number, version)
        rows = session.scalars(
            select(CommentMail)
            .where(CommentMail.comment_id == comment.id, CommentMail.state == MailState.DEAD)
            .order_by(CommentMail.id)
            .with_for_update()
        ).all()
        if not rows:
            raise InvalidInput("mail", "No mail has failed for good. Reload the page.")
        if not comment.address:
            raise InvalidInput("mail", "The comment has no address. Correct its sender first.")
        for row in rows:
            # At another address it is another mail; the same may have it already, by its number.
            if row.address != comment.address:
                row.message_id = None
            row.address, row.state, row.not_before = comment.address, MailState.PENDING, change.now
            row.attempts = 0
        comment.version += 1
        after = {"reference": comment.reference, "mails": len(rows)}
        entry = journal.Entry("comment.mailed_again", (finding.SUBJECT, comment.id), after=after)
        journal.note(change, comment.plan_id, entry)
        return len(rows)
