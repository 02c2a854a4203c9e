"""A stored plan as a plan file, for every export."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Baseline, BaselineTask, Dependency, Initiative, Plan, Suspense, Task
from models.tasks.suspense import orderer_of
from workplan.calendars.hours import day_at, moment_at
from workplan.calendars.own import calendars_of
from workplan.calendars.spans import span_in
from workplan.exchange.planfile import FileBaseline, FileLink, FileTask, PlanFile
from workplan.services.dates.plan_calendars import hours_of
from workplan.services.tasks.owners import NOBODY, Owners, owners_of
from workplan.services.tasks.suspense_words import due_from
from workplan.services.tasks.suspenses import BY_RULE, SuspenseRule
from workplan.services.tasks.task_fields import NO_SUSPENSE
from workplan.vocabulary import WAYS_OUT

MAX_BASELINES = 11


def planfile_of(session: Session, plan: Plan, *, with_empty_efforts: bool = False) -> PlanFile:
    """Return a plan with everything that a file can hold; the same selects for any size.

    Args:
        with_empty_efforts: keep lines of effort without a task, which in a file would be tasks.
    """
    rows = session.scalars(
        select(Task)
        .where(Task.plan_id == plan.id, Task.removed_at.is_(None))
        .order_by(Task.position, Task.id)
    ).all()
    uids = {task.id: task.uid for task in rows}
    owners = owners_of(session, list(uids))
    baselines = _baselines(session, plan)
    used = {task.initiative_id for task in rows}
    efforts = {
        effort.id: effort
        for effort in session.scalars(
            select(Initiative).where(Initiative.plan_id == plan.id).order_by(Initiative.position)
        )
        if with_empty_efforts or effort.id in used
    }
    rules = _rules(session, plan)
    tasks = [FileTask(e.uid, e.title, 0, code=e.code) for e in efforts.values()]
    for task in rows:
        effort = efforts.get(task.initiative_id or 0)
        parent = uids.get(task.parent_id or 0) or (effort.uid if effort else None)
        rule, orderer = rules.get(task.id, (NO_SUSPENSE, ""))
        one = _task(task, parent, owners.get(task.id, NOBODY), baselines[task.id], rule, uids)
        one.ordered_by = orderer
        tasks.append(one)
    for one in tasks:
        if one.work_calendar not in (plan.work_calendars or {}):
            one.work_calendar = ""
    return PlanFile(
        title=plan.title,
        start_on=moment_at(plan.start_on, plan.start_minute),
        status_on=plan.status_on,
        tasks=tasks,
        links=_links(session, plan, uids),
        is_moved_by_status=True,
        **_calendar(plan),
    )


def _links(session: Session, plan: Plan, uids: dict[int, int]) -> list[FileLink]:
    """Return the dependencies between the tasks of a plan, whose uids are given by id."""
    rows = session.execute(
        select(
            Dependency.predecessor_id,
            Dependency.successor_id,
            Dependency.type,
            Dependency.lag_days,
            Dependency.is_elapsed,
            Dependency.lag_parts,
        )
        .where(Dependency.plan_id == plan.id)
        .order_by(Dependency.id)
    )
    return [
        FileLink._make((uids[row[0]], uids[row[1]], *row[2:]))
        for row in rows
        if row[0] in uids and row[1] in uids
    ]


def _calendar(plan: Plan) -> dict[str, Any]:
    """Return what a file says of the days and hours that a plan works."""
    off = None if plan.days_off is None else tuple(map(date.fromisoformat, plan.days_off))
    return {
        "weekmask": plan.weekmask,
        "holidays": off,
        "worked": tuple(map(date.fromisoformat, plan.days_worked or ())),
        "is_federal": plan.is_federal,
        "day_notes": {date.fromisoformat(d): note for d, note in (plan.day_notes or {}).items()},
        "hours": hours_of(plan.hours),
        "calendars": calendars_of(plan.work_calendars),
    }


def _task(
    task: Task,
    parent: int | None,
    owners: Owners,
    baselines: dict[int, FileBaseline],
    rule: SuspenseRule,
    uids: dict[int, int],
) -> FileTask:
    anchor = uids.get(rule.after_task_id or 0)
    return FileTask(
        uid=task.uid,
        name=task.name,
        duration_days=task.duration_days,
        code=task.code,
        parent=parent,
        constraint=task.constraint_code,  # type: ignore[arg-type]  # checked by the table
        short_parts=task.short_parts,
        work_calendar=task.work_calendar,
        constraint_on=day_at(task.constraint_on, task.constraint_minute),
        deadline_on=task.due_on,
        actual_start_on=day_at(task.actual_start_on, task.actual_start_minute),
        # What was ended is over on that day, so that what waits for it has the dates it has here.
        actual_finish_on=task.ended_on or day_at(task.actual_finish_on, task.actual_finish_minute),
        forecast_on=task.forecast_on,
        percent=task.percent,
        note=task.description,
        priority=task.priority,
        owners=owners.leads,
        supports=owners.supports,
        baselines=baselines,
        start_on=task.start_on,
        finish_on=task.finish_on,
        due_after=None if anchor is None or rule.within is None else (anchor, rule.within),
        due_rule=due_from(rule, None) if rule.rule in BY_RULE else None,
        status=task.ending or task.status,
        is_ended=task.ending in WAYS_OUT,
    )


def _rules(session: Session, plan: Plan) -> dict[int, tuple[SuspenseRule, str]]:
    """Return the rule of the suspense of each task that has one, and who ordered it."""
    names = [f.name for f in fields(SuspenseRule) if f.name not in ("within", "note")]
    columns = [getattr(Suspense, name) for name in names]
    found = session.execute(
        select(
            Suspense.task_id, Suspense.offset_days, Suspense.within, Suspense.ordered_by, *columns
        )
        .join(Task, Task.id == Suspense.task_id)
        .where(Task.plan_id == plan.id)
    )
    rules = {}
    for task, in_days, within, said, *rest in found:
        given = dict(zip(names, rest, strict=True))
        rule = SuspenseRule(**given, within=span_in(in_days, within))
        rules[task] = rule, orderer_of(rule.rule, said)
    return rules


def _baselines(session: Session, plan: Plan) -> dict[int, dict[int, FileBaseline]]:
    """Return the dates of each task in the first baselines of a plan, numbered from 0."""
    numbers = {
        baseline_id: number
        for number, baseline_id in enumerate(
            session.scalars(
                select(Baseline.id)
                .where(Baseline.plan_id == plan.id, Baseline.retired_at.is_(None))
                .order_by(Baseline.frozen_at, Baseline.id)
                .limit(MAX_BASELINES)
            )
        )
    }
    found: dict[int, dict[int, FileBaseline]] = defaultdict(dict)
    for row in session.execute(
        select(
            BaselineTask.baseline_id,
            BaselineTask.task_id,
            BaselineTask.start_on,
            BaselineTask.finish_on,
            BaselineTask.duration_days,
        ).where(BaselineTask.baseline_id.in_(numbers))
    ):
        dates = FileBaseline(row.start_on, row.finish_on, row.duration_days)
        found[row.task_id][numbers[row.baseline_id]] = dates
    return found
