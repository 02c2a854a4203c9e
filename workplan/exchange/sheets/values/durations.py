"""Durations and lags as people write them: “10”, “10 days”, “2 wks”, “1 mon”, “4h”, “5?”."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import NamedTuple

from workplan.calendars.hours import DAY, in_minutes
from workplan.exchange.sheets.cells.grid import Cell, text_of

UNITS = {"h": 1 / 8, "d": 1.0, "w": 5.0, "m": 20.0, "q": 60.0, "y": 240.0, "min": 1 / 480}
"""Working days of a unit, as Project counts them: eight hours, five days, twenty days."""
CALENDAR_UNITS = {
    "h": 1 / 24,
    "d": 1.0,
    "w": 7.0,
    "m": 30.0,
    "q": 91.0,
    "y": 365.0,
    "min": 1 / 1440,
}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:[.,]\d+)?"
THOUSANDS = re.compile(r",(?=\d{3}(?:\D|$))")
ONE = re.compile(
    rf"(?P<number>{_NUMBER})(?:\s*(?:-|–|to)\s*(?P<upper>{_NUMBER}))?\s*"
    r"(?P<elapsed>e(?=(?:d|w|h|m)))?"
    r"(?P<kind>working|work|business|calendar|elapsed)?\s*(?P<unit>[a-z]+)?\.?",
    re.IGNORECASE,
)
ABOUT = re.compile(r"^(?:~|approx\.?|about|est\.?|c\.)\s*", re.IGNORECASE)
WORDS = {
    "min": ("min", "mins", "minute", "minutes"),
    "h": ("h", "hr", "hrs", "hour", "hours"),
    "d": ("d", "day", "days", "wd", "dy", "dys", "workday", "workdays", "bd"),
    "w": ("w", "wk", "wks", "week", "weeks"),
    "m": ("m", "mo", "mos", "mon", "mons", "month", "months"),
    "q": ("q", "qtr", "qtrs", "quarter", "quarters"),
    "y": ("y", "yr", "yrs", "year", "years"),
}
UNIT_OF = {word: unit for unit, words in WORDS.items() for word in words}
MAX_DAYS = 20_000


class Length(NamedTuple):
    """A duration in days, and how it was read.

    Args:
        days: of work; of the calendar where it is elapsed. A part of a day stays a part.
        is_elapsed: whether it counts every day of the calendar.
        said: what had to be decided; "" where the cell says it plainly.
    """

    days: float
    is_elapsed: bool = False
    said: str = ""

    def is_below_a_minute(self, per_day: int) -> bool:
        """Tell whether it is something, but less than can be planned.

        Args:
            per_day: the minutes of a working day.
        """
        return self.days != 0 and in_minutes(self.days, DAY if self.is_elapsed else per_day) == 0


class NoLength(ValueError):
    """A text that is no duration; it says why, to be put behind the text."""


def unit_of_heading(heading: str) -> str:
    """Return the unit that a heading names, such as “Duration (weeks)”; days otherwise."""
    words = re.findall(r"[a-z]{2,}|(?<=[(\[])[a-z](?=[)\]])", heading.lower())
    return next((UNIT_OF[word] for word in words if word in UNIT_OF), "d")


def length_in(cell: Cell, unit: str = "d") -> Length | None:
    """Return the duration in a cell; None for an empty one.

    Args:
        unit: of numbers that name none.

    Raises:
        NoLength: for what is no duration, with the reason.
    """
    if isinstance(cell, timedelta):
        return _bounded(Length(cell.total_seconds() / 86_400 if cell.days else _hours(cell)))
    text = text_of(cell)
    if text.lower() in ("", "-", "–", "n/a", "na"):
        return None
    is_rough = bool(ABOUT.search(text)) or text.endswith("?")
    found = ONE.fullmatch(ABOUT.sub("", text).rstrip("? "))
    if found is None:
        raise NoLength("is no duration")
    named = (found["unit"] or "").lower()
    if named and named not in UNIT_OF:
        raise NoLength("names no unit of time")
    return _bounded(_length(found, UNIT_OF[named] if named else unit, is_rough=is_rough))


def _length(found: re.Match[str], unit: str, *, is_rough: bool) -> Length:
    kind = (found["kind"] or "").lower()
    is_elapsed = bool(found["elapsed"]) or kind in ("calendar", "elapsed")
    text = THOUSANDS.sub("", found["upper"] or found["number"])
    number = float(text.replace(",", "."))
    days = number * (CALENDAR_UNITS if is_elapsed else UNITS)[unit]
    said = "an estimate, taken as it stands" if is_rough else ""
    if found["upper"]:
        said = f"a range, of which the longer is taken: {days:g} days"
    return Length(days, is_elapsed, said)


def _hours(cell: timedelta) -> float:
    return cell.total_seconds() / 3600 / 8


def _bounded(length: Length) -> Length:
    if length.days > MAX_DAYS:
        raise NoLength(f"is more than the {MAX_DAYS:,} days that can be planned")
    return length
