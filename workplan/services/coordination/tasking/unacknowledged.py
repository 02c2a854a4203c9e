"""Which tasks no lead agency has acknowledged since they were given, and how long that took others.

Only what is owed in a plan under way is asked about; what was given before that was kept is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from models import Acknowledgement, Agency, Plan, Task, TaskAgency
from workplan.clock import civil_date
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read
from workplan.services.tasks.due_work import owed
from workplan.services.tasks.states import PlanDay


class Outstanding(NamedTuple):
    """A task that an agency has not acknowledged since it was given."""

    id: int
    code: str
    name: str
    assignee_id: int | None
    due_on: date | None
    plan_id: int
    slug: str
    plan_title: str
    time_zone: str
    agency_id: int
    label: str
    given_at: datetime

    @property
    def given_on(self) -> date:
        """The day on which it was given, in its plan."""
        return civil_date(self.given_at, self.time_zone)


@cache
def _is_open_question() -> ColumnElement[bool]:
    """Return the condition that an agency leads a task, and has not said that it has it."""
    said = select(Acknowledgement.id).where(
        Acknowledgement.task_id == TaskAgency.task_id,
        Acknowledgement.agency_id == TaskAgency.agency_id,
        Acknowledgement.given_at == TaskAgency.given_at,
    )
    return and_(TaskAgency.role == "lead", TaskAgency.given_at.is_not(None), ~said.exists())


@cache
def is_unacknowledged() -> ColumnElement[bool]:
    """Return the condition of an owed task that one of its lead agencies has not acknowledged."""
    asked = select(TaskAgency.task_id).where(TaskAgency.task_id == Task.id, _is_open_question())
    return and_(owed(), asked.exists())


def outstanding(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    """Return the select of what agencies have still to acknowledge, in the order of the plans."""
    return (
        select(
            Task.id,
            Task.code,
            Task.name,
            Task.assignee_id,
            Task.due_on,
            Task.plan_id,
            Plan.slug,
            Plan.title.label("plan_title"),
            Plan.time_zone,
            TaskAgency.agency_id,
            Agency.label,
            TaskAgency.given_at,
        )
        .join(TaskAgency, TaskAgency.task_id == Task.id)
        .join(Agency, Agency.id == TaskAgency.agency_id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(_is_open_question(), owed(), *conditions)
        .order_by(Plan.title, Task.plan_id, Task.position, Agency.label)
    )


def asked_of(session: Session, standings: Sequence[Standing]) -> list[Outstanding]:
    """Return what the agencies that a person leads for have to acknowledge; one select."""
    mine = [
        and_(Task.plan_id == s.plan_id, TaskAgency.agency_id.in_(s.agency_ids))
        for s in standings
        if s.role == "lead"
    ]
    return read(Outstanding, session.execute(outstanding(or_(*mine)))) if mine else []


def counted_in(plan_id: int) -> ScalarSelect[int]:
    """Return the expression of how many tasks of a plan wait to be acknowledged."""
    wanted = select(func.count()).select_from(Task)
    return wanted.where(Task.plan_id == plan_id, is_unacknowledged()).scalar_subquery()


def days_taken(
    session: Session, days: Mapping[int, PlanDay], agency_ids: Iterable[int]
) -> dict[int, list[int]]:
    """Return, by agency, the working days from given to acknowledged of each task; one select.

    Args:
        days: which day it is in each plan that is asked about.
    """
    rows = session.execute(
        select(
            Acknowledgement.agency_id,
            Acknowledgement.given_at,
            Acknowledgement.said_at,
            Task.plan_id,
            Plan.time_zone,
        )
        .join(Task, Task.id == Acknowledgement.task_id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(Task.plan_id.in_(days), Acknowledgement.agency_id.in_(agency_ids))
        .order_by(Acknowledgement.id)
    )
    found: dict[int, list[int]] = defaultdict(list)
    for row in rows:
        given, said = (civil_date(at, row.time_zone) for at in (row.given_at, row.said_at))
        calendar = days[row.plan_id].calendar
        found[row.agency_id].append(calendar.working_days_between(given, said))
    return dict(found)
