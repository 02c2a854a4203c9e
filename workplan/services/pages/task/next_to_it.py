"""The tasks before and after one in the list: of its line of effort, in the order of the plan."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Select, literal, select, union_all
from sqlalchemy.orm import Session

from models import Task
from workplan.services.record.read_models import read


class NextTo(NamedTuple):
    """A task beside another in the list."""

    id: int
    code: str
    name: str
    is_before: bool


def next_to(session: Session, task: Task) -> list[NextTo]:
    """Return the task before and the one after, as far as there are; one select."""
    sides = (_nearest(task, is_before=True), _nearest(task, is_before=False))
    both = union_all(*(select(side.subquery()) for side in sides))
    return sorted(read(NextTo, session.execute(both)), key=lambda one: not one.is_before)


def _nearest(task: Task, *, is_before: bool) -> Select[int, str, str, bool]:
    position = Task.position
    return (
        select(Task.id, Task.code, Task.name, literal(is_before).label("is_before"))
        .where(
            Task.plan_id == task.plan_id,
            Task.removed_at.is_(None),
            Task.initiative_id.is_not_distinct_from(task.initiative_id),
            position < task.position if is_before else position > task.position,
        )
        .order_by(position.desc() if is_before else position)
        .limit(1)
    )
