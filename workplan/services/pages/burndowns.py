"""The burndown of a plan on any day, from the journal alone.

The journal is append-only and each entry says by how much it changed scope and remaining work,
so a past day gives today the figures that it gave then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from models import BaselineTask, JournalEntry, Plan
from workplan.forecast.burndown import (
    NO_PROJECTION,
    BurnDay,
    Burndown,
    IdealDay,
    projected,
)
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.record.read_models import read
from workplan.services.structure import chart_baselines
from workplan.services.tasks import states


class ChangedDay(NamedTuple):
    """By how much the entries of a day changed scope and remaining work."""

    on_day: date
    scope_tasks: int
    scope_days: int
    remaining_tasks: int
    remaining_days: int
    added_tasks: int
    removed_tasks: int
    added_days: int
    removed_days: int
    worked_days: int


def burndown_of(session: Session, plan: Plan, as_of: date) -> Burndown:
    """Return a plan's burndown as it stood at the end of a day.

    The number of selects is the same for any number of tasks and days.
    """
    days = _days(session, plan.id, as_of)
    baseline = chart_baselines.charted(session, plan.id, as_of)
    closed_on = states.closing_day(session, plan)
    is_closed = closed_on is not None and closed_on <= as_of
    return Burndown(
        as_of,
        days,
        _ideal(session, baseline.id, days) if baseline else [],
        baseline.name if baseline else None,
        NO_PROJECTION if is_closed else projected(days, as_of, calendar_of_plan(plan)),
        is_closed,
    )


def _days(session: Session, plan_id: int, as_of: date) -> list[BurnDay]:
    entry = JournalEntry

    def only(column: Any, condition: Any) -> Any:
        return func.sum(case((condition, column), else_=0))

    wanted = (
        select(
            entry.on_day,
            func.sum(entry.scope_tasks).label("scope_tasks"),
            func.sum(entry.scope_days).label("scope_days"),
            func.sum(entry.remaining_tasks).label("remaining_tasks"),
            func.sum(entry.remaining_days).label("remaining_days"),
            only(entry.scope_tasks, entry.scope_tasks > 0).label("added_tasks"),
            only(-entry.scope_tasks, entry.scope_tasks < 0).label("removed_tasks"),
            only(entry.scope_days, entry.scope_days > 0).label("added_days"),
            only(-entry.scope_days, entry.scope_days < 0).label("removed_days"),
            only(-entry.remaining_days, entry.scope_days == 0).label("worked_days"),
        )
        .where(entry.plan_id == plan_id, entry.on_day <= as_of, _counts())
        .group_by(entry.on_day)
        .order_by(entry.on_day)
    )
    return _added_up(read(ChangedDay, session.execute(wanted)))


def _counts() -> Any:
    """Return the condition of an entry that changed any of the four counts."""
    entry = JournalEntry
    return (
        (entry.scope_tasks != 0)
        | (entry.scope_days != 0)
        | (entry.remaining_tasks != 0)
        | (entry.remaining_days != 0)
    )


def _added_up(rows: Sequence[ChangedDay]) -> list[BurnDay]:
    """Return the changes as what stood at the end of each day; the first day is the start."""
    days: list[BurnDay] = []
    stood = (0, 0, 0, 0)
    for row in rows:
        stood = (
            stood[0] + row.scope_tasks,
            stood[1] + row.scope_days,
            stood[2] + row.remaining_tasks,
            stood[3] + row.remaining_days,
        )
        scope = (row.added_tasks, row.removed_tasks, row.added_days, row.removed_days)
        changed = (*scope, row.worked_days) if days else (0, 0, 0, 0, 0)
        days.append(BurnDay(row.on_day, *stood, *changed))
    return days


def _ideal(session: Session, baseline_id: int, days: list[BurnDay]) -> list[IdealDay]:
    """Return what the baseline planned to be left after each of its finishes."""
    rows = session.execute(
        select(
            BaselineTask.finish_on,
            func.count().label("tasks"),
            func.sum(BaselineTask.duration_days).label("days"),
        )
        .where(BaselineTask.baseline_id == baseline_id, BaselineTask.is_summary.is_(False))
        .group_by(BaselineTask.finish_on)
        .order_by(BaselineTask.finish_on)
    ).all()
    left_tasks, left_days = sum(r.tasks for r in rows), sum(r.days for r in rows)
    ideal = [IdealDay(days[0].on, left_tasks, left_days)] if days else []
    for row in rows:
        left_tasks, left_days = left_tasks - row.tasks, left_days - row.days
        ideal.append(IdealDay(row.finish_on, left_tasks, left_days))
    return ideal
