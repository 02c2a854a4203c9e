"""The moments of a Project file: a day where they open or close one, else the moment itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple
from xml.etree.ElementTree import Element

from workplan.calendars.minutes import WorkingMinutes
from workplan.exchange.project.values import moment_of, text_of

A_DAY = len("2027-01-08")


class Moments(NamedTuple):
    """How the moments of a file are read, by the hours of its days."""

    calendar: WorkingMinutes

    @property
    def per_day(self) -> int:
        """The minutes of a usual day: what a day of a duration is."""
        return self.calendar.per_day

    def start(self, element: Element, field: str) -> date | None:
        """Return when something starts: the next day at closing time, a moment within its hours."""
        return _read(element, field, self.calendar.as_start)

    def finish(self, element: Element, field: str) -> date | None:
        """Return when something finishes: the last day at opening time, a moment in its hours."""
        return _read(element, field, self.calendar.as_finish)

    def within(self, element: Element, field: str) -> date | None:
        """Return a moment within the hours of its day, or its day, whichever end it stands for."""
        return _read(element, field, self.calendar.within)


def _read(element: Element, field: str, understood: Callable[[datetime], date]) -> date | None:
    moment = moment_of(element, field)
    if moment is None:
        return None
    return moment.date() if len(text_of(element, field)) == A_DAY else understood(moment)
