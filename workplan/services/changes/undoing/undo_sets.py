"""Take out what a group put into a plan, all tasks and all dependencies at once.

One by one, two hundred rows that were pasted would keep whoever takes them back waiting.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import Dependency, JournalEntry, Plan
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.services.changes.undoing import in_the_way
from workplan.services.history import taken_back
from workplan.services.history.taken_back import UNDONE
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.journal import UNDOES, Entry
from workplan.services.structure.task import dependencies, removals
from workplan.services.tasks import suspenses, task_sets
from workplan.services.tasks.task_sets import TASKS

ADDING = ("dependency.added", "task.added")
LINKS = Dependency.__table__.c


def added_in(
    session: Session, group: JournalEntry, parts: Sequence[JournalEntry]
) -> tuple[list[JournalEntry], list[JournalEntry]]:
    """Return the dependencies and the tasks that a sheet added, and nobody took back alone."""
    if group.verb != "sheet.saved":
        return [], []
    back = taken_back.among(session, parts)
    left = [part for part in parts if part.seq not in back]
    tied, added = ([p for p in left if p.verb == verb] for verb in ADDING)
    return tied, added


def untie(change: Change, plan: Plan, parts: Sequence[JournalEntry]) -> None:
    """Remove dependencies that were added.

    Raises:
        InvalidInput: when one was removed or changed since.
    """
    session = change.session
    if not parts:
        return
    rows = session.execute(
        select(
            LINKS.id,
            LINKS.successor_id,
            LINKS.predecessor_id,
            LINKS.type,
            LINKS.lag_days,
            LINKS.is_elapsed,
            LINKS.lag_parts,
        ).where(LINKS.successor_id.in_({part.subject_id for part in parts}))
    )
    found = {(row.successor_id, row.predecessor_id): row for row in rows}
    entries, ids = [], []
    for part in parts:
        added = journal.kept_after(part)
        row = found.get((part.subject_id or 0, added["predecessor_id"]))
        if row is None:
            gone = InvalidInput("entry", "A dependency has been removed already. Undo that first.")
            raise in_the_way.named(session, part, gone)
        wanted = dependencies.NO_PARTS | added
        if any(getattr(row, name) != value for name, value in wanted.items()):
            said = "Since then somebody changed a dependency again. Undo that first."
            raise in_the_way.named(session, part, InvalidInput("entry", said))
        ids.append(row.id)
        entries.append(_entry(part, "dependency.removed", added))
    session.execute(delete(Dependency).where(Dependency.id.in_(ids)))
    _record(change, plan, entries)


def take_out(change: Change, plan: Plan, parts: Sequence[JournalEntry]) -> None:
    """Remove tasks that were added; no suspense counts from them any more.

    Raises:
        InvalidInput: when one was removed since, got a subtask that was not added with it, or
            cannot be removed any more.
    """
    session = change.session
    ids = [part.subject_id or 0 for part in parts]
    if not ids:
        return
    wanted = select(TASKS.c.id, TASKS.c.code, TASKS.c.name, TASKS.c.removed_at)
    tasks = {row.id: row for row in session.execute(wanted.where(TASKS.c.id.in_(ids)))}
    if gone := [row for row in tasks.values() if row.removed_at is not None]:
        refused = InvalidInput(
            "task", f"“{gone[0].name}” was removed from its plan. Undo that first."
        )
        of_it = next(part for part in parts if part.subject_id == gone[0].id)
        raise in_the_way.named(session, of_it, refused)
    below = session.execute(
        select(TASKS.c.id, TASKS.c.parent_id).where(
            TASKS.c.parent_id.in_(ids), TASKS.c.removed_at.is_(None), TASKS.c.id.not_in(ids)
        )
    ).first()
    if below is not None:
        name = tasks[below.parent_id].name
        raise InvalidInput("task", f"“{name}” has subtasks. Remove or move them first.")
    removals.require(session, plan, ids, civil_date(change.now, plan.time_zone))
    counted = task_sets.tally(session, plan.id)
    counting = suspenses.let_go_of(session, ids)
    removed = [{"row": task_id, "removed_at": change.now} for task_id in ids]
    task_sets.update_rows(session, TASKS, removed, version=TASKS.c.version + 1)
    entries = []
    for part in parts:
        row = tasks[part.subject_id or 0]
        before: dict[str, Any] = {"code": row.code, "name": row.name}
        if counting[row.id]:
            before["suspenses_counted_from_it"] = counting[row.id]
        entries.append(_entry(part, "task.removed", before))
    entries, rest = task_sets.counted(entries, counted, task_sets.tally(session, plan.id))
    last = entries[-1]
    burn = journal.Burn(*map(sum, zip(last.burn, rest, strict=True)))
    entries[-1] = Entry(
        last.verb, last.subject, last.before, last.after, last.reason, last.cause_seq, burn
    )
    session.expire_all()
    _record(change, plan, entries)


def _entry(part: JournalEntry, verb: str, before: dict[str, Any]) -> Entry:
    after, reason = {UNDOES: part.seq}, UNDONE.format(seq=part.seq)
    return Entry(verb, ("task", part.subject_id), before, after, reason)


def _record(change: Change, plan: Plan, entries: Sequence[Entry]) -> None:
    journal.record(change, civil_date(change.now, plan.time_zone), plan.id, entries)
    plan.version += 1
