"""The whole database as plain values, to tell whether anything changed."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import Select, select

from models import Base
from workplan.extensions import db


def snapshot(*but: str) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table, except the tables named."""
    db.session.rollback()
    with db.engine.connect() as connection:
        return {
            name: [*map(_plain, connection.execute(rows))]
            for name, rows in selects().items()
            if name not in but
        }


@cache
def selects() -> dict[str, Select[Any]]:
    """Return a select of each table, which takes longer to put together than to run."""
    tables = Base.metadata.sorted_tables
    return {table.name: select(table).order_by(*table.primary_key) for table in tables}


def _plain(row: Any) -> tuple[Any, ...]:
    return tuple(repr(value) if isinstance(value, dict | list) else value for value in row)
