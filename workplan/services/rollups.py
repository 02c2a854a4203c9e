"""What the subtasks of a task add up to, beside what was reported on it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models import Task
from workplan.services.owed import under


class Rollup(NamedTuple):
    """The tasks at the ends of the branches below a task.

    Args:
        percent: their progress, weighted by duration (SCHEDULING.md, summary tasks).
        total: how many there are.
        is_open: how many of them are not done.
    """

    percent: int
    total: int
    is_open: int


def rollups_of(session: Session, task_ids: Iterable[int]) -> dict[int, Rollup]:
    """Return the rollup of each of some tasks that has subtasks; one select."""
    below = under()
    rows = session.execute(
        select(
            below.c.top,
            func.count(),
            func.sum(case((Task.actual_finish_on.is_(None), 1), else_=0)),
            func.sum(Task.duration_days),
            func.sum(Task.duration_days * Task.percent),
            func.min(Task.percent),
        )
        .join(Task, Task.id == below.c.id)
        .where(below.c.top.in_(set(task_ids)), Task.id.not_in(select(below.c.top)))
        .group_by(below.c.top)
    )
    return {
        top: Rollup(done // days if days else least, total, is_open)
        for top, total, is_open, days, done, least in rows
    }
