"""Which days of a plan are worked: its week, the federal holidays, and days of its own.

All of it is saved as one change: the plan is rescheduled with it, and it is taken back as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import JournalEntry, Plan
from workplan.calendars.hours import OFFICE_HOURS, read_hours
from workplan.calendars.working import FIRST_YEAR, LAST_YEAR, MONDAY_TO_FRIDAY, WorkingCalendar
from workplan.clock import civil_date
from workplan.errors import InvalidInput, StaleVersion
from workplan.services.dates.plan_calendars import calendar_by
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change

CHANGED = "plan.calendar_changed"
MOST = 1_000
"""How many days of its own a plan may have; years of them, and a page that still opens."""
Notes = Mapping[date, str]
NO_DAYS: Notes = MappingProxyType({})


class PlanDays(NamedTuple):
    """The calendar of a plan as people decide it.

    Args:
        weekmask: seven characters, Monday first; "1" is a working day.
        is_federal: whether the federal holidays are off.
        off: days off besides, with why.
        worked: days that are worked against the week or a holiday, with why.
        hours: when its days open, pause and close, as written; empty for office hours.
    """

    weekmask: str = MONDAY_TO_FRIDAY
    is_federal: bool = True
    off: Notes = NO_DAYS
    worked: Notes = NO_DAYS
    hours: str = ""

    def without(self, days: set[date]) -> PlanDays:
        """Return it without some days of its own."""
        off, worked = (
            {day: note for day, note in own.items() if day not in days}
            for own in (self.off, self.worked)
        )
        return self._replace(off=off, worked=worked)

    def with_off(self, days: Notes) -> PlanDays:
        """Return it with more days off; those that are off anyway are left out."""
        kept = self.without(set(days))
        plain = kept.calendar()
        more = {day: note for day, note in days.items() if plain.is_working(day)}
        return kept._replace(off={**kept.off, **more})

    def with_worked(self, days: Notes) -> PlanDays:
        """Return it with more days worked; those that are worked anyway are left out."""
        kept = self.without(set(days))
        plain = kept.calendar()
        more = {day: note for day, note in days.items() if not plain.is_working(day)}
        return kept._replace(worked={**kept.worked, **more})

    def calendar(self) -> WorkingCalendar:
        """Return the calendar that dates are computed by."""
        kept = self.columns()
        own = kept["weekmask"], kept["days_off"], kept["days_worked"]
        return calendar_by(*own, is_federal=kept["is_federal"])

    def columns(self) -> dict[str, Any]:
        """Return the columns of a plan that hold it."""
        hours = {"hours": self.hours or None}
        if self._replace(hours="") == PlanDays():
            none = dict.fromkeys(("days_off", "days_worked", "day_notes"))
            return {"weekmask": MONDAY_TO_FRIDAY, "is_federal": False, **none, **hours}
        notes = {day.isoformat(): note for day, note in {**self.off, **self.worked}.items() if note}
        return {
            "weekmask": self.weekmask,
            "is_federal": self.is_federal,
            "days_off": [day.isoformat() for day in sorted(self.off)],
            "days_worked": [day.isoformat() for day in sorted(self.worked)] or None,
            "day_notes": dict(sorted(notes.items())) or None,
            **hours,
        }


class Run(NamedTuple):
    """Days of a plan's own that follow each other, of one kind and for one reason."""

    first: date
    last: date
    length: int
    note: str
    is_off: bool

    @property
    def key(self) -> str:
        """What a form calls it."""
        return f"{'off' if self.is_off else 'worked'}:{self.first}:{self.last}"


def runs_of(days: PlanDays) -> list[Run]:
    """Return the days of a plan's own in their order, those that follow each other as one.

    Days off follow each other when nothing is worked between them, a weekend say.
    """
    plain = PlanDays(days.weekmask, days.is_federal).calendar()
    found: list[Run] = []
    for own, is_off in ((days.off, True), (days.worked, False)):
        begun: Run | None = None
        for day, note in sorted(own.items()):
            if (
                begun is not None
                and begun.note == note
                and _follows(plain, begun.last, day, is_off)
            ):
                begun = begun._replace(last=day, length=begun.length + 1)
                found[-1] = begun
            else:
                begun = Run(day, day, 1, note, is_off)
                found.append(begun)
    return sorted(found)


def _follows(plain: WorkingCalendar, last: date, day: date, is_off: bool) -> bool:
    between = range(last.toordinal() + 1, day.toordinal())
    return not between or (
        is_off and not any(plain.is_working(date.fromordinal(d)) for d in between)
    )


def days_in(days: PlanDays, keys: Iterable[str]) -> set[date]:
    """Return the days that a form means by the keys of some runs; those that are gone mean none."""
    found: set[date] = set()
    for run in runs_of(days):
        if run.key in keys:
            own = days.off if run.is_off else days.worked
            found |= {day for day in own if run.first <= day <= run.last}
    return found


def days_of(plan: Plan) -> PlanDays:
    """Return the calendar of a plan as people decide it."""
    if plan.days_off is None:
        return PlanDays(hours=plan.hours or "")
    notes = plan.day_notes or {}
    off, worked = (
        {date.fromisoformat(day): notes.get(day, "") for day in days or ()}
        for days in (plan.days_off, plan.days_worked)
    )
    return PlanDays(plan.weekmask, plan.is_federal, off, worked, plan.hours or "")


def version_of(session: Session, plan_id: int) -> int:
    """Return what guards a page of the calendar: the last entry that changed it, or may have.

    It is not the plan's own version, which every new dependency raises.
    """
    found = session.scalar(
        select(func.max(JournalEntry.seq)).where(
            JournalEntry.plan_id == plan_id, JournalEntry.verb.in_((CHANGED, "plan.changed"))
        )
    )
    return found or 0


def change(
    change: Change, slug: str, version: int, wanted: PlanDays, reason: str = ""
) -> list[Move]:
    """Give a plan another calendar, and return what moved.

    Args:
        change: who changes it, and when.
        slug: the plan.
        version: that of `version_of`, when the person began.
        wanted: all of the calendar, as it is to be.
        reason: why.

    Raises:
        StaleVersion: when somebody changed the calendar since.
        InvalidInput: when no day would be worked, or there are too many days of its own.
    """
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        current = version_of(session, plan.id)
        if current != version:
            raise StaleVersion(version, current)
        check(wanted)
        columns = wanted.columns()
        before = {
            name: getattr(plan, name) for name in columns if getattr(plan, name) != columns[name]
        }
        if not before:
            return []
        wanted.calendar().first_boundary(plan.start_on)
        for name in before:
            setattr(plan, name, columns[name])
        plan.version += 1
        session.flush()
        after = {name: columns[name] for name in before}
        on_day = civil_date(change.now, plan.time_zone)
        entry = journal.Entry(CHANGED, ("plan", plan.id), before, after, reason)
        seq = journal.record(change, on_day, plan.id, [entry])
        return reschedule(change, on_day, plan.id, seq)


def hours_typed(text: str) -> str:
    """Return hours as they are stored: nothing for office hours.

    Raises:
        InvalidInput: for what is no time, or stretches that do not follow each other.
    """
    hours = read_hours(" ".join(text.split())) if text.strip() else OFFICE_HOURS
    return "" if hours == OFFICE_HOURS else hours.written()


def check(wanted: PlanDays) -> None:
    """Refuse a calendar that works on no day of the week, or has too many days of its own."""
    if "1" not in wanted.weekmask:
        raise InvalidInput("week", "No day of the week would be worked. Choose one at least.")
    count = len(wanted.off) + len(wanted.worked)
    if count > MOST:
        raise InvalidInput(
            "days", f"The plan would have {count:,} days of its own. Give {MOST:,} at most."
        )
    for day in (*wanted.off, *wanted.worked):
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise InvalidInput(
                "days", f"{day} is too far away. Give a day from {FIRST_YEAR} to {LAST_YEAR}."
            )
