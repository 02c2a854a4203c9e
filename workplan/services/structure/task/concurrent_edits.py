"""What others saved on a task while somebody was typing, and whether both can stand."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from models import Task
from workplan.errors import StaleVersion
from workplan.services.dates.rescheduling import Move
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.structure.task import tasks
from workplan.services.tasks.task_fields import TaskFields, described, fields_of, with_described
from workplan.services.tasks.task_versions import entries_since, who_saved

TOGETHER = {
    "constraint": ("constraint_code", "constraint_on", "constraint_minute"),
    "duration_days": ("duration_days", "short_parts"),
}
"""What is changed as one: a constraint with its day, a length with the part of a day in it."""


class Edits(NamedTuple):
    """Two people's changes of a task's structure.

    Args:
        base: the task as the person opened it.
        theirs: as it stands now.
        proposed: as it stands now, with the person's own changes; where both touched the same
            part it is theirs that gives way.
        is_clash: whether both changed the same part, each in another way.
    """

    base: TaskFields
    theirs: TaskFields
    proposed: TaskFields
    is_clash: bool


def change(
    change: Change, task_id: int, version: int, mine: TaskFields, reason: str
) -> tuple[list[Move], str]:
    """Change a task's structure beside what others changed of it since a version.

    Returns:
        What moved, and who changed other fields meanwhile, if anyone did.

    Raises:
        StaleVersion: when both changed the same field; nothing is changed.
    """
    with change.transaction() as session:
        task, _ = rights.task_for(session, change.actor, task_id)
        if task.version == version:
            return tasks.change(change, task_id, version, mine, reason), ""
        edits = edits_of(session, task, version, mine)
        if edits.is_clash:
            raise StaleVersion(version, task.version)
        others = who_saved(session, task, version)
        return tasks.change(change, task_id, task.version, edits.proposed, reason), others


def edits_of(session: Session, task: Task, version: int, mine: TaskFields) -> Edits:
    """Merge a change with what others changed since its version, part by part.

    Each agency is a part of its own. A suspense is one, and so is a constraint with its date:
    half of one rule and half of another would be a date that nobody chose.
    """
    theirs = fields_of(session, task)
    before: dict[str, Any] = {}
    for entry in reversed(entries_since(session, task, version)):
        known = {k: v for k, v in (entry.before or {}).items() if k in described(theirs)}
        before |= known
    base = with_described(theirs, before)
    old, now, wanted = _parts(base), _parts(theirs), _parts(mine)
    own = [key for key in {**old, **wanted} if wanted.get(key) != old.get(key)]
    is_clash = any(now.get(key) not in (old.get(key), wanted.get(key)) for key in own)
    return Edits(base, theirs, _merged(theirs, mine, now, own, wanted), is_clash)


def _parts(fields: TaskFields) -> dict[Any, Any]:
    """Return what can be changed apart; agencies by their number, with their role."""
    plain: dict[Any, Any] = described(fields)
    roles = dict.fromkeys(plain.pop("leads"), "lead") | dict(plain.pop("supports"))
    whole = {part: tuple(plain.pop(name) for name in names) for part, names in TOGETHER.items()}
    return {**plain, **whole, **roles}


def _merged(
    theirs: TaskFields,
    mine: TaskFields,
    now: dict[Any, Any],
    own: list[Any],
    wanted: dict[Any, Any],
) -> TaskFields:
    """Return theirs with those parts of mine that I changed."""
    named = [name for key in own if isinstance(key, str) for name in TOGETHER.get(key, (key,))]
    plain = {name: getattr(mine, name) for name in named}
    roles = {key: role for key, role in now.items() if isinstance(key, int)}
    roles |= {key: wanted.get(key) for key in own if isinstance(key, int)}
    return replace(
        theirs,
        **plain,
        leads=tuple(sorted(a for a, role in roles.items() if role == "lead")),
        supports=tuple(
            sorted((a, role) for a, role in roles.items() if role not in (None, "lead"))
        ),
    )
