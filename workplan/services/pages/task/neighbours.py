"""What a task waits for, and what waits for it: the list of dependencies on its page."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import case, or_, select
from sqlalchemy.orm import Session, aliased

from models import Dependency, Task
from workplan.services.record.read_models import read

OTHER = aliased(Task)
"""Made once: to put an alias together takes longer than its select."""


class Neighbour(NamedTuple):
    """A dependency of a task, with the task at its other end."""

    id: int
    type: str
    lag_days: int
    lag_parts: int
    is_elapsed: bool
    task_id: int
    code: str
    name: str
    start_on: date | None
    finish_on: date | None
    status: str
    duration_days: int
    driver: str | None
    is_open: bool
    ending: str | None
    due_on: date | None
    late_days: int
    is_before: bool


def neighbours_of(session: Session, task: Task) -> list[Neighbour]:
    """Return what a task waits for, and what waits for it, in the order of the plan."""
    is_before = Dependency.successor_id == task.id
    other = case((is_before, Dependency.predecessor_id), else_=Dependency.successor_id)
    wanted = (
        select(
            Dependency.id,
            Dependency.type,
            Dependency.lag_days,
            Dependency.lag_parts,
            Dependency.is_elapsed,
            OTHER.id.label("task_id"),
            OTHER.code,
            OTHER.name,
            OTHER.start_on,
            OTHER.finish_on,
            OTHER.status,
            OTHER.duration_days,
            OTHER.driver,
            OTHER.is_open,
            OTHER.ending,
            OTHER.due_on,
            OTHER.late_days,
            is_before.label("is_before"),
        )
        .join(OTHER, OTHER.id == other)
        .where(or_(is_before, Dependency.predecessor_id == task.id), OTHER.removed_at.is_(None))
        .order_by(OTHER.position)
    )
    return read(Neighbour, session.execute(wanted))
