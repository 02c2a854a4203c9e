"""Dates to pixels: the scale, the two tiers of the header, and the days off."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, NamedTuple

Scale = Literal["day", "week", "month", "quarter"]

PIXELS_A_DAY: dict[Scale, float] = {"day": 24, "week": 8, "month": 3, "quarter": 1}
DAYS_A_COLUMN: dict[Scale, int] = {"day": 1, "week": 7, "month": 30, "quarter": 91}
MOST_COLUMNS = 1500
"""How many columns a chart may have; of more, one chart would keep a worker busy for a minute."""
NARROWEST = 24
"""How wide a column is at least, to hold a label (pixels)."""
SHADED: tuple[Scale, ...] = ("day", "week")
ONE_DAY = timedelta(days=1)


def fits(scale: Scale, days: int) -> bool:
    """Tell whether so many days can be drawn in a scale."""
    return days <= MOST_COLUMNS * DAYS_A_COLUMN[scale]


class Tick(NamedTuple):
    """A stretch of the header with its label (pixels)."""

    x: float
    width: float
    label: str


class Band(NamedTuple):
    """A stretch of days off (pixels)."""

    x: float
    width: float


@dataclass(frozen=True)
class Axis:
    """The time axis from the first day to the last, both whole units of the scale."""

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
        return next(
            (a for a in found if a.pixels_a_day * DAYS_A_COLUMN[a.scale] >= NARROWEST), coarsest
        )

    @classmethod
    def around(cls, scale: Scale, earliest: date, latest: date) -> Axis:
        """Return the axis of a scale that holds two dates with a little room on both sides."""
        room = {"day": 2, "week": 7, "month": 20, "quarter": 60}[scale]
        first, last = earliest - timedelta(days=room), latest + timedelta(days=room)
        start = {"day": _day, "week": _week, "month": _month, "quarter": _quarter}[scale]
        return cls(scale, start(first), start(_after(scale, start(last))) - ONE_DAY)

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
        """Return the upper tier of the header: months, or years."""
        if self.scale in SHADED:
            return self._ticks(_month, "month", lambda d: f"{d:%B %Y}")
        return self._ticks(_year, "year", lambda d: f"{d:%Y}")

    def lower(self) -> list[Tick]:
        """Return the lower tier: days, weeks by their Monday, months, or quarters."""
        labels: dict[Scale, Callable[[date], str]] = {
            "day": lambda d: str(d.day),
            "week": lambda d: f"{d.day} {d:%b}",
            "month": lambda d: f"{d:%b}",
            "quarter": lambda d: f"Q{(d.month + 2) // 3}",
        }
        start = {"day": _day, "week": _week, "month": _month, "quarter": _quarter}[self.scale]
        return self._ticks(start, self.scale, labels[self.scale])

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

    def _ticks(
        self, start: Callable[[date], date], unit: str, label: Callable[[date], str]
    ) -> list[Tick]:
        ticks = []
        day = self.first
        while day <= self.last:
            after = min(_after(unit, start(day)), self.last + ONE_DAY)
            ticks.append(Tick(self.x(day), self.x(after) - self.x(day), label(start(day))))
            day = after
        return ticks


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
