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
    """How the moments of a file are read, by the hours of its days.

    Args:
        calendar: of the plan, or of a task that runs on another.
        per_day: the minutes of a usual day of the plan: what a day of a duration is.
    """

    calendar: WorkingMinutes
    per_day: int

    def start(self, element: Element, field: str) -> date | None:
        """Return when something starts: the next day at closing time, a moment within its hours."""
        return _read(element, field, self.calendar.as_start)

    def finish(self, element: Element, field: str) -> date | None:
        """Return when something finishes: the last day at opening time, a moment in its hours."""
        return _read(element, field, self.calendar.as_finish)

    def begun(self, element: Element, field: str) -> date | None:
        """Return when something began, which was work: at closing time, the next day of work."""
        found = self.start(element, field)
        return found if found is None or found == _day(element, field) else self._worked(found)

    def ended(self, element: Element, field: str) -> date | None:
        """Return when something ended, which was work: at opening time, the last day of work."""
        found = self.finish(element, field)
        if found is None or isinstance(found, datetime) or found == _day(element, field):
            return found
        return self.calendar.days.on_or_before(found)

    def _worked(self, day: date) -> date:
        days = self.calendar.days
        return day if isinstance(day, datetime) else days.day_from(days.start_boundary(day))

    def within(self, element: Element, field: str) -> date | None:
        """Return a moment within the hours of its day, or its day, whichever end it stands for."""
        return _read(element, field, self.calendar.within)


def _day(element: Element, field: str) -> date | None:
    moment = moment_of(element, field)
    return moment.date() if moment else None


def _read(element: Element, field: str, understood: Callable[[datetime], date]) -> date | None:
    moment = moment_of(element, field)
    if moment is None:
        return None
    return moment.date() if len(text_of(element, field)) == A_DAY else understood(moment)
