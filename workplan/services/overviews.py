"""One plan at a glance: will it make the date, what is in the way, who has not reported."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from models import Agency, Directive, Objective, Plan, Task, TaskAgency, TaskObjective
from workplan.services.owed import is_open
from workplan.services.owners import NOBODY, Owners, owners_of
from workplan.services.plan_calendars import calendar_of_plan
from workplan.services.portfolio import PlanFigures, is_late, leaf, portfolio
from workplan.services.reasons import reasons_of
from workplan.services.rows import AnyRow

STALE = timedelta(days=14)
LISTED = 12


class Overview(NamedTuple):
    """Everything that the overview page shows.

    `last_due_on` is the latest suspense in the plan; `days_after` is by how many working days
    the computed end passes it, negative when it comes before.
    """

    figures: PlanFigures
    directive: Directive | None
    last_due_on: date | None
    days_after: int
    late: list[tuple[AnyRow, Owners, str]]
    agencies: Sequence[AnyRow]
    objectives: Sequence[AnyRow]
    holders: list[str]


def overview(session: Session, plan: Plan, now: datetime) -> Overview:
    """Return a plan at a glance; the same number of selects for any number of tasks."""
    figures = portfolio(session, select(Plan.id).where(Plan.id == plan.id), now)[0]
    todays = {plan.id: figures.today}
    last_due_on = session.scalar(
        select(func.max(Task.due_on)).where(Task.plan_id == plan.id, leaf())
    )
    days_after = 0
    if last_due_on is not None and figures.finish_on is not None:
        calendar = calendar_of_plan(plan)
        days_after = calendar.working_days_between(last_due_on, figures.finish_on)
    late = _late(session, plan.id, is_late(todays))
    owners = owners_of(session, [row.id for row in late])
    reasons = reasons_of(session, late)
    critical = _critical_holders(session, plan.id)
    return Overview(
        figures,
        session.get(Directive, plan.directive_id) if plan.directive_id else None,
        last_due_on,
        days_after,
        [(row, owners.get(row.id, NOBODY), reasons.get(row.id, "")) for row in late],
        _agencies(session, plan.id, now, todays),
        _objectives(session, plan, is_late(todays)),
        critical,
    )


def _late(session: Session, plan_id: int, late: ColumnElement[bool]) -> Sequence[AnyRow]:
    """Return the open tasks that pass their suspense, the worst first."""
    return session.execute(
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
            Task.actual_finish_on,
            Task.driver,
            Task.constraint_on,
            Task.dates_source,
        )
        .where(Task.plan_id == plan_id, leaf(), late)
        .order_by(Task.late_days.desc(), Task.position)
        .limit(LISTED)
    ).all()


def _critical_holders(session: Session, plan_id: int) -> list[str]:
    """Return the agencies that lead the open tasks with the least float."""
    least = (
        select(func.min(Task.total_float_days))
        .where(Task.plan_id == plan_id, leaf(), Task.actual_finish_on.is_(None))
        .scalar_subquery()
    )
    return list(
        session.scalars(
            select(Agency.label)
            .join(TaskAgency, TaskAgency.agency_id == Agency.id)
            .join(Task, Task.id == TaskAgency.task_id)
            .where(
                Task.plan_id == plan_id,
                leaf(),
                Task.actual_finish_on.is_(None),
                Task.total_float_days == least,
                TaskAgency.role == "lead",
            )
            .group_by(Agency.label)
            .order_by(func.count().desc(), Agency.label)
            .limit(3)
        )
    )


def _agencies(
    session: Session, plan_id: int, now: datetime, todays: dict[int, date]
) -> Sequence[AnyRow]:
    """Return, by lead agency, what is open, late, and without a report for two weeks."""
    is_open = Task.actual_finish_on.is_(None)
    is_begun = (Task.percent > 0) | (Task.start_on <= todays[plan_id])
    is_stale = Task.reported_at.is_(None) | (Task.reported_at < now - STALE)

    def count(condition: Any) -> Any:
        return func.sum(case((condition, 1), else_=0))

    return session.execute(
        select(
            Agency.code,
            Agency.label,
            func.count().label("total"),
            count(~is_open).label("done"),
            count(is_late(todays)).label("late"),
            count(is_open & is_begun & is_stale).label("stale"),
        )
        .join(TaskAgency, TaskAgency.agency_id == Agency.id)
        .join(Task, Task.id == TaskAgency.task_id)
        .where(Task.plan_id == plan_id, leaf(), TaskAgency.role == "lead")
        .group_by(Agency.id, Agency.code, Agency.label)
        .order_by(Agency.label)
    ).all()


def _objectives(session: Session, plan: Plan, late: ColumnElement[bool]) -> Sequence[AnyRow]:
    """Return each objective with its tasks, the done and the late among them."""
    return session.execute(
        select(
            Objective.code,
            Objective.statement,
            func.count(Task.id).label("total"),
            func.sum(case((Task.id.is_(None), 0), (is_open(Task), 0), else_=1)).label("done"),
            func.sum(case((late, 1), else_=0)).label("late"),
        )
        .outerjoin(TaskObjective, TaskObjective.objective_id == Objective.id)
        .outerjoin(
            Task,
            (Task.id == TaskObjective.task_id)
            & (Task.plan_id == plan.id)
            & Task.removed_at.is_(None),
        )
        .where(Objective.directive_id == plan.directive_id)
        .group_by(Objective.id, Objective.code, Objective.statement)
        .order_by(Objective.code)
    ).all()
