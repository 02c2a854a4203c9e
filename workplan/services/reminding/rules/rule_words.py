"""What a reminder rule says of a task in its own words: the facts that stand for its names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan, Task
from workplan.mail.digest import far
from workplan.reminders import wording
from workplan.scheduling.explain import day_words
from workplan.services.tasks.due_work import owing
from workplan.services.tasks.owners import NOBODY, owners_of
from workplan.services.tasks.states import PlanDay, TaskState, day_of


class Tried(NamedTuple):
    """What a rule would say of a task: which one, and the words."""

    task: str
    said: str


def facts(
    plan: Plan, day: PlanDay, task: Task, due_on: date, leads: Sequence[str]
) -> dict[str, str]:
    """Return what stands for each name of `wording.FIELDS`."""
    return {
        "code": task.code,
        "name": task.name,
        "due": day_words(due_on),
        "when": far(
            working_days(day, due_on, day.state_of(task)),
            is_due_on_day_off=not day.calendar.is_working(due_on),
        ),
        "agency": ", ".join(leads),
        "finish": day_words(task.finish_on) if task.finish_on else "not computed yet",
        "plan": plan.title,
    }


def working_days(day: PlanDay, due_on: date, state: TaskState) -> int:
    """Return the working days to a suspense; negative by as many as it is overdue."""
    if state.state == "overdue":
        return -state.days
    last = day.calendar.on_or_before(due_on)
    return max(0, day.calendar.working_days_between(day.today, last))


def tried(session: Session, plan: Plan, said: str, now: datetime) -> Tried | None:
    """Return what words would say of the task that is due first; None when nothing is due."""
    task = session.scalars(
        select(Task)
        .where(Task.plan_id == plan.id, owing())
        .order_by(Task.due_on, Task.position)
        .limit(1)
    ).first()
    if task is None or task.due_on is None:
        return None
    leads = owners_of(session, [task.id]).get(task.id, NOBODY).leads
    known = facts(plan, day_of(session, plan, now), task, task.due_on, leads)
    return Tried(f"{task.code} {task.name}", wording.said(said, known))
