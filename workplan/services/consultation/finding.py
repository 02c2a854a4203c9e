"""A comment of a plan, for whoever may change it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from models import Comment, CommentPoint
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.plain_text import prose
from workplan.services.people import rights
from workplan.services.record.change import Change

SUBJECT = "comment"
LONGEST_REASON = 2_000


def of_number(session: Session, plan_id: int, number: int) -> Comment:
    """Return a comment of a plan by its number there, one that is set aside too.

    Raises:
        NotFound: when there is none.
    """
    found = session.scalar(
        select(Comment).where(Comment.plan_id == plan_id, Comment.number == number)
    )
    if found is None:
        raise NotFound(f"There is no comment {number} on this plan.")
    return found


def for_change(change: Change, slug: str, number: int, version: int) -> Comment:
    """Return a comment that the person may change, from the version that they saw.

    Raises:
        NotAllowed: for all but the coordinator.
        StaleVersion: when it was saved since that version.
    """
    session = change.session
    plan, standing = rights.plan_for(session, change.actor, slug)
    rights.require_structure(session, standing)
    return seen(session, plan.id, number, version)


def seen(session: Session, plan_id: int, number: int, version: int) -> Comment:
    """Return a comment of a plan for a change, from the version that the person saw.

    Raises:
        NotFound: when there is none.
        StaleVersion: when it was saved since that version.
    """
    found = of_number(session, plan_id, number)
    session.refresh(found, with_for_update=True)
    if found.version != version:
        raise StaleVersion(version, found.version)
    return found


def to_settle(change: Change, slug: str, number: int, version: int) -> Comment:
    """Return a comment whose points can be settled now.

    Raises:
        InvalidInput: for one that is answered, set aside, or settled with the one that it repeats.
    """
    found = for_change(change, slug, number, version)
    if found.set_aside_at is not None:
        raise InvalidInput("comment", f"{found.reference} is set aside. Take it back first.")
    if found.answered_at is not None:
        raise InvalidInput("comment", f"{found.reference} is answered. Open it again first.")
    if found.alike_id is not None:
        first = change.session.get_one(Comment, found.alike_id)
        raise InvalidInput(
            "comment",
            f"{found.reference} repeats {first.reference} and is settled with it. Treat it on its "
            "own first.",
        )
    return found


def is_own() -> ColumnElement[bool]:
    """Return the condition of comments that want an answer of their own: no copy, not aside."""
    return and_(Comment.alike_id.is_(None), Comment.set_aside_at.is_(None))


def said_why(field: str, words: str) -> str:
    """Return why something is done, as it is kept.

    Raises:
        InvalidInput: for nothing, and for too much.
    """
    words = prose(words).strip()
    if not 0 < len(words) <= LONGEST_REASON:
        raise InvalidInput(field, f"Say why, in at most {LONGEST_REASON:,} characters.")
    return words


def points_of(session: Session, comment_id: int) -> list[CommentPoint]:
    """Return the points of a comment, in their order."""
    wanted = select(CommentPoint).where(CommentPoint.comment_id == comment_id)
    return [*session.scalars(wanted.order_by(CommentPoint.number))]
