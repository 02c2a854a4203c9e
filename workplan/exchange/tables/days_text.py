"""Dates as people and their programs write them in tables."""

from __future__ import annotations

import re
from datetime import date, datetime

from workplan.scheduling.explain import day_words

ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
WAY_OUT = "Give a date such as 2027-03-14."


class NoDate(ValueError):
    """A text that is no date, or more than one; it says the way out."""


def day_in(text: str, *, is_month_first: bool = False) -> date:
    """Return the date that a text gives, the whole of it.

    Args:
        is_month_first: that a month stands first in dates with slashes, as in the United States.

    Raises:
        NoDate: for what is no date, or can be read as two.
    """
    text = text.strip()
    try:
        if ISO.fullmatch(text):
            return datetime.fromisoformat(text).date()
        if found := SLASHED.fullmatch(text):
            first, second, year = map(int, found.groups())
            return _slashed(first, second, year, is_month_first=is_month_first)
    except ValueError as wrong:
        raise (wrong if isinstance(wrong, NoDate) else NoDate(WAY_OUT)) from wrong
    raise NoDate(WAY_OUT)


def _slashed(first: int, second: int, year: int, *, is_month_first: bool) -> date:
    """Return the one reading of a date with slashes."""
    if is_month_first:
        return date(year, first, second)
    if max(first, second) > 12 or first == second:
        month, day = sorted((first, second))
        return date(year, month, day)
    month_first, day_first = date(year, first, second), date(year, second, first)
    raise NoDate(
        f"It can be {day_words(month_first)} or {day_words(day_first)}. Write {month_first} or "
        f"{day_first}."
    )
