"""The parts of days in a stored plan: whether it has some, and what they are to the engine."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Protocol

from workplan.calendars.hours import DAY, day_at, lag_of, work_of
from workplan.scheduling.network import Activity, Link
from workplan.services.dates.plan_calendars import hours_of

DAYS, IS_ELAPSED, BESIDE = 3, 4, 5
"""Where the row of a dependency has its lag, what it counts, and the minutes beside its days."""


class Begun(Protocol):
    """What a plan or a row of its columns must have so that one can tell when its days open."""

    @property
    def start_minute(self) -> int | None: ...
    @property
    def hours(self) -> str | None: ...
    @property
    def weekmask(self) -> str: ...


class Timed(Protocol):
    """What a task or a row must have so that its parts of days can be told."""

    @property
    def short_parts(self) -> int: ...
    @property
    def constraint_on(self) -> date | None: ...
    @property
    def constraint_minute(self) -> int | None: ...
    @property
    def actual_start_on(self) -> date | None: ...
    @property
    def actual_start_minute(self) -> int | None: ...
    @property
    def actual_finish_on(self) -> date | None: ...
    @property
    def actual_finish_minute(self) -> int | None: ...


def is_in(plan: Begun, tasks: Iterable[Timed], links: Iterable[Sequence[Any]]) -> bool:
    """Tell whether something that decides a plan's dates is not told by whole days."""
    return (
        plan.start_minute is not None
        or any(
            t.short_parts
            or t.constraint_minute is not None
            or t.actual_start_minute is not None
            or t.actual_finish_minute is not None
            for t in tasks
        )
        or any(link[BESIDE] for link in links)
        or (plan.hours is not None and hours_of(plan.hours).is_uneven(plan.weekmask))
    )


def to_the_minute(activity: Activity, row: Timed, per_day: int) -> Activity:
    """Return an activity of whole days as it is counted in minutes."""
    return activity._replace(
        duration=work_of(activity.duration, row.short_parts, per_day),
        constraint_on=day_at(row.constraint_on, row.constraint_minute),
        actual_start_on=day_at(row.actual_start_on, row.actual_start_minute),
        actual_finish_on=day_at(row.actual_finish_on, row.actual_finish_minute),
    )


def link_of(row: Sequence[Any], per_day: int) -> Link:
    """Return the row of a dependency as a link whose lag is counted in minutes."""
    a_day = DAY if row[IS_ELAPSED] else per_day
    return Link(row[0], row[1], row[2], lag_of(row[DAYS], row[BESIDE], a_day), row[IS_ELAPSED])
