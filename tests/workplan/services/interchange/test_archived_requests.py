"""An archive carries the change requests of a plan, about the tasks as they are numbered here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Task
from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.requesting import accepts, asking, asks, asks_to_change, request
from workplan.extensions import db
from workplan.services.changes.requests import answering, parts
from workplan.services.interchange import archives
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies, tasks
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 11, 25)


def test_a_restored_request_is_accepted_where_it_came_to(office: Office) -> None:
    first = office.add("1a", 5)
    task_id = office.add("1b", 5)
    asks_to_change(office, task_id, name="Accepted before")
    accepts(office)
    asks_to_change(office, task_id, duration_days=8)

    def another() -> None:
        change = asking(office)
        with change.transaction():
            new, _ = tasks.add(change, SLUG, office.fields("1c", 3))
            dependencies.add(change, new, DependencyFields(first))

    asks(another)
    kept = archives.archive_of(db.session(), office.plan())
    db.session.rollback()
    plan = archives.restore(Change(office.coordinator, NOW), kept, "again")
    plan_id, version = plan.id, plan.version
    found = [answering.request_of(db.session(), plan_id, number) for number in (1, 2, 3)]
    assert [row.state for row in found] == ["accepted", "asked", "asked"]
    [part] = parts.read(found[1].parts)
    added, tied = parts.read(found[2].parts)
    mine = {part.task_id, tied.after["predecessor_id"]}
    assert not mine & {first, task_id}
    assert (added.task_id, tied.task_id) == (-1, -1)
    assert [p.task_id for p in parts.read(request(office, 2).parts)] == [task_id]
    db.session.rollback()
    answering.accept(Change(office.coordinator, NOW), "again", 3, version)
    db.session.rollback()
    there = {row.code: row for row in _tasks(plan_id)}
    assert there["1c"].duration_days == 3
    assert office.task(task_id).duration_days == 5


def _tasks(plan_id: int) -> list[Task]:
    return [*db.session.scalars(select(Task).where(Task.plan_id == plan_id))]
