"""What finished work tells the forecast: how long each task took, beside what was planned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from models import Agency, BaselineTask, Plan, Task, TaskAgency
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.record.read_models import read
from workplan.services.structure.baseline import chart_baselines
from workplan.services.tasks import states

if TYPE_CHECKING:
    from workplan.forecast.back_test import Done


class _Took(NamedTuple):
    """A finished task as it is stored; `planned_days` is what a baseline held of it."""

    id: int
    duration_days: int
    planned_days: int | None
    started_on: date | None
    finished_on: date | None


def departments_of(session: Session, plan_id: int) -> dict[int, str]:
    """Return the department that leads each task of a plan, by task; a bureau is its department's.

    Of several that lead jointly it is the one that stands first everywhere.
    """
    parent = aliased(Agency)
    rows = session.execute(
        select(TaskAgency.task_id, func.coalesce(parent.label, Agency.label).label("label"))
        .join(Task, Task.id == TaskAgency.task_id)
        .join(Agency, Agency.id == TaskAgency.agency_id)
        .outerjoin(parent, parent.id == Agency.parent_id)
        .where(Task.plan_id == plan_id, TaskAgency.role == "lead")
        .order_by(Agency.id.desc())
    )
    return {row.task_id: row.label for row in rows}


def finished_in(session: Session, plan: Plan, departments: Mapping[int, str]) -> list[Done]:
    """Return the tasks of a plan that are done, as far as they tell how long work takes.

    Milestones tell nothing, nor does what has no reported start, or a calendar of its own. What was
    planned is what the baseline holds that charts compare with; of a task that it does not hold,
    its duration.
    """
    from workplan.forecast.back_test import Done  # Here: numpy takes long to load.
    from workplan.forecast.spread import Finished

    calendar = calendar_of_plan(plan)
    baseline = chart_baselines.charted(session, plan.id)
    at_baseline = (BaselineTask.task_id == Task.id) & (
        BaselineTask.baseline_id == (baseline.id if baseline else None)
    )
    rows = session.execute(
        select(
            Task.id,
            Task.duration_days,
            BaselineTask.duration_days.label("planned_days"),
            Task.actual_start_on.label("started_on"),
            Task.actual_finish_on.label("finished_on"),
        )
        .outerjoin(BaselineTask, at_baseline)
        .where(
            Task.plan_id == plan.id,
            states.is_done(),
            states.counts_itself(),
            Task.work_calendar == "",
            Task.actual_start_on.is_not(None),
            Task.actual_finish_on.is_not(None),
        )
        .order_by(Task.id)
    )
    done = []
    for row in read(_Took, rows):
        assert row.started_on is not None
        assert row.finished_on is not None
        planned = row.planned_days or row.duration_days
        taken = calendar.finish_boundary(row.finished_on) - calendar.start_boundary(row.started_on)
        if planned > 0:
            work = Finished(row.id, departments.get(row.id, ""), planned, max(1, taken))
            done.append(Done(work, row.started_on, row.finished_on))
    return done
