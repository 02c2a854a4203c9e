"""Each plan of a person in a few figures; the same number of selects for any number of plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session, aliased

from models import Plan, StatusReport, Task
from workplan.clock import civil_date
from workplan.services.rows import AnyRow

NEXT_SUSPENSES = 3


class PlanFigures(NamedTuple):
    """A plan with its counts of tasks, next suspenses and last report."""

    plan: AnyRow
    total: int
    done: int
    late: int
    at_risk: int
    finish_on: date | None
    next_suspenses: list[AnyRow]
    last_reported_at: datetime | None
    today: date


def portfolio(session: Session, plan_ids: Select[Any], now: datetime) -> list[PlanFigures]:
    """Return the figures of some plans, the live ones first."""
    plans = session.execute(
        select(Plan.id, Plan.slug, Plan.title, Plan.stage, Plan.status_on, Plan.time_zone)
        .where(Plan.id.in_(plan_ids))
        .order_by(Plan.stage == "closed", Plan.start_on.desc(), Plan.id)
    ).all()
    ids = [plan.id for plan in plans]
    todays = {plan.id: _today(plan, now) for plan in plans}
    counts = {row.plan_id: row for row in session.execute(_counts(todays))}
    coming: dict[int, list[AnyRow]] = defaultdict(list)
    for row in session.execute(_next_suspenses(ids)):
        coming[row.plan_id].append(row)
    reported = dict(
        session.execute(
            select(Task.plan_id, func.max(StatusReport.reported_at))
            .join(Task, Task.id == StatusReport.task_id)
            .where(Task.plan_id.in_(ids))
            .group_by(Task.plan_id)
        ).all()
    )
    figures = []
    for plan in plans:
        count = counts.get(plan.id)
        figures.append(
            PlanFigures(
                plan,
                count.total if count else 0,
                count.done if count else 0,
                count.late if count else 0,
                count.at_risk if count else 0,
                count.finish_on if count else None,
                coming[plan.id],
                reported.get(plan.id),
                todays[plan.id],
            )
        )
    return figures


def leaf() -> Any:
    """Return the condition of a task that counts itself: live, and without subtasks."""
    child = aliased(Task)
    has_child = select(child.id).where(child.parent_id == Task.id, child.removed_at.is_(None))
    return Task.removed_at.is_(None) & ~has_child.exists()


def is_late(todays: Mapping[int, date]) -> ColumnElement[bool]:
    """Return the condition of an open task that is overdue, or computed to pass its suspense.

    Args:
        todays: which day it is in each plan, by the plan's id.
    """
    overdue = (and_(Task.plan_id == plan, Task.due_on < day) for plan, day in todays.items())
    return Task.actual_finish_on.is_(None) & or_(Task.late_days > 0, *overdue)


def _today(plan: AnyRow, now: datetime) -> date:
    """Return today where a plan is; a closed plan stays at its last status date."""
    if plan.stage == "closed" and plan.status_on is not None:
        return plan.status_on  # type: ignore[no-any-return]  # a column of a plain row
    return civil_date(now, plan.time_zone)


def _counts(todays: Mapping[int, date]) -> Select[Any]:
    is_open = Task.actual_finish_on.is_(None)

    def count(condition: Any) -> Any:
        return func.sum(case((condition, 1), else_=0))

    return (
        select(
            Task.plan_id,
            func.count().label("total"),
            count(~is_open).label("done"),
            count(is_late(todays)).label("late"),
            count(is_open & Task.status.in_(("at_risk", "blocked"))).label("at_risk"),
            func.max(Task.finish_on).label("finish_on"),
        )
        .where(Task.plan_id.in_(todays), leaf())
        .group_by(Task.plan_id)
    )


def _next_suspenses(plan_ids: list[int]) -> Select[Any]:
    """Return the first few open suspenses of each plan that lie ahead of its status date."""
    place = (
        func.row_number()
        .over(partition_by=Task.plan_id, order_by=(Task.due_on, Task.position))
        .label("place")
    )
    ranked = (
        select(
            Task.id,
            Task.plan_id,
            Task.code,
            Task.name,
            Task.due_on,
            Task.late_days,
            Task.dates_source,
            place,
        )
        .join(Plan, Plan.id == Task.plan_id)
        .where(
            Task.plan_id.in_(plan_ids),
            Task.removed_at.is_(None),
            Task.actual_finish_on.is_(None),
            Task.due_on >= Plan.status_on,
        )
        .subquery()
    )
    return (
        select(ranked)
        .where(ranked.c.place <= NEXT_SUSPENSES)
        .order_by(ranked.c.plan_id, ranked.c.place)
    )
