"""The short name of a plan in the address bar: proposed, checked, and left for another."""

from __future__ import annotations

import re
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from models import FormerShortName, Plan
from workplan.errors import InvalidInput

RESERVED = frozenset({"archived", "import", "new", "templates"})
"""Addresses below /plans that are pages, so that no plan can have them."""
LONGEST = 60
FORM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def slug_of(title: str) -> str:
    """Return a short name made from a title; nothing when no letter or digit is in it."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:LONGEST].strip("-")


def proposed(session: Session, title: str) -> str:
    """Return a short name made from a title that no plan has or had, perhaps with a number."""
    base = slug_of(title) or "plan"
    short = base[: LONGEST - 4].strip("-")
    names = (base, *(f"{short}-{number}" for number in range(2, 1000)))
    taken = _taken(session, short)
    return next(name for name in names if name not in taken and name not in RESERVED)


def checked(session: Session, slug: str, plan_id: int | None = None) -> str:
    """Return a short name that a plan may have.

    Args:
        plan_id: the plan that is to have it, if there is one: it may take back one that it had.

    Raises:
        InvalidInput: for other letters, for a page's address, and for what another has or had.
    """
    slug = slug.strip()
    if not FORM.fullmatch(slug) or len(slug) > LONGEST:
        raise InvalidInput(
            "slug",
            f"“{slug[:80]}” cannot stand in an address. Use small letters, digits and single "
            f"hyphens between them, {LONGEST} at most, such as arms-transfer-2027.",
        )
    if slug in RESERVED:
        raise InvalidInput("slug", f"“{slug}” is the address of a page. Choose another short name.")
    if (taken := _holder(session, slug)) is not None and taken != plan_id:
        raise InvalidInput(
            "slug",
            f"Another plan has or had the short name “{slug}”. Choose another, such as "
            f"{proposed(session, slug)}.",
        )
    return slug


def give(session: Session, plan: Plan, slug: str, now: datetime) -> None:
    """Give a plan another short name; the one that it had still leads to it."""
    if slug == plan.slug:
        return
    own = FormerShortName.plan_id == plan.id
    session.execute(delete(FormerShortName).where(own, FormerShortName.slug == slug))
    session.add(FormerShortName(plan_id=plan.id, slug=plan.slug, left_at=now))
    plan.slug = slug
    session.flush()


def former(session: Session, plan_id: int) -> list[str]:
    """Return the short names that a plan had, the oldest first."""
    rows = select(FormerShortName.slug).where(FormerShortName.plan_id == plan_id)
    return list(session.scalars(rows.order_by(FormerShortName.left_at, FormerShortName.id)))


def is_taken(session: Session, slug: str) -> bool:
    """Tell whether a plan has or had a short name."""
    return _holder(session, slug) is not None


def _holder(session: Session, slug: str) -> int | None:
    has = session.scalar(select(Plan.id).where(Plan.slug == slug))
    if has is not None:
        return has
    return session.scalar(select(FormerShortName.plan_id).where(FormerShortName.slug == slug))


def _taken(session: Session, beginning: str) -> set[str]:
    found: set[str] = set()
    for column in (Plan.slug, FormerShortName.slug):
        begins = or_(column == beginning, column.startswith(beginning, autoescape=True))
        found.update(session.scalars(select(column).where(begins)))
    return found
