"""Suspenses and milestones as an iCalendar file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import NamedTuple

from icalendar import Calendar, Event


class CalendarDay(NamedTuple):
    """An all-day entry.

    Args:
        key: names it for good, so that a newer file replaces it.
        sequence: rises with every change of the task.
    """

    key: str
    on: date
    summary: str
    description: str
    link: str
    sequence: int


def write(
    title: str, days: Iterable[CalendarDay], host: str, now: datetime, said: str = ""
) -> bytes:
    """Return the days as an iCalendar file; the end of an all-day entry is exclusive.

    Args:
        said: what the calendar holds, and what it leaves out.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Workplan//Plan//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", title)
    if said:
        calendar.add("x-wr-caldesc", said)
    for day in days:
        event = Event()
        event.add("uid", f"{day.key}@{host}")
        event.add("dtstamp", now)
        event.add("dtstart", day.on)
        event.add("dtend", day.on + timedelta(days=1))
        event.add("summary", day.summary)
        event.add("description", day.description)
        event.add("url", day.link)
        event.add("sequence", day.sequence)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
