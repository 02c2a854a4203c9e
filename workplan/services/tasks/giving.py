"""When a task is given to its lead: the later of the plan's approval and of becoming the lead.

Each occurrence of a recurring suspense is given anew, with the one before it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from models import Acknowledgement, Plan, Task, TaskAgency
from workplan.clock import civil_date
from workplan.services.people.plan_agencies import Joining
from workplan.services.tasks.due_work import REMINDED_STAGES


def joining(plan: Plan, now: datetime) -> Joining:
    """Return how agencies come to a plan now, and when what they lead from now on is given."""
    given_at = now if plan.stage in REMINDED_STAGES else None
    return Joining(plan.id, civil_date(now, plan.time_zone), given_at)


def give_all(session: Session, plan_id: int, now: datetime) -> None:
    """Give each task of a plan to who leads it, with the approval of the plan."""
    _set(session, plan_id, now)


def give_next(session: Session, task_id: int, now: datetime) -> None:
    """Give the next occurrence of a task to who leads it, so that it is acknowledged anew.

    Who was given the task before such moments were kept is not asked about this one either.
    """
    session.execute(
        update(TaskAgency)
        .where(*_given(task_id), TaskAgency.given_at < now)
        .values(given_at=now)
        .execution_options(synchronize_session=False)
    )


def take_next_back(session: Session, task_id: int, met_at: datetime) -> None:
    """Let what an occurrence that counts as met no more was given at count again, as acknowledged.

    One that nobody had acknowledged is asked about since the moment at which it seemed to be met.

    Args:
        met_at: when it was said to be met, and the next one given.
    """
    before = (
        select(func.max(Acknowledgement.given_at))
        .where(
            Acknowledgement.task_id == TaskAgency.task_id,
            Acknowledgement.agency_id == TaskAgency.agency_id,
            Acknowledgement.given_at < met_at,
        )
        .scalar_subquery()
    )
    session.execute(
        update(TaskAgency)
        .where(*_given(task_id), TaskAgency.given_at == met_at, before.is_not(None))
        .values(given_at=before)
        .execution_options(synchronize_session=False)
    )


def _given(task_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        TaskAgency.task_id == task_id,
        TaskAgency.role == "lead",
        TaskAgency.given_at.is_not(None),
    )


def forget(session: Session, plan_id: int) -> None:
    """Let what a plan has given count as given before that was kept: nobody is asked about it."""
    _set(session, plan_id, None)


def _set(session: Session, plan_id: int, given_at: datetime | None) -> None:
    of_plan = select(Task.id).where(Task.plan_id == plan_id)
    session.execute(
        update(TaskAgency)
        .where(TaskAgency.role == "lead", TaskAgency.task_id.in_(of_plan))
        .values(given_at=given_at)
        .execution_options(synchronize_session=False)
    )
