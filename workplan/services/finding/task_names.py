"""Tasks of a plan by the code or name that somebody types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from models import Task
from workplan.folding import fold

MOST_LISTED = 200
"""How many tasks a list to choose from may have; of more, one is named."""
MOST_FOUND = 20


class Named(NamedTuple):
    """A task as it is named: its code, and its name behind it."""

    id: int
    code: str
    name: str

    def __str__(self) -> str:
        """Return what a person reads, and may type."""
        return f"{self.code} {self.name}"


def others(session: Session, plan_id: int, besides: int = 0) -> list[Named]:
    """Return the tasks of a plan but one, in their order; one more than a list may have at most."""
    found = _tasks(plan_id, besides).order_by(Task.position).limit(MOST_LISTED + 1)
    return [Named(*row) for row in session.execute(found)]


def named(session: Session, plan_id: int, typed: str, besides: int = 0) -> Named | None:
    """Return the task whose code was typed, with or without its name behind it.

    Of codes that begin alike the longest counts, so that “3(b).1 Draft” is not 3(b).
    """
    text = fold(typed.strip())
    is_meant = or_(
        Task.folded_code == text,
        func.substr(text, 1, func.length(Task.folded_code) + 1) == Task.folded_code + " ",
    )
    found = _tasks(plan_id, besides).where(is_meant).order_by(func.length(Task.folded_code).desc())
    row = session.execute(found.limit(1)).first()
    return Named(*row) if row else None


def alike(session: Session, plan_id: int, typed: str) -> Sequence[Named]:
    """Return some tasks whose code begins so, and then those whose name has it."""
    text = fold(typed.strip())
    begins = Task.folded_code.startswith(text, autoescape=True)
    fits = or_(begins, Task.folded_name.contains(text, autoescape=True))
    found = _tasks(plan_id, 0).where(fits).order_by(begins.desc(), Task.position)
    return [Named(*row) for row in session.execute(found.limit(MOST_FOUND))]


def of_id(session: Session, plan_id: int, task_id: int) -> Named | None:
    """Return a task of a plan by its number."""
    row = session.execute(_tasks(plan_id, 0).where(Task.id == task_id)).first()
    return Named(*row) if row else None


def _tasks(plan_id: int, besides: int) -> Select[int, str, str]:
    return select(Task.id, Task.code, Task.name).where(
        Task.plan_id == plan_id, Task.removed_at.is_(None), Task.id != besides
    )
