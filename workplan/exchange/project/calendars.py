"""The calendars of a Project XML file: the working week, its hours, and the days apart from it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from xml.etree.ElementTree import Element

from workplan.calendars.hours import (
    DAY,
    OFFICE_DAY,
    DayHours,
    Stretch,
    WeekHours,
    every_day,
    joined,
    read_hours,
)
from workplan.exchange.project.recurrence import days_of
from workplan.exchange.project.values import is_on, text_of, whole

PLAIN_NAMES = ("Day off", "Day worked")
"""What days apart from the week are called in a file of ours when nobody gave them a note."""
A_DAY = 480
"""How many minutes a day has where a file does not say."""
SUNDAY_FIRST = (6, 0, 1, 2, 3, 4, 5)
"""Python's weekday of Project's day types 1 (Sunday) to 7 (Saturday)."""


@dataclass
class FileCalendar:
    """A calendar: which weekdays are worked, and the days that are off or worked against that.

    Args:
        hours: of its weekdays, Monday 0, as far as the file says.
        notes: what such a day is called, where the file says more than that it is one.
        is_base: whether it has a name and derives from no other, as those that people choose.
        has_weeks: whether the file gives some weeks hours of their own, which no plan here has.
        has_hours_apart: whether some days apart from the week have hours of their own.
    """

    name: str
    weekmask: str = "1111100"
    days_off: set[date] = field(default_factory=set)
    worked: set[date] = field(default_factory=set)
    notes: dict[date, str] = field(default_factory=dict)
    hours: dict[int, DayHours] = field(default_factory=dict)
    is_base: bool = False
    has_weeks: bool = False
    has_hours_apart: bool = False

    def week(self, minutes_a_day: int) -> WeekHours:
        """Return its hours; where the file does not say, days of so many minutes from eight on."""
        if not self.hours:
            return every_day(*_plain_day(minutes_a_day))
        found = WeekHours(tuple(self.hours.get(n, DayHours(())) for n in range(7)))
        return read_hours(found.written())  # A week whose days are all alike is told by one.


def read_calendar(
    calendars: Element | None, uid: str, seen: frozenset[str] = frozenset()
) -> FileCalendar:
    """Return the calendar with a uid, its base calendar's days included.

    Exceptions stand in `Exceptions`, and in older files as `WeekDay` of day type 0; Project
    writes some of them in both.
    """
    found = _by_uid(calendars, uid)
    if found is None:
        return FileCalendar("Standard")
    base_uid = text_of(found, "BaseCalendarUID") or "-1"
    above = seen | {uid}
    has_base = base_uid not in above and _by_uid(calendars, base_uid) is not None
    result = read_calendar(calendars, base_uid, above) if has_base else FileCalendar("")
    result.name = text_of(found, "Name") or "Standard"
    result.is_base = not has_base and text_of(found, "Name") != ""
    week = list(result.weekmask)
    apart: list[tuple[Iterable[date], bool, str]] = []
    after: dict[int, list[Stretch]] = {}
    for day in found.iterfind("WeekDays/WeekDay"):
        kind, is_working = whole(day, "DayType"), text_of(day, "DayWorking") in ("", "1", "true")
        if 1 <= kind <= 7:
            weekday = SUNDAY_FIRST[kind - 1]
            week[weekday] = "1" if is_working else "0"
            if is_working and (stretches := _stretches(day)):
                result.hours[weekday] = DayHours(joined((o, min(c, DAY)) for o, c in stretches))
                # What goes on after midnight is work of the next day, if that is worked.
                after[(weekday + 1) % 7] = [(0, c - DAY) for _, c in stretches if c > DAY]
        elif kind == 0:
            apart.append((days_of(day), is_working, ""))
    result.weekmask = "".join(week)
    for weekday, early in after.items():
        if early and weekday in result.hours:
            result.hours[weekday] = DayHours(joined((*early, *result.hours[weekday].stretches)))
    apart = [*_weeks_apart(result, found), *apart]
    apart += (
        (days_of(exception), is_on(exception, "DayWorking"), text_of(exception, "Name"))
        for exception in found.iterfind("Exceptions/Exception")
    )
    for exception in found.iterfind("Exceptions/Exception"):
        own = sum(closes - opens for opens, closes in _stretches(exception))
        usual = {result.week(A_DAY).on(day).minutes for day in days_of(exception)}
        result.has_hours_apart |= bool(own and usual - {own})
    for days, is_working, name in apart:
        _set_apart(result, days, name if name not in PLAIN_NAMES else "", is_working=is_working)
    return result


def _weeks_apart(
    calendar: FileCalendar, found: Element
) -> Iterator[tuple[Iterable[date], bool, str]]:
    """Yield the days of weeks that have another pattern, and whether they are worked then.

    Exceptions go before, the calendar's own and those that it has from its base.
    """
    apart = calendar.days_off | calendar.worked
    for week in found.iterfind("WorkWeeks/WorkWeek"):
        days, name = days_of(week), text_of(week, "Name")
        for day in week.iterfind("WeekDays/WeekDay"):
            kind = whole(day, "DayType")
            if not 1 <= kind <= 7:
                continue
            is_working = is_on(day, "DayWorking")
            weekday = SUNDAY_FIRST[kind - 1]
            own = [one for one in days if one.weekday() == weekday and one not in apart]
            minutes = sum(closes - opens for opens, closes in _stretches(day))
            usual = {calendar.week(A_DAY).on(one).minutes for one in own[:1]}
            calendar.has_weeks |= bool(is_working and minutes and usual - {minutes})
            yield own, is_working, name


def _by_uid(calendars: Element | None, uid: str) -> Element | None:
    if calendars is None:
        return None
    return next((c for c in calendars.iterfind("Calendar") if text_of(c, "UID") == uid), None)


def _stretches(day: Element) -> tuple[Stretch, ...]:
    """Return when work goes on in a weekday, where it says so; over midnight the end is later."""
    said = [
        (_minute(text_of(span, "FromTime")), _minute(text_of(span, "ToTime")))
        for span in day.iterfind("WorkingTimes/WorkingTime")
        if text_of(span, "FromTime") and text_of(span, "ToTime")
    ]
    return tuple((opens, closes if closes > opens else closes + DAY) for opens, closes in said)


def _minute(text: str) -> int:
    at = time.fromisoformat(text)
    return at.hour * 60 + at.minute


def _plain_day(minutes: int) -> tuple[Stretch, ...]:
    """Return an office day that is so many minutes long, with its pause at noon if it fits."""
    (opens, pause), (again, _) = OFFICE_DAY
    afternoon = minutes - (pause - opens)
    if afternoon <= 0 or again + afternoon > DAY:
        return ((DAY - minutes, DAY),) if opens + minutes > DAY else ((opens, opens + minutes),)
    return (opens, pause), (again, again + afternoon)


def _set_apart(
    calendar: FileCalendar, days: Iterable[date], name: str, *, is_working: bool
) -> None:
    for day in days:
        calendar.days_off.discard(day)
        calendar.worked.discard(day)
        if name:
            calendar.notes[day] = name
        is_worked_anyway = calendar.weekmask[day.weekday()] == "1"
        if is_working and not is_worked_anyway:
            calendar.worked.add(day)
        elif not is_working and is_worked_anyway:
            calendar.days_off.add(day)
