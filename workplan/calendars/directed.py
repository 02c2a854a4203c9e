"""The date that a suspense rule orders, kept as it falls, weekends and holidays too."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from workplan.calendars.spans import DAYS, MONTHS, Span


def occurrence(first_on: date, every: Span, number: int) -> date | None:
    """Return the n-th occurrence of a recurring suspense, the first being number 0.

    Months are counted from the first occurrence, so that one on the 31st falls on the last day
    of a short month and comes back to the 31st after it. None where no calendar goes.
    """
    return every.times(number).after(first_on)


def next_occurrence(
    first_on: date, every: Span, met_on: date | None, until_on: date | None = None
) -> date | None:
    """Return the first occurrence after the last one that was met; None after the end.

    Args:
        every: how long from one to the next, more than nothing.
        met_on: the last occurrence that was met, or a day up to which none is owed.
        until_on: the last day on which it may fall, where an end is given.
    """
    day: date | None = first_on
    if met_on is not None and met_on >= first_on:
        number = _passed(first_on, every, met_on)
        while day is not None and day <= met_on:
            day = occurrence(first_on, every, number)
            number += 1
    return None if day is None or (until_on is not None and day > until_on) else day


class Series(NamedTuple):
    """A recurring suspense: its first day, how often it comes again, what was met, and its end."""

    first_on: date
    every: Span
    met_on: date | None = None
    until_on: date | None = None

    @property
    def next_on(self) -> date | None:
        """The occurrence that is owed now; None after the end."""
        return next_occurrence(self.first_on, self.every, self.met_on, self.until_on)

    def goes_on_after(self, met_on: date) -> bool:
        """Tell whether another occurrence follows one that is met."""
        return next_occurrence(self.first_on, self.every, met_on, self.until_on) is not None


def _passed(first_on: date, every: Span, day: date) -> int:
    """Return a number of occurrences that surely lie on or before a day."""
    if every.unit in DAYS:
        return (day - first_on).days // (every.number * DAYS[every.unit])
    months = (day.year - first_on.year) * 12 + day.month - first_on.month
    return max(months // (every.number * MONTHS[every.unit]) - 1, 0)
