"""The working calendar of a plan: its own, when it was imported with one, or the federal one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from models import Plan
from workplan.calendars.working import WorkingCalendar, calendar_of, federal_calendar


def calendar_of_plan(plan: Plan) -> WorkingCalendar:
    """Return the calendar that a plan's dates are computed by."""
    return calendar_by(plan.weekmask, plan.days_off, plan.days_worked)


def calendar_by(
    weekmask: str, days_off: Sequence[str] | None, days_worked: Sequence[str] | None = None
) -> WorkingCalendar:
    """Return the calendar of a week and the days apart from it; one instance for equal ones."""
    if days_off is None:
        return federal_calendar()
    return _own_calendar(weekmask, tuple(days_off), tuple(days_worked or ()))


@lru_cache(maxsize=64)
def _own_calendar(
    weekmask: str, days_off: tuple[str, ...], days_worked: tuple[str, ...]
) -> WorkingCalendar:
    return calendar_of(
        weekmask, map(date.fromisoformat, days_off), map(date.fromisoformat, days_worked)
    )
