"""The date that a suspense rule orders, kept as it falls, weekends and holidays too."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from dateutil.relativedelta import relativedelta

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
    return first_on + relativedelta(months=MONTHS[every] * number)


def next_occurrence(first_on: date, every: str, met_on: date | None) -> date:
    """Return the first occurrence after the last one that was met."""
    number = 0
    while met_on is not None and occurrence(first_on, every, number) <= met_on:
        number += 1
    return occurrence(first_on, every, number)
