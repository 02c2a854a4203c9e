"""What refers to a row, found in the tables themselves, so that no table can be forgotten."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    Table,
    UniqueConstraint,
    and_,
    delete,
    exists,
    func,
    select,
    update,
)
from sqlalchemy.orm import Session

from models import Base, Task


class Reference(NamedTuple):
    """A column that refers to the rows of a table."""

    table: Table
    column: Column[Any]

    @property
    def names(self) -> tuple[str, str]:
        """The name of the table and that of the column."""
        return self.table.name, self.column.name


def references_to(table: str) -> list[Reference]:
    """Return every column that refers to a table, in the order of their names."""
    found = [
        Reference(one, column)
        for one in Base.metadata.tables.values()
        for column in one.columns
        if any(key.column.table.name == table for key in column.foreign_keys)
    ]
    return sorted(found, key=lambda one: one.names)


def follow(session: Session, reference: Reference, old: int, new: int) -> None:
    """Let whatever refers to one row refer to another; of rows that would double, one stays.

    The one that stays is that which referred to the other row already.
    """
    table, column = reference
    for others in _unique_with(reference):
        session.execute(delete(table).where(column == old, _has_twin(reference, others, new)))
    session.execute(update(table).where(column == old).values({column: new}))


def _has_twin(reference: Reference, others: list[Column[Any]], new: int) -> Any:
    """Return the condition that a row would be the same as one that refers to another row.

    Args:
        others: the columns that are unique together with the reference.
    """
    twin = reference.table.alias()
    same = [twin.c[other.name] == other for other in others]
    return exists(select(1).where(and_(twin.c[reference.column.name] == new, *same)))


def by_plan(
    session: Session, reference: Reference, old: int, only: ColumnElement[bool] | None = None
) -> dict[int, int]:
    """Return how many rows of each plan refer to a row; nothing for a table that is of no plan.

    Args:
        only: the condition on the rows that are counted.
    """
    table, column = reference
    tasks = Task.__table__.c
    plan: Any = table.c.plan_id if "plan_id" in table.c else tasks.plan_id
    wanted = select(plan, func.count()).select_from(table).where(column == old)
    if "plan_id" not in table.c:
        if "task_id" not in table.c:
            return {}
        wanted = wanted.join(Task.__table__, tasks.id == table.c.task_id)
    if only is not None:
        wanted = wanted.where(only)
    return {row[0]: row[1] for row in session.execute(wanted.group_by(plan)) if row[0] is not None}


def _unique_with(reference: Reference) -> list[list[Column[Any]]]:
    """Return the columns of each key in which the reference has a part, without itself."""
    table, column = reference
    keys = [[*table.primary_key.columns]]
    keys += [[*c.columns] for c in table.constraints if isinstance(c, UniqueConstraint)]
    keys += [[*index.columns] for index in table.indexes if index.unique]
    return [[c for c in key if c is not column] for key in keys if column in key]
