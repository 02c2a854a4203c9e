"""Open a reporting cycle, change what it asks, and withdraw it.

One a plan is open at a time. Opening it asks every lead for each open task; what it is called, its
days and its note may be changed until it is closed (`closing.py`).
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from models import Plan, ReportingCycle
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.plain_text import is_plain_line, prose
from workplan.scheduling.explain import day_words
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.reporting.cycles import asking, completeness, finding
from workplan.services.reporting.cycles.finding import SUBJECT
from workplan.services.tasks.states import PlanDay
from workplan.vocabulary import CycleState

LONGEST_NAME, LONGEST_NOTE = 80, 2_000
FIRST, LAST = date(1900, 1, 1), date(2199, 12, 31)
"""The days that calendars know."""
ANSWER_DAYS = 5
"""How many working days leads have to report, unless another day is chosen."""


class CycleFields(NamedTuple):
    """What a cycle asks.

    Args:
        as_of_on: the day whose standing is reported.
        due_on: the day by which reports are wanted.
        note: what is said to those who are asked.
    """

    name: str
    as_of_on: date
    due_on: date
    note: str = ""


def open_cycle(change: Change, slug: str, wanted: CycleFields) -> int:
    """Open a cycle, ask the leads by mail, and return its number in the plan.

    Raises:
        NotAllowed: for all but the coordinator, and in a closed plan.
        InvalidInput: while another is open, where no task is open, and for what cannot be taken.
    """
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        if plan.is_template:
            raise InvalidInput("name", "A template has no cycles. Open one in a plan made from it.")
        if (other := finding.open_one(session, plan.id)) is not None:
            raise InvalidInput(
                "name", f"The cycle “{other.name}” is open. Look at it, and close it first."
            )
        fields = checked(change, plan, wanted)
        number = finding.next_number(session, plan.id)
        cycle = ReportingCycle(
            **fields._asdict(),
            plan_id=plan.id,
            number=number,
            opened_at=change.now,
            opened_by_id=change.actor.id or 0,
            state=CycleState.OPEN,
            version=1,
        )
        session.add(cycle)
        session.flush()
        owed = completeness.completeness(session, plan, cycle)
        if not owed:
            raise InvalidInput(
                "name", "No task of this plan is open and led by anybody. Add a task first."
            )
        _note(change, cycle, "cycle.opened", None, _kept(fields) | {"number": number})
        everybody = {who for one in owed for who in one.owed_by}
        asking.ask_in(change, plan, cycle, owed, everybody)
        return number


def amend(change: Change, slug: str, number: int, version: int, wanted: CycleFields) -> None:
    """Change what an open cycle is called, its days, or its note.

    Raises:
        StaleVersion: when somebody saved it meanwhile.
        InvalidInput: for a cycle that is not open, and for what cannot be taken.
    """
    with change.transaction():
        plan, cycle = finding.for_change(change, slug, number, version)
        before, after = fields_of(cycle), checked(change, plan, wanted, cycle)
        differ = [key for key in after._fields if getattr(before, key) != getattr(after, key)]
        if not differ:
            return
        for key in differ:
            setattr(cycle, key, getattr(after, key))
        cycle.version += 1
        old, new = ({key: _kept(one)[key] for key in differ} for one in (before, after))
        _note(change, cycle, "cycle.changed", old, new | {"cycle": after.name})


def withdraw(change: Change, slug: str, number: int, version: int, because: str) -> None:
    """Withdraw an open cycle: nothing is owed in it any more; what was reported stays.

    Raises:
        StaleVersion: when somebody saved it meanwhile.
        InvalidInput: without a reason, and for a cycle that is not open.
    """
    because = prose(because).strip()
    if not 0 < len(because) <= LONGEST_NOTE:
        raise InvalidInput(
            "because", f"Say why it is withdrawn, in {LONGEST_NOTE:,} characters at most."
        )
    with change.transaction():
        _, cycle = finding.for_change(change, slug, number, version)
        cycle.state, cycle.because = CycleState.WITHDRAWN, because
        cycle.ended_at, cycle.ended_by_id = change.now, change.actor.id or 0
        cycle.version += 1
        _note(change, cycle, "cycle.withdrawn", None, {"cycle": cycle.name}, because)


def usual(day: PlanDay) -> CycleFields:
    """Return what a cycle usually asks: of the month, as of today, with some days to answer."""
    due = day.calendar.shift(day.today, ANSWER_DAYS)
    return CycleFields(f"{day.today:%B %Y}", day.today, due)


def fields_of(cycle: ReportingCycle) -> CycleFields:
    """Return what a cycle asks, as it stands."""
    return CycleFields(cycle.name, cycle.as_of_on, cycle.due_on, cycle.note)


def checked(
    change: Change, plan: Plan, wanted: CycleFields, cycle: ReportingCycle | None = None
) -> CycleFields:
    """Return what a cycle asks as it is kept, or refuse it with the way out.

    Args:
        cycle: the one that is changed; a day of it that has passed may stay.
    """
    today = civil_date(change.now, plan.time_zone)
    name = " ".join(wanted.name.split())
    if not name or len(name) > LONGEST_NAME or not is_plain_line(name):
        raise InvalidInput(
            "name", f"Give it a name of {LONGEST_NAME} characters at most, such as “November 2026”."
        )
    for field, day in (("as_of_on", wanted.as_of_on), ("due_on", wanted.due_on)):
        if not FIRST <= day <= LAST:
            raise InvalidInput(
                field, f"{day_words(day)} is out of reach. Give a day of 1900 to 2199."
            )
    if wanted.due_on < today and (cycle is None or wanted.due_on != cycle.due_on):
        raise InvalidInput(
            "due_on", f"{day_words(wanted.due_on)} has passed. Give today or a later day."
        )
    if wanted.as_of_on > wanted.due_on:
        raise InvalidInput(
            "as_of_on",
            f"{day_words(wanted.as_of_on)} comes after the day by which it is due. Give "
            f"{day_words(wanted.due_on)} or a day before it.",
        )
    note = prose(wanted.note).strip()
    if len(note) > LONGEST_NOTE:
        raise InvalidInput(
            "note", f"It has {len(note):,} characters, and {LONGEST_NOTE:,} fit. Shorten it."
        )
    return CycleFields(name, wanted.as_of_on, wanted.due_on, note)


def _kept(fields: CycleFields) -> dict[str, Any]:
    days = {"as_of_on": fields.as_of_on.isoformat(), "due_on": fields.due_on.isoformat()}
    return fields._asdict() | days


def _note(
    change: Change,
    cycle: ReportingCycle,
    verb: str,
    before: dict[str, Any] | None,
    after: dict[str, Any],
    reason: str = "",
) -> None:
    entry = journal.Entry(verb, (SUBJECT, cycle.id), before, after, reason)
    journal.note(change, cycle.plan_id, entry)
