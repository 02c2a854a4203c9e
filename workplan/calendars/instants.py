"""Moments of the clock, where the milestones lie of a plan that several calendars work.

A milestone takes no work, so it may lie where a day closes or where the next one opens. In a plan
of one calendar these are the same; here others may work between them. Its lags and floats are
working time of its calendar.
"""

from __future__ import annotations

from datetime import date, datetime

from workplan.calendars.axis import Axis
from workplan.calendars.hours import DAY
from workplan.calendars.minutes import clock_moment


class Instants:
    """The clock, with a calendar that says what dates and lags mean.

    Its positions are days, or minutes where the calendar counts these.
    """

    def __init__(self, base: Axis) -> None:
        self.base = base
        self.per_day = base.per_day

    @property
    def weekmask(self) -> str:
        """The working week: seven characters, Monday first."""
        return self.base.weekmask

    def start_boundary(self, day: date) -> int:
        """Return when a day opens, or work goes on at a moment."""
        return self.base.opens_at(self.base.start_boundary(day))

    def finish_boundary(self, day: date) -> int:
        """Return when a day closes, or work pauses before a moment."""
        return self.base.closes_at(self.base.finish_boundary(day))

    def first_boundary(self, day: date) -> int:
        """Return when a plan can begin that starts on a day, or at a moment."""
        return self.base.opens_at(self.base.first_boundary(day))

    def day_from(self, clock: int) -> date:
        """Return the day that a moment opens."""
        return self.base.day_from(self.base.worked_before(clock))

    def day_until(self, clock: int) -> date:
        """Return the day that a moment closes."""
        return self.base.day_until(self.base.worked_before(clock))

    def is_closing(self, clock: int) -> bool:
        """Tell whether work pauses at a moment; where it also goes on at it, it does."""
        return clock == self.base.closes_at(self.base.worked_before(clock))

    def moment_from(self, clock: int) -> datetime:
        """Return a moment as such; where days are counted, the midnight that begins one."""
        return clock_moment(clock if self.per_day > 1 else clock * DAY)

    def moment_until(self, clock: int) -> datetime:
        """Return the same of the end of something: for the clock it is one."""
        return self.moment_from(clock)

    def opens_at(self, clock: int) -> int:
        """Return the moment itself, as the other axes do for their positions."""
        return clock

    def closes_at(self, clock: int) -> int:
        """Return the moment itself, too."""
        return clock

    def worked_before(self, clock: int) -> int:
        """Return the moment itself, or the next at which work goes on when none does then."""
        at = self.base.worked_before(clock)
        return clock if clock == self.base.closes_at(at) else self.base.opens_at(at)

    def last_until(self, clock: int) -> int:
        """Return the moment itself, or the last at which work pauses when none goes on then."""
        at = self.base.worked_before(clock)
        return clock if clock == self.base.opens_at(at) else self.base.closes_at(at)

    def elapsed(self, clock: int, lag: int, *, finish: bool) -> int:  # noqa: ARG002
        """Return the moment so much later by the clock."""
        return clock + lag

    def elapsed_before(self, clock: int, lag: int, *, finish: bool) -> int:  # noqa: ARG002
        """Return the moment so much earlier by the clock."""
        return clock - lag
