"""The calendars of a plan beside its own: added, changed, retired and restored.

Each change is an entry of the calendar, which takes it back: the plan is rescheduled with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from models import Plan
from workplan.calendars.hours import OFFICE_HOURS, read_hours
from workplan.calendars.own import MAX_NAME, MOST, OwnCalendar, calendars_of
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.plain_text import one_line
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.structure import plan_calendar
from workplan.services.structure.plan_calendar import PlanDays
from workplan.services.tasks.work_calendars import counted


class ListedCalendar(NamedTuple):
    """A calendar in the list; `tasks` run on it."""

    name: str
    days: PlanDays
    is_retired: bool
    tasks: int


def listed(session: Session, plan: Plan) -> list[ListedCalendar]:
    """Return the other calendars of a plan, those in use first, by name."""
    used = counted(session, plan.id) if plan.work_calendars else {}
    found = [
        ListedCalendar(name, days_of(own), own.is_retired, used.get(name, 0))
        for name, own in calendars_of(plan.work_calendars).items()
    ]
    return sorted(found, key=lambda one: (one.is_retired, one.name.casefold()))


def named(plan: Plan, name: str) -> OwnCalendar:
    """Return one of them.

    Raises:
        NotFound: when the plan has none of that name.
    """
    found = calendars_of(plan.work_calendars).get(name)
    if found is None:
        raise NotFound(f"The plan has no calendar “{name[:60]}”.")
    return found


def days_of(own: OwnCalendar) -> PlanDays:
    """Return a calendar as people decide it."""
    off, worked = (
        {day: own.notes.get(day.isoformat(), "") for day in days} for days in (own.off, own.worked)
    )
    hours = "" if own.hours == OFFICE_HOURS else own.hours.written()
    return PlanDays(own.weekmask, own.is_federal, off, worked, hours)


def add(
    change: Change, slug: str, version: int, name: str, days: PlanDays, reason: str = ""
) -> list[Move]:
    """Give a plan one more calendar; nothing runs on it yet, so nothing moves.

    Raises:
        StaleVersion: when somebody changed the calendars since.
        InvalidInput: for a name that is empty, too long or taken, or days that cannot be.
    """
    with change.transaction() as session:
        plan = _for_change(change, session, slug, version)
        return _store(change, plan, _checked(plan, name), _own(days), reason)


def save(
    change: Change, slug: str, version: int, name: str, days: PlanDays, reason: str = ""
) -> list[Move]:
    """Give one of the calendars other days or hours, and return what moved.

    Raises:
        StaleVersion: when somebody changed the calendars since.
        InvalidInput: when no day would be worked, or there are too many days of its own.
        NotFound: when the plan has none of that name.
    """
    with change.transaction() as session:
        plan = _for_change(change, session, slug, version)
        wanted = _own(days)._replace(is_retired=named(plan, name).is_retired)
        return _store(change, plan, name, wanted, reason)


def retire(change: Change, slug: str, version: int, name: str, *, is_retired: bool) -> list[Move]:
    """Retire a calendar, so that no more work is given to it, or restore it.

    What runs on it goes on so.
    """
    with change.transaction() as session:
        plan = _for_change(change, session, slug, version)
        return _store(change, plan, name, named(plan, name)._replace(is_retired=is_retired), "")


def _for_change(change: Change, session: Session, slug: str, version: int) -> Plan:
    plan, standing = rights.plan_for(session, change.actor, slug)
    rights.require_structure(session, standing)
    current = plan_calendar.version_of(session, plan.id)
    if current != version:
        raise StaleVersion(version, current)
    return plan


def _checked(plan: Plan, name: str) -> str:
    name = one_line(name, MAX_NAME + 1)
    known = plan.work_calendars or {}
    if not name or len(name) > MAX_NAME:
        said = f"Give the calendar a name of {MAX_NAME} letters at most, such as “Night shift”."
        raise InvalidInput("name", said)
    if name.casefold() in {one.casefold() for one in known}:
        raise InvalidInput("name", f"There is a calendar “{name}” already. Choose another name.")
    if len(known) >= MOST:
        raise InvalidInput(
            "name", f"A plan has {MOST} other calendars at most. Change one of them."
        )
    return name


def _own(days: PlanDays) -> OwnCalendar:
    plan_calendar.check(days)
    notes: Mapping[date, str] = {**days.off, **days.worked}
    return OwnCalendar(
        days.weekmask,
        tuple(sorted(days.off)),
        tuple(sorted(days.worked)),
        days.is_federal,
        read_hours(days.hours) if days.hours else OFFICE_HOURS,
        {day.isoformat(): note for day, note in sorted(notes.items()) if note},
    )


def _store(change: Change, plan: Plan, name: str, wanted: OwnCalendar, reason: str) -> list[Move]:
    session, before = change.session, plan.work_calendars
    after = {**(before or {}), name: wanted.kept()}
    if after == before:
        return []
    wanted.days.first_boundary(plan.start_on)
    plan.work_calendars = after
    plan.version += 1
    session.flush()
    on_day = civil_date(change.now, plan.time_zone)
    entry = journal.Entry(
        plan_calendar.CHANGED,
        ("plan", plan.id),
        {"work_calendars": before},
        {"work_calendars": after},
        reason,
    )
    seq = journal.record(change, on_day, plan.id, [entry])
    return reschedule(change, on_day, plan.id, seq)
