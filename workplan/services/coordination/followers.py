"""Who follows a task: one click, and one to stop; what followers are told, the plan's rules say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import Follower, Plan, Task
from workplan.errors import InvalidInput
from workplan.services.people import rights
from workplan.services.people.which_plans import listed_plans
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.read_models import read


class FollowedTask(NamedTuple):
    """A task that somebody follows; `due_on` is its suspense, if it has one."""

    id: int
    code: str
    name: str
    due_on: date | None
    plan: str


def follow(change: Change, task_id: int) -> None:
    """Let somebody follow a task that they may read; twice is once.

    Raises:
        InvalidInput: when the task has left the plan, or nobody is reminded of it any more.
    """
    with change.transaction() as session:
        task, _ = rights.task_for(session, change.actor, task_id)
        rights.require_open(session, task.plan_id)
        if task.removed_at is not None or not task.is_open:
            raise InvalidInput(
                "task", f"“{task.name}” is not open any more. Choose a task that is still to do."
            )
        if session.get(Follower, (task_id, change.actor.id)) is not None:
            return
        session.add(Follower(task_id=task_id, user_id=change.actor.id, since=change.now))
        _note(change, "task.followed", task)


def stop(change: Change, task_id: int) -> None:
    """Let somebody follow a task no longer; who does not is left alone."""
    with change.transaction() as session:
        task, _ = rights.task_for(session, change.actor, task_id)
        rights.require_open(session, task.plan_id)
        stop_all(change, [task.id])


def stop_all(change: Change, task_ids: Iterable[int]) -> None:
    """Let somebody follow none of some tasks any more, whether or not they may still read them."""
    session = change.session
    mine = Follower.user_id == change.actor.id
    rows = select(Follower.task_id).where(mine, Follower.task_id.in_(task_ids))
    followed = session.scalars(rows.order_by(Follower.task_id)).all()
    session.execute(delete(Follower).where(mine, Follower.task_id.in_(followed)))
    for task_id in followed:
        _note(change, "task.unfollowed", session.get_one(Task, task_id))


def follows(session: Session, user_id: int | None, task_id: int) -> bool:
    """Tell whether somebody follows a task."""
    return session.get(Follower, (task_id, user_id)) is not None


def of_person(session: Session, actor: Actor) -> list[FollowedTask]:
    """Return what somebody follows in the plans of their lists that are open, the soonest first."""
    rows = session.execute(
        select(Task.id, Task.code, Task.name, Task.due_on, Plan.title.label("plan"))
        .join(Follower, Follower.task_id == Task.id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(Follower.user_id == actor.id, Task.removed_at.is_(None))
        .where(Plan.id.in_(listed_plans(actor)), Plan.stage != "closed")
        .order_by(Task.due_on.is_(None), Task.due_on, Plan.title, Task.position, Task.id)
    )
    return read(FollowedTask, rows)


def _note(change: Change, verb: str, task: Task) -> None:
    change.session.flush()
    after = {"user_id": change.actor.id}
    journal.note(change, task.plan_id, journal.Entry(verb, ("task", task.id), None, after))
