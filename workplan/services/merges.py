"""Bring a newer file of a plan into it: in one transaction, rescheduled once."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, Dependency, Initiative, Plan, Task
from workplan.clock import civil_date
from workplan.exchange.merging import PROGRESS, FieldChange, Merge, merge
from workplan.exchange.planfile import FileTask, PlanFile
from workplan.scheduling.order import arrange
from workplan.services import access, dependencies, initiatives, journal, status_reports, tasks
from workplan.services.actor import Actor
from workplan.services.dependencies import DependencyFields
from workplan.services.imports import ImportWishes, agency_ids
from workplan.services.planfiles import planfile_of
from workplan.services.report_fields import ReportFields
from workplan.services.schedules import Move, deferred, reschedule
from workplan.services.suspenses import SuspenseRule
from workplan.services.task_fields import TaskFields, fields_of
from workplan.services.transaction import transaction

REASON = "From the newer file"


def merge_of(session: Session, plan: Plan, newer: PlanFile, wishes: ImportWishes) -> Merge:
    """Return what a newer file would change in a plan; nothing is saved.

    Raises:
        InvalidInput: when the file loops, or names a task that it does not hold.
    """
    arrange(newer.network())
    reported = session.scalars(
        select(Task.uid).where(Task.plan_id == plan.id, Task.reported_at.is_not(None))
    )
    present = planfile_of(session, plan)
    return merge(present, _with_agencies(session, present, newer, wishes), set(reported))


def _with_agencies(
    session: Session, present: PlanFile, newer: PlanFile, wishes: ImportWishes
) -> PlanFile:
    """Return the newer file with owners by their label here; who is unknown changes nothing."""
    known = agency_ids(session, wishes)
    labels = {row.id: row.label for row in session.execute(select(Agency.id, Agency.label))}
    owners = {task.uid: task.owners for task in present.tasks}
    tasks = []
    for task in newer.tasks:
        named = [labels[known[name.lower()]] for name in task.owners if name.lower() in known]
        now = owners.get(task.uid, ())
        is_same = not named or set(named) == set(now)
        tasks.append(replace(task, owners=now if is_same else tuple(dict.fromkeys(named))))
    return replace(newer, tasks=tasks)


def merge_plan(
    actor: Actor, now: datetime, slug: str, newer: PlanFile, wishes: ImportWishes, reason: str = ""
) -> tuple[Merge, list[Move]]:
    """Bring a newer file into a plan and return what it changed, and what moved.

    Reports that were made here are not overwritten.

    Raises:
        LinkWouldLoop: when the newer links loop; nothing is saved.
    """
    with transaction() as session:
        plan, standing = access.plan_for(session, actor, slug)
        access.require_structure(session, standing)
        found = merge_of(session, plan, newer, wishes)
        if found.is_empty:
            return found, []
        on_day = civil_date(now, plan.time_zone)
        after = {
            "added": len(found.added),
            "removed": len(found.removed),
            "changed": len({change.uid for change in found.changed}),
        }
        entry = journal.Entry("plan.merged", ("plan", plan.id), after=after, reason=reason)
        seq = journal.record(session, actor, now, on_day, plan.id, [entry])
        with deferred(session, seq):
            _apply(session, actor, now, plan, found, agency_ids(session, wishes))
        return found, reschedule(session, actor, now, on_day, plan.id, seq)


def _apply(
    session: Session,
    actor: Actor,
    now: datetime,
    plan: Plan,
    found: Merge,
    agencies: dict[str, int],
) -> None:
    ids = _ids(session, plan)
    for link in found.links_removed:
        row = session.scalar(
            select(Dependency).where(
                Dependency.predecessor_id == ids.get(link.predecessor),
                Dependency.successor_id == ids.get(link.successor),
            )
        )
        if row is not None:
            dependencies.remove(actor, now, row.id, REASON)
    for gone in reversed(found.removed):
        task = session.get(Task, ids.get(gone.uid, 0))
        if task is not None:
            tasks.remove(actor, now, task.id, task.version, REASON)
    for added in found.added:
        wanted = _fields(added, ids, agencies)
        ids[added.uid], _ = tasks.add(actor, now, plan.slug, wanted, REASON)
        session.get_one(Task, ids[added.uid]).uid = added.uid
        session.flush()
    by_task: dict[int, list[FieldChange]] = {}
    for change in found.changed:
        by_task.setdefault(change.uid, []).append(change)
    for uid, changes in by_task.items():
        _change(session, actor, now, plan, uid, changes, ids, agencies)
    for link in found.links_added:
        fields = DependencyFields(ids[link.predecessor], link.type, link.lag_days, link.is_elapsed)
        dependencies.add(actor, now, ids[link.successor], fields, REASON)


def _ids(session: Session, plan: Plan) -> dict[int, int]:
    rows = session.execute(
        select(Task.uid, Task.id).where(Task.plan_id == plan.id, Task.removed_at.is_(None))
    )
    return {row.uid: row.id for row in rows}


def _efforts(session: Session, plan: Plan) -> dict[int, int]:
    rows = session.execute(
        select(Initiative.uid, Initiative.id).where(
            Initiative.plan_id == plan.id, Initiative.uid.is_not(None)
        )
    )
    return {row.uid: row.id for row in rows}


def _change(
    session: Session,
    actor: Actor,
    now: datetime,
    plan: Plan,
    uid: int,
    changes: list[FieldChange],
    ids: dict[int, int],
    agencies: dict[str, int],
) -> None:
    values = {change.field: change.after for change in changes}
    if uid not in ids:
        effort = session.scalar(
            select(Initiative).where(Initiative.plan_id == plan.id, Initiative.uid == uid)
        )
        if effort is not None:
            title, code = values.get("name", effort.title), values.get("code", effort.code)
            initiatives.rename(session, actor, now, effort, title, code, REASON)
        return
    task = session.get_one(Task, ids[uid])
    structure = {key: value for key, value in values.items() if key not in PROGRESS}
    if structure:
        wanted = _changed(
            fields_of(session, task), structure, ids, _efforts(session, plan), agencies
        )
        tasks.change(actor, now, task.id, task.version, wanted, REASON)
    progress = {key: value for key, value in values.items() if key in PROGRESS}
    if progress:
        status_reports.set_back(actor, now, task.id, _said(task, progress), REASON)


def _said(task: Task, progress: dict[str, Any]) -> ReportFields:
    """Return the task's progress with what the file has otherwise."""
    kept = {key: getattr(task, key) for key in PROGRESS} | progress
    finish: date | None = kept["actual_finish_on"]
    is_done = finish is not None
    percent = 100 if is_done else min(kept["percent"], 99)
    begun = kept["actual_start_on"] or finish
    status = "complete" if is_done else "on_track" if percent or begun else "not_started"
    return ReportFields(status, percent, begun, finish, kept["forecast_on"], done=f"{REASON}.")


def _changed(
    present: TaskFields,
    values: dict[str, Any],
    ids: dict[int, int],
    efforts: dict[int, int],
    agencies: dict[str, int],
) -> TaskFields:
    wanted: dict[str, Any] = {}
    for key, value in values.items():
        if key == "parent":
            # Above a task stands another task, or a line of effort that a summary became.
            wanted["parent_id"] = ids.get(value or 0)
            wanted["initiative_id"] = efforts.get(value or 0, present.initiative_id)
        elif key == "constraint":
            wanted["constraint_code"] = value
        elif key == "note":
            wanted["description"] = value
        elif key == "deadline_on":
            wanted["suspense"] = SuspenseRule("fixed", value) if value else SuspenseRule("none")
        elif key == "due_after":
            after, days = value
            wanted["suspense"] = SuspenseRule(
                "after_task", offset_days=days, after_task_id=ids.get(after)
            )
        elif key == "owners":
            leads = tuple(agencies[name.lower()] for name in value if name.lower() in agencies)
            wanted["leads"] = leads or present.leads
        else:
            wanted[key] = value
    return replace(present, **wanted)


def _fields(task: FileTask, ids: dict[int, int], agencies: dict[str, int]) -> TaskFields:
    leads = [agencies[name.lower()] for name in task.owners if name.lower() in agencies]
    return TaskFields(
        code=task.code,
        name=task.name,
        duration_days=task.duration_days,
        leads=tuple(dict.fromkeys(leads)),
        description=task.note,
        parent_id=ids.get(task.parent or 0),
        constraint_code=task.constraint,
        constraint_on=task.constraint_on,
        suspense=SuspenseRule("fixed", task.deadline_on)
        if task.deadline_on
        else SuspenseRule("none"),
    )
