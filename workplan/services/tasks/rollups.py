"""What the subtasks of a task add up to, beside what was reported on it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from models import Task
from workplan.services.tasks import states
from workplan.services.tasks.plan_counts import number_of


class Rollup(NamedTuple):
    """The tasks at the ends of the branches below a task.

    Args:
        percent: their progress, weighted by duration, as it was computed (SCHEDULING.md,
            summary tasks).
        total: how many there are.
        is_open: how many of them are neither `done`, `claimed` nor ended otherwise.
    """

    percent: int
    total: int
    is_open: int
    done: int
    claimed: int


def rollups_of(session: Session, task_ids: Iterable[int]) -> dict[int, Rollup]:
    """Return the rollup of each of some tasks that has subtasks; one select."""
    rows = session.execute(_statement(), {"tops": [*task_ids]})
    return {top: Rollup(*added_up) for top, *added_up in rows}


@cache
def _statement() -> Select[Any]:
    """Return the select, which takes longer to put together than to run."""
    first, deeper, whole = aliased(Task), aliased(Task), aliased(Task)
    below = (
        select(first.parent_id.label("top"), first.id.label("id"))
        .where(first.parent_id.in_(bindparam("tops", expanding=True)), first.removed_at.is_(None))
        .cte("below", recursive=True)
    )
    below = below.union(
        select(below.c.top, deeper.id).where(
            deeper.parent_id == below.c.id, deeper.removed_at.is_(None)
        )
    )
    return (
        select(
            below.c.top,
            whole.done_percent,
            func.count(),
            number_of(states.is_open()),
            number_of(states.is_done()),
            number_of(states.is_claimed()),
        )
        .join(Task, Task.id == below.c.id)
        .join(whole, whole.id == below.c.top)
        .where(states.counts_itself())
        .group_by(below.c.top, whole.done_percent)
    )
