"""What is known of a directive: its fields, checked, as columns and as the journal keeps them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Directive
from workplan.errors import InvalidInput

LONGEST = 200


@dataclass(frozen=True)
class DirectiveFields:
    """What is known of a directive.

    Args:
        superseded_on: the day on which another took its place; None while it is in force.
        superseded_by: what took its place, in words; its citation, where that is in the list.
        superseded_by_id: what took its place, where that is in the list.
    """

    citation: str
    title: str
    signed_on: date
    superseded_on: date | None = None
    superseded_by: str = ""
    superseded_by_id: int | None = None


def fields_of(directive: Directive) -> DirectiveFields:
    """Return what is known of a directive, as it stands."""
    return DirectiveFields(
        directive.citation,
        directive.title,
        directive.signed_on,
        directive.superseded_on,
        directive.superseded_by or "",
        directive.superseded_by_id,
    )


def checked(
    session: Session, wanted: DirectiveFields, directive: Directive | None
) -> dict[str, Any]:
    """Return the columns of a directive, checked."""
    citation, title = _line("citation", wanted.citation), _line("title", wanted.title)
    own_id = directive.id if directive else None
    taken = select(Directive.id).where(
        func.lower(Directive.citation) == citation.lower(), Directive.id.is_distinct_from(own_id)
    )
    if session.scalar(taken):
        raise InvalidInput(
            "citation",
            f"{citation} is in the list already. Choose that one, or another citation.",
        )
    said = " ".join(wanted.superseded_by.split())[:LONGEST]
    successor_id = wanted.superseded_by_id
    if successor_id is not None:
        said = _successor(session, directive, successor_id).citation
    on = wanted.superseded_on
    if on is None and (said or successor_id):
        raise InvalidInput(
            "superseded_on", "Say on which day it was superseded, or leave out by what."
        )
    if on is not None and on < wanted.signed_on:
        raise InvalidInput(
            "superseded_on", "That is before it was signed. Give the same day, or a later one."
        )
    return {
        "citation": citation,
        "title": title,
        "signed_on": wanted.signed_on,
        "status": "superseded" if on else "in_force",
        "superseded_on": on,
        "superseded_by": said or None,
        "superseded_by_id": successor_id,
    }


def _line(field: str, text: str) -> str:
    found = " ".join(text.split())
    if not found:
        raise InvalidInput(field, f"The {field} is empty. Give the directive a {field}.")
    if len(found) > LONGEST or not found.isprintable():
        raise InvalidInput(
            field, f"A {field} stands on one line of {LONGEST} characters at most. Shorten it."
        )
    return found


def _successor(session: Session, directive: Directive | None, successor_id: int) -> Directive:
    """Return what superseded a directive; refuse one that it superseded itself."""
    found = session.get(Directive, successor_id)
    if found is None:
        raise InvalidInput("superseded_by_id", "That directive is not here. Choose from the list.")
    later: Directive | None = found
    seen: set[int] = set()
    while directive is not None and later is not None and later.id not in seen:
        if later.id == directive.id:
            raise InvalidInput(
                "superseded_by_id",
                f"{found.citation} was itself superseded by {directive.citation}, or is it. "
                "Choose another.",
            )
        seen.add(later.id)
        later = session.get(Directive, later.superseded_by_id or 0)
    return found


def as_kept(columns: dict[str, Any]) -> dict[str, Any]:
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in columns.items()}


def columns_of(kept: dict[str, Any]) -> dict[str, Any]:
    """Return what an entry of the journal keeps of a directive, with its days as dates."""
    days = ("signed_on", "superseded_on")
    return {k: date.fromisoformat(v) if k in days and v else v for k, v in kept.items()}


def with_kept(now: DirectiveFields, kept: dict[str, Any]) -> DirectiveFields:
    """Return what is known of a directive with some fields as an entry keeps them."""
    fields = asdict(now)
    known = {k: v for k, v in columns_of(kept).items() if k in fields}
    known["superseded_by"] = known.get("superseded_by", now.superseded_by) or ""
    return DirectiveFields(**(fields | known))
