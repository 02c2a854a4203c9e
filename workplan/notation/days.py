"""A day as a cell has it, in any way that can be read as one day only."""

from __future__ import annotations

import re
from datetime import date

from workplan.notation.refusals import Mending, NotUnderstood
from workplan.scheduling.explain import day_words

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
MONTH = r"(?P<month>[a-z]{3,9})\.?"
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
DAY_FIRST = re.compile(
    WEEKDAY + r"(?P<day>\d{1,2})\.?[ \-]" + MONTH + r"(?:,?[ \-](?P<year>\d{4}))?", re.IGNORECASE
)
MONTH_FIRST = re.compile(
    WEEKDAY + MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{4}))?",
    re.IGNORECASE,
)
WAY_OUT = "Write it as 15 Jan 2027 or 2027-01-15."


def read(text: str, today: date) -> date | None:
    """Return the day that a text gives; None for what does not look like one.

    Args:
        today: a day without a year is the next such day.

    Raises:
        NotUnderstood: for a day that is on no calendar, can be read as two, or falls on another
            weekday.
    """
    typed = " ".join(text.split())
    try:
        if found := ISO.fullmatch(typed):
            return date(*map(int, found.groups()))
        if found := SLASHED.fullmatch(typed):
            return _slashed(typed, *map(int, found.groups()))
        if found := DAY_FIRST.fullmatch(typed) or MONTH_FIRST.fullmatch(typed):
            return _named(typed, found, today)
    except NotUnderstood:
        raise
    except ValueError:
        raise NotUnderstood(f"“{typed[:40]}” is on no calendar. {WAY_OUT}") from None
    return None


def _slashed(typed: str, first: int, second: int, year: int) -> date:
    if first == second or max(first, second) > 12:
        month, day = sorted((first, second))
        return date(year, month, day)
    readings = [date(year, first, second), date(year, second, first)]
    one, other = map(day_words, readings)
    raise NotUnderstood(
        f"“{typed}” can be {one} or {other}.", *(Mending(f"Use {w}", w) for w in (one, other))
    )


def _named(typed: str, found: re.Match[str], today: date) -> date | None:
    name = found["month"].casefold()
    month = next((n for n, m in enumerate(MONTHS, 1) if name.startswith(m)), None)
    if month is None:
        return None
    number, year = int(found["day"]), found["year"]
    day = date(int(year), month, number) if year else _next(month, number, today)
    said = found["weekday"]
    if said and WEEKDAYS[day.weekday()] != said.casefold():
        words = day_words(day)
        raise NotUnderstood(f"“{typed}”: {words} is a {day:%A}.", Mending(f"Use {words}", words))
    return day


def _next(month: int, number: int, today: date) -> date:
    """Return the next such day; 29 Feb may be years away."""
    for year in range(today.year, today.year + 9):
        if (month, number) == (2, 29) and not _is_leap(year):
            continue
        day = date(year, month, number)
        if day >= today:
            return day
    raise ValueError


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
