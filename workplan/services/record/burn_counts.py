"""How a change alters what is left to do; the counts that burndown adds up."""

from __future__ import annotations

from functools import cache
from math import ceil
from typing import TYPE_CHECKING

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from models import Task
from workplan.services.record.journal import Burn

if TYPE_CHECKING:
    from datetime import date


def remaining_days(duration_days: int, percent: int) -> int:
    """Return the working days that are left, a begun day counted whole."""
    return ceil(duration_days * (100 - percent) / 100)


def of_task(duration_days: int, percent: int, *, is_done: bool) -> Burn:
    """Return what a task counts: its scope, and what is left of it.

    Args:
        is_done: whether nothing is left: it is done, claimed, or ended otherwise.
    """
    if is_done:
        return Burn(1, duration_days, 0, 0)
    return Burn(1, duration_days, 1, remaining_days(duration_days, percent))


def counted(session: Session, *task_ids: int | None) -> Burn:
    """Return what some tasks count together.

    A task with subtasks counts through them, and a removed one no more.
    """
    rows = session.execute(_statement(), {"ids": [*{task for task in task_ids if task}]})
    each = [
        of_task(row.duration_days, row.percent, is_done=row.ended_on is not None) for row in rows
    ]
    return Burn(*map(sum, zip(*each, strict=True))) if each else Burn()


@cache
def _statement() -> Select[int, int, date | None]:
    """Return the select, which takes longer to put together than to run."""
    child = aliased(Task)
    has_child = (
        select(child.id).where(child.parent_id == Task.id, child.removed_at.is_(None)).exists()
    )
    ended_on = func.coalesce(Task.actual_finish_on, Task.ended_on).label("ended_on")
    return select(Task.duration_days, Task.percent, ended_on).where(
        Task.id.in_(bindparam("ids", expanding=True)), Task.removed_at.is_(None), ~has_child
    )


def of_leaf(task: Task) -> Burn:
    """Return what a task at hand counts that has no subtasks and stands in its plan."""
    is_done = task.actual_finish_on is not None or task.ended_on is not None
    return of_task(task.duration_days, task.percent, is_done=is_done)


def after_report(before: Burn, task: Task) -> Burn:
    """Return what a task counts once a report has brought it up to date.

    Args:
        before: what it counted: a task with subtasks counts through them, and stays as it was.
    """
    if before.scope_tasks == 0:
        return before
    return of_leaf(task)


def is_counted(session: Session, task_id: int) -> bool:
    """Tell whether a task counts itself, having no subtasks."""
    return counted(session, task_id).scope_tasks == 1


def difference(before: Burn, after: Burn) -> Burn:
    """Return the burn of a change, from what was counted before and after it."""
    return Burn(*(b - a for a, b in zip(before, after, strict=True)))
