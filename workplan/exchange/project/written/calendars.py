"""Write the calendars of a Project XML file: their weeks, hours, and the days apart from these."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree.ElementTree import Element, SubElement

from workplan.calendars.hours import DayHours
from workplan.calendars.minutes import day_of
from workplan.calendars.own import OwnCalendar
from workplan.exchange.planfile import PlanFile
from workplan.exchange.project.calendars import PLAIN_NAMES
from workplan.exchange.project.elements import texts, time_said
from workplan.scheduling.schedule import Schedule

CALENDAR_UID = "1"


def uid_of(plan: PlanFile, name: str) -> str:
    """Return the uid under which another calendar of a plan is written."""
    return str([*plan.calendars].index(name) + int(CALENDAR_UID) + 1)


def write_calendars(calendars: Element, plan: PlanFile, computed: Schedule) -> None:
    """Add the plan's calendar and its others, with their days off around the computed dates."""
    plain = OwnCalendar(
        plan.weekmask,
        tuple(_plain_days_off(plan, computed)),
        plan.worked,
        hours=plan.hours,
        notes={day.isoformat(): note for day, note in plan.day_notes.items()},
    )
    _write(calendars, CALENDAR_UID, "Standard", plain)
    for name, own in plan.calendars.items():
        off = tuple(_days_off(plan, computed, own)) if own.is_federal else own.off
        _write(calendars, uid_of(plan, name), name, own._replace(off=off))


def _write(calendars: Element, uid: str, name: str, own: OwnCalendar) -> None:
    calendar = SubElement(calendars, "Calendar")
    texts(calendar, UID=uid, Name=name, IsBaseCalendar="1", BaseCalendarUID="-1")
    week = SubElement(calendar, "WeekDays")
    for day_type in range(1, 8):
        is_working = own.weekmask[(day_type - 2) % 7] == "1"
        day = SubElement(week, "WeekDay")
        texts(day, DayType=str(day_type), DayWorking=str(int(is_working)))
        if is_working:
            hours = own.hours.days[(day_type - 2) % 7]
            _working_times(day, hours if hours.stretches else own.hours.usual)
    exceptions = SubElement(calendar, "Exceptions")
    for off in own.off:
        called = own.notes.get(off.isoformat(), PLAIN_NAMES[0])
        _exception(exceptions, off, called, is_working=False)
    for worked in own.worked:
        called = own.notes.get(worked.isoformat(), PLAIN_NAMES[1])
        _working_times(
            _exception(exceptions, worked, called, is_working=True), own.hours.on(worked)
        )


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


def _plain_days_off(plan: PlanFile, computed: Schedule) -> list[date]:
    """Return the days off of the plan's own list, and the federal ones around its dates."""
    if plan.holidays is not None and not plan.is_federal:
        return sorted(set(plan.holidays))
    own = OwnCalendar(plan.weekmask, plan.holidays or (), plan.worked, is_federal=True)
    return _days_off(plan, computed, own)


def _days_off(plan: PlanFile, computed: Schedule, own: OwnCalendar) -> list[date]:
    """Return the days off of a calendar, and the federal ones around the plan's dates."""
    last = computed.finish_on or day_of(plan.start_on)
    first = day_of(plan.start_on)
    days = (last - first).days + 731
    span = (first + timedelta(days=n) for n in range(-366, days))
    in_week = (d for d in span if own.weekmask[d.weekday()] == "1")
    return sorted({*own.off, *(d for d in in_week if not own.days.is_working(d))})
