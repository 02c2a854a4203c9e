"""Directives as people choose them for a plan."""

from __future__ import annotations

from textwrap import shorten

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Directive
from workplan.scheduling.explain import day_words

LONGEST = 80


def _shortened(title: str) -> str:
    """Return a title as far as a list has room for it, cut between words."""
    return shorten(title, LONGEST, placeholder=" …")


def choices(session: Session, kept: int | None = None) -> list[tuple[int, str]]:
    """Return the directives that are not retired, by number, with citation, title and signature.

    Args:
        kept: the one that a plan has already, which may stay.
    """
    rows = session.execute(
        select(Directive.id, Directive.citation, Directive.title, Directive.signed_on)
        .where(or_(Directive.retired_at.is_(None), Directive.id == kept))
        .order_by(Directive.citation)
    )
    return [
        (row.id, f"{row.citation}: {_shortened(row.title)}, signed {day_words(row.signed_on)}")
        for row in rows
    ]
