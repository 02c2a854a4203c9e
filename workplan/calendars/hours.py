"""The hours of a working week: when each of its days opens, pauses and closes.

They only matter in a plan that has parts of days. Times are minutes since midnight.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import NamedTuple

from workplan.errors import InvalidInput

Stretch = tuple[int, int]
"""From when until when work goes on without a pause; midnight at its end is 1440."""
DAY = 1440
PARTS = 1440
"""Into so many parts a working day is divided where a length or a lag has a part of one: each
minute of work is one at least, so it is told to the minute, and half a day stays half a day when
the hours of days change."""
OFFICE_DAY: tuple[Stretch, ...] = ((480, 720), (780, 1020))
WRITTEN = re.compile(r"(\d\d):(\d\d)-(\d\d):(\d\d)")
NEVER = "-"


class DayHours(NamedTuple):
    """The stretches of one day, in order; none on a day that is never worked."""

    stretches: tuple[Stretch, ...]

    @property
    def minutes(self) -> int:
        """How many minutes are worked."""
        return sum(closes - opens for opens, closes in self.stretches)

    def worked_until(self, minute: int) -> int:
        """Return how many minutes are worked before a minute of the day."""
        return sum(max(0, min(minute, closes) - opens) for opens, closes in self.stretches)

    def minute_from(self, worked: int) -> int:
        """Return the minute of the day at which work goes on after so much of it."""
        for opens, closes in self.stretches:
            if worked < closes - opens:
                return opens + worked
            worked -= closes - opens
        return DAY

    def minute_until(self, worked: int) -> int:
        """Return the minute of the day at which so much is worked; at least one minute."""
        return self.minute_from(worked - 1) + 1

    def written(self) -> str:
        """Return the hours as text: 08:00-12:00 13:00-17:00; “-” for none."""
        said = (f"{clock(opens)}-{clock(closes)}" for opens, closes in self.stretches)
        return " ".join(said) or NEVER


@dataclass(frozen=True)
class WeekHours:
    """The hours of each day of a week, Monday first.

    Args:
        days: seven; a day that the week has off may still be worked once, then for the usual hours.
    """

    days: tuple[DayHours, ...]

    @cached_property
    def usual(self) -> DayHours:
        """The hours that most days have."""
        worked = [day for day in self.days if day.stretches]
        return Counter(worked).most_common(1)[0][0] if worked else DayHours(OFFICE_DAY)

    @property
    def per_day(self) -> int:
        """The minutes of a usual day: what a day of a duration is."""
        return self.usual.minutes

    def is_uneven(self, weekmask: str) -> bool:
        """Tell whether some of the days that a week works are longer than others."""
        worked = zip(weekmask, self.days, strict=True)
        return len({day.minutes or self.per_day for digit, day in worked if digit == "1"}) > 1

    def on(self, day: date) -> DayHours:
        """Return the hours of a day that is worked."""
        own = self.days[day.weekday()]
        return own if own.stretches else self.usual

    def written(self) -> str:
        """Return the week as text: its usual hours alone, or seven days with “;” between them."""
        if all(day in (self.usual, DayHours(())) for day in self.days):
            return self.usual.written()
        return "; ".join(day.written() for day in self.days)


def every_day(*stretches: Stretch) -> WeekHours:
    """Return a week whose days all have the same hours."""
    return WeekHours((DayHours(stretches),) * 7)


OFFICE_HOURS = every_day(*OFFICE_DAY)
"""What a plan works whose hours nobody has told: eight hours with an hour’s pause at noon."""


def read_hours(text: str) -> WeekHours:
    """Return the week that `WeekHours.written` wrote.

    Raises:
        InvalidInput: for what is no time, or stretches that do not follow each other.
    """
    days = [_day(part.strip()) for part in text.split(";")]
    if len(days) not in (1, 7) or not any(day.stretches for day in days):
        raise _wrong(text)
    return WeekHours(tuple(days * 7 if len(days) == 1 else days))


def _day(text: str) -> DayHours:
    if text == NEVER:
        return DayHours(())
    stretches = []
    last = -1
    for part in text.split():
        found = WRITTEN.fullmatch(part)
        if found is None:
            raise _wrong(text)
        h1, m1, h2, m2 = map(int, found.groups())
        opens, closes = h1 * 60 + m1, h2 * 60 + m2
        if not last <= opens < closes <= DAY or max(m1, m2) > 59:
            raise _wrong(text)
        stretches.append((opens, closes))
        last = closes
    if not stretches:
        raise _wrong(text)
    return DayHours(joined(stretches))


def joined(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return stretches in order, those that touch or overlap as one."""
    found: list[Stretch] = []
    for opens, closes in sorted(stretches):
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(closes, found[-1][1]))
        else:
            found.append((opens, closes))
    return tuple(found)


def _wrong(text: str) -> InvalidInput:
    return InvalidInput(
        "hours", f"“{text[:80]}” are no hours of a day. Write them as 08:00-12:00 13:00-17:00."
    )


def clock(minute: int) -> str:
    """Return a minute of the day as people read it: 08:00."""
    return f"{minute // 60:02}:{minute % 60:02}"


def in_minutes(days: float, minutes_a_day: int) -> int:
    """Return days, also parts of one, in minutes: to the nearest."""
    return round(days * minutes_a_day)


def whole_days(minutes: int, minutes_a_day: int) -> tuple[int, int]:
    """Return a length as days, rounded up, and by how many parts of one it is shorter."""
    days = -(-minutes // minutes_a_day)
    return days, round((days * minutes_a_day - minutes) * PARTS / minutes_a_day)


def work_of(days: int, short_parts: int, minutes_a_day: int) -> int:
    """Return the minutes of a length that `whole_days` gave."""
    return max(0, days * minutes_a_day - round(short_parts * minutes_a_day / PARTS))


def towards_zero(minutes: int, minutes_a_day: int) -> tuple[int, int]:
    """Return a lag as days and the parts of one beside them; a lead has both negative."""
    days = abs(minutes) // minutes_a_day * (-1 if minutes < 0 else 1)
    return days, round((minutes - days * minutes_a_day) * PARTS / minutes_a_day)


def lag_of(days: int, parts: int, minutes_a_day: int) -> int:
    """Return the minutes of a lag that `towards_zero` gave."""
    return days * minutes_a_day + round(parts * minutes_a_day / PARTS)


def days_written(days: float) -> str:
    """Return days as a number that reads back to the same minute: 2, 0.5, 1.0417."""
    return f"{days:.4f}".rstrip("0").rstrip(".")


def days_said(days: float) -> str:
    """Return days as people say them: 1,250, 0.5, 0.54."""
    return f"{days:,.2f}".rstrip("0").rstrip(".")


def minutes_said(minutes: int) -> str:
    """Return minutes as people say them: 4 h, 2 h 30 min, 45 min."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} h"] if hours else []
    return " ".join(parts + ([f"{rest} min"] if rest or not hours else []))


def minute_of(moment: datetime) -> int:
    """Return the minute of its day at which a moment lies."""
    return moment.hour * 60 + moment.minute


def part_of(on: date | None) -> int | None:
    """Return at which minute of its day a moment lies; of a whole day, None."""
    return minute_of(on) if isinstance(on, datetime) else None


def moment_at(day: date, minute: int | None) -> date:
    """Return the moment at a minute of a day; without a minute the day, as `part_of` has it."""
    return day if minute is None else at_minute(day, minute)


def day_at(day: date | None, minute: int | None) -> date | None:
    """Return the same of a day that there may not be."""
    return None if day is None else moment_at(day, minute)


def at_minute(day: date, minute: int) -> datetime:
    """Return a moment by its day and the minute of it; 1440 is the next midnight."""
    return datetime.combine(day, time(0)) + timedelta(minutes=minute)
