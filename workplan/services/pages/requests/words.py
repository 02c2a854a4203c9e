"""A change request in words: what it is called, and what each of its parts would change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from models import ChangeRequest, JournalEntry
from workplan.services.changes.requests import parts
from workplan.services.changes.requests.parts import Part
from workplan.services.history.entry_names import Names, names_for
from workplan.services.history.entry_words import said
from workplan.services.record.words.sentences import count

WAYS = {
    "task.added": "Add",
    "task.removed": "Take out",
    "task.restored": "Bring back",
    "task.offered": "Hand on",
}


def heading(kept: Sequence[Part], names: Names) -> str:
    """Return what a request is called: its task and what is done to it, or how many tasks."""
    ids = [*dict.fromkeys(part.task_id for part in kept)]
    way = WAYS.get(kept[0].verb, "Change") if len({part.verb for part in kept}) == 1 else "Change"
    # A task that is added with what it waits for is added, whatever else is said of it.
    way = "Add" if kept[0].verb == "task.added" and len(ids) == 1 else way
    if len(ids) > 1:
        return f"{way} {count(len(ids), 'task')}"
    return f"{way} {called(ids[0], kept, names)}"


def called(task_id: int, kept: Sequence[Part], names: Names) -> str:
    """Return the code and the name of a task of a request, one that it adds too."""
    if task_id > 0:
        return names.tasks.get(task_id, "a task")
    [added] = (p.after for p in kept if p.verb == "task.added" and p.task_id == task_id)
    return f"{added['code']} {added['name']}"


def names_of(session: Session, rows: Iterable[ChangeRequest], now: datetime) -> Names:
    """Return the names of whatever some requests are about; as many selects for any number."""
    read = [parts.read(row.parts) for row in rows]
    entries = [_entry(part, now) for kept in read for part in kept]
    return names_for(session, entries)


def lines(kept: Sequence[Part], names: Names, now: datetime) -> list[tuple[str, str]]:
    """Return each part as a task and a sentence, in the words that the journal will have."""
    added = {p.task_id: called(p.task_id, kept, names) for p in kept if p.task_id < 0}
    both = replace(names, tasks=names.tasks | added)
    return [
        (called(part.task_id, kept, both), said(_entry(part, now), both))
        for part in kept
        if part.verb != "task.added" or part.after
    ]


def _entry(part: Part, now: datetime) -> JournalEntry:
    """Return a part as the entry that it would leave; it is never stored."""
    return JournalEntry(
        seq=0,
        at=now,
        verb=part.verb,
        subject_type="task",
        subject_id=part.task_id,
        before=part.before,
        after=part.after,
    )
