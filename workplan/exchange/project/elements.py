"""What every part of a written Project file is made of: elements with texts, and moments."""

from __future__ import annotations

from datetime import date, datetime
from xml.etree.ElementTree import Element, SubElement

from workplan.calendars.hours import DAY, WeekHours, at_minute, clock


def texts(parent: Element, **fields: str) -> None:
    """Add an element with a text for each field."""
    for name, text in fields.items():
        SubElement(parent, name).text = _printable(text)


def _printable(text: str) -> str:
    """Leave out the control characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\t\n\r")


def time_said(minute: int) -> str:
    """Return a time of day; midnight at the end of one is 00:00, as Project writes it."""
    return f"{clock(minute % DAY)}:00"


def opens(hours: WeekHours, on: date) -> str:
    """Return a moment, or that at which a day opens."""
    return _moment(on, hours.on(on).stretches[0][0])


def closes(hours: WeekHours, on: date) -> str:
    """Return a moment, or that at which a day closes."""
    return _moment(on, hours.on(on).stretches[-1][1])


def _moment(on: date, minute: int) -> str:
    return (on if isinstance(on, datetime) else at_minute(on, minute)).isoformat()
