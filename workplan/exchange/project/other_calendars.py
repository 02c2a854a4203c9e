"""Who works on another calendar than the plan's: resources, and tasks with one of their own.

A plan here has one calendar. Work on another one keeps the days that it takes in the file, counted
in working days of the plan, so that what follows it starts when it does in the file.
"""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element

from workplan.exchange.project.calendars import FileCalendar, read_calendar
from workplan.exchange.project.values import is_on, text_of, whole

NONE = ("", "-1")
A_WEEK = [date(2027, 1, 4 + n) for n in range(7)]


def other_calendars(root: Element, calendar: FileCalendar, calendar_uid: str) -> dict[int, str]:
    """Return, by the uid of a task, who works it on another calendar, or that it has its own.

    Args:
        calendar: of the plan, whose uid is `calendar_uid`.
    """
    same = {calendar_uid: True}

    def is_other(uid: str) -> bool:
        if uid in NONE:
            return False
        if uid not in same:
            same[uid] = _worked(read_calendar(root.find("Calendars"), uid)) == _worked(calendar)
        return not same[uid]

    people = {
        text_of(resource, "UID"): text_of(resource, "Name") or "somebody"
        for resource in root.iterfind("Resources/Resource")
        if text_of(resource, "Type") in ("", "1") and is_other(text_of(resource, "CalendarUID"))
    }
    found: dict[int, str] = {}
    ignoring = set()
    for task in root.iterfind("Tasks/Task"):
        own = text_of(task, "CalendarUID")
        if is_other(own):
            found[whole(task, "UID")] = "It has a calendar of its own"
        if own not in NONE and is_on(task, "IgnoreResourceCalendar"):
            ignoring.add(whole(task, "UID"))
    for assignment in root.iterfind("Assignments/Assignment"):
        uid, who = whole(assignment, "TaskUID"), people.get(text_of(assignment, "ResourceUID"))
        if who and uid not in ignoring:
            found[uid] = f"“{who}” works on another calendar"
    return found


def _worked(calendar: FileCalendar) -> tuple[object, ...]:
    hours = tuple(calendar.week(480).on(day).minutes for day in A_WEEK)
    return calendar.weekmask, frozenset(calendar.days_off), frozenset(calendar.worked), hours
