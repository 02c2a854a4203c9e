"""Plans brought in from files and merged with newer ones, and what is kept of their tasks."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models import Initiative, Task
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.exchange import formats, neutral_json
from workplan.exchange.planfile import FileLink, FileTask, PlanFile
from workplan.extensions import db
from workplan.services.interchange import imports, merges
from workplan.services.interchange.imports import ImportWishes
from workplan.services.interchange.planfiles import planfile_of
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.exchange.merging import Merge

NOW = washington(2026, 9, 2)
MARCH = date(2027, 3, 1)
GROUP = FileTask(10, "Effort", 0)
INSIDE = FileTask(11, "Inside", 3, parent=10)
FIRST = FileTask(99, "Here from the first", 1)


def a_file(*tasks: FileTask, links: tuple[FileLink, ...] = (), start: date = MARCH) -> PlanFile:
    found = PlanFile("Brought in", start, holidays=())
    found.tasks = [replace(task, owners=("State PM",)) for task in tasks]
    found.links = [*links]
    return found


def read(found: PlanFile) -> PlanFile:
    """Return a plan as its JSON file is read."""
    return formats.read(json.dumps(neutral_json.write(found)).encode())


def bring_in(office: Office, found: PlanFile) -> str:
    me = office.coordinator
    return imports.import_plan(Change(me, NOW), read(found), me.id or 0, ImportWishes()).slug


def merge(office: Office, slug: str, newer: PlanFile, *let_go: int) -> Merge:
    wishes = ImportWishes(let_go=frozenset(let_go))
    return merges.merge_plan(Change(office.coordinator, NOW), slug, read(newer), wishes)[0]


def file_of(office: Office, slug: str = SLUG) -> PlanFile:
    return planfile_of(db.session(), office.plan(slug))


def rows(office: Office, slug: str = SLUG) -> dict[int, Task]:
    plan = office.plan(slug)
    live = select(Task).where(Task.plan_id == plan.id, Task.removed_at.is_(None))
    return {task.uid: task for task in db.session.scalars(live)}


def row(office: Office, slug: str, uid: int) -> Task:
    return rows(office, slug)[uid]


def kept(office: Office, slug: str) -> list[Any]:
    """Return everything that a file decides about the tasks of a plan."""
    columns = ("uid", "code", "name", "duration_days", "status", "percent", "actual_start_on")
    more = ("actual_finish_on", "forecast_on", "due_on", "constraint_code", "description")
    found = []
    efforts = {e.id: e.title for e in db.session.scalars(select(Initiative))}
    tasks = rows(office, slug)
    ids = {task.id: uid for uid, task in tasks.items()}
    for task in tasks.values():
        plain = [getattr(task, name) for name in columns + more]
        found.append([*plain, efforts.get(task.initiative_id or 0), ids.get(task.parent_id or 0)])
    return sorted(found, key=str)
