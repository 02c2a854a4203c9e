"""Federal holidays (5 U.S.C. 6103), as they are observed by a Monday-to-Friday office."""

from __future__ import annotations

from datetime import date
from functools import cache

import holidays

INAUGURATION_SINCE = 1965


def coming_holidays(today: date, count: int) -> list[tuple[date, str]]:
    """Return the next federal holidays from a day on, as they are observed, with their names."""
    found = [
        (day, name)
        for year in range(today.year, today.year + count // 10 + 2)
        for day, name in sorted(federal_holidays(year).items())
        if day >= today and day.weekday() < 5
    ]
    return found[:count]


@cache
def federal_holidays(year: int, *, washington: bool = True) -> dict[date, str]:
    """Return the observed federal holidays that fall in a year, by date, with their names.

    A Saturday holiday is observed on the Friday before and a Sunday one on the Monday after.
    Inauguration Day counts in the Washington area only, moves from Sunday to Monday, and has no
    substitute when it falls on a Saturday (5 U.S.C. 6103(c)).

    Args:
        year: the calendar year; any.
        washington: whether the office is in the Washington area.
    """
    observed = holidays.country_holidays("US", years=year)
    found = {day: name for day, name in observed.items() if day.year == year}
    if washington and year >= INAUGURATION_SINCE and (year - INAUGURATION_SINCE) % 4 == 0:
        inauguration = date(year, 1, 20)
        if inauguration.weekday() == 6:
            inauguration = date(year, 1, 21)
        found.setdefault(inauguration, "Inauguration Day")
    return found
