"""What the columns of a sheet meant to a person: kept when a plan is saved, used the next time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import ColumnMapping
from workplan.errors import NotFound
from workplan.exchange.sheets.columns.fields import LABELS, Field
from workplan.exchange.sheets.columns.mapping import SheetMapping
from workplan.exchange.sheets.values.days import DayOrder
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

MOST_LISTED = 100
"""As many are listed; those used last come first, and the rest can still be forgotten together."""


class Remembered(NamedTuple):
    """What the columns of one kind of sheet meant to a person.

    Args:
        columns: each heading with what it is; headings are empty where none was kept.
        day_order: which number stands first in a date, where that was said.
    """

    id: int
    columns: list[tuple[str, str]]
    day_order: str
    saved_at: datetime


def remember(change: Change, mapping: SheetMapping) -> str:
    """Keep what a person's columns mean; what they meant before under these headings is replaced.

    It is a person's own and changes no plan, so the journal has nothing of it.

    Returns:
        what is replaced, in words; "" where nothing was kept, or the same.
    """
    if mapping.heading_row is None:
        return ""  # Without headings nothing tells this sheet from any other.
    with change.transaction() as session:
        row = _row(session, change.actor, mapping)
        before: Sequence[str] = row.fields if row else ()
        if row is None:
            row = ColumnMapping(user_id=change.actor.id, headings=mapping.fingerprint())
            session.add(row)
        row.fields, row.day_order = [*map(str, mapping.fields)], mapping.day_order or ""
        row.titles, row.saved_at = [*mapping.headings], change.now
        return _replaced(mapping, before)


def _replaced(mapping: SheetMapping, before: Sequence[str]) -> str:
    if len(before) != len(mapping.fields):
        return ""
    return "; ".join(
        f"“{heading or 'no heading'}” was {_word(old)}, and is {_word(str(new))} from now on"
        for heading, old, new in zip(mapping.headings, before, mapping.fields, strict=True)
        if old != str(new)
    )


def _word(field: str) -> str:
    return f"“{LABELS[Field(field)]}”" if field in tuple(Field) else "a field that is no more"


def recalled(session: Session, actor: Actor, proposed: SheetMapping) -> SheetMapping:
    """Return what a person said of these headings before; what is proposed where they did not."""
    row = None if proposed.heading_row is None else _row(session, actor, proposed)
    if row is None or len(row.fields) != len(proposed.fields):
        return proposed
    known = tuple(Field)
    fields = tuple(Field(name) for name in row.fields if name in known)
    if len(fields) != len(proposed.fields):
        return proposed
    order = DayOrder(row.day_order) if row.day_order in tuple(DayOrder) else None
    return replace(proposed, fields=fields, day_order=order)


def remembered_at(session: Session, actor: Actor, mapping: SheetMapping) -> datetime | None:
    """Return when a person last said what these headings mean; None when they never did."""
    row = None if mapping.heading_row is None else _row(session, actor, mapping)
    return row.saved_at if row else None


def listed(session: Session, user_id: int) -> list[Remembered]:
    """Return what is remembered for a person, what was used last first."""
    rows = session.scalars(
        select(ColumnMapping)
        .where(ColumnMapping.user_id == user_id)
        .order_by(ColumnMapping.saved_at.desc(), ColumnMapping.id.desc())
        .limit(MOST_LISTED)
    )
    return [
        Remembered(
            row.id,
            [
                (heading, LABELS[Field(field)] if field in tuple(Field) else field)
                for heading, field in zip(
                    row.titles or [""] * len(row.fields), row.fields, strict=True
                )
            ],
            row.day_order,
            row.saved_at,
        )
        for row in rows
    ]


def forget(change: Change, user_id: int, mapping_id: int | None = None) -> int:
    """Forget what a person said of the columns of a kind of sheet, or of all; return of how many.

    Args:
        user_id: whose they are; a page gives the person's own.
        mapping_id: one of theirs; None for all.

    Raises:
        NotFound: when that one is not theirs, or is forgotten already.
    """
    with change.transaction() as session:
        wanted = delete(ColumnMapping).where(ColumnMapping.user_id == user_id)
        if mapping_id is not None:
            wanted = wanted.where(ColumnMapping.id == mapping_id)
        gone = len(session.scalars(wanted.returning(ColumnMapping.id)).all())
        if mapping_id is not None and not gone:
            raise NotFound("What these columns mean is not remembered any more.")
        return gone


def _row(session: Session, actor: Actor, mapping: SheetMapping) -> ColumnMapping | None:
    return session.scalar(
        select(ColumnMapping).where(
            ColumnMapping.user_id == actor.id, ColumnMapping.headings == mapping.fingerprint()
        )
    )
