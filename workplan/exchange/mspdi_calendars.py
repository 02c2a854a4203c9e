"""The calendars of a Project XML file: the working week, and the days off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from xml.etree.ElementTree import Element

LONGEST_EXCEPTION = 3660
SUNDAY_FIRST = (6, 0, 1, 2, 3, 4, 5)
"""Python's weekday of Project's day types 1 (Sunday) to 7 (Saturday)."""


@dataclass
class FileCalendar:
    """A calendar: which weekdays are worked, the days off, and days worked against the week."""

    name: str
    weekmask: str = "1111100"
    days_off: set[date] = field(default_factory=set)
    extra_days: set[date] = field(default_factory=set)


def read_calendar(calendars: Element | None, uid: str) -> FileCalendar:
    """Return the calendar with a uid, its base calendar's days included.

    Exceptions stand in `Exceptions`, and in older files as `WeekDay` of day type 0.
    """
    found = _by_uid(calendars, uid)
    if found is None:
        return FileCalendar("Standard")
    base_uid = found.findtext("BaseCalendarUID", "-1")
    has_base = base_uid not in ("-1", "0", uid) and _by_uid(calendars, base_uid) is not None
    result = read_calendar(calendars, base_uid) if has_base else FileCalendar("")
    result.name = found.findtext("Name") or "Standard"
    week = list(result.weekmask)
    for day in found.iterfind("WeekDays/WeekDay"):
        kind = int(day.findtext("DayType", "0"))
        is_working = day.findtext("DayWorking", "1") in ("1", "true")
        if 1 <= kind <= 7:
            week[SUNDAY_FIRST[kind - 1]] = "1" if is_working else "0"
        elif kind == 0:
            _except(result, day.find("TimePeriod"), is_working=is_working)
    result.weekmask = "".join(week)
    for exception in found.iterfind("Exceptions/Exception"):
        is_working = exception.findtext("DayWorking", "0") in ("1", "true")
        _except(result, exception.find("TimePeriod"), is_working=is_working)
    return result


def _by_uid(calendars: Element | None, uid: str) -> Element | None:
    if calendars is None:
        return None
    return next((c for c in calendars.iterfind("Calendar") if c.findtext("UID") == uid), None)


def _except(calendar: FileCalendar, period: Element | None, *, is_working: bool) -> None:
    for day in _days(period):
        if is_working:
            calendar.days_off.discard(day)
            calendar.extra_days.add(day)
        else:
            calendar.extra_days.discard(day)
            calendar.days_off.add(day)


def _days(period: Element | None) -> Iterator[date]:
    if period is None:
        return
    first = date.fromisoformat(period.findtext("FromDate", "")[:10])
    last = date.fromisoformat(period.findtext("ToDate", "")[:10])
    for number in range(min((last - first).days + 1, LONGEST_EXCEPTION)):
        yield first + timedelta(days=number)
