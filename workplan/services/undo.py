"""Take a change back, as a new change; the journal keeps both."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.orm import Session

from models import Dependency, Initiative, JournalEntry, Plan, Task
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotFound
from workplan.services import (
    access,
    dependencies,
    initiatives,
    journal,
    merge_undo,
    status_reports,
    tasks,
)
from workplan.services.actor import Actor
from workplan.services.dependencies import DependencyFields
from workplan.services.report_fields import ReportFields
from workplan.services.schedules import Move, deferred, reschedule
from workplan.services.task_fields import TaskFields, described, fields_of, with_described
from workplan.services.transaction import transaction

UNDONE = "Undoes entry {seq:,}"
GROUPS = ("plan.merged", "tasks.changed_together", "group.undone")


def undo(actor: Actor, now: datetime, seq: int) -> list[Move]:
    """Take back the change of a journal entry, or a whole group of them; return what moved.

    Raises:
        NotFound: when there is no such entry, or none for them.
        InvalidInput: when something has been built on the change since, or it cannot be undone.
    """
    with transaction() as session:
        entry = _entry(session, actor, seq)
        if entry.verb not in GROUPS:
            return _take_back(session, actor, now, entry)
        plan = session.get_one(Plan, entry.plan_id)
        if session.scalar(select(JournalEntry.seq).where(_undoes(entry.seq))):
            raise InvalidInput("entry", f"Entry {seq:,} is taken back already.")
        parts = session.scalars(
            select(JournalEntry)
            .where(JournalEntry.cause_seq == seq, JournalEntry.verb != "task.moved")
            .order_by(JournalEntry.seq.desc())
        ).all()
        on_day = civil_date(now, plan.time_zone)
        undone = journal.Entry("group.undone", ("plan", plan.id), after={"undoes": seq})
        group_seq = journal.record(session, actor, now, on_day, plan.id, [undone])
        with deferred(session, group_seq):
            for part in parts:
                _take_back(session, actor, now, part)
        return reschedule(session, actor, now, on_day, plan.id, group_seq)


def _undoes(seq: int) -> ColumnElement[bool]:
    return and_(
        JournalEntry.verb == "group.undone", JournalEntry.after["undoes"].as_integer() == seq
    )


def _take_back(session: Session, actor: Actor, now: datetime, entry: JournalEntry) -> list[Move]:
    reason = UNDONE.format(seq=entry.seq)
    before, after = entry.before or {}, entry.after or {}
    match entry.verb:
        case "task.changed":
            task = session.get_one(Task, entry.subject_id)
            wanted = _restored(fields_of(session, task), before, after)
            return tasks.change(actor, now, task.id, task.version, wanted, reason)
        case "task.added" | "task.restored":
            task = session.get_one(Task, entry.subject_id)
            return tasks.remove(actor, now, task.id, task.version, reason)
        case "task.removed":
            lost = before.get("suspenses_counted_from_it", ())
            return tasks.restore(actor, now, entry.subject_id or 0, reason, lost)
        case "dependency.added":
            row = session.scalar(
                select(Dependency).where(
                    Dependency.successor_id == entry.subject_id,
                    Dependency.predecessor_id == after["predecessor_id"],
                )
            )
            if row is None:
                raise InvalidInput("entry", "That dependency has been removed already.")
            return dependencies.remove(actor, now, row.id, reason)[1]
        case "dependency.removed":
            fields = DependencyFields(**before)
            return dependencies.add(actor, now, entry.subject_id or 0, fields, reason)
        case "task.reported":
            return _report_back(session, actor, now, entry, reason)
        case "initiative.renamed":
            effort = session.get_one(Initiative, entry.subject_id)
            initiatives.rename(session, actor, now, effort, **before, reason=reason)
            return []
        case "task.progress_taken":
            return merge_undo.progress_back(session, actor, now, entry, reason)
        case "plan.changed":
            return merge_undo.plan_back(session, actor, now, entry, reason)
        case "initiative.added":
            return []  # Nothing shows a line of effort that no task is in.
        case "plan.imported":
            _remove_plan(session, actor, now, entry, reason)
            return []
    raise InvalidInput("entry", f"A change of the kind “{entry.verb}” cannot be undone.")


def _entry(session: Session, actor: Actor, seq: int) -> JournalEntry:
    entry = session.scalar(
        select(JournalEntry).where(
            JournalEntry.seq == seq, JournalEntry.plan_id.in_(access.visible_plans(actor))
        )
    )
    if entry is None:
        raise NotFound(f"There is no entry {seq} among yours.")
    slug = session.scalars(select(Plan.slug).where(Plan.id == entry.plan_id)).one()
    _, standing = access.plan_for(session, actor, slug)
    if entry.verb == "task.reported":
        access.require_report(session, standing, entry.subject_id or 0)
    else:
        access.require_structure(session, standing)
    return entry


def _restored(now: TaskFields, before: dict[str, Any], after: dict[str, Any]) -> TaskFields:
    """Return the task's fields with those of the change set back.

    Fields that were changed again since are named, and nothing is overwritten.
    """
    present = described(now)
    built_on = [key for key in after if present.get(key) != after[key]]
    if built_on:
        fields = ", ".join(built_on).replace("_", " ")
        raise InvalidInput("entry", f"Since then somebody changed {fields} again. Undo that first.")
    return with_described(now, before)


def _report_back(
    session: Session, actor: Actor, now: datetime, entry: JournalEntry, reason: str
) -> list[Move]:
    task = session.get_one(Task, entry.subject_id)
    later = session.scalar(
        select(JournalEntry.seq).where(
            JournalEntry.subject_type == "task",
            JournalEntry.subject_id == task.id,
            JournalEntry.verb == "task.reported",
            JournalEntry.seq > entry.seq,
        )
    )
    if later is not None:
        raise InvalidInput("entry", f"Entry {later:,} reports on it since. Undo that first.")
    before = entry.before or {}
    days: dict[str, Any] = {
        key: date.fromisoformat(before[key]) if before.get(key) else None
        for key in ("actual_start_on", "actual_finish_on", "forecast_on")
    }
    said = ReportFields(before["status"], before["percent"], done=f"{reason}.", **days)
    return status_reports.set_back(actor, now, task.id, said, reason)


def _remove_plan(
    session: Session, actor: Actor, now: datetime, entry: JournalEntry, reason: str
) -> None:
    """Take an imported plan out of sight; its record stays, and its address is free again."""
    plan = session.get_one(Plan, entry.plan_id)
    session.execute(
        update(Plan)
        .where(Plan.id == plan.id)
        .values(removed_at=now, slug=f"{plan.slug[:40]}-undone-{plan.id}", stage="closed")
    )
    on_day = civil_date(now, plan.time_zone)
    removed = journal.Entry("plan.removed", ("plan", plan.id), reason=reason)
    journal.record(session, actor, now, on_day, plan.id, [removed])
