"""When a task is given to its lead: the later of the plan's approval and of becoming the lead."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Plan, Task, TaskAgency
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
