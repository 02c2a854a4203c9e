"""Reminders of a suspense that an undo has put back where it was."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import JournalEntry, Task
from workplan.services.dates.rescheduling import Move
from workplan.services.record import journal


def arm_as_before(session: Session, entry: JournalEntry, moves: Sequence[Move]) -> None:
    """Let a suspense that is back where it was count as set on the day on which it was set.

    Then every rung that has come since is looked at again, as if it had never been moved.
    """
    for move in moves:
        if move.before.due_on == move.after.due_on:
            continue
        task = session.get_one(Task, move.task_id)
        entries = session.scalars(
            select(JournalEntry)
            .where(
                JournalEntry.subject_type == "task",
                JournalEntry.subject_id == move.task_id,
                JournalEntry.verb == "task.moved",
                JournalEntry.seq < entry.seq,
            )
            .order_by(JournalEntry.seq.desc())
        )
        for moved in entries:
            old, new = (moved.before or {}).get("due_on"), (moved.after or {}).get("due_on")
            if old != new:
                if new == journal.day(move.after.due_on):
                    task.due_set_on = moved.on_day
                break
        else:
            if move.after.due_on is None:
                task.due_set_on = None
