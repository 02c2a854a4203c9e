"""Whether the agencies that lead one task said that they have it, and how long that took."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, aliased

import models
from models import Acknowledgement, Agency, Plan, SupportLine, Task, TaskAgency, User
from workplan.clock import civil_date
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read
from workplan.services.tasks.due_work import REMINDED_STAGES, owed
from workplan.services.tasks.states import PlanDay

BY, OFFICER = aliased(User), aliased(User)
"""Made once: to put an alias together takes longer than its select."""


class AgencyRow(NamedTuple):
    """An agency of a task, its role, and what it said of having the task, and of its support."""

    agency_id: int
    role: str
    label: str
    given_at: datetime | None
    said_at: datetime | None
    by: str | None
    officer: str | None
    report_id: int | None
    is_owed: bool
    SupportLine: models.SupportLine | None


class Taken(NamedTuple):
    """A lead agency of a task, and what it said of having it.

    Args:
        given_at: since when it has it; None when that was before such moments were kept.
        said_at: when it acknowledged it; None when it has not.
        by: who said so, and the officer whom they named; without one their report says it.
        days: how many working days that took, or how many it has waited until today.
        may_say: whether this person acknowledges it for the agency now.
    """

    label: str
    given_at: datetime | None
    said_at: datetime | None
    by: str
    officer: str
    days: int
    may_say: bool


def agencies_of(session: Session, task_id: int) -> list[AgencyRow]:
    """Return the agencies of a task, with what its leads said of having it; one select."""
    wanted = (
        select(
            TaskAgency.agency_id,
            TaskAgency.role,
            Agency.label,
            TaskAgency.given_at,
            Acknowledgement.said_at,
            BY.name.label("by"),
            OFFICER.name.label("officer"),
            Acknowledgement.report_id,
            owed().label("is_owed"),
            SupportLine,
        )
        .join(Task, Task.id == TaskAgency.task_id)
        .join(Agency, Agency.id == TaskAgency.agency_id)
        .outerjoin(
            Acknowledgement,
            and_(
                Acknowledgement.task_id == TaskAgency.task_id,
                Acknowledgement.agency_id == TaskAgency.agency_id,
                Acknowledgement.given_at == TaskAgency.given_at,
            ),
        )
        .outerjoin(
            SupportLine,
            and_(
                SupportLine.task_id == TaskAgency.task_id,
                SupportLine.agency_id == TaskAgency.agency_id,
            ),
        )
        .outerjoin(BY, BY.id == Acknowledgement.said_by_id)
        .outerjoin(OFFICER, OFFICER.id == Acknowledgement.officer_id)
        .where(TaskAgency.task_id == task_id)
        .order_by(TaskAgency.agency_id)
    )
    return read(AgencyRow, session.execute(wanted))


def taken_by(
    rows: Sequence[AgencyRow], standing: Standing, plan: Plan, day: PlanDay
) -> list[Taken]:
    """Return what each lead agency of a task said; nothing in a plan that has given none yet."""
    leads = sorted((row for row in rows if row.role == "lead"), key=lambda row: row.label)
    if plan.stage not in REMINDED_STAGES and not any(row.given_at for row in leads):
        return []
    return [_taken(row, standing, day, plan.time_zone) for row in leads]


def _taken(row: AgencyRow, standing: Standing, day: PlanDay, zone: str) -> Taken:
    days = 0
    if row.given_at is not None:
        until = civil_date(row.said_at, zone) if row.said_at else day.today
        days = day.calendar.working_days_between(civil_date(row.given_at, zone), until)
    is_asked = row.is_owed and row.given_at is not None and row.said_at is None
    is_theirs = standing.role == "lead" and row.agency_id in standing.agency_ids
    return Taken(
        row.label,
        row.given_at,
        row.said_at,
        row.by or "",
        row.officer or "",
        days,
        is_asked and is_theirs,
    )
