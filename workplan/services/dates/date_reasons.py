"""Why computed dates are what they are, in words, for many tasks in one select."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple, Protocol, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Task
from workplan.calendars.working import WorkingCalendar
from workplan.scheduling.driver import Driver
from workplan.scheduling.explain import reason
from workplan.services.dates.open_chains import waited_for
from workplan.vocabulary import WAYS_OUT, Ending


class Driven(Protocol):
    """What a task or a row must have so that its dates can be explained."""

    @property
    def id(self) -> int: ...
    @property
    def ending(self) -> str | None: ...
    @property
    def driver(self) -> str | None: ...
    @property
    def constraint_on(self) -> date | None: ...


class Dated(Protocol):
    """What a task or a row must have so that one can tell when in its days it begins and ends."""

    @property
    def duration_days(self) -> int: ...
    @property
    def driver(self) -> str | None: ...
    @property
    def start_on(self) -> date | None: ...
    @property
    def finish_on(self) -> date | None: ...


class Predecessor(Dated, Protocol):
    """What the row of a predecessor must have so that its days to spare can be counted."""

    @property
    def task_id(self) -> int: ...
    @property
    def type(self) -> str: ...
    @property
    def lag_days(self) -> int: ...
    @property
    def is_elapsed(self) -> bool: ...


AnyPredecessor = TypeVar("AnyPredecessor", bound=Predecessor)


class Named(NamedTuple):
    """A task as a reason names it."""

    id: int
    name: str
    start_on: date
    finish_on: date


def reasons_of(session: Session, tasks: Iterable[Driven]) -> dict[int, str]:
    """Return, for each of some tasks that has dates, why it has them."""
    tasks = list(tasks)
    drivers = {t.id: (Driver.decoded(t.driver), t.constraint_on) for t in tasks if t.driver}
    named = predecessors(
        session, {d.predecessor for d, _ in drivers.values() if d.predecessor is not None}
    )
    words = {}
    for task_id, (driver, constraint_on) in drivers.items():
        if driver.kind == "children":
            words[task_id] = "its subtasks begin and end then"
            continue
        found = named.get(driver.predecessor or 0)
        predecessor = (found.name, found.start_on, found.finish_on) if found else None
        words[task_id] = reason(driver, predecessor, constraint_on)
    ways = {t.id: t.ending for t in tasks if t.id in words and t.ending in WAYS_OUT}
    return words | {
        task_id: f"a coordinator decided so: {Ending.said(way).lower()}"
        for task_id, way in ways.items()
    }


def predecessors(session: Session, ids: set[int]) -> dict[int, Named]:
    """Return tasks by id, as reasons name them."""
    rows = session.execute(
        select(Task.id, Task.code, Task.name, Task.start_on, Task.finish_on).where(Task.id.in_(ids))
    )
    return {
        r.id: Named(r.id, f"{r.code} {r.name}", r.start_on, r.finish_on)
        for r in rows
        if r.start_on and r.finish_on
    }


def driving_chain(session: Session, task: Task) -> list[Task]:
    """Return the tasks from one back to where its dates begin, the task itself first.

    One select, however long the chain is, and of the plan no more than the chain.
    """
    drives = select(Task.id, Task.driver).where(Task.id == task.id).cte("drives", recursive=True)
    drives = drives.union(
        select(Task.id, Task.driver)
        .join(drives, Task.id == waited_for(drives.c.driver))
        .where(Task.plan_id == task.plan_id)
    )
    wanted = select(Task).join(drives, drives.c.id == Task.id)
    found = {one.id: one for one in session.scalars(wanted)}
    chain, at = [], found.pop(task.id, None)
    while at is not None:
        chain.append(at)
        before = Driver.decoded(at.driver).predecessor if at.driver else None
        at = found.pop(before or 0, None)
    return chain


NEAR_DAYS = 5
SHOWN_AT_END = ("link:", "constraint:F", "constraint:MFO", "constraint:ALAP", "actual", "forecast")


def near_driving(
    calendar: WorkingCalendar, task: Task, predecessors: Sequence[AnyPredecessor]
) -> list[tuple[AnyPredecessor, int]]:
    """Return the predecessors that nearly drive a task's start, each with its days to spare.

    Those that drive it are in the driving chain; work that has begun is held by none.
    """
    if task.start_on is None or task.finish_on is None or task.actual_start_on is not None:
        return []
    own = _boundaries(calendar, task)
    driver = Driver.decoded(task.driver or "start:")
    found = []
    for row in predecessors:
        if row.start_on is None or row.finish_on is None or row.task_id == driver.predecessor:
            continue
        start, finish = _boundaries(calendar, row)
        moment = finish if row.type in ("FS", "FF") else start
        held = own[0] if row.type in ("FS", "SS") else own[1]
        if row.is_elapsed:
            is_finish = row.type in ("FS", "FF")
            spare = calendar.elapsed_before(held, row.lag_days, finish=is_finish) - moment
        else:
            spare = held - moment - row.lag_days
        if 0 <= spare <= NEAR_DAYS:
            found.append((row, spare))
    return sorted(found, key=lambda pair: pair[1])


def _boundaries(calendar: WorkingCalendar, row: Dated) -> tuple[int, int]:
    """Return the boundaries of stored dates; a milestone is shown at the end of its day or not."""
    assert row.start_on is not None
    assert row.finish_on is not None
    if row.duration_days:
        return calendar.start_boundary(row.start_on), calendar.finish_boundary(row.finish_on)
    at_end = (row.driver or "").startswith(SHOWN_AT_END)
    moment = calendar.finish_boundary if at_end else calendar.start_boundary
    return moment(row.start_on), moment(row.finish_on)
