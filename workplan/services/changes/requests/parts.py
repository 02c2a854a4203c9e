"""What a change request changes, part by part: taken from a trial of it, said, and made again.

A part is what saving the change would have written to the journal. So whatever form it came from,
what is asked for is what would have been saved, in the words in which the journal would have it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Dependency, JournalEntry, Task
from workplan.errors import InvalidInput
from workplan.services.history.entry_words import kind_said
from workplan.services.history.field_words import label
from workplan.services.people import agency_names
from workplan.services.record.change import Change
from workplan.services.record.journal import UNDOES
from workplan.services.structure.task import dependencies, tasks
from workplan.services.structure.task.dependencies import NO_PARTS, DependencyFields
from workplan.services.tasks.task_fields import (
    MET,
    TaskFields,
    described,
    fields_of,
    with_described,
)
from workplan.vocabulary import AgencyRole

MOST = 500
"""So many parts one request has at most, as many tasks are changed together."""
GROUPS = frozenset({"tasks.changed_together", "sheet.saved", "group.undone", "task.moved"})
"""What the journal has beside the parts, and has again when they are made."""
MADE_AGAIN = frozenset({
    *("task.added", "task.changed", "task.removed", "task.restored", "task.offered"),
    *("dependency.added", "dependency.changed", "dependency.removed"),
})  # fmt: skip
COUNTED = "suspenses_counted_from_it"
OF_TASKS = frozenset({"parent_id", "predecessor_id", "after_task_id"})
NOTHING = TaskFields("", "", 0, ())


class Part(NamedTuple):
    """A change of one task, or of what it waits for; a task that is added is below zero."""

    verb: str
    task_id: int
    before: dict[str, Any]
    after: dict[str, Any]

    def kept(self) -> dict[str, Any]:
        """Return it as it is stored."""
        return self._asdict()


def read(kept: Sequence[Mapping[str, Any]]) -> list[Part]:
    """Return the parts that are stored."""
    return [Part(**one) for one in kept]


def made_since(session: Session, seq: int) -> list[Part]:
    """Return what was changed since an entry of the journal, in this transaction.

    Raises:
        InvalidInput: for what no change request brings about, for nothing, and for too much.
    """
    rows = session.scalars(
        select(JournalEntry)
        .where(JournalEntry.seq > seq, JournalEntry.verb.not_in(GROUPS))
        .order_by(JournalEntry.seq)
    ).all()
    added = [row.subject_id for row in rows if row.verb == "task.added"]
    new = {task_id or 0: -number for number, task_id in enumerate(added, 1)}
    if odd := [row.verb for row in rows if row.verb not in MADE_AGAIN]:
        raise InvalidInput(
            "reason",
            f"“{kind_said(odd[0]).capitalize()}” cannot be part of a change request. Take it "
            "out, or ask the coordinator in a comment.",
        )
    if not rows:
        raise InvalidInput("reason", "Nothing would be changed. Type what should be.")
    if len(rows) > MOST:
        raise InvalidInput(
            "reason", f"These are {len(rows):,} changes. Ask for {MOST} at once at most."
        )
    return [
        Part(
            row.verb,
            new.get(row.subject_id or 0, row.subject_id or 0),
            renumbered(_plain(row.before), new) | _counted(session, row),
            renumbered(_plain(row.after), new),
        )
        for row in rows
    ]


def _counted(session: Session, row: JournalEntry) -> dict[str, Any]:
    """Return which suspenses count again from a task whose removal is taken back."""
    undoes = (row.after or {}).get(UNDOES)
    if row.verb != "task.restored" or undoes is None:
        return {}
    wanted = select(JournalEntry.before).where(
        JournalEntry.seq == undoes, JournalEntry.subject_id == row.subject_id
    )
    lost = (session.scalar(wanted) or {}).get(COUNTED)
    return {COUNTED: lost} if lost else {}


def _plain(kept: dict[str, Any] | None) -> dict[str, Any]:
    return {key: value for key, value in (kept or {}).items() if key not in (UNDOES, MET)}


def renumbered(kept: dict[str, Any], ids: Mapping[int, int]) -> dict[str, Any]:
    """Return what an entry keeps, with other numbers of the tasks that it refers to."""
    found: dict[str, Any] = {}
    for key, value in kept.items():
        if isinstance(value, dict):
            found[key] = renumbered(value, ids)
        else:
            found[key] = ids.get(value, value) if key in OF_TASKS else value
    return found


def make(change: Change, slug: str, parts: Sequence[Part], reason: str) -> None:
    """Make the changes of a request, in the transaction and the group of its caller.

    Raises:
        InvalidInput: for a part that cannot be made any more, naming its task.
    """
    ids: dict[int, int] = {}
    agencies = agency_names.successors(change.session)
    for part in parts:
        after = _led_today(renumbered(part.after, ids), agencies)
        before = _led_today(renumbered(part.before, ids), agencies)
        task_id = ids.get(part.task_id, part.task_id)
        if part.verb == "task.added":
            wanted = with_described(NOTHING, after)
            ids[part.task_id], _ = tasks.add(change, slug, wanted, reason)
        elif part.verb.startswith("dependency."):
            _tie(change, part._replace(task_id=task_id, before=before, after=after), reason)
        else:
            _change(change, part._replace(task_id=task_id, before=before, after=after), reason)


def require_own(session: Session, plan_id: int, parts: Sequence[Part]) -> None:
    """Refuse parts that touch tasks of another plan, as a file that was restored may hold.

    Raises:
        InvalidInput: when one does.
    """
    named = {number for part in parts for number in _tasks_named(part) if number > 0}
    own = select(Task.id).where(Task.plan_id == plan_id, Task.id.in_(named))
    if len(set(session.scalars(own))) < len(named):
        raise InvalidInput(
            "request",
            "It names a task that is not of this plan, so it cannot be made. Give that as the "
            "reason, and decline it.",
        )


def _tasks_named(part: Part) -> Iterator[int]:
    yield part.task_id
    kept: list[Any] = [part.before, part.after]
    while kept:
        one = kept.pop()
        if isinstance(one, list):
            kept += one
        elif isinstance(one, dict):
            kept += [value for value in one.values() if isinstance(value, dict | list)]
            yield from (one[key] for key in OF_TASKS | {"task_id"} if one.get(key) is not None)


def _led_today(kept: dict[str, Any], merged: Mapping[int, int]) -> dict[str, Any]:
    """Return what an entry keeps, with the agencies into which those were merged that it names."""

    def now(agency: int) -> int:
        while agency in merged:
            agency = merged[agency]
        return agency

    found = dict(kept)
    if "leads" in found:
        found["leads"] = [*dict.fromkeys(now(one) for one in found["leads"])]
    if "supports" in found:
        pairs = dict.fromkeys((now(one), role) for one, role in found["supports"])
        found["supports"] = [[one, role] for one, role in pairs]
    if found.get("agency_id") is not None:
        found["agency_id"] = now(found["agency_id"])
    return found


def clashes(session: Session, parts: Sequence[Part]) -> list[str]:
    """Return what somebody changed since the request was made, in words, task by task."""
    found = []
    for part in parts:
        if part.task_id < 0 or part.verb not in ("task.changed", "task.removed"):
            continue
        task = session.get_one(Task, part.task_id)
        if task.removed_at is not None:
            found.append(f"{task.code} was taken out of the plan.")
            continue
        now = described(fields_of(session, task))
        differ = [
            f"“{label(key)}”"
            for key, was in part.before.items()
            if key in now and now[key] not in (was, part.after.get(key))
        ]
        if differ and part.verb == "task.changed":
            found.append(f"{task.code} was changed since: {', '.join(differ)}.")
    return found


def _change(change: Change, part: Part, reason: str) -> None:
    session = change.session
    task = session.get_one(Task, part.task_id)
    match part.verb:
        case "task.removed":
            tasks.remove(change, task.id, task.version, reason)
        case "task.restored":
            tasks.restore(change, task.id, reason, part.before.get(COUNTED, ()))
        case "task.offered":
            now = fields_of(session, task)
            tasks.change(change, task.id, task.version, _led_by(now, part), reason)
        case _:
            wanted = with_described(fields_of(session, task), part.after)
            tasks.change(change, task.id, task.version, wanted, reason)


def _led_by(now: TaskFields, part: Part) -> TaskFields:
    """Return a task's structure with the leads that a part asks another agency to accept."""
    giver, taker = part.before["agency_id"], part.after["agency_id"]
    role = part.after.get("giver_role")
    leads = [one for one in now.leads if one != giver or role == AgencyRole.LEAD]
    supports = [pair for pair in now.supports if pair[0] not in (giver, taker)]
    if role not in (None, AgencyRole.LEAD):
        supports.append((giver, role))
    return replace(now, leads=(*leads, taker), supports=tuple(supports))


def _tie(change: Change, part: Part, reason: str) -> None:
    if part.verb == "dependency.added":
        dependencies.add(change, part.task_id, DependencyFields(**part.after), reason)
        return
    link_id = _link(change.session, part)
    if part.verb == "dependency.removed":
        dependencies.remove(change, link_id, reason)
    else:
        dependencies.change(change, link_id, DependencyFields(**part.after), reason)


def _link(session: Session, part: Part) -> int:
    """Return the dependency that a part changes, if it is still as it was."""
    row = session.scalar(
        select(Dependency).where(
            Dependency.successor_id == part.task_id,
            Dependency.predecessor_id == part.before["predecessor_id"],
        )
    )
    was = NO_PARTS | part.before
    if row is None or any(getattr(row, name) != value for name, value in was.items()):
        code = session.get_one(Task, part.task_id).code
        raise InvalidInput(
            "request",
            f"What {code} waits for was changed since. Remove or add it by hand, and decline the "
            "request.",
        )
    return row.id
