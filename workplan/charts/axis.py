"""Dates to pixels: the scale, the two tiers of the header, and the days off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import Literal, NamedTuple

from workplan.scheduling.explain import day_words

Scale = Literal["day", "week", "month", "quarter", "year"]

PIXELS_A_DAY: dict[Scale, float] = {
    "day": 24,
    "week": 8,
    "month": 3.5,
    "quarter": 1.25,
    "year": 0.5,
}
DAYS_A_COLUMN: dict[Scale, int] = {"day": 1, "week": 7, "month": 7, "quarter": 30, "year": 91}
MOST_COLUMNS = 1500
"""How many columns a chart may have; of more, one chart would keep a worker busy for a minute."""
NARROWEST: dict[Scale, int] = {"day": 20, "week": 42, "month": 20, "quarter": 28, "year": 24}
"""How wide a column is at least, to hold its label (pixels)."""
ROOM: dict[Scale, int] = {"day": 2, "week": 3, "month": 4, "quarter": 10, "year": 30}
"""How many days stand free before the first bar and after the last."""
LABEL_ROOM = 64
"""What the date beside the last bar takes (pixels)."""
LETTER = 6.6
"""About how wide a letter of the header is (pixels)."""
SHADED: tuple[Scale, ...] = ("day", "week")
Words = Callable[[date], str]
ONE_DAY = timedelta(days=1)


def fits(scale: Scale, days: int) -> bool:
    """Tell whether so many days can be drawn in a scale."""
    return days <= MOST_COLUMNS * DAYS_A_COLUMN[scale]


class Tick(NamedTuple):
    """A stretch of the header (pixels), with the longest of its labels that fits in; or none."""

    x: float
    width: float
    label: str


class Band(NamedTuple):
    """A stretch of days off (pixels)."""

    x: float
    width: float


@dataclass(frozen=True)
class Axis:
    """The time axis from the first day to the last."""

    scale: Scale
    first: date
    last: date
    own_pixels_a_day: float | None = None

    @classmethod
    def fitted(cls, earliest: date, latest: date, width: float) -> Axis:
        """Return the axis of two dates that is just so wide, in the finest scale that is read."""
        axes = (cls.around(scale, earliest, latest) for scale in PIXELS_A_DAY)
        fitting = (replace(axis, own_pixels_a_day=width / axis.days) for axis in axes)
        *_, coarsest = found = list(fitting)
        return next((a for a in found if a.has_room), coarsest)

    @classmethod
    def opening(cls, earliest: date, latest: date, width: float) -> Axis:
        """Return the axis in the finest scale at which two dates fit a width; else by the year."""
        axes = [
            cls.around(scale, earliest, latest)
            for scale in PIXELS_A_DAY
            if fits(scale, (latest - earliest).days + 1) or scale == "year"
        ]
        return next((axis for axis in axes if axis.width <= width), axes[-1])

    @classmethod
    def around(cls, scale: Scale, earliest: date, latest: date) -> Axis:
        """Return the axis of a scale that holds two dates, with room for a label after them."""
        room = ROOM[scale]
        beside = max(room, ceil(LABEL_ROOM / PIXELS_A_DAY[scale]))
        return cls(scale, earliest - timedelta(days=room), latest + timedelta(days=beside))

    @property
    def has_room(self) -> bool:
        """Tell whether each column has room for its label."""
        return self.pixels_a_day * DAYS_A_COLUMN[self.scale] >= NARROWEST[self.scale]

    def squeezed(self, width: float) -> Axis:
        """Return the same days in a width (pixels)."""
        return replace(self, own_pixels_a_day=width / self.days)

    @property
    def pixels_a_day(self) -> float:
        """The width of a day."""
        return self.own_pixels_a_day or PIXELS_A_DAY[self.scale]

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.last - self.first).days + 1

    @property
    def width(self) -> float:
        """The width of the whole axis."""
        return self.days * self.pixels_a_day

    def x(self, day: date) -> float:
        """Return where a day begins."""
        return (day - self.first).days * self.pixels_a_day

    def upper(self) -> list[Tick]:
        """Return the upper tier of the header: weeks, months, quarters or years."""
        if self.scale == "day":
            return self._ticks(_week, "week", lambda d: f"Week of {day_words(d)}", _day_month)
        if self.scale == "quarter":
            return self._ticks(_quarter, "quarter", lambda d: f"{_q(d)} {d:%Y}", _q)
        if self.scale == "year":
            return self._ticks(_year, "year", lambda d: f"{d:%Y}")
        return self._ticks(_month, "month", *MONTH)

    def lower(self) -> list[Tick]:
        """Return the lower tier: days, weeks by their Monday, months, or quarters."""
        if self.scale == "day":
            return self._ticks(_day, "day", _number)
        if self.scale in ("week", "month"):
            return self._ticks(_week, "week", _day_month, _number)
        if self.scale == "quarter":
            return self._ticks(_month, "month", lambda d: f"{d:%b}")
        return self._ticks(_quarter, "quarter", _q)

    def days_off(self, is_working: Callable[[date], bool]) -> list[Band]:
        """Return weekends and holidays as bands; only where a day can be seen."""
        if self.scale not in SHADED:
            return []
        bands: list[Band] = []
        for day in self._days():
            if is_working(day):
                continue
            x = self.x(day)
            if bands and bands[-1].x + bands[-1].width == x:
                bands[-1] = Band(bands[-1].x, bands[-1].width + self.pixels_a_day)
            else:
                bands.append(Band(x, self.pixels_a_day))
        return bands

    def _days(self) -> Iterator[date]:
        day = self.first
        while day <= self.last:
            yield day
            day += ONE_DAY

    def _ticks(self, start: Callable[[date], date], unit: str, *labels: Words) -> list[Tick]:
        """Return the stretches of a tier; `labels` are the words of one, the longest first."""
        ticks = []
        day = self.first
        while day <= self.last:
            after = min(_after(unit, start(day)), self.last + ONE_DAY)
            width = self.x(after) - self.x(day)
            said = (words(start(day)) for words in labels)
            # A name is never cut: a stretch that holds half a name holds none.
            label = next((text for text in said if LETTER * len(text) + 4 <= width), "")
            ticks.append(Tick(self.x(day), width, label))
            day = after
        return ticks


MONTH: tuple[Words, ...] = (
    lambda d: f"{d:%B %Y}",
    lambda d: f"{d:%b %Y}" if d.month == 1 else f"{d:%B}",
    lambda d: f"{d:%b}",
)


def _number(day: date) -> str:
    return str(day.day)


def _day_month(day: date) -> str:
    return f"{day.day} {day:%b}"


def _q(day: date) -> str:
    return f"Q{(day.month + 2) // 3}"


def _day(day: date) -> date:
    return day


def _week(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _month(day: date) -> date:
    return day.replace(day=1)


def _quarter(day: date) -> date:
    return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)


def _year(day: date) -> date:
    return day.replace(month=1, day=1)


def _after(unit: str, start: date) -> date:
    """Return the first day of the next day, week, month, quarter or year."""
    if unit == "day":
        return start + ONE_DAY
    if unit == "week":
        return start + timedelta(days=7)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    at = start.month - 1 + months
    return date(start.year + at // 12, at % 12 + 1, 1)
