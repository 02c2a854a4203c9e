"""Copies of a letter, as those of a campaign: known again, and settled with the first.

A copy has no point of its own. What becomes of the first becomes of it: it is answered with it,
and set aside and taken back with it. One that says something else is parted from it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import Session

from models import Comment, CommentPoint
from workplan.errors import InvalidInput
from workplan.mail.inbound import likeness
from workplan.services.consultation import comment_mails, finding
from workplan.services.record import journal
from workplan.services.record.change import Change

SHARED_AT = 10
"""Of how many hashes alike letters share one at least: of 170,000 pairs, one has none."""


def repeats(comment_id: Any, copy: type[Comment] = Comment) -> ColumnElement[bool]:
    """Return the condition of the copies of a comment that ask for an answer with it.

    Args:
        copy: the table, or an alias of it.
    """
    return and_(copy.alike_id == comment_id, copy.set_aside_at.is_(None))


def place(change: Change, found: Comment) -> Comment | None:
    """Give a new comment its first point, or its place beside the one that it repeats; return that.

    Where that is answered it is answered too; whoever placed it sends the answer.
    """
    session = change.session
    session.add(found)
    session.flush()
    first = _repeated(session, found)
    if first is None:
        session.add(CommentPoint(comment_id=found.id, number=1))
        return None
    found.alike_id = first.id
    follow(change, found, first)
    return first


def follow(change: Change, found: Comment, first: Comment) -> bool:
    """Let a copy be answered as the one that it repeats is; tell whether it is answered now."""
    if first.answered_at is None or found.answered_at is not None:
        return False
    found.answered_at, found.answered_by_id = change.now, first.answered_by_id
    return True


def part(change: Change, slug: str, number: int, version: int) -> None:
    """Treat a comment on its own that was taken for a copy; it waits for an answer of its own.

    Raises:
        InvalidInput: for one that is no copy, and for one that is set aside.
    """
    with change.transaction() as session:
        found = finding.for_change(change, slug, number, version)
        if found.alike_id is None:
            raise InvalidInput("comment", f"{found.reference} is no copy. Reload the page.")
        if found.set_aside_at is not None:
            raise InvalidInput("comment", f"{found.reference} is set aside. Reload the page.")
        found.alike_id, found.likeness = None, ""
        found.answered_at = found.answered_by_id = None
        found.version += 1
        comment_mails.cancel_answers(change, [found.id])
        session.add(CommentPoint(comment_id=found.id, number=1))
        after = {"reference": found.reference}
        entry = journal.Entry("comment.parted", (finding.SUBJECT, found.id), after=after)
        journal.note(change, found.plan_id, entry)


def _repeated(session: Session, found: Comment) -> Comment | None:
    """Return the comment that one repeats, if it does; one select."""
    if not found.likeness:
        return None
    hashes = {f"hash{at}": part for at, part in enumerate(_parts(found.likeness))}
    of_plan = {"plan": found.plan_id, "before": found.id}
    rows = session.execute(_sharing_a_hash(), of_plan | hashes).all()
    best = likeness.most_alike(found.likeness, [row.likeness for row in rows])
    if best is None or best[1] < likeness.ALIKE:
        return None
    return session.get_one(Comment, rows[best[0]].id)


def _parts(signature: str) -> list[str]:
    """Return the first hashes of a signature."""
    size = likeness.DIGITS
    return [signature[at * size : (at + 1) * size] for at in range(SHARED_AT)]


@cache
def _sharing_a_hash() -> Select[int, str]:
    """Return the select of the earlier comments of a plan that may be alike, built once."""
    size = likeness.DIGITS
    shares = (
        func.substr(Comment.likeness, at * size + 1, size) == bindparam(f"hash{at}")
        for at in range(SHARED_AT)
    )
    return select(Comment.id, Comment.likeness).where(
        Comment.plan_id == bindparam("plan"),
        Comment.id < bindparam("before"),
        Comment.alike_id.is_(None),
        Comment.set_aside_at.is_(None),
        or_(*shares),
    )
