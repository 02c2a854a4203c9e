"""The date that a suspense rule orders, kept as it falls, weekends and holidays too."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

Every = Literal["monthly", "quarterly", "yearly"]

MONTHS: dict[str, int] = {"monthly": 1, "quarterly": 3, "yearly": 12}


def signed_plus(signed_on: date, days: int) -> date:
    """Return N calendar days after the directive was signed."""
    return signed_on + timedelta(days=days)


def occurrence(first_on: date, every: str, number: int) -> date:
    """Return the n-th occurrence of a recurring suspense, the first being number 0.

    Months are counted from the first occurrence, so that one on the 31st falls on the last day
    of a short month and comes back to the 31st after it.
    """
    months = first_on.month - 1 + MONTHS[every] * number
    year, month = first_on.year + months // 12, months % 12 + 1
    return min(_last_day(year, month), date(year, month, 1) + timedelta(days=first_on.day - 1))


def next_occurrence(first_on: date, every: str, met_on: date | None) -> date:
    """Return the first occurrence after the last one that was met."""
    number = 0
    while met_on is not None and occurrence(first_on, every, number) <= met_on:
        number += 1
    return occurrence(first_on, every, number)


def _last_day(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
