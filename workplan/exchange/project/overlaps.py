"""When two calendars of a file both work."""

from __future__ import annotations

from workplan.calendars.hours import DayHours, Stretch
from workplan.exchange.project.calendars import A_DAY, FileCalendar


def overlap(one: FileCalendar, other: FileCalendar) -> FileCalendar:
    """Return the calendar that works when both do; its week is empty where they never do."""
    both = (one, other)
    found = FileCalendar(one.name)
    weeks = [calendar.week(A_DAY) for calendar in both]
    works = [all(calendar.weekmask[n] == "1" for calendar in both) for n in range(7)]
    for n in range(7):
        own, theirs = (week.days[n] if week.days[n].stretches else week.usual for week in weeks)
        if common := _common(own.stretches, theirs.stretches):
            found.hours[n] = DayHours(common)
        else:
            works[n] = False
    found.weekmask = "".join("1" if is_working else "0" for is_working in works)
    for day in one.days_off | one.worked | other.days_off | other.worked:
        is_worked = all(_works(calendar, day.weekday(), day) for calendar in both)
        if is_worked and not works[day.weekday()] and day.weekday() in found.hours:
            found.worked.add(day)
        elif not is_worked and works[day.weekday()]:
            found.days_off.add(day)
    found.notes = {**other.notes, **one.notes}
    found.has_weeks = one.has_weeks or other.has_weeks
    found.has_hours_apart = one.has_hours_apart or other.has_hours_apart
    return found


def _works(calendar: FileCalendar, weekday: int, day: object) -> bool:
    in_week = calendar.weekmask[weekday] == "1" and day not in calendar.days_off
    return in_week or day in calendar.worked


def _common(one: tuple[Stretch, ...], other: tuple[Stretch, ...]) -> tuple[Stretch, ...]:
    return tuple((max(a, b), min(c, d)) for a, c in one for b, d in other if max(a, b) < min(c, d))
