"""Take back what was done to tasks: their fields, what they wait for, their order, and reports."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Dependency, JournalEntry, Plan, Task
from workplan.errors import InvalidInput
from workplan.services.changes.undoing import house_undo, merge_undo
from workplan.services.coordination.tasking import extension_answers
from workplan.services.dates.rescheduling import Move
from workplan.services.history.entry_words import kind_said
from workplan.services.history.field_words import label
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.reporting import reports_taken_back
from workplan.services.reporting.endings import closing
from workplan.services.structure.task import dependencies, task_order, tasks
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.suspenses import met_on
from workplan.services.tasks.task_fields import (
    MET,
    TaskFields,
    described,
    fields_of,
    with_described,
)

ASKS_BACK = "Asked so that entry {seq:,} can be taken back"
"""The note of an offer of the lead to whoever led before a change that is undone."""


def is_about_a_task(verb: str) -> bool:
    """Tell whether such an entry is about tasks, or about what one of them waits for."""
    return verb.partition(".")[0] in ("task", "tasks", "dependency")


def set_back(change: Change, entry: JournalEntry, reason: str) -> list[Move]:
    """Set back what an entry of a task says was changed, and return what moved.

    Raises:
        InvalidInput: when it cannot be undone, or somebody built on it since.
    """
    if entry.verb.startswith("dependency."):
        return _dependency_back(change, entry, reason)
    session = change.session
    before, after = entry.before or {}, journal.kept_after(entry)
    match entry.verb:
        case "task.changed":
            task = session.get_one(Task, entry.subject_id)
            wanted, met = _restored(session, task, before, after)
            asking = ASKS_BACK.format(seq=entry.seq)
            return tasks.set_back(change, task.id, wanted, met, (reason, asking))
        case "task.extension_answered":
            return extension_answers.take_back(change, entry, reason)
        case "task.extension_reopened":
            return extension_answers.give_again(change, entry, reason)
        case "task.added" | "task.restored":
            task = session.get_one(Task, entry.subject_id)
            return tasks.remove(change, task.id, task.version, reason)
        case "task.removed":
            lost = before.get("suspenses_counted_from_it", ())
            return tasks.restore(change, entry.subject_id or 0, reason, lost)
        case "tasks.ordered":
            plan = session.get_one(Plan, entry.plan_id)
            task_order.set_back(change, plan, before["places"], reason)
            return []
        case "task.extension_answered":
            return extension_answers.take_back(change, entry, reason)
        case "task.extension_reopened":
            return extension_answers.give_again(change, entry, reason)
        case "task.closing_changed":
            closing.set_back(change, entry.subject_id or 0, before, after, reason)
            return []
        case "task.reported":
            return reports_taken_back.take_back(change, entry, reason)
        case "task.progress_taken":
            return merge_undo.progress_back(change, entry, reason)
    raise InvalidInput("entry", f"An entry of the kind “{kind_said(entry.verb)}” cannot be undone.")


def _dependency_back(change: Change, entry: JournalEntry, reason: str) -> list[Move]:
    session = change.session
    before, after = entry.before or {}, journal.kept_after(entry)
    match entry.verb:
        case "dependency.added":
            row = _dependency(session, entry.subject_id, after)
            return dependencies.remove(change, row.id, reason)[1]
        case "dependency.removed":
            fields = DependencyFields(**before)
            return dependencies.add(change, entry.subject_id or 0, fields, reason)
        case "dependency.changed":
            row = _dependency(session, entry.subject_id, after)
            return dependencies.change(change, row.id, DependencyFields(**before), reason)[1]
    raise InvalidInput("entry", f"An entry of the kind “{kind_said(entry.verb)}” cannot be undone.")


def _restored(
    session: Session, task: Task, before: dict[str, Any], after: dict[str, Any]
) -> tuple[TaskFields, date | None]:
    """Return the task's fields with those of the change set back, and what it had met.

    Fields that were changed again since are named, and nothing is overwritten. Both sides are
    compared as they are described now, whatever an older entry kept, or in which order.
    """
    now = fields_of(session, task)
    before, after = (house_undo.after_merges(session, now, kept) for kept in (before, after))
    present = described(now) | {MET: journal.day(met_on(session, task.id))}
    left = described(with_described(now, {k: v for k, v in after.items() if k != MET}))
    left |= {MET: after.get(MET)}
    if built_on := [key for key in after if present.get(key) != left.get(key)]:
        raise _built_on(", ".join(f"“{label(key)}”" for key in built_on))
    met = before.get(MET)
    kept = {key: value for key, value in before.items() if key != MET}
    return with_described(now, kept), date.fromisoformat(met) if met else None


def _dependency(session: Session, task_id: int | None, added: dict[str, Any]) -> Dependency:
    """Return the dependency that was added, if it is still the one that it was then."""
    row = session.scalar(
        select(Dependency).where(
            Dependency.successor_id == task_id,
            Dependency.predecessor_id == added["predecessor_id"],
        )
    )
    if row is None:
        raise InvalidInput("entry", "That dependency has been removed already.")
    if any(getattr(row, name) != value for name, value in (dependencies.NO_PARTS | added).items()):
        raise _built_on("that dependency")
    return row


def _built_on(what: str) -> InvalidInput:
    return InvalidInput("entry", f"Since then somebody changed {what} again. Undo that first.")
