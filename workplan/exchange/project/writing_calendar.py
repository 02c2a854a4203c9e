"""Write the calendar of a Project XML file: its week, its hours, and the days apart from these."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree.ElementTree import Element, SubElement

from workplan.calendars.hours import DayHours
from workplan.calendars.minutes import day_of
from workplan.exchange.planfile import PlanFile
from workplan.exchange.project.calendars import PLAIN_NAMES
from workplan.exchange.project.elements import texts, time_said
from workplan.scheduling.schedule import Schedule

CALENDAR_UID = "1"


def write_calendar(calendars: Element, plan: PlanFile, computed: Schedule) -> None:
    """Add the plan's calendar, with its days off around the computed dates."""
    calendar = SubElement(calendars, "Calendar")
    texts(calendar, UID=CALENDAR_UID, Name="Standard", IsBaseCalendar="1", BaseCalendarUID="-1")
    week = SubElement(calendar, "WeekDays")
    for day_type in range(1, 8):
        is_working = plan.weekmask[(day_type - 2) % 7] == "1"
        day = SubElement(week, "WeekDay")
        texts(day, DayType=str(day_type), DayWorking=str(int(is_working)))
        if is_working:
            own = plan.hours.days[(day_type - 2) % 7]
            _working_times(day, own if own.stretches else plan.hours.usual)
    exceptions = SubElement(calendar, "Exceptions")
    notes = plan.day_notes
    for off in _days_off(plan, computed):
        _exception(exceptions, off, notes.get(off, PLAIN_NAMES[0]), is_working=False)
    for worked in plan.worked:
        name = notes.get(worked, PLAIN_NAMES[1])
        day = _exception(exceptions, worked, name, is_working=True)
        _working_times(day, plan.hours.on(worked))


def _exception(exceptions: Element, day: date, name: str, *, is_working: bool) -> Element:
    exception = SubElement(exceptions, "Exception")
    texts(exception, EnteredByOccurrences="0")
    period = SubElement(exception, "TimePeriod")
    texts(period, FromDate=f"{day}T00:00:00", ToDate=f"{day}T23:59:00")
    texts(exception, Occurrences="1", Name=name, Type="1", DayWorking=str(int(is_working)))
    return exception


def _working_times(day: Element, hours: DayHours) -> None:
    times = SubElement(day, "WorkingTimes")
    for opens, closes in hours.stretches:
        texts(SubElement(times, "WorkingTime"), FromTime=time_said(opens), ToTime=time_said(closes))


def _days_off(plan: PlanFile, computed: Schedule) -> list[date]:
    """Return the days off of the plan's own list, and the federal ones around its dates."""
    own = set(plan.holidays or ())
    if plan.holidays is not None and not plan.is_federal:
        return sorted(own)
    last = computed.finish_on or day_of(plan.start_on)
    first = day_of(plan.start_on)
    days = (last - first).days + 731
    span = (first + timedelta(days=n) for n in range(-366, days))
    in_week = (d for d in span if plan.weekmask[d.weekday()] == "1")
    return sorted(own.union(d for d in in_week if not plan.calendar.is_working(d)))
