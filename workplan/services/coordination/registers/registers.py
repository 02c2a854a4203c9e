"""The registers of a plan: an entry is added, changed, closed with words, reopened, retired.

Who has a voice in the plan adds one; the coordinator keeps them. Nothing is deleted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from models import RegisterEntry, RegisterTask, Task
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.services.coordination.registers.register_fields import (
    RegisterFields,
    checked,
    described,
    fields_of,
    said,
    with_described,
)
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change

MAX_OUTCOME = 2_000
SUBJECT = "register"


def add(change: Change, slug: str, wanted: RegisterFields) -> int:
    """Add an entry, and return its number in the plan.

    Raises:
        NotAllowed: for those who only look on.
    """
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_voice(session, standing)
        fields = checked(session, plan.id, wanted)
        last = select(func.max(RegisterEntry.number)).where(RegisterEntry.plan_id == plan.id)
        entry = RegisterEntry(
            plan_id=plan.id,
            number=(session.scalar(last) or 0) + 1,
            kind=fields.kind,
            statement=fields.statement,
            agency_id=fields.agency_id,
            decider=fields.decider,
            wanted_on=fields.wanted_on,
            raised_at=change.now,
            raised_by_id=change.actor.id,
        )
        session.add(entry)
        session.flush()
        _touch(session, entry, fields.touches)
        _note(change, entry, "register.added", after=described(fields))
        return entry.number


def change(
    change: Change, slug: str, number: int, version: int, wanted: RegisterFields, reason: str = ""
) -> None:
    """Change an open entry, from the version that the person saw; as it stands, it leaves no entry.

    Raises:
        StaleVersion: when somebody saved it in between; nothing is changed.
    """
    with change.transaction() as session:
        entry = _for_change(change, slug, number, version)
        _require_open(entry)
        # Nobody names a task that was removed, so its tie stays for when it is restored.
        gone = session.scalars(
            select(RegisterTask.task_id)
            .join(Task, Task.id == RegisterTask.task_id)
            .where(RegisterTask.entry_id == entry.id, Task.removed_at.is_not(None))
        )
        wanted = replace(wanted, touches=(*wanted.touches, *gone))
        _change(change, entry, checked(session, entry.plan_id, wanted), reason)


def set_back(change: Change, entry: RegisterEntry, before: dict[str, Any], reason: str) -> None:
    """Give an entry what it said before, in the caller's transaction."""
    session = change.session
    wanted = with_described(fields_of(session, entry), before)
    _change(change, entry, checked(session, entry.plan_id, wanted), reason)


def _change(change: Change, entry: RegisterEntry, fields: RegisterFields, reason: str) -> None:
    session = change.session
    before, after = described(fields_of(session, entry)), described(fields)
    differ = [key for key in after if after[key] != before[key]]
    if not differ:
        return
    entry.kind, entry.statement, entry.agency_id = fields.kind, fields.statement, fields.agency_id
    entry.decider, entry.wanted_on = fields.decider, fields.wanted_on
    entry.version += 1
    _touch(session, entry, fields.touches)
    old, new = ({key: kept[key] for key in differ} for kept in (before, after))
    _note(change, entry, "register.changed", old, new, reason)


def close(change: Change, slug: str, number: int, version: int, outcome: str) -> None:
    """Close an open entry with what came of it: what was decided, or how it ended."""
    outcome = said("outcome", "Say what came of it.", outcome, MAX_OUTCOME)
    with change.transaction():
        entry = _for_change(change, slug, number, version)
        _require_open(entry)
        close_in(change, entry, outcome)


def close_in(change: Change, entry: RegisterEntry, outcome: str, reason: str = "") -> None:
    """Close an entry in the caller's transaction; a closed one stays as it is."""
    if entry.closed_at is None:
        entry.closed_at, entry.closed_by_id, entry.outcome = change.now, change.actor.id, outcome
        entry.version += 1
        _note(change, entry, "register.closed", after={"outcome": outcome}, reason=reason)


def reopen(change: Change, slug: str, number: int, version: int, reason: str) -> None:
    """Open a closed entry again; what was said when it was closed stays in the journal."""
    reason = said("reason", "Say why it is open again.", reason, MAX_OUTCOME)
    with change.transaction():
        entry = _for_change(change, slug, number, version)
        if entry.closed_at is None:
            raise InvalidInput("reason", f"Entry {number} is open already. Reload the page.")
        reopen_in(change, entry, reason)


def reopen_in(change: Change, entry: RegisterEntry, reason: str) -> None:
    """Open an entry again in the caller's transaction; an open one stays as it is."""
    if entry.closed_at is not None:
        before = {"outcome": entry.outcome}
        entry.closed_at = entry.closed_by_id = None
        entry.outcome = ""
        entry.version += 1
        _note(change, entry, "register.reopened", before, reason=reason)


def retire(change: Change, slug: str, number: int, version: int, reason: str = "") -> None:
    """Take an open entry that was a mistake out of the lists; it can be restored."""
    with change.transaction():
        entry = _for_change(change, slug, number, version)
        _require_open(entry)
        switch(change, entry, is_retired=True, reason=reason)


def restore(change: Change, slug: str, number: int, reason: str = "") -> None:
    """Bring a retired entry back, as it was."""
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        entry = of_number(session, plan.id, number)
        if entry.retired_at is None:
            raise InvalidInput("reason", f"Entry {number} is not retired. Reload the page.")
        switch(change, entry, is_retired=False, reason=reason)


def switch(change: Change, entry: RegisterEntry, *, is_retired: bool, reason: str) -> None:
    """Retire an entry or bring it back, in the caller's transaction; as it is, it stays."""
    if (entry.retired_at is not None) == is_retired:
        return
    entry.retired_at = change.now if is_retired else None
    entry.version += 1
    verb = "register.retired" if is_retired else "register.restored"
    after = {"kind": entry.kind, "statement": entry.statement}
    _note(change, entry, verb, after=after, reason=reason)


def of_number(session: Session, plan_id: int, number: int) -> RegisterEntry:
    """Return an entry of a plan by its number there, retired ones too.

    Raises:
        NotFound: when there is none.
    """
    entry = session.scalar(
        select(RegisterEntry).where(
            RegisterEntry.plan_id == plan_id, RegisterEntry.number == number
        )
    )
    if entry is None:
        raise NotFound(f"There is no entry {number} in the registers of this plan.")
    return entry


def _for_change(change: Change, slug: str, number: int, version: int) -> RegisterEntry:
    """Return an entry that is in use and that the person may change.

    Raises:
        StaleVersion: when it was saved since that version.
    """
    session = change.session
    plan, standing = rights.plan_for(session, change.actor, slug)
    rights.require_structure(session, standing)
    entry = of_number(session, plan.id, number)
    if entry.retired_at is not None:
        raise InvalidInput("reason", f"Entry {number} is retired. Restore it first.")
    if entry.version != version:
        raise StaleVersion(version, entry.version)
    return entry


def _require_open(entry: RegisterEntry) -> None:
    if entry.closed_at is not None:
        raise InvalidInput(
            "outcome", f"Entry {entry.number} is closed. Look how it ended, and reopen it first."
        )


def _touch(session: Session, entry: RegisterEntry, touches: Iterable[int]) -> None:
    session.execute(delete(RegisterTask).where(RegisterTask.entry_id == entry.id))
    rows = [{"entry_id": entry.id, "task_id": task} for task in touches]
    if rows:
        session.execute(insert(RegisterTask), rows)


def _note(
    change: Change,
    entry: RegisterEntry,
    verb: str,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    reason: str = "",
) -> None:
    what = journal.Entry(verb, (SUBJECT, entry.id), before, after, reason)
    journal.note(change, entry.plan_id, what)
