"""Working days, and the boundaries between them that the engine counts in.

Boundary *k* is the start of working day *k*, which is the same moment as the end of working day
*k - 1*. A task of duration *d* is the half-open interval [s, s + d) of boundaries.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import cache
from threading import Lock
from typing import Final, NamedTuple

from workplan.calendars.federal import federal_holidays
from workplan.errors import InvalidInput

MONDAY_TO_FRIDAY = "1111100"
FIRST_YEAR, LAST_YEAR = 1900, 2199
EMPTY_AFTER = timedelta(days=5 * 365 + 1)
"""How far to look for the first working day: five years, with their leap day."""


class CalendarEmpty(InvalidInput):
    """A calendar in which nothing can ever be worked."""

    finding_id = "calendar_empty"


class Span(NamedTuple):
    """The working days of the years from `low` to `high`; boundary 0 stands at index `zero`."""

    days: list[date]
    zero: int
    low: int
    high: int


class WorkingCalendar:
    """A week of working days less its holidays; grows year by year as dates are asked for.

    Args:
        weekmask: seven characters, Monday first; "1" is a working day.
        holidays: the days off of a year; a function, so that no table needs maintenance.
        worked: days that are worked although the week has them off.
    """

    per_day: Final = 1
    """How much a day counts here: one. In working minutes it is more."""

    def __init__(
        self,
        weekmask: str,
        holidays: Callable[[int], Iterable[date]],
        worked: frozenset[date] = frozenset(),
    ) -> None:
        if len(weekmask) != 7 or set(weekmask) - {"0", "1"} or "1" not in weekmask:
            error = CalendarEmpty if weekmask == "0" * 7 else InvalidInput
            raise error(
                "weekmask",
                f"“{weekmask}” is no working week: give seven digits, Monday first, "
                "1 for a working day, with at least one 1.",
            )
        self.weekmask = weekmask
        self._holidays = holidays
        self.worked = worked
        self._span = Span([], 0, 1, 0)
        self._growing = Lock()

    @property
    def span(self) -> Span:
        """The working days as far as they have been asked for; a longer one takes its place."""
        return self._span

    def start_boundary(self, day: date) -> int:
        """Return the boundary at the start of a day; a day off means the next working day."""
        span = self._span
        if not span.low <= day.year <= span.high:
            span = self._reach(day.year)
        return bisect_left(span.days, day) - span.zero

    def finish_boundary(self, day: date) -> int:
        """Return the boundary at the end of a day; a day off means the previous working day."""
        span = self._span
        if not span.low <= day.year <= span.high:
            span = self._reach(day.year)
        return bisect_right(span.days, day) - span.zero

    def first_boundary(self, day: date) -> int:
        """Return the boundary at the start of a day from which a plan can begin.

        Raises:
            CalendarEmpty: when the five years from the day hold no working day.
        """
        boundary, last = self.start_boundary(day), day + EMPTY_AFTER
        span = self._span
        while boundary + span.zero == len(span.days) and span.high < min(last.year, LAST_YEAR):
            span = self._reach(span.high + 1)
        at = boundary + span.zero
        if at == len(span.days) or span.days[at] > last:
            raise CalendarEmpty(
                "calendar",
                f"The calendar holds no working day in the five years from {day}. "
                "Take days off out of it, or give another working week.",
            )
        return boundary

    def day_from(self, boundary: int) -> date:
        """Return the working day that starts at a boundary."""
        span = self._span
        while not 0 <= boundary + span.zero < len(span.days):
            span = self._reach(span.low - 1 if boundary + span.zero < 0 else span.high + 1)
        return span.days[boundary + span.zero]

    def day_until(self, boundary: int) -> date:
        """Return the working day that ends at a boundary."""
        span = self._span
        at = boundary - 1 + span.zero
        return span.days[at] if 0 <= at < len(span.days) else self.day_from(boundary - 1)

    def opens_at(self, boundary: int) -> int:
        """Return when the day that starts at a boundary opens, by the clock: its ordinal."""
        return self.day_from(boundary).toordinal()

    def closes_at(self, boundary: int) -> int:
        """Return when the day that ends at a boundary closes, by the clock."""
        return self.day_until(boundary).toordinal() + 1

    def worked_before(self, clock: int) -> int:
        """Return the boundary up to which all is worked at a moment of the clock."""
        return self.start_boundary(date.fromordinal(clock))

    def is_working(self, day: date) -> bool:
        """Tell whether a day is worked."""
        return self.start_boundary(day) != self.finish_boundary(day)

    def on_or_before(self, day: date) -> date:
        """Return the last working day on or before a day."""
        return self.day_until(self.finish_boundary(day))

    def shift(self, day: date, working_days: int) -> date:
        """Return the working day that lies n working days from a working day."""
        return self.day_from(self.start_boundary(day) + working_days)

    def working_days_between(self, first: date, last: date) -> int:
        """Count the working days from one finish to another; negative when `last` is earlier."""
        return self.finish_boundary(last) - self.finish_boundary(first)

    def elapsed(self, boundary: int, days: int, *, finish: bool) -> int:
        """Return the boundary that lies n calendar days from a moment, at or after it.

        Args:
            boundary: the moment to count from.
            days: calendar days; negative for a lead.
            finish: whether the moment is read as the end of a day (a finish) or as a start.
        """
        if finish:
            return self.start_boundary(self.day_until(boundary) + timedelta(days=days + 1))
        return self.start_boundary(self.day_from(boundary) + timedelta(days=days))

    def elapsed_before(self, boundary: int, days: int, *, finish: bool) -> int:
        """Return the last boundary from which `elapsed` leads no later than to a boundary."""
        day = self.day_from(boundary) - timedelta(days=days)
        return self.start_boundary(day) if finish else self.finish_boundary(day) - 1

    def _reach(self, year: int) -> Span:
        """Grow to a year, one thread at a time; readers go on with the span that they hold."""
        if not FIRST_YEAR <= year <= LAST_YEAR:
            raise InvalidInput(
                "date",
                f"The year {year} lies outside {FIRST_YEAR} to {LAST_YEAR}. "
                "Check the date, the duration and the lag.",
            )
        with self._growing:
            span = self._span
            if span.low > span.high:
                span = Span([], 0, year, year - 1)
            later = [day for y in range(span.high + 1, year + 1) for day in self._worked(y)]
            earlier = [day for y in range(year, span.low) for day in self._worked(y)]
            self._span = Span(
                earlier + span.days + later,
                len(earlier) + span.zero,
                min(year, span.low),
                max(year, span.high),
            )
            return self._span

    def _worked(self, year: int) -> list[date]:
        off = set(self._holidays(year))
        mask = [digit == "1" for digit in self.weekmask]
        first = date(year, 1, 1).toordinal()
        days = map(date.fromordinal, range(first, date(year, 12, 31).toordinal() + 1))
        worked = self.worked
        return [d for d in days if (mask[d.weekday()] and d not in off) or d in worked]


def calendar_of(
    weekmask: str,
    holidays: Iterable[date],
    worked: Iterable[date] = (),
    *,
    is_federal: bool = False,
) -> WorkingCalendar:
    """Return a calendar with given lists of days off, and of days worked against the week.

    Args:
        weekmask: seven characters, Monday first; "1" is a working day.
        holidays: the days off.
        worked: days that are worked all the same.
        is_federal: whether the federal holidays are off as well.
    """
    off = frozenset(holidays)

    def off_in(year: int) -> Iterable[date]:
        own = {day for day in off if day.year == year}
        return own.union(federal_holidays(year)) if is_federal else own

    return WorkingCalendar(weekmask, off_in, frozenset(worked))


@cache
def federal_calendar() -> WorkingCalendar:
    """Return the default calendar: Monday to Friday less the federal holidays in Washington.

    One instance per process, since it only ever grows; its boundaries are comparable.
    """
    return WorkingCalendar(MONDAY_TO_FRIDAY, federal_holidays)
