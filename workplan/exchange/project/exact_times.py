"""The moments of a Project task to the minute, for telling what whole days make of them."""

from __future__ import annotations

from datetime import datetime
from xml.etree.ElementTree import Element

from workplan.calendars.working import WorkingCalendar
from workplan.exchange.planfile import Exact
from workplan.exchange.project.values import Hours, minutes_of, moment_of, text_of
from workplan.scheduling.explain import day_words


def exact_of(element: Element, hours: Hours, calendar: WorkingCalendar) -> Exact | None:
    """Return a task's moments where they do not open and close whole days."""
    start, finish = moment_of(element, "Start"), moment_of(element, "Finish")
    text = text_of(element, "Duration")
    if start is None or finish is None or not text:
        return None
    days = minutes_of(text, hours.minutes) / hours.minutes
    first, last = (_position(moment, hours, calendar) for moment in (start, finish))
    if all(value == int(value) for value in (first, last, days)):
        return None
    said = " to ".join(f"{m:%H:%M} on {day_words(m.date())}" for m in (start, finish))
    return Exact(first, last, days, said)


def _position(moment: datetime, hours: Hours, calendar: WorkingCalendar) -> float:
    """Return a moment as a boundary, with the part of its day that is worked before it."""
    day = moment.date()
    part = hours.worked_until(moment.time()) if calendar.is_working(day) else 0
    return calendar.start_boundary(day) + part
