"""The public names of comments: the first letters of the short name of a plan, and a number."""

from __future__ import annotations

from functools import cache

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from models import Comment, Plan


def next_of(session: Session, plan: Plan) -> tuple[int, str]:
    """Return the next number of a plan and the reference with it, in the caller's transaction.

    A plan that was renamed keeps the letters of its first comment.
    """
    # The row of the plan is locked, so that two comments do not get one number.
    session.refresh(plan, ["comment_days"], with_for_update=True)
    last, first = session.execute(_last_and_first(), {"plan": plan.id}).one()
    number = (last or 0) + 1
    stem = first.rpartition("-")[0] if first else stem_of(plan.slug)
    taken = select(Comment.id).where(Comment.reference.startswith(f"{stem}-", autoescape=True))
    if first is None and session.scalar(taken.limit(1)) is not None:
        stem += str(plan.id)  # Another plan has these letters; no two have one number.
    return number, f"{stem}-{number:04}"


def stem_of(slug: str) -> str:
    """Return the first letters of a short name; of one that is a single word, all of it."""
    words = [word for word in slug.upper().split("-") if word]
    return words[0] if len(words) == 1 else "".join(word[0] for word in words)


@cache
def _last_and_first() -> Select[int | None, str | None]:
    """Return the select of the last number of a plan, and of the reference of its first comment."""
    own = Comment.plan_id == bindparam("plan")
    first = select(Comment.reference).where(own).order_by(Comment.id).limit(1).scalar_subquery()
    return select(func.max(Comment.number), first).where(own)
