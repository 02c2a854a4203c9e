"""A burndown: what is left, what the baseline planned, how scope changed, and when it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from workplan.calendars.working import WorkingCalendar
from workplan.policy import PACE_DAYS

PACE_WINDOW = timedelta(days=PACE_DAYS)
IN_SIGHT_DAYS = 5000
"""How many working days ahead, twenty years, an end is still named."""


class BurnDay(NamedTuple):
    """A day on which something changed, with what stood at its end.

    `added` and `removed` say how scope changed on that day, and `worked_days` what was worked
    off by changes that left scope as it was: reports, not new durations.
    """

    on: date
    scope_tasks: int
    scope_days: int
    remaining_tasks: int
    remaining_days: int
    added_tasks: int
    removed_tasks: int
    added_days: int
    removed_days: int
    worked_days: int


class Projection(NamedTuple):
    """When the work ends at the present pace; neither is given without a pace."""

    ends_on: date | None = None
    is_out_of_sight: bool = False


NO_PROJECTION = Projection()


class IdealDay(NamedTuple):
    """What the baseline planned to be left at the end of a day."""

    on: date
    remaining_tasks: int
    remaining_days: int


@dataclass(frozen=True)
class Burndown:
    """The burndown as it stood on a day; nothing recorded later is in it."""

    as_of: date
    days: Sequence[BurnDay]
    ideal: Sequence[IdealDay]
    baseline: str | None
    projection: Projection = NO_PROJECTION
    is_closed: bool = False

    @property
    def ends_on(self) -> date | None:
        """When the work ends at the present pace, if that is in sight."""
        return self.projection.ends_on

    @property
    def last(self) -> BurnDay | None:
        """The latest day with a change."""
        return self.days[-1] if self.days else None

    @property
    def grown_by(self) -> int:
        """By how many tasks scope grew after the first day."""
        return self.days[-1].scope_tasks - self.days[0].scope_tasks if self.days else 0

    def planned_on(self, day: date) -> IdealDay | None:
        """Return what the baseline planned for a day."""
        before = [ideal for ideal in self.ideal if ideal.on <= day]
        return before[-1] if before else None

    def finding(self) -> str:
        """Return what the chart shows, as a sentence: its title."""
        last = self.last
        if last is None:
            return "No work has been recorded yet"
        if last.remaining_tasks == 0:
            return f"All {last.scope_tasks} tasks are done"
        said = f"{last.remaining_tasks} of {last.scope_tasks} tasks remain"
        planned = self.planned_on(self.as_of)
        if planned is not None:
            behind = last.remaining_tasks - planned.remaining_tasks
            if behind:
                said += f", {abs(behind)} {'more' if behind > 0 else 'fewer'} than planned"
            else:
                said += ", as planned"
        if self.grown_by:
            change = "grew" if self.grown_by > 0 else "shrank"
            count = abs(self.grown_by)
            said += f"; scope {change} by {count} task{'s' if count != 1 else ''}"
        return said


def projected(days: Sequence[BurnDay], as_of: date, calendar: WorkingCalendar) -> Projection:
    """Return when the work would end at the pace of the days that policy looks back.

    Pace is the working days that reports worked off for each working day passed; a change of
    scope or of a planned duration is none. On a day off it is as on the working day before.
    """
    if not days or days[-1].remaining_days <= 0:
        return NO_PROJECTION
    as_of = calendar.on_or_before(as_of)
    since = max(as_of - PACE_WINDOW, days[0].on)
    passed = calendar.working_days_between(since, as_of)
    done = sum(day.worked_days for day in days if day.on > since)
    if passed <= 0 or done <= 0:
        return NO_PROJECTION
    needed = -(-days[-1].remaining_days * passed // done)
    if needed > IN_SIGHT_DAYS:
        return Projection(is_out_of_sight=True)
    return Projection(calendar.day_from(calendar.start_boundary(as_of) + needed))
