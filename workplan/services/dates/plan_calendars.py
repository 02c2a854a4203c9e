"""The working calendar of a plan: the federal one, that with days of its own, or its own alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from models import Plan
from workplan.calendars.hours import OFFICE_HOURS, WeekHours, read_hours
from workplan.calendars.minutes import WorkingMinutes
from workplan.calendars.working import WorkingCalendar, calendar_of, federal_calendar
from workplan.notation import durations


def calendar_of_plan(plan: Plan) -> WorkingCalendar:
    """Return the calendar that a plan's dates are computed by."""
    return calendar_by(plan.weekmask, plan.days_off, plan.days_worked, is_federal=plan.is_federal)


def hours_of(written: str | None) -> WeekHours:
    """Return the hours of a plan's days, as they are stored; office hours where none are."""
    return read_hours(written) if written else OFFICE_HOURS


def length_said(plan: Plan, days: int, short_parts: int) -> str:
    """Say how long something takes in a plan; a part of a day in hours too."""
    return durations.said(days, short_parts, hours_of(plan.hours).per_day)


@lru_cache(maxsize=64)
def minutes_by(calendar: WorkingCalendar, written: str | None) -> WorkingMinutes:
    """Return a calendar with the hours of its days; one instance for equal ones."""
    return WorkingMinutes(calendar, hours_of(written))


def calendar_by(
    weekmask: str,
    days_off: Sequence[str] | None,
    days_worked: Sequence[str] | None = None,
    *,
    is_federal: bool = False,
) -> WorkingCalendar:
    """Return the calendar of a week and the days apart from it; one instance for equal ones.

    Args:
        weekmask: seven characters, Monday first; "1" is a working day.
        days_off: None for the federal calendar as it is, whatever else is given.
        days_worked: days that are worked against the week, or though they are off.
        is_federal: whether the federal holidays are off as well.
    """
    if days_off is None:
        return federal_calendar()
    return _own_calendar(weekmask, tuple(days_off), tuple(days_worked or ()), is_federal)


@lru_cache(maxsize=64)
def _own_calendar(
    weekmask: str, days_off: tuple[str, ...], days_worked: tuple[str, ...], is_federal: bool
) -> WorkingCalendar:
    off, worked = (map(date.fromisoformat, days) for days in (days_off, days_worked))
    return calendar_of(weekmask, off, worked, is_federal=is_federal)
