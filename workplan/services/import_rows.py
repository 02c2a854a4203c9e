"""Write the rows of an imported plan, each table at once, however many there are."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from models import (
    Baseline,
    BaselineTask,
    Dependency,
    Initiative,
    Plan,
    Suspense,
    Task,
    TaskAgency,
)
from workplan.clock import civil_date
from workplan.exchange.planfile import FileTask, PlanFile
from workplan.scheduling.order import FINISHED
from workplan.scheduling.schedule import Dates, schedule


def add_tasks(session: Session, plan: Plan, plan_file: PlanFile) -> dict[int, int]:
    """Write lines of effort and tasks; return the id of each task by its uid."""
    efforts = _add_efforts(session, plan, plan_file)
    tasks = [task for task in plan_file.tasks if task.uid not in efforts]
    parents = {task.uid: task.parent for task in plan_file.tasks}
    dates = _dates_of_done(plan_file)
    rows = []
    for position, task in enumerate(tasks, 1):
        top = task.uid
        while (above := parents[top]) is not None:
            top = above
        rows.append(_row(plan, task, position, efforts.get(top), dates.get(task.uid)))
    if rows:
        session.execute(insert(Task), rows)
    found = session.execute(select(Task.uid, Task.id).where(Task.plan_id == plan.id))
    ids = {row.uid: row.id for row in found}
    nested = [{"task": ids[t.uid], "parent_id": ids[t.parent]} for t in tasks if t.parent in ids]
    table = Task.__table__
    if nested:
        session.execute(update(table).where(table.c.id == bindparam("task")), nested)  # type: ignore[arg-type]
    suspenses: list[dict[str, Any]] = [
        {"task_id": ids[t.uid], "rule": "fixed", "fixed_on": t.deadline_on}
        for t in tasks
        if t.deadline_on is not None
    ]
    suspenses += [
        {
            "task_id": ids[t.uid],
            "rule": "after_task",
            "after_task_id": ids[t.due_after[0]],
            "offset_days": t.due_after[1],
        }
        for t in tasks
        if t.due_after is not None and t.deadline_on is None and t.due_after[0] in ids
    ]
    for rule in ("fixed", "after_task"):
        if rows_of_rule := [row for row in suspenses if row["rule"] == rule]:
            session.execute(insert(Suspense), rows_of_rule)
    return ids


def _add_efforts(session: Session, plan: Plan, plan_file: PlanFile) -> dict[int, int]:
    """Make a line of effort of each top summary that says no more than its name."""
    parents = {task.parent for task in plan_file.tasks}
    linked = {uid for link in plan_file.links for uid in link[:2]}
    efforts: dict[int, int] = {}
    for task in plan_file.tasks:
        is_plain = task.deadline_on is None and not task.baselines and not task.note
        if task.parent is None and task.uid in parents and task.uid not in linked and is_plain:
            effort = Initiative(
                plan_id=plan.id,
                uid=task.uid,
                code=task.code,
                title=task.name,
                position=len(efforts) + 1,
            )
            session.add(effort)
            session.flush()
            efforts[task.uid] = effort.id
    return efforts


def _dates_of_done(plan_file: PlanFile) -> dict[int, Dates]:
    """Return the computed dates of finished work, for files that only say that it is finished."""
    network = plan_file.network(plan_file.status_on if plan_file.is_moved_by_status else None)
    computed = schedule(network)
    return {
        leaf.uid: computed.dates(i)
        for i, leaf in enumerate(computed.graph.leaves)
        if computed.graph.progress[i] == FINISHED
    }


def _row(
    plan: Plan, task: FileTask, position: int, effort_id: int | None, done: Dates | None
) -> dict[str, Any]:
    is_done = done is not None
    start_on, finish_on = task.actual_start_on, task.actual_finish_on
    if done is not None:
        finish_on = finish_on or task.finish_on or done.finish_on
        start_on = min(start_on or task.start_on or done.start_on, finish_on)
    elif start_on is None and task.percent:
        start_on = task.start_on
    return {
        "plan_id": plan.id,
        "initiative_id": effort_id,
        "uid": task.uid,
        "position": position,
        "code": task.code,
        "name": task.name,
        "description": task.note,
        "duration_days": task.duration_days,
        "constraint_code": task.constraint,
        "constraint_on": task.constraint_on,
        "priority": task.priority,
        "status": "complete" if is_done else "on_track" if start_on else "not_started",
        "percent": 100 if is_done else task.percent,
        "actual_start_on": start_on,
        "actual_finish_on": finish_on,
        "forecast_on": task.forecast_on,
    }


def add_links(session: Session, plan: Plan, plan_file: PlanFile, ids: dict[int, int]) -> None:
    rows = [
        {
            "plan_id": plan.id,
            "predecessor_id": ids[link.predecessor],
            "successor_id": ids[link.successor],
            "type": link.type,
            "lag_days": link.lag_days,
            "is_elapsed": link.is_elapsed,
        }
        for link in plan_file.links
    ]
    if rows:
        session.execute(insert(Dependency), rows)


def add_owners(
    session: Session, plan_file: PlanFile, ids: dict[int, int], known: dict[str, int]
) -> None:
    rows, kept = [], []
    for task in plan_file.tasks:
        if task.uid not in ids:
            continue
        mapped = dict.fromkeys(known[n.lower()] for n in task.owners if n.lower() in known)
        rows += [{"task_id": ids[task.uid], "agency_id": a, "role": "lead"} for a in mapped]
        lost = [name for name in task.owners if name.lower() not in known]
        if lost:
            kept.append({"task": ids[task.uid], "source_note": f"In the file: {', '.join(lost)}."})
    if rows:
        session.execute(insert(TaskAgency), rows)
    table = Task.__table__
    if kept:
        session.execute(update(table).where(table.c.id == bindparam("task")), kept)  # type: ignore[arg-type]


def add_baselines(
    session: Session, plan: Plan, plan_file: PlanFile, ids: dict[int, int], now: datetime
) -> None:
    numbers = sorted({n for t in plan_file.tasks if t.uid in ids for n in t.baselines})
    for number in numbers:
        baseline = Baseline(
            plan_id=plan.id,
            name=f"Baseline {number}" if number else "Baseline",
            frozen_at=now,
            frozen_on=civil_date(now, plan.time_zone),
        )
        session.add(baseline)
        session.flush()
        rows = [
            {
                "baseline_id": baseline.id,
                "task_id": ids[task.uid],
                "code": task.code,
                "name": task.name,
                **task.baselines[number]._asdict(),
            }
            for task in plan_file.tasks
            if task.uid in ids and number in task.baselines
        ]
        session.execute(insert(BaselineTask), rows)
