"""Which rows a chart or a table of a plan has, in what order: lines of effort, tasks, subtasks.

Every row is known by two numbers, so that a chart of thousands of tasks makes and reads whole rows
only for those that it shows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence, Set
from functools import cached_property
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Initiative, Task

Place = tuple[int, int | None, int | None]
"""A task by its id, with the ids of its parent and of its line of effort."""


class OutlinedRow(NamedTuple):
    """A row of the chart: the task whose id `task` is, or the line of effort whose id `effort` is.

    Args:
        level: how many rows it stands below, from 0.
        has_below: that rows belong below it, shown or folded.
    """

    key: str
    level: int
    task: int | None
    effort: int | None
    has_below: bool
    is_folded: bool


class Outline:
    """Every row of a chart that is not folded away, in order; each is made when it is asked for.

    Args:
        numbers: the id of each row; that of a line of effort is negative.
        levels: how many rows each stands below.
        parents: the ids of the tasks with rows below them.
        folded: the keys of rows below which nothing is shown.
    """

    def __init__(
        self,
        numbers: Sequence[int],
        levels: Sequence[int],
        parents: Set[int] = frozenset(),
        folded: Collection[str] = (),
    ) -> None:
        self._numbers, self._levels = numbers, levels
        self._parents, self._folded = parents, folded

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[OutlinedRow]:
        return iter(self.window(0, len(self)))

    def window(self, begin: int, count: int) -> list[OutlinedRow]:
        """Return some rows in order, from a place that is counted from 0."""
        end = begin + count
        return [*map(self._row, self._numbers[begin:end], self._levels[begin:end])]

    @cached_property
    def places(self) -> dict[int, int]:
        """The place of each row, from 0, by the id of its task."""
        return dict(zip(self._numbers, range(len(self)), strict=True))

    @property
    def tasks(self) -> int:
        """How many of the rows are tasks."""
        return sum(number > 0 for number in self._numbers)

    @property
    def efforts(self) -> list[str]:
        """The keys of the lines of effort."""
        return [f"i{-number}" for number in self._numbers if number < 0]

    def _row(self, number: int, level: int) -> OutlinedRow:
        if number < 0:
            key = f"i{-number}"
            return OutlinedRow(key, 0, None, -number, True, key in self._folded)
        key, has_below = f"t{number}", number in self._parents
        return OutlinedRow(key, level, number, None, has_below, has_below and key in self._folded)


def outline_of(session: Session, where: Sequence[Any], folded: Collection[str] = ()) -> Outline:
    """Return the rows of a chart in their order; one select.

    Args:
        where: which tasks, as conditions of a select; ones without dates have no row.
        folded: the keys of rows below which nothing is shown.
    """
    return _outline_of(session, (*where, Task.start_on.is_not(None)), folded)


def whole_outline(session: Session, plan_id: int) -> Outline:
    """Return the rows of all tasks of a plan in their order, those without dates too."""
    return _outline_of(session, (Task.plan_id == plan_id, Task.removed_at.is_(None)), ())


def _outline_of(session: Session, where: Sequence[Any], folded: Collection[str]) -> Outline:
    wanted = (
        select(Task.id, Task.parent_id, Task.initiative_id)
        .outerjoin(Initiative, Initiative.id == Task.initiative_id)
        .where(*where)
        .order_by(
            Initiative.position.is_not(None),
            Initiative.position,
            Initiative.id,
            Task.position,
        )
    )
    rows = [(task, parent, effort) for task, parent, effort in session.execute(wanted)]
    return _arranged(rows, folded)


def _arranged(tasks: Sequence[Place], folded: Collection[str]) -> Outline:
    """Put tasks below their parents and lines of effort; one whose parent is not here stands up."""
    below = _below(tasks)
    numbers: list[int] = []
    levels: list[int] = []
    at: int | None = None
    is_open = True
    for task, parent, effort in tasks:
        if parent in below:
            continue
        if effort != at and effort is not None:
            at = effort
            is_open = f"i{effort}" not in folded
            numbers.append(-effort)
            levels.append(0)
        if not is_open:
            continue
        level = 0 if at is None else 1
        if task not in below:
            numbers.append(task)
            levels.append(level)
            continue
        # Not by recursion: a plan may be deeper than Python is.
        waiting = [(task, level)]
        while waiting:
            number, level = waiting.pop()
            numbers.append(number)
            levels.append(level)
            children = below.get(number, ())
            if children and f"t{number}" not in folded:
                waiting += [(child, level + 1) for child in reversed(children)]
    return Outline(numbers, levels, below.keys(), folded)


def _below(tasks: Sequence[Place]) -> dict[int, list[int]]:
    """Return the subtasks of each task that is here and has any, in order."""
    parents = {parent for _, parent, _ in tasks if parent is not None}
    parents &= {task for task, _, _ in tasks} if parents else set()
    below: dict[int, list[int]] = defaultdict(list)
    if parents:
        for task, parent, _ in tasks:
            if parent in parents:
                below[parent].append(task)
    return dict(below)
