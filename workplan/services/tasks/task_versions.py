"""The versions of a task, and what in the journal raised each of them."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import JournalEntry, Task
from workplan.services.record.verbs import RAISING, REPORTS


def entries_since(session: Session, task: Task, version: int) -> list[JournalEntry]:
    """Return what raised a task from a version to the one that it has, the oldest first."""
    count = task.version - version
    if count <= 0:
        return []
    found = session.scalars(
        select(JournalEntry)
        .where(
            JournalEntry.subject_type == "task",
            JournalEntry.subject_id == task.id,
            JournalEntry.verb.in_(RAISING),
        )
        .order_by(JournalEntry.seq.desc())
        .limit(count)
    ).all()
    return [*reversed(found)]


def has_reports(entries: list[JournalEntry]) -> bool:
    """Tell whether somebody reported, and did not only change the task itself."""
    return any(entry.verb in REPORTS for entry in entries)


def who_saved(session: Session, task: Task, version: int) -> str:
    """Return the names of those who saved since a version."""
    entries = entries_since(session, task, version)
    return " and ".join(dict.fromkeys(entry.actor_name for entry in entries)) or "Somebody"
