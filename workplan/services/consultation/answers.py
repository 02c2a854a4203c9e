"""Answer a comment once all its points are settled: its sender, and those who sent copies of it."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Comment
from workplan.errors import InvalidInput
from workplan.plain_text import prose
from workplan.services.consultation import comment_mails, finding
from workplan.services.consultation.finding import SUBJECT
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.vocabulary import CommentMailKind

LONGEST_REASON = 2_000


def send(change: Change, slug: str, number: int, version: int) -> int:
    """Answer a comment, and return how many mails leave.

    Of a comment without an address it is written down that it was answered; how, is up to whoever
    answers.

    Raises:
        InvalidInput: naming the points that are not settled.
    """
    with change.transaction() as session:
        comment = finding.to_settle(change, slug, number, version)
        points = finding.points_of(session, comment.id)
        if waiting := [str(point.number) for point in points if point.disposition is None]:
            which = f"Point {waiting[0]} is" if len(waiting) == 1 else "Some points are"
            raise InvalidInput("comment", f"{which} not settled yet: {', '.join(waiting)}.")
        answered = [comment, *copies_of(session, comment)]
        for one in answered:
            one.answered_at, one.answered_by_id = change.now, change.actor.id
            one.version += 1
            comment_mails.queue(change, one, CommentMailKind.ANSWER)
        mails = sum(bool(one.address) for one in answered)
        after = {"reference": comment.reference, "letters": len(answered), "mails": mails}
        entry = journal.Entry("comment.answered", (SUBJECT, comment.id), after=after)
        journal.note(change, comment.plan_id, entry)
        return mails


def reopen(change: Change, slug: str, number: int, version: int, reason: str) -> None:
    """Open a comment again that is answered, with its copies; what has left has left.

    Raises:
        InvalidInput: without a reason, and for one that is not answered.
    """
    reason = prose(reason).strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise InvalidInput("reason", f"Say why, in at most {LONGEST_REASON:,} characters.")
    with change.transaction() as session:
        comment = finding.for_change(change, slug, number, version)
        if comment.answered_at is None:
            raise InvalidInput("reason", f"{comment.reference} is not answered. Reload the page.")
        if comment.alike_id is not None:
            first = session.get_one(Comment, comment.alike_id)
            raise InvalidInput("reason", f"It is answered with {first.reference}. Open that again.")
        for one in (comment, *copies_of(session, comment)):
            one.answered_at = one.answered_by_id = None
            one.version += 1
            comment_mails.cancel_answers(change, one)
        after = {"reference": comment.reference}
        entry = journal.Entry("comment.reopened", (SUBJECT, comment.id), None, after, reason)
        journal.note(change, comment.plan_id, entry)


def copies_of(session: Session, comment: Comment) -> list[Comment]:
    """Return each copy of a comment: those that repeat it, and are settled with it."""
    wanted = select(Comment).where(Comment.alike_id == comment.id, Comment.set_aside_at.is_(None))
    return [*session.scalars(wanted.order_by(Comment.number))]
