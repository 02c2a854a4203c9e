"""What a version of a plan holds: its sections with their sources, and its tasks with their dates.

It is plain data with a digest, so that whoever has the file can show that it is what was kept.
Sections are known by their numbers and tasks by their uids, which stay when a plan is restored.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import (
    Comment,
    Dependency,
    Directive,
    Initiative,
    Plan,
    PlanSection,
    SectionSource,
    Suspense,
    Task,
)
from workplan.services.structure.outlines import whole_outline
from workplan.services.tasks.owners import NOBODY, owners_of
from workplan.vocabulary import SuspenseKind

ORDERED = (SuspenseKind.FIXED, SuspenseKind.SIGNED)
"""The rules whose day follows from nothing that is computed."""
FORM = 1
"""The form of what is kept; a later one would say how it differs."""


def content_of(session: Session, plan: Plan) -> dict[str, Any]:
    """Return a plan as a version keeps it; as many selects for any number of tasks."""
    directive = session.get(Directive, plan.directive_id) if plan.directive_id else None
    return {
        "form": FORM,
        "title": plan.title,
        "marking": plan.marking or "",
        "directive": directive.citation if directive else "",
        "signed_on": _day(directive.signed_on if directive else None),
        "start_on": _day(plan.start_on),
        "calendar": _calendar(plan),
        "sections": _sections(session, plan.id),
        "tasks": _tasks(session, plan.id),
    }


def packed(content: dict[str, Any]) -> bytes:
    """Return content as bytes: JSON in UTF-8 with sorted keys and no blanks."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return text.encode()


def digest_of(content: dict[str, Any]) -> str:
    """Return the SHA-256 of content, packed."""
    return sha256(packed(content)).hexdigest()


def is_sound(content: Any) -> bool:
    """Tell whether data has the shape of content, as every page relies on that reads one."""
    try:
        for raw in content["sections"]:
            _require(raw, number=int, heading=str, body=str)
            for source in raw["sources"]:
                _require(source, kind=str, passage=str, words=str)
        for raw in content["tasks"]:
            _require(raw, uid=int, code=str, name=str, depth=int, is_group=bool)
            for key in ("start_on", "finish_on", "due_on"):
                if raw.get(key) is not None:
                    date.fromisoformat(raw[key])
        _require(content, title=str, marking=str, directive=str)
        if content["signed_on"] is not None:
            date.fromisoformat(content["signed_on"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return False
    return True


def _require(raw: dict[str, Any], **kinds: type) -> None:
    for key, kind in kinds.items():
        if not isinstance(raw[key], kind):
            raise TypeError(key)


def decided_of(content: dict[str, Any]) -> dict[str, Any]:
    """Return what was decided in content: all but the days that the engine computes.

    These move as work goes on, and a suspense that counts from a task or recurs moves with them.
    """
    computed = {"start_on", "finish_on"}
    tasks = [
        {
            key: value
            for key, value in task.items()
            if key not in computed and (key != "due_on" or task.get("rule") in ORDERED)
        }
        for task in content["tasks"]
    ]
    return {**content, "tasks": tasks}


def _sections(session: Session, plan_id: int) -> list[dict[str, Any]]:
    sources: dict[int, list[dict[str, str]]] = defaultdict(list)
    for source, reference in session.execute(
        select(SectionSource, Comment.reference)
        .join(PlanSection, PlanSection.id == SectionSource.section_id)
        .outerjoin(Comment, Comment.id == SectionSource.comment_id)
        .where(PlanSection.plan_id == plan_id, SectionSource.retired_at.is_(None))
        .order_by(SectionSource.id)
    ):
        kept = {"kind": source.kind, "passage": source.passage, "words": reference or source.words}
        sources[source.section_id].append(kept)
    rows = session.execute(
        select(PlanSection.id, PlanSection.number, PlanSection.heading, PlanSection.body)
        .where(PlanSection.plan_id == plan_id, PlanSection.retired_at.is_(None))
        .order_by(PlanSection.position, PlanSection.id)
    )
    return [
        {"number": row.number, "heading": row.heading, "body": row.body, "sources": sources[row.id]}
        for row in rows
    ]


def _tasks(session: Session, plan_id: int) -> list[dict[str, Any]]:
    efforts = session.execute(
        select(Initiative.id, Initiative.code, Initiative.title).where(
            Initiative.plan_id == plan_id
        )
    )
    names = {row.id: (row.code, row.title) for row in efforts}
    columns = (
        *(Task.id, Task.uid, Task.code, Task.name, Task.duration_days),
        *(Task.start_on, Task.finish_on, Task.due_on),
        *(Task.constraint_code, Task.constraint_on, Task.description, Task.sentence),
    )
    rows = {
        row.id: row
        for row in session.execute(
            select(*columns).where(Task.plan_id == plan_id, Task.removed_at.is_(None))
        )
    }
    owners, after = owners_of(session, [*rows]), _predecessors(session, plan_id)
    every = select(Suspense).join(Task, Task.id == Suspense.task_id)
    ordered = {one.task_id: one for one in session.scalars(every.where(Task.plan_id == plan_id))}
    found = []
    for place in whole_outline(session, plan_id):
        if place.effort is not None:
            code, name = names[place.effort]
            found.append(_row(0, code, name, place.level, is_group=True))
            continue
        row = rows[place.task]
        owned = owners.get(row.id, NOBODY)
        kept = _row(row.uid, row.code, row.name, place.level, is_group=place.has_below)
        kept |= {
            "lead": owned.led_by,
            "agencies": [*owned.leads, *sorted({label for label, _ in owned.supports})],
            "days": row.duration_days,
            "start_on": _day(row.start_on),
            "finish_on": _day(row.finish_on),
            "due_on": _day(row.due_on),
            "rule": ordered[row.id].rule if row.id in ordered else SuspenseKind.NONE,
            "order": _order(ordered.get(row.id), rows),
            "constraint": [row.constraint_code, _day(row.constraint_on)],
            "about": _checksum(row.description, row.sentence),
            "after": after[row.id],
        }
        found.append(kept)
    return found


def _order(suspense: Suspense | None, rows: Mapping[int, Any]) -> list[Any]:
    """Return what was ordered of a suspense, and not what came of it."""
    if suspense is None:
        return []
    after = rows.get(suspense.after_task_id or 0)
    return [
        *(_day(suspense.fixed_on), suspense.offset_days, str(suspense.within or "")),
        *(after.uid if after else None, suspense.event, _day(suspense.first_on)),
        *(str(suspense.every or ""), _day(suspense.until_on)),
    ]


def _calendar(plan: Plan) -> list[Any]:
    return [plan.weekmask, plan.is_federal, plan.days_off, plan.days_worked, plan.hours]


def _checksum(*texts: str) -> str:
    """Return by what long texts of a task are known; they are not read in a version."""
    return sha256("\n".join(texts).encode()).hexdigest()[:16]


def _predecessors(session: Session, plan_id: int) -> dict[int, list[list[Any]]]:
    """Return what each task waits for, by its id: uids of others, how, and after which lag."""
    link, found = Dependency, defaultdict[int, list[list[Any]]](list)
    rows = session.execute(
        select(link.successor_id, Task.uid, link.type, link.lag_days)
        .join(Task, Task.id == link.predecessor_id)
        .where(link.plan_id == plan_id)
        .order_by(Task.uid, link.type)
    )
    for row in rows:
        found[row.successor_id].append([row.uid, row.type, row.lag_days])
    return found


def _row(uid: int, code: str, name: str, depth: int, *, is_group: bool) -> dict[str, Any]:
    return {"uid": uid, "code": code, "name": name, "depth": depth, "is_group": is_group}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
