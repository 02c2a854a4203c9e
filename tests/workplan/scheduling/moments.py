"""Dates as the boundaries that they stand for, so that Friday’s end is Monday’s start."""

from __future__ import annotations

from datetime import date
from typing import Any

from workplan.calendars.working import WorkingCalendar

FINISHES = (1, 3)
"""The columns of an expected row that are finishes; columns 0 to 3 are dates."""


def moment(calendar: WorkingCalendar, shown: str, *, is_finish: bool) -> int:
    """Return the boundary of a date; a milestone’s ends in S (start) or E (end of that day)."""
    day, edge = shown[:10], shown[10:]
    at_end = edge == "E" if edge else is_finish
    boundary = calendar.finish_boundary if at_end else calendar.start_boundary
    return boundary(date.fromisoformat(day))


def comparable(calendar: WorkingCalendar, row: list[Any]) -> list[Any]:
    """Return an expected row with boundaries for its dates."""
    dates = [
        value and moment(calendar, value, is_finish=column in FINISHES)
        for column, value in enumerate(row[:4])
    ]
    return [*dates, *row[4:]]
