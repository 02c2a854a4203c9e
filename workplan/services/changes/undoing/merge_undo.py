"""Take back what only a merge changes: progress that a file said."""

from __future__ import annotations

from datetime import date
from typing import Any

from models import JournalEntry, Plan, Task
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.history.field_words import label
from workplan.services.record import burn_counts, journal
from workplan.services.record.change import Change


def progress_back(change: Change, entry: JournalEntry, reason: str) -> list[Move]:
    """Give a task the progress that it had before a file said otherwise; no report is made of it.

    Raises:
        InvalidInput: when somebody reported on the task since.
    """
    session = change.session
    task = session.get_one(Task, entry.subject_id)
    plan = session.get_one(Plan, task.plan_id)
    counted = burn_counts.counted(session, task.id)
    _set_back(task, entry)
    task.version += 1
    session.flush()
    taken = journal.Entry(
        "task.progress_taken",
        ("task", task.id),
        journal.kept_after(entry),
        entry.before,
        reason,
        burn=burn_counts.difference(counted, burn_counts.counted(session, task.id)),
    )
    return _recorded(change, plan, taken)


def _recorded(change: Change, plan: Plan, entry: journal.Entry) -> list[Move]:
    on_day = civil_date(change.now, plan.time_zone)
    seq = journal.record(change, on_day, plan.id, [entry])
    plan.version += 1
    return reschedule(change, on_day, plan.id, seq)


def _set_back(row: Task, entry: JournalEntry) -> None:
    """Set columns to what they were, unless one of them was changed again."""
    before, after = entry.before or {}, journal.kept_after(entry)
    built_on = [name for name in after if getattr(row, name) != _value(name, after[name])]
    if built_on:
        names = ", ".join(f"“{label(name)}”" for name in built_on)
        raise InvalidInput("entry", f"Since then somebody changed {names} again. Undo that first.")
    for name, value in before.items():
        setattr(row, name, _value(name, value))


def _value(name: str, kept: Any) -> Any:
    return date.fromisoformat(kept) if name.endswith("_on") and kept is not None else kept
