"""A task as an amended sentence of its directive reads: what its form starts from, unsaved."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from models import Plan
from workplan.errors import InvalidInput
from workplan.notation import agencies, suspenses
from workplan.notation.codes import Codes
from workplan.notation.refusals import NotUnderstood
from workplan.services.sheet.outlines import outline_of
from workplan.services.sheet.present import agencies_of
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_checks import check_texts
from workplan.services.tasks.task_fields import TaskFields

CELLS = {"name", "leads", "supports", "suspense", "sentence"}
"""What a reading says of a task, as cells have it."""


class ReadAnew(NamedTuple):
    """What a form starts from, and why some of the reading is not in it."""

    fields: TaskFields
    said: list[str]


def as_read(
    session: Session, plan: Plan, present: TaskFields, cells: Mapping[str, str], today: date
) -> ReadAnew:
    """Return a task with what its sentence says now; what is empty or not understood stays.

    Args:
        cells: by the names of `CELLS`.
    """
    known = agencies_of(session)
    tasks = {task.code: task.id for task in outline_of(session, plan.id).tasks.values()}
    said: list[str] = []
    found = present

    def take(cell: str, read: Callable[[str], dict[str, Any]]) -> None:
        nonlocal found
        if text := cells.get(cell, "").strip():
            try:
                found = replace(found, **read(text))
            except (NotUnderstood, InvalidInput) as wrong:
                said.append(str(wrong))

    def name(text: str) -> dict[str, Any]:
        check_texts(replace(present, name=text))
        return {"name": text}

    def leads(text: str) -> dict[str, Any]:
        read = agencies.read(text, known.known)
        ids = tuple(known.ids[label] for label in read.leads)
        return {"leads": ids, "supports": tuple(s for s in found.supports if s[0] not in ids)}

    def supports(text: str) -> dict[str, Any]:
        read = agencies.read_supports(text, known.known)
        roles = ((known.ids[label], role) for label, role in read)
        return {"supports": tuple(sorted(one for one in roles if one[0] not in found.leads))}

    def suspense(text: str) -> dict[str, Any]:
        due = suspenses.read(text, Codes(tasks), today)
        given = {key: value for key, value in due._asdict().items() if key != "after"}
        anchor = None if due.after is None else tasks[due.after]
        rule = SuspenseRule(**given, after_task_id=anchor, note=present.suspense.note)
        return {"suspense": rule.checked()}

    take("name", name)
    take("leads", leads)
    take("supports", supports)
    take("suspense", suspense)
    take("sentence", lambda text: {"sentence": text})
    return ReadAnew(found, said)
