"""The moments of a Project file: a day where they open or close one, else the moment itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple
from xml.etree.ElementTree import Element

from workplan.calendars.hours import WeekHours, minute_of
from workplan.calendars.working import WorkingCalendar
from workplan.exchange.project.values import moment_of, text_of

A_DAY = len("2027-01-08")


class Moments(NamedTuple):
    """How the moments of a file are read, by the hours of its days."""

    calendar: WorkingCalendar
    hours: WeekHours

    @property
    def per_day(self) -> int:
        """The minutes of a usual day: what a day of a duration is."""
        return self.hours.per_day

    def start(self, element: Element, field: str) -> date | None:
        """Return when something starts: the next day at closing time, a moment within its hours."""
        moment = moment_of(element, field)
        if moment is None or len(text_of(element, field)) == A_DAY:
            return moment.date() if moment else None
        return self.starts(moment)

    def finish(self, element: Element, field: str) -> date | None:
        """Return when something finishes: the last day at opening time, a moment in its hours."""
        moment = moment_of(element, field)
        if moment is None or len(text_of(element, field)) == A_DAY:
            return moment.date() if moment else None
        return self.ends(moment)

    def within(self, element: Element, field: str) -> date | None:
        """Return a moment within the hours of its day, or its day, whichever end it stands for."""
        moment = moment_of(element, field)
        if moment is None or len(text_of(element, field)) == A_DAY:
            return moment.date() if moment else None
        return self._within(moment)

    def starts(self, moment: datetime) -> date:
        """Return the day that a moment opens, or the moment where it lies within one."""
        day, at = moment.date(), minute_of(moment)
        if at >= self._closes(day):
            return day + timedelta(days=1)
        return self._within(moment)

    def ends(self, moment: datetime) -> date:
        """Return the day that a moment closes, or the moment where it lies within one."""
        day, at = moment.date(), minute_of(moment)
        if at <= self.hours.on(day).stretches[0][0]:
            return day - timedelta(days=1)
        return self._within(moment)

    def _within(self, moment: datetime) -> date:
        """Return a moment without its seconds if work has begun and goes on after it."""
        day, at = moment.date(), minute_of(moment)
        is_within = self.hours.on(day).stretches[0][0] < at < self._closes(day)
        if is_within and self.calendar.is_working(day):
            return moment.replace(second=0, microsecond=0)
        return day

    def _closes(self, day: date) -> int:
        return self.hours.on(day).stretches[-1][1]
