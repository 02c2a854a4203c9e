"""One plan at a glance: will it make the date, what is in the way, who has not reported."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Agency, Directive, Plan, Task, TaskAgency
from workplan.services.dates.date_reasons import reasons_of
from workplan.services.pages.objective_lists import ObjectiveRow, objectives
from workplan.services.pages.portfolio import PlanFigures, portfolio
from workplan.services.record.read_models import read
from workplan.services.tasks import states
from workplan.services.tasks.owners import NOBODY, Owners, owners_of
from workplan.services.tasks.plan_counts import number_of
from workplan.services.tasks.states import PlanDay

LISTED = 12


class LateTask(NamedTuple):
    """A late task, with what says how late it is and why."""

    id: int
    code: str
    name: str
    status: str
    percent: int
    due_on: date | None
    finish_on: date | None
    forecast_on: date | None
    late_days: int
    is_open: bool
    driver: str | None
    constraint_on: date | None
    dates_source: str


class AgencyFigures(NamedTuple):
    """The counts of the tasks that an agency leads."""

    code: str
    label: str
    total: int
    done: int
    late: int
    stale: int


class Overview(NamedTuple):
    """Everything that the overview page shows."""

    figures: PlanFigures
    directive: Directive | None
    late: list[tuple[LateTask, Owners, str]]
    agencies: list[AgencyFigures]
    objectives: list[ObjectiveRow]
    holders: list[str]


def overview(session: Session, plan: Plan, now: datetime) -> Overview:
    """Return a plan at a glance; the same number of selects for any number of tasks."""
    figures = portfolio(session, select(Plan.id).where(Plan.id == plan.id), now)[0]
    days = {plan.id: figures.day}
    late = _late(session, days)
    owners = owners_of(session, [row.id for row in late])
    reasons = reasons_of(session, late)
    return Overview(
        figures,
        session.get(Directive, plan.directive_id) if plan.directive_id else None,
        [(row, owners.get(row.id, NOBODY), reasons.get(row.id, "")) for row in late],
        _agencies(session, now, figures.day),
        [row for row in objectives(session, plan, figures.day) if not row.is_retired],
        _critical_holders(session, plan.id),
    )


def _late(session: Session, days: Mapping[int, PlanDay]) -> list[LateTask]:
    """Return the late tasks, the longest overdue first."""
    wanted = (
        select(
            Task.id,
            Task.code,
            Task.name,
            Task.status,
            Task.percent,
            Task.due_on,
            Task.finish_on,
            Task.forecast_on,
            Task.late_days,
            Task.is_open,
            Task.driver,
            Task.constraint_on,
            Task.dates_source,
        )
        .where(Task.plan_id.in_(days), states.is_late(days))
        .order_by(*states.late_first(days), Task.position)
        .limit(LISTED)
    )
    return read(LateTask, session.execute(wanted))


def _critical_holders(session: Session, plan_id: int) -> list[str]:
    """Return the agencies that lead the open tasks with the least float."""
    least = (
        select(func.min(Task.total_float_days))
        .where(Task.plan_id == plan_id, states.counts_itself(), states.is_open())
        .scalar_subquery()
    )
    return list(
        session.scalars(
            select(Agency.label)
            .join(TaskAgency, TaskAgency.agency_id == Agency.id)
            .join(Task, Task.id == TaskAgency.task_id)
            .where(
                Task.plan_id == plan_id,
                states.counts_itself(),
                states.is_open(),
                Task.total_float_days == least,
                TaskAgency.role == "lead",
            )
            .group_by(Agency.label)
            .order_by(func.count().desc(), Agency.label)
            .limit(3)
        )
    )


def _agencies(session: Session, now: datetime, day: PlanDay) -> list[AgencyFigures]:
    """Return, by lead agency, what is done, late, and without a report lately."""
    counted = states.counts_itself()
    wanted = (
        select(
            Agency.code,
            Agency.label,
            number_of(counted).label("total"),
            number_of(counted & ~Task.is_open).label("done"),
            number_of(states.is_late({day.plan_id: day})).label("late"),
            number_of(states.is_silent(day, now)).label("stale"),
        )
        .join(TaskAgency, TaskAgency.agency_id == Agency.id)
        .join(Task, Task.id == TaskAgency.task_id)
        .where(Task.plan_id == day.plan_id, Task.removed_at.is_(None), TaskAgency.role == "lead")
        .group_by(Agency.id, Agency.code, Agency.label)
        .order_by(Agency.label)
    )
    return read(AgencyFigures, session.execute(wanted))
