"""Working minutes, for plans that have parts of days.

Position *p* is the moment at which *p* minutes have been worked since boundary 0 of the calendar of
days; so a plan of whole days has the same dates in either, each of its numbers times the minutes of
a day. What follows at once, the end of a day and the start of the next, is one position.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime, timedelta
from itertools import accumulate

from workplan.calendars.hours import DAY, WeekHours, at_minute, minute_of
from workplan.calendars.working import Span, WorkingCalendar


class WorkingMinutes:
    """A calendar of days with its hours. Dates stand for whole days, datetimes for moments.

    Args:
        days: which days are worked.
        hours: when work goes on in them.
    """

    def __init__(self, days: WorkingCalendar, hours: WeekHours) -> None:
        self.days = days
        self.hours = hours
        self.per_day = hours.per_day
        self._sums: tuple[Span, list[int]] | None = None

    @property
    def weekmask(self) -> str:
        """The working week: seven characters, Monday first."""
        return self.days.weekmask

    def start_boundary(self, day: date) -> int:
        """Return the position at the start of a day, or at a moment."""
        if isinstance(day, datetime):
            return self._at(day)
        return self._opening(self.days.start_boundary(day))

    def finish_boundary(self, day: date) -> int:
        """Return the position at the end of a day, or at a moment."""
        if isinstance(day, datetime):
            return self._at(day)
        return self._opening(self.days.finish_boundary(day))

    def first_boundary(self, day: date) -> int:
        """Return the position from which a plan can begin that starts on a day, or at a moment.

        Raises:
            CalendarEmpty: when the five years from the day hold no working day.
        """
        first = self._opening(self.days.first_boundary(day_of(day)))
        return max(first, self._at(day)) if isinstance(day, datetime) else first

    def day_from(self, position: int) -> date:
        """Return the day in which the minute after a position is worked."""
        return self.days.day_from(self._index(position))

    def day_until(self, position: int) -> date:
        """Return the day in which the minute before a position is worked."""
        return self.day_from(position - 1)

    def moment_from(self, position: int) -> datetime:
        """Return when the minute after a position begins: after a pause, where there is one."""
        index = self._index(position)
        day = self.days.day_from(index)
        return at_minute(day, self.hours.on(day).minute_from(position - self._opening(index)))

    def moment_until(self, position: int) -> datetime:
        """Return when the minute before a position ends: before a pause, where there is one."""
        index = self._index(position - 1)
        day = self.days.day_from(index)
        return at_minute(day, self.hours.on(day).minute_until(position - self._opening(index)))

    def opens_at(self, position: int) -> int:
        """Return when the minute after a position begins, by the clock: minutes since 1 Jan 1."""
        return clock_minute(self.moment_from(position))

    def closes_at(self, position: int) -> int:
        """Return when the minute before a position ends, by the clock."""
        return clock_minute(self.moment_until(position))

    def worked_before(self, clock: int) -> int:
        """Return the position up to which all is worked at a moment of the clock."""
        return self._at(clock_moment(clock))

    def start_from(self, position: int) -> date:
        """Return the day that opens at a position, or the moment where none does."""
        day = self.day_from(position)
        return day if self.start_boundary(day) == position else self.moment_from(position)

    def finish_until(self, position: int) -> date:
        """Return the day that closes at a position, or the moment where none does."""
        day = self.day_until(position)
        return day if self.finish_boundary(day) == position else self.moment_until(position)

    def as_start(self, moment: datetime) -> date:
        """Return the day that a moment opens, the next one from closing time on; or the moment."""
        day = moment.date()
        closes = self.hours.on(day).stretches[-1][1]
        return day + timedelta(days=1) if minute_of(moment) >= closes else self.within(moment)

    def as_finish(self, moment: datetime) -> date:
        """Return the day that a moment closes, the last one at opening time; or the moment."""
        day = moment.date()
        opens = self.hours.on(day).stretches[0][0]
        return day - timedelta(days=1) if minute_of(moment) <= opens else self.within(moment)

    def within(self, moment: datetime) -> date:
        """Return a moment if work has begun in its day and goes on after it; or the day."""
        day, stretches = moment.date(), self.hours.on(moment.date()).stretches
        is_within = stretches[0][0] < minute_of(moment) < stretches[-1][1]
        if is_within and self.days.is_working(day):
            return moment.replace(second=0, microsecond=0)
        return day

    def elapsed(self, position: int, minutes: int, *, finish: bool) -> int:
        """Return the position that lies so many minutes of the clock from a position.

        Args:
            minutes: of the clock; negative for a lead.
            finish: whether the position is read as a finish or as a start.
        """
        moment = self.moment_until(position) if finish else self.moment_from(position)
        return self._at(moment + timedelta(minutes=minutes))

    def elapsed_before(self, position: int, minutes: int, *, finish: bool) -> int:
        """Return the last position from which `elapsed` leads no later than to a position."""
        moment = self.moment_from(position) - timedelta(minutes=minutes)
        found = self._at(moment)
        return found if finish or self.moment_from(found) <= moment else found - 1

    def _at(self, moment: datetime) -> int:
        """Return how many minutes are worked before a moment."""
        day = moment.date()
        index = self.days.start_boundary(day)
        opening = self._opening(index)
        if not self.days.is_working(day):
            return opening
        return opening + self.hours.on(day).worked_until(minute_of(moment))

    def _opening(self, boundary: int) -> int:
        """Return the position of a boundary between days."""
        self.days.day_until(boundary)  # The span reaches as far as the day before it.
        span, sums = self._summed()
        return sums[boundary + span.zero] - sums[span.zero]

    def _index(self, position: int) -> int:
        """Return the boundary that opens the day in which the minute after a position lies."""
        span, sums = self._summed()
        while not 0 <= position + sums[span.zero] < sums[-1]:
            beyond = -1 - span.zero if position < 0 else len(span.days) - span.zero
            self.days.day_from(beyond)
            span, sums = self._summed()
        return bisect_right(sums, position + sums[span.zero]) - 1 - span.zero

    def _summed(self) -> tuple[Span, list[int]]:
        """Return the span of the calendar of days, and the minutes worked before each day of it."""
        span = self.days.span
        found = self._sums
        if found is None or found[0] is not span:
            known = found[1] if found and found[0].zero == span.zero else [0]
            lengths = (self.hours.on(day).minutes for day in span.days[len(known) - 1 :])
            found = self._sums = span, [*known[:-1], *accumulate(lengths, initial=known[-1])]
        return found


def clock_minute(moment: datetime) -> int:
    """Return a moment as a number: minutes of the clock."""
    return moment.toordinal() * DAY + minute_of(moment)


def clock_moment(clock: int) -> datetime:
    """Return the moment that `clock_minute` gave."""
    return at_minute(date.fromordinal(clock // DAY), clock % DAY)


def day_of(moment: date) -> date:
    """Return the day of a moment; of a day, itself."""
    return moment.date() if isinstance(moment, datetime) else moment
