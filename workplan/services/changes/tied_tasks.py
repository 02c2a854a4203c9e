"""Save a task together with what it waits for: one entry of the journal for all, and one undo."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Dependency, Plan, Task
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.notation import predecessors
from workplan.notation.codes import Codes
from workplan.notation.predecessors import Wait
from workplan.notation.refusals import NotUnderstood
from workplan.services.dates.plan_calendars import hours_of
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.task_checks import check
from workplan.services.tasks.task_fields import TaskFields

SEEN = re.compile(r"([0-9]{1,9}):([A-Z]{2}):(-?[0-9]{1,6}):([01]):(-?[0-9]{1,4})")
Waits = Sequence[DependencyFields]


def waits_of(session: Session, task_id: int) -> list[DependencyFields]:
    """Return what a task waits for, of the tasks that are in the plan."""
    rows = session.scalars(
        select(Dependency)
        .join(Task, Task.id == Dependency.predecessor_id)
        .where(Dependency.successor_id == task_id, Task.removed_at.is_(None))
        .order_by(Dependency.id)
    )
    return [dependencies.fields_of(row) for row in rows]


def written(session: Session, plan_id: int, task_id: int) -> str:
    """Return what a task waits for, as cells have it."""
    found = waits_of(session, task_id)
    codes = _codes(session, plan_id) if found else {}
    waits = [Wait(codes[one.predecessor_id], *one.decided()) for one in found]
    return predecessors.written(waits, Codes(codes.values()), _per_day(session, plan_id))


def read(session: Session, plan_id: int, text: str) -> list[DependencyFields]:
    """Return what a text says that a task waits for.

    Raises:
        InvalidInput: for what is not understood, with the way out.
    """
    codes = _codes(session, plan_id) if text.strip() else {}
    ids = {code: number for number, code in codes.items()}
    try:
        waits = predecessors.read(text, Codes(codes.values()), _per_day(session, plan_id))
    except NotUnderstood as wrong:
        offers = " ".join(f"{one.label}?" for one in wrong.mendings)
        raise InvalidInput("waits", f"{wrong.message} {offers}".strip()) from wrong
    return [DependencyFields(ids[one.code], *one[1:]).checked() for one in waits]


def _per_day(session: Session, plan_id: int) -> int:
    """Return the minutes of a working day of a plan."""
    # Whoever asks has read the plan already, so this sends nothing.
    return hours_of(session.get_one(Plan, plan_id).hours).per_day


def _codes(session: Session, plan_id: int) -> dict[int, str]:
    rows = session.execute(
        select(Task.id, Task.code)
        .where(Task.plan_id == plan_id, Task.removed_at.is_(None))
        .order_by(Task.position)
    )
    return dict(rows.all())


def seen_of(waits: Waits) -> str:
    """Return what a task waits for as a form keeps it, to tell later whether it changed."""
    return " ".join(
        f"{one.predecessor_id}:{one.type}:{one.lag_days}:{int(one.is_elapsed)}:{one.lag_parts}"
        for one in waits
    )


def seen_in(text: str) -> list[DependencyFields]:
    """Return what a form kept of what a task waited for; what no page wrote is left out."""
    found = (SEEN.fullmatch(word) for word in text.split())
    return [
        DependencyFields(int(m[1]), m[2], int(m[3]), m[4] == "1", int(m[5])) for m in found if m
    ]


def saved(
    change: Change,
    slug: str,
    task_id: int | None,
    wanted: TaskFields,
    waits: tuple[Waits, Waits],
    save: Callable[[Change], tuple[int, list[Move]]],
    reason: str = "",
) -> list[Move]:
    """Save a task, and what it waits for where that changed; return what moved.

    Args:
        task_id: None for a new task.
        wanted: what is decided about the task, checked here as if it were saved alone.
        waits: what it waited for when the form was opened, and what it is to wait for.
        save: saves the task, and returns its number and what moved.

    Raises:
        InvalidInput: also when somebody changed meanwhile what the task waits for.
    """
    seen, after = waits
    if sorted(seen, key=_key) == sorted(after, key=_key):
        return save(change)[1]
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        _require_same(session, task_id, seen)
        if change.group is not None:
            _tie(change, save(change)[0], seen, after, reason)
            return []
        # Before the group, inside which less is checked: a file may bring what a person may not.
        check(session, plan, wanted, session.get(Task, task_id) if task_id else None)
        on_day = civil_date(change.now, plan.time_zone)
        what = {"changed": 1} if task_id else {"added": 1}
        entry = journal.Entry("sheet.saved", ("plan", plan.id), after=what, reason=reason)
        seq = journal.record(change, on_day, plan.id, [entry])
        with change.grouped(seq):
            _tie(change, save(change)[0], seen, after, reason)
        session.get_one(Plan, plan.id).version += 1
        return reschedule(change, on_day, plan.id, seq)


def _key(one: DependencyFields) -> int:
    return one.predecessor_id


def _require_same(session: Session, task_id: int | None, seen: Waits) -> None:
    now = waits_of(session, task_id) if task_id else []
    if sorted(now, key=_key) != sorted(seen, key=_key):
        raise InvalidInput(
            "waits",
            "Somebody changed meanwhile what this task waits for. Check it on the page of the "
            "task, and change it there.",
        )


def _tie(change: Change, task_id: int, seen: Waits, after: Waits, reason: str) -> None:
    session = change.session
    wanted = {one.predecessor_id: one for one in after}
    rows = session.scalars(
        select(Dependency).where(Dependency.successor_id == task_id).order_by(Dependency.id)
    ).all()
    stored = {row.predecessor_id: row.id for row in rows}
    for old in seen:
        if old.predecessor_id not in wanted:
            dependencies.remove(change, stored[old.predecessor_id], reason)
    for predecessor, fields in wanted.items():
        if predecessor in stored:
            dependencies.change(change, stored[predecessor], fields, reason)
        else:
            dependencies.add(change, task_id, fields, reason)
