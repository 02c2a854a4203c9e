"""Which rows a Gantt chart has, and in what order: lines of effort, tasks, and subtasks below.

Every row is known by a few columns, so that a chart of thousands of tasks reads whole rows only for
those that it shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Initiative, Task
from workplan.services.record.read_models import read


class OutlinedTask(NamedTuple):
    """A task that has dates, as the order of a chart needs it."""

    id: int
    parent_id: int | None
    initiative_id: int | None
    start_on: date
    finish_on: date
    duration_days: int


class OutlinedRow(NamedTuple):
    """A row of the chart: a task, or the line of effort whose id `effort` is.

    Args:
        level: how many rows it stands below, from 0.
        has_below: that rows belong below it, shown or folded.
    """

    key: str
    level: int
    task: OutlinedTask | None
    effort: int | None
    has_below: bool
    is_folded: bool


def outline_of(
    session: Session, where: Sequence[Any], folded: Collection[str] = ()
) -> list[OutlinedRow]:
    """Return the rows of a chart in their order; one select.

    Args:
        where: which tasks, as conditions of a select.
        folded: the keys of rows below which nothing is shown.
    """
    # Whoever asks leaves out what has no dates, which the columns alone do not say.
    columns: tuple[Any, ...] = (
        Task.id,
        Task.parent_id,
        Task.initiative_id,
        Task.start_on,
        Task.finish_on,
        Task.duration_days,
    )
    tasks = read(
        OutlinedTask,
        session.execute(
            select(*columns)
            .outerjoin(Initiative, Initiative.id == Task.initiative_id)
            .where(*where, Task.start_on.is_not(None))
            .order_by(
                Initiative.position.is_not(None),
                Initiative.position,
                Initiative.id,
                Task.position,
            )
        ),
    )
    return _arranged(tasks, folded)


def _arranged(tasks: Sequence[OutlinedTask], folded: Collection[str]) -> list[OutlinedRow]:
    """Put tasks below their parents and lines of effort; one whose parent is not here stands up."""
    present = {task.id for task in tasks}
    below: dict[int | None, list[OutlinedTask]] = defaultdict(list)
    for task in tasks:
        below[task.parent_id if task.parent_id in present else None].append(task)
    found: list[OutlinedRow] = []
    effort: int | None = None
    is_open = True
    for top in below[None]:
        if top.initiative_id != effort and top.initiative_id is not None:
            effort = top.initiative_id
            is_open = f"i{effort}" not in folded
            found.append(OutlinedRow(f"i{effort}", 0, None, effort, True, not is_open))
        if not is_open:
            continue
        # Not by recursion: a plan may be deeper than Python is.
        waiting = [(top, 0 if effort is None else 1)]
        while waiting:
            task, level = waiting.pop()
            key, children = f"t{task.id}", below[task.id]
            is_folded = bool(children) and key in folded
            found.append(OutlinedRow(key, level, task, None, bool(children), is_folded))
            if not is_folded:
                waiting += [(child, level + 1) for child in reversed(children)]
    return found
