"""The calendars of a newer file, told apart from those of the plan by the days that they work.

Project knows no calendar that follows the federal holidays of every year, and none that is retired:
its file lists the holidays around the plan's dates. What it cannot say stays as it is here.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from workplan.calendars.federal import federal_holidays
from workplan.calendars.minutes import day_of
from workplan.calendars.own import OwnCalendar
from workplan.calendars.working import FIRST_YEAR, LAST_YEAR
from workplan.exchange.planfile import PlanFile

Days = tuple[date, date]
"""The first and the last day over which calendars are compared."""


def days_of(present: PlanFile, newer: PlanFile) -> Days:
    """Return the days from the start of two files of a plan to the last date in them."""
    dates = [day_of(present.start_on), day_of(newer.start_on)]
    for plan in (present, newer):
        for task in plan.tasks:
            said = (task.start_on, task.finish_on, task.deadline_on)
            dates += (day_of(on) for on in said if on is not None)
    return min(dates), max(dates)


def with_calendars(present: PlanFile, newer: PlanFile) -> PlanFile:
    """Return a newer file with what it cannot say of its calendars as it is in the plan."""
    if "calendar" in newer.unsaid:
        return newer
    days = days_of(present, newer)
    plans = still_federal(present.own, newer.own, days)
    if newer.holidays is not None and plans.is_federal:
        newer = replace(newer, holidays=plans.off, worked=plans.worked, is_federal=True)
    known = present.calendars
    others = {
        name: _as_known(known[name], one, days) if name in known else one
        for name, one in newer.calendars.items()
    }
    return replace(newer, calendars=others)


def are_worked_alike(one: OwnCalendar, other: OwnCalendar, days: Days) -> bool:
    """Tell whether two calendars have the same hours, and the same days from the first to the last.

    A file names the days off around its dates only, where the plan may follow a calendar that
    has them for every year.
    """
    if one.is_worked_as(other):
        return True
    span = map(date.fromordinal, range(days[0].toordinal(), days[1].toordinal() + 1))
    return one.hours == other.hours and all(
        one.days.is_working(day) == other.days.is_working(day) for day in span
    )


def still_federal(old: OwnCalendar, new: OwnCalendar, days: Days) -> OwnCalendar:
    """Return a newer calendar as one that follows the federal holidays, where it still does.

    It does where the old one does, and it has each of them off as far as it lists days off.
    """
    if not old.is_federal or new.is_federal or not new.off:
        return new
    first, last = days[0], min(days[1], max(new.off))
    years = {*range(first.year, last.year + 1), *(day.year for day in (*new.off, *old.worked))}
    can_be = years & {*range(FIRST_YEAR, LAST_YEAR + 1)}
    federal = {day for year in can_be for day in federal_holidays(year)}
    asked = {d for d in federal - {*old.worked} if first <= d <= last}
    if not {*new.off} & federal or any(new.days.is_working(day) for day in asked):
        return new
    off = (day for day in new.off if day not in federal or day in old.off)
    worked = (d for d in old.worked if d in federal and new.days.is_working(d))
    return new._replace(
        off=tuple(off), worked=tuple(sorted({*new.worked, *worked})), is_federal=True
    )


def _as_known(old: OwnCalendar, new: OwnCalendar, days: Days) -> OwnCalendar:
    """Return the old calendar where the newer is worked alike; else the newer with its notes."""
    new = still_federal(old, new, days)
    if are_worked_alike(old, new, days):
        return old
    apart = {day.isoformat() for day in (*new.off, *new.worked)}
    notes = {day: note for day, note in {**old.notes, **new.notes}.items() if day in apart}
    return new._replace(notes=notes, is_retired=old.is_retired or new.is_retired)
