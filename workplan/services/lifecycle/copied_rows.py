"""The rows of a plan that a copy of it has as well: lines of effort, tasks, dependencies, rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from models import Dependency, Initiative, Plan, PlanSection, ReminderRule, Task
from workplan.clock import civil_date
from workplan.services.lifecycle.carried_days import Shift, carried
from workplan.services.people import plan_agencies
from workplan.services.people.plan_agencies import Joining
from workplan.services.record import burn_counts, journal
from workplan.services.record.change import Change
from workplan.services.tasks import task_sets
from workplan.services.tasks.task_fields import TaskFields, described


def tasks_of(session: Session, plan_id: int) -> dict[int, TaskFields]:
    """Return the structure of the tasks of a plan, by their numbers, in its order."""
    in_plan = Task.plan_id == plan_id, Task.removed_at.is_(None)
    ids = session.scalars(select(Task.id).where(*in_plan).order_by(Task.position, Task.id)).all()
    found = task_sets.fields_of_tasks(session, ids)
    return {task_id: found[task_id] for task_id in ids}


def copy_efforts(session: Session, source: Plan, plan: Plan) -> dict[int, int]:
    """Copy the lines of effort; return the number of each copy by that of its pattern."""
    columns = ("agency_id", "code", "title", "position", "uid")
    _copy(session, Initiative.__table__, source, plan, columns)
    by_uid = {
        row.uid: row.id
        for row in session.execute(
            select(Initiative.uid, Initiative.id).where(Initiative.plan_id == plan.id)
        )
    }
    old = select(Initiative.uid, Initiative.id).where(Initiative.plan_id == source.id)
    return {row.id: by_uid[row.uid] for row in session.execute(old) if row.uid in by_uid}


def copy_rules(session: Session, source: Plan, plan: Plan) -> None:
    """Copy the reminder rules, those that are switched off too."""
    columns = (*("rung_days", "audience", "counted_in", "condition"), "wording", "is_active")
    _copy(session, ReminderRule.__table__, source, plan, columns)


def copy_text(session: Session, source: Plan, plan: Plan) -> None:
    """Copy the sections of the text; their sources, remarks and versions stay behind."""
    columns = ("number", "position", "heading", "body")
    _copy(session, PlanSection.__table__, source, plan, columns)


def _copy(session: Session, table: Any, source: Plan, plan: Plan, columns: Sequence[str]) -> None:
    """Copy some columns of the rows of a plan that are not retired."""
    rows = session.execute(
        select(*(table.c[name] for name in columns))
        .where(table.c.plan_id == source.id, table.c.retired_at.is_(None))
        .order_by(table.c.id)
    )
    found = [{"plan_id": plan.id, **row._mapping} for row in rows]
    if found:
        session.execute(insert(table), found)


def copy_tasks(
    change: Change, source: Plan, plan: Plan, shift: Shift, efforts: Mapping[int, int]
) -> tuple[dict[int, TaskFields], dict[int, int]]:
    """Copy the tasks; return what was decided of each, and its number by that of its pattern.

    Args:
        shift: by how much its fixed days move.
        efforts: the number of each line of effort of the copy, by that of its pattern.
    """
    session = change.session
    joining = Joining(plan.id, civil_date(change.now, plan.time_zone))
    plan_agencies.take_part(session, joining, session.scalars(plan_agencies.ids_in(source.id)))
    old = {task: carried(task, f, shift) for task, f in tasks_of(session, source.id).items()}
    if not old:
        return {}, {}
    kept = select(Task.id, Task.uid, Task.position, Task.priority).where(Task.id.in_(old))
    places = {row.id: row for row in session.execute(kept)}
    rows = [
        {
            **fields.stored(),
            "parent_id": None,
            "initiative_id": efforts.get(fields.initiative_id or 0),
            "plan_id": plan.id,
            "uid": places[task].uid,
            "position": places[task].position,
            "priority": places[task].priority,
        }
        for task, fields in old.items()
    ]
    session.execute(insert(Task), rows)
    made = select(Task.uid, Task.id).where(Task.plan_id == plan.id)
    by_uid = {row.uid: row.id for row in session.execute(made)}
    ids = {task: by_uid[places[task].uid] for task in old}
    new = {ids[task]: _placed(fields, ids, efforts) for task, fields in old.items()}
    nested = [{"task": i, "above": f.parent_id} for i, f in new.items() if f.parent_id]
    if nested:
        table = Task.__table__
        statement = update(table).where(table.c.id == bindparam("task"))  # type: ignore[arg-type]
        session.execute(statement.values(parent_id=bindparam("above")), nested)
    task_sets.add_agencies(session, new, joining)
    task_sets.add_suspenses(session, {task: fields.suspense for task, fields in new.items()})
    return new, ids


def _placed(fields: TaskFields, ids: Mapping[int, int], efforts: Mapping[int, int]) -> TaskFields:
    """Return a task of the copy, which refers to tasks and lines of effort of the copy."""
    rule = fields.suspense
    if rule.after_task_id is not None:
        after = ids.get(rule.after_task_id)
        rule = replace(rule, after_task_id=after)
        if after is None:
            rule = replace(rule, rule="none").bare()
    return replace(
        fields,
        suspense=rule,
        parent_id=ids.get(fields.parent_id or 0),
        initiative_id=efforts.get(fields.initiative_id or 0),
    )


def copy_links(session: Session, source: Plan, plan: Plan, ids: Mapping[int, int]) -> int:
    """Copy the dependencies between tasks that were copied; return how many there are.

    Args:
        ids: the number of each task of the copy, by that of its pattern.
    """
    found = session.scalars(
        select(Dependency).where(Dependency.plan_id == source.id).order_by(Dependency.id)
    )
    rows = [
        {
            "plan_id": plan.id,
            "predecessor_id": ids[link.predecessor_id],
            "successor_id": ids[link.successor_id],
            "type": link.type,
            "lag_days": link.lag_days,
            "is_elapsed": link.is_elapsed,
            "lag_parts": link.lag_parts,
        }
        for link in found
        if link.predecessor_id in ids and link.successor_id in ids
    ]
    if rows:
        session.execute(insert(Dependency), rows)
    return len(rows)


def entries(tasks: Mapping[int, TaskFields], seq: int) -> list[journal.Entry]:
    """Return what the journal keeps of the tasks of a copy, caused by the entry of the copy."""
    parents = {fields.parent_id for fields in tasks.values()}
    return [
        journal.Entry(
            "task.added",
            ("task", task),
            after=described(fields),
            cause_seq=seq,
            burn=journal.NO_BURN
            if task in parents
            else burn_counts.of_task(fields.duration_days, 0, is_done=False),
        )
        for task, fields in tasks.items()
    ]
