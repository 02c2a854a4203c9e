"""Add, change and remove tasks; each reschedules the plan in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Plan, Task
from workplan.clock import civil_date
from workplan.errors import InvalidInput, LinkWouldLoop, StaleVersion
from workplan.services.coordination import hands, offers
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.people import rights
from workplan.services.record import burn_counts, journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.structure.task import removals
from workplan.services.tasks import giving, suspenses
from workplan.services.tasks.suspenses import meet, met_on, require_happened
from workplan.services.tasks.task_checks import check
from workplan.services.tasks.task_fields import (
    MET,
    TaskFields,
    changed,
    described,
    fields_of,
    store_apart,
)
from workplan.services.tasks.uids import free_uid


def add(change: Change, slug: str, wanted: TaskFields, reason: str = "") -> tuple[int, list[Move]]:
    """Add a task to a plan and return its id and what moved."""
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        counted = burn_counts.counted(session, wanted.parent_id)
        task = insert(change, plan, wanted, needs_lead=change.group is None)
        hands.tell(change, task, None)
        entry = journal.Entry(
            "task.added",
            ("task", task.id),
            after=described(wanted),
            reason=reason,
            burn=burn_counts.difference(
                counted, burn_counts.counted(session, task.id, wanted.parent_id)
            ),
        )
        return task.id, _journal_and_reschedule(change, plan, entry)


def insert(change: Change, plan: Plan, wanted: TaskFields, *, needs_lead: bool = True) -> Task:
    """Write a new task's rows; the caller journals and reschedules."""
    session = change.session
    check(session, plan, wanted, needs_lead=needs_lead)
    require_happened(wanted.suspense, civil_date(change.now, plan.time_zone))
    hands.settled(session, plan, wanted)
    position = session.scalar(select(func.max(Task.position)).where(Task.plan_id == plan.id))
    task = Task(
        plan_id=plan.id,
        uid=free_uid(session, plan.id),
        position=(position or 0) + 1,
        percent=0,
        **wanted.stored(),
    )
    session.add(task)
    session.flush()
    store_apart(session, task, wanted, giving.joining(plan, change.now))
    return task


def change(
    change: Change,
    task_id: int,
    version: int,
    wanted: TaskFields,
    reason: str = "",
) -> list[Move]:
    """Change a task's structure, from the version that the person saw.

    Once the plan is out of drafting another lead agency is only offered the task; the rest is
    saved. Whoever does the work and acts for no lead agency any more is let go. What stands so
    already leaves no entry.

    Raises:
        StaleVersion: when somebody saved in between; nothing is changed.
    """
    with change.transaction() as session:
        task, plan = _for_change(session, change.actor, task_id, version)
        check(session, plan, wanted, task, needs_lead=change.group is None)
        if wanted.suspense != fields_of(session, task).suspense:
            require_happened(wanted.suspense, civil_date(change.now, plan.time_zone))
        return _change(change, plan, task, wanted, (reason, reason), is_anew=True)


def set_back(
    change: Change,
    task_id: int,
    wanted: TaskFields,
    last_met_on: date | None,
    reasons: tuple[str, str],
) -> list[Move]:
    """Give a task the structure that it had before, exactly, and return what moved.

    Args:
        last_met_on: the occurrence of its recurring suspense that was met last, as it stood then.
        reasons: of the change, and of the offer where the lead that it had has to accept again.
    """
    with change.transaction() as session:
        task, plan = _for_change(session, change.actor, task_id)
        check(session, plan, wanted, task, needs_lead=False)
        return _change(change, plan, task, wanted, reasons, last_met_on)


def _change(
    change: Change,
    plan: Plan,
    task: Task,
    wanted: TaskFields,
    reasons: tuple[str, str],
    last_met_on: date | None = None,
    *,
    is_anew: bool = False,
) -> list[Move]:
    session = change.session
    reason, asking = reasons
    before = fields_of(session, task)
    wanted, terms = offers.split(change, plan, task, before, wanted)
    # Of a group that is taken back nobody is refused: whoever left since is let go.
    wanted = hands.settled(session, plan, wanted, wanted if change.is_group_undone else before)
    if terms is not None:
        offers.make(change, task, terms, asking)
    if is_anew and described(wanted) == described(before):
        return []
    if terms is not None and wanted == before and last_met_on is None:
        return []
    met_before = met_on(session, task.id) if before.suspense.rule == "recurring" else None
    touched = (task.id, before.parent_id, wanted.parent_id)
    counted = burn_counts.counted(session, *touched)
    for name, value in wanted.stored().items():
        setattr(task, name, value)
    task.fold_texts()
    task.version += 1
    session.flush()
    store_apart(session, task, wanted, giving.joining(plan, change.now), before)
    hands.tell(change, task, before.assignee_id)
    # Only a group that is taken back changes who leads while an offer waits.
    led = {task.id: wanted.leads} if change.is_group_undone else {}
    for lost in offers.withdrawn(change, offers.stale(session, led), reason):
        journal.note(change, plan.id, lost)
    if last_met_on is not None:
        meet(session, task.id, last_met_on)
    old, new = _told(before, wanted, met_before, last_met_on)
    entry = journal.Entry(
        "task.changed",
        ("task", task.id),
        old,
        new,
        reason,
        burn=burn_counts.difference(counted, burn_counts.counted(session, *touched)),
    )
    return _journal_and_reschedule(change, plan, entry)


def _told(
    before: TaskFields, wanted: TaskFields, met_before: date | None, last_met_on: date | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what the journal keeps of a change: the fields, and which occurrence was met last."""
    old, new = changed(before, wanted)
    if before.suspense.series != wanted.suspense.series:
        old[MET] = journal.day(met_before)
        new |= {MET: journal.day(last_met_on)} if last_met_on != met_before else {}
    return old, new


def remove(change: Change, task_id: int, version: int, reason: str) -> list[Move]:
    """Take a task out of its plan; its record stays, and no suspense counts from it any more.

    Raises:
        InvalidInput: for one with subtasks, and for one that cannot be removed any more.
    """
    with change.transaction() as session:
        task, plan = _for_change(session, change.actor, task_id, version)
        if not burn_counts.is_counted(session, task.id):
            raise InvalidInput("task", f"“{task.name}” has subtasks. Remove or move them first.")
        if change.actor.door != "sample":  # What a sample plays went as it did.
            removals.require(session, plan, [task.id], civil_date(change.now, plan.time_zone))
        touched = (task.id, task.parent_id)
        counted = burn_counts.counted(session, *touched)
        task.removed_at = change.now
        task.version += 1
        counting = suspenses.let_go_of(session, [task.id])[task.id]
        lost = {"suspenses_counted_from_it": counting} if counting else {}
        session.flush()
        entry = journal.Entry(
            "task.removed",
            ("task", task.id),
            before={"code": task.code, "name": task.name} | lost,
            reason=reason,
            burn=burn_counts.difference(counted, burn_counts.counted(session, *touched)),
        )
        return _journal_and_reschedule(change, plan, entry)


def restore(
    change: Change,
    task_id: int,
    reason: str,
    counted_from_it: Sequence[Mapping[str, Any]] = (),
) -> list[Move]:
    """Bring a removed task back, with its reports and dependencies, and return what moved.

    Args:
        counted_from_it: the suspenses that its removal took away, as its journal entry has them.
    """
    with change.transaction() as session:
        task, standing = rights.task_for(session, change.actor, task_id)
        rights.require_structure(session, standing)
        if task.removed_at is None:
            raise InvalidInput("task", f"“{task.name}” is in its plan; it was not removed.")
        plan = session.get_one(Plan, task.plan_id)
        fields = fields_of(session, task)
        check(session, plan, fields, task, needs_lead=change.group is None)
        touched = (task.id, task.parent_id)
        counted = burn_counts.counted(session, *touched)
        task.assignee_id = hands.settled(session, plan, fields, fields).assignee_id
        is_let_go = task.assignee_id != fields.assignee_id
        task.removed_at = None
        task.version += 1
        suspenses.count_again(session, task.id, counted_from_it)
        session.flush()
        if is_let_go:
            hands.tell(change, task, fields.assignee_id)
        entry = journal.Entry(
            "task.restored",
            ("task", task.id),
            {"assignee_id": fields.assignee_id} if is_let_go else None,
            {"code": task.code, "name": task.name} | ({"assignee_id": None} if is_let_go else {}),
            reason=reason,
            burn=burn_counts.difference(counted, burn_counts.counted(session, *touched)),
        )
        return _journal_and_reschedule(change, plan, entry)


def _for_change(
    session: Session, actor: Actor, task_id: int, version: int | None = None
) -> tuple[Task, Plan]:
    task, standing = rights.task_for(session, actor, task_id)
    rights.require_structure(session, standing)
    if task.removed_at is not None:
        raise InvalidInput("task", f"“{task.name}” was removed from its plan. Choose another.")
    if version is not None and task.version != version:
        raise StaleVersion(version, task.version)
    return task, session.get_one(Plan, task.plan_id)


def _journal_and_reschedule(change: Change, plan: Plan, entry: journal.Entry) -> list[Move]:
    on_day = civil_date(change.now, plan.time_zone)
    seq = journal.record(change, on_day, plan.id, [entry])
    try:
        moves = reschedule(change, on_day, plan.id, seq)
    except LinkWouldLoop as loop:  # no dependency was touched here: it is the task's place
        raise loop.of_place() from loop
    plan.version += 1
    return moves
