"""Answer a comment once all its points are settled: its sender, and those who sent copies of it."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from models import Comment
from workplan.errors import InvalidInput
from workplan.services.consultation import comment_mails, copies, finding
from workplan.services.consultation.finding import SUBJECT, said_why
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.read_models import read


class Addressee(NamedTuple):
    """A comment that is answered, and where to."""

    id: int
    address: str


def send(change: Change, slug: str, number: int, version: int) -> None:
    """Answer a comment and each copy of it; those that have an address get a mail.

    Of one without it is written down that it was answered; how, is up to whoever answers.

    Raises:
        InvalidInput: naming the points that are not settled.
    """
    with change.transaction() as session:
        comment = finding.to_settle(change, slug, number, version)
        points = finding.points_of(session, comment.id)
        if waiting := [str(point.number) for point in points if point.disposition is None]:
            which = f"Point {waiting[0]} is" if len(waiting) == 1 else "Some points are"
            raise InvalidInput(
                "comment", f"{which} not settled: {', '.join(waiting)}. Choose what becomes of it."
            )
        answered = _with_copies(session, comment)
        _put(change, answered, answered_at=change.now, answered_by_id=change.actor.id)
        mails = comment_mails.queue_answer(change, answered)
        after = {"reference": comment.reference, "letters": len(answered), "mails": mails}
        entry = journal.Entry("comment.answered", (SUBJECT, comment.id), after=after)
        journal.note(change, comment.plan_id, entry)


def reopen(change: Change, slug: str, number: int, version: int, because: str) -> None:
    """Open a comment again that is answered, with its copies; what has left has left.

    Raises:
        InvalidInput: without a reason, for one that is not answered, and for a copy.
    """
    because = said_why("because", because)
    with change.transaction() as session:
        comment = finding.for_change(change, slug, number, version)
        if comment.answered_at is None:
            raise InvalidInput("because", f"{comment.reference} is not answered. Reload the page.")
        if comment.alike_id is not None:
            first = session.get_one(Comment, comment.alike_id)
            raise InvalidInput(
                "because",
                f"It is answered with {first.reference}. Look at that, or part it from it.",
            )
        opened = _with_copies(session, comment)
        _put(change, opened, answered_at=None, answered_by_id=None)
        comment_mails.cancel_answers(change, [one.id for one in opened])
        after = {"reference": comment.reference}
        entry = journal.Entry("comment.reopened", (SUBJECT, comment.id), None, after, because)
        journal.note(change, comment.plan_id, entry)


def _with_copies(session: Session, comment: Comment) -> list[Addressee]:
    """Return a comment and each copy of it, without their words."""
    which = or_(Comment.id == comment.id, copies.repeats(comment.id))
    wanted = select(Comment.id, Comment.address).where(which).order_by(Comment.number)
    return read(Addressee, session.execute(wanted))


def _put(change: Change, comments: list[Addressee], **values: object) -> None:
    change.session.execute(
        update(Comment)
        .where(Comment.id.in_([one.id for one in comments]))
        .values(**values, version=Comment.version + 1)
        .execution_options(synchronize_session=False)
    )
