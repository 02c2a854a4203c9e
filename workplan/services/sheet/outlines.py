"""The tasks of a plan in the order of its sheet: by line of effort, subtasks below their task."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Initiative
from workplan.services.record.read_models import read
from workplan.services.sheet.cells import Spot
from workplan.services.tasks.task_sets import TASKS


class Outlined(NamedTuple):
    """A task as the outline of its plan has it."""

    id: int
    code: str
    name: str
    parent_id: int | None
    initiative_id: int | None
    version: int
    duration_days: int
    finish_on: date | None
    late_days: int
    is_open: bool


class Head(NamedTuple):
    """A line of effort, which heads the tasks in it."""

    id: int
    code: str
    title: str


class Outline(NamedTuple):
    """A plan as its sheet has it.

    Args:
        spots: lines of effort and tasks in their order, with their levels.
        above: by task, the line of effort and the task under which it is shown.
    """

    spots: list[Spot]
    heads: dict[str, Head]
    tasks: dict[str, Outlined]
    above: dict[str, tuple[str | None, str | None]]


def key_of(task_id: int) -> str:
    """Return the key of a task's row."""
    return f"t{task_id}"


def outline_of(session: Session, plan_id: int) -> Outline:
    """Read a plan as its sheet has it; two selects."""
    columns = [TASKS.c[name] for name in Outlined._fields]
    tasks = read(
        Outlined,
        session.execute(
            select(*columns)
            .where(TASKS.c.plan_id == plan_id, TASKS.c.removed_at.is_(None))
            .order_by(TASKS.c.position, TASKS.c.id)
        ),
    )
    heads = read(
        Head,
        session.execute(
            select(Initiative.id, Initiative.code, Initiative.title)
            .where(Initiative.plan_id == plan_id)
            .order_by(Initiative.position, Initiative.id)
        ),
    )
    return _arranged(tasks, heads)


def _arranged(tasks: Sequence[Outlined], heads: Sequence[Head]) -> Outline:
    live = {task.id for task in tasks}
    below: dict[int | None, list[Outlined]] = defaultdict(list)
    grouped: dict[int | None, list[Outlined]] = defaultdict(list)
    for task in tasks:
        if task.parent_id in live:
            below[task.parent_id].append(task)
        else:
            grouped[task.initiative_id].append(task)
    found = Outline([], {}, {}, {})

    def add(task: Outlined, head: str | None) -> None:
        # Not by recursion: a plan may be deeper than Python is.
        waiting: list[tuple[Outlined, int, str | None]] = [(task, 1, None)]
        while waiting:
            one, level, parent = waiting.pop()
            key = key_of(one.id)
            found.spots.append(Spot(key, level))
            found.tasks[key] = one
            found.above[key] = (head, parent)
            waiting += [(child, level + 1, key) for child in reversed(below[one.id])]

    known = {head.id for head in heads}
    for effort in [None, *(effort for effort in grouped if effort and effort not in known)]:
        for task in grouped[effort]:
            add(task, None)
    for head in heads:
        key = f"h{head.id}"
        found.spots.append(Spot(key, 0))
        found.heads[key] = head
        for task in grouped[head.id]:
            add(task, key)
    return found


def parents(spots: Sequence[Spot]) -> Iterator[tuple[Spot, str | None, str | None, int]]:
    """Yield each task's row with the line of effort and the task above it, and its true level.

    A level that is more than one below the row before counts as one below it.
    """
    head: str | None = None
    line: list[str] = []
    for spot in spots:
        if spot.level == 0:
            head, line = spot.key, []
            continue
        level = max(1, min(spot.level, len(line) + 1))
        del line[level - 1 :]
        yield spot, head, line[-1] if line else None, level
        line.append(spot.key)


def window(outline: Outline, begin: int, most: int) -> tuple[list[Spot], int | None]:
    """Return the rows of a page, and where the next one begins; a task keeps its subtasks.

    Args:
        begin: at which row it begins.
        most: how many rows it should have, but for the subtasks of its last task.
    """
    spots = outline.spots
    end = begin + most
    while end < len(spots) and spots[end].level > 1:
        end += 1
    return spots[begin:end], end if end < len(spots) else None
