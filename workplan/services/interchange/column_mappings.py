"""What the columns of a sheet meant to a person: kept when a plan is saved, used the next time."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import ColumnMapping
from workplan.exchange.sheets.columns.fields import Field
from workplan.exchange.sheets.columns.mapping import SheetMapping
from workplan.exchange.sheets.values.days import DayOrder
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change


def remember(change: Change, mapping: SheetMapping) -> None:
    """Keep what a person's columns mean; what they meant before under these headings is replaced.

    It is a person's own and changes no plan, so the journal has nothing of it.
    """
    if mapping.heading_row is None:
        return  # Without headings nothing tells this sheet from any other.
    with change.transaction() as session:
        row = _row(session, change.actor, mapping)
        if row is None:
            row = ColumnMapping(user_id=change.actor.id, headings=mapping.fingerprint())
            session.add(row)
        row.fields, row.day_order = [*map(str, mapping.fields)], mapping.day_order or ""
        row.saved_at = change.now


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


def _row(session: Session, actor: Actor, mapping: SheetMapping) -> ColumnMapping | None:
    return session.scalar(
        select(ColumnMapping).where(
            ColumnMapping.user_id == actor.id, ColumnMapping.headings == mapping.fingerprint()
        )
    )
