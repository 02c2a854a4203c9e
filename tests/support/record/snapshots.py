"""The whole database as plain values, to tell whether anything changed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from models import Base
from workplan.extensions import db


def snapshot(*but: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, except the tables named."""
    db.session.rollback()
    found = {}
    for table in Base.metadata.sorted_tables:
        if table.name not in but:
            rows = db.session.execute(select(table).order_by(*table.primary_key)).all()
            found[table.name] = [_plain(row) for row in rows]
    db.session.rollback()
    return found


def _plain(row: Any) -> tuple[Any, ...]:
    return tuple(repr(value) if isinstance(value, dict | list) else value for value in row)
