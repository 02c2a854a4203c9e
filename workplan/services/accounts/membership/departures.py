"""Who has left the work that is handed to them: it is said, and coordinators are told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.orm import Session

from models import Membership, Plan, Task, TaskAgency, User
from workplan.clock import civil_date
from workplan.reminders.recipients import Member
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.coordination.recipients import Reach, reach_of
from workplan.services.people import plan_members
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.read_models import read
from workplan.services.tasks.states import is_open


class Handed(NamedTuple):
    """A task that is handed to somebody, what they are in its plan, and one of its leads."""

    id: int
    code: str
    name: str
    assignee_id: int
    person: str
    disabled_at: datetime | None
    role: str | None
    agency_id: int | None
    lead_id: int | None


class Left(NamedTuple):
    """A task in the hands of somebody who is not there to do it.

    Args:
        said: who has left, and that nobody does the work.
    """

    task_id: int
    code: str
    name: str
    user_id: int
    said: str


def left_of(session: Session, task_ids: Iterable[int]) -> dict[int, str]:
    """Return, for those of some tasks whose person has left, the words that say so; two selects."""
    found = _left(session, plan_members.parents(session), Task.id.in_(list(task_ids)))
    return {one.task_id: one.said for one in found}


def left_in(
    session: Session, plan_id: int, parents: Mapping[int, int | None] | None = None
) -> list[Left]:
    """Return the open tasks of a plan whose person has left, in its order.

    Args:
        parents: the agency above each agency, where that is known.
    """
    of_plan = (Task.plan_id == plan_id, Task.removed_at.is_(None), is_open(Task))
    return _left(session, parents or plan_members.parents(session), *of_plan)


def _left(
    session: Session, parents: Mapping[int, int | None], *conditions: ColumnElement[bool]
) -> list[Left]:
    wanted = (
        select(
            Task.id,
            Task.code,
            Task.name,
            User.id.label("assignee_id"),
            User.name.label("person"),
            User.disabled_at,
            Membership.role,
            Membership.agency_id,
            TaskAgency.agency_id.label("lead_id"),
        )
        .join(User, User.id == Task.assignee_id)
        .outerjoin(
            Membership,
            and_(Membership.plan_id == Task.plan_id, Membership.user_id == Task.assignee_id),
        )
        .outerjoin(TaskAgency, and_(TaskAgency.task_id == Task.id, TaskAgency.role == "lead"))
        .where(*conditions)
        .order_by(Task.position)
    )
    rows = read(Handed, session.execute(wanted))
    leads: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        if row.lead_id is not None:
            leads[row.id].add(row.lead_id)
    said = {row.id: _said(row, leads[row.id], parents) for row in rows}
    tasks = {row.id: row for row in rows}
    return [
        Left(task_id, row.code, row.name, row.assignee_id, said[task_id])
        for task_id, row in tasks.items()
        if said[task_id]
    ]


def _said(row: Handed, leads: set[int], parents: Mapping[int, int | None]) -> str:
    if row.disabled_at is not None or row.role is None:
        return f"{row.person} has left; nobody does the work"
    member = Member(row.assignee_id, row.role, row.agency_id, is_supervisor=False)
    if Reach([member], parents).works_for(row.assignee_id, leads):
        return ""
    return f"{row.person} acts for no lead agency of it any more; nobody does the work"


def tell_coordinators(change: Change, user_id: int, plan_id: int | None = None) -> None:
    """Tell coordinators of each open task that somebody leaves, once they have left.

    In the caller's transaction; as many statements for many tasks of a plan as for one.

    Args:
        plan_id: the plan that they leave; None for every one, when their account is closed.
    """
    session = change.session
    tasks = session.execute(
        select(Task.id, Task.plan_id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(
            Task.assignee_id == user_id,
            Task.removed_at.is_(None),
            Plan.stage != "closed",
            Plan.removed_at.is_(None),
            is_open(Task),
            *(() if plan_id is None else (Task.plan_id == plan_id,)),
        )
        .order_by(Task.id)
    ).all()
    gone = left_of(session, [task.id for task in tasks])
    of_plans: dict[int, list[int]] = defaultdict(list)
    for task in tasks:
        if task.id in gone:
            of_plans[task.plan_id].append(task.id)
    news = News("left", from_id=user_id)
    for number, task_ids in of_plans.items():
        members = plan_members.members_of(session, number)
        coordinators = [m.user_id for m in members if m.role == "coordinator"]
        told = [Told(task_id, news, coordinators) for task_id in task_ids]
        notices.tell_all(change, number, told)


def let_go(change: Change, plan_id: int, user_id: int, cause_seq: int) -> None:
    """Take open tasks from somebody who acts for none of their lead agencies any more.

    As many statements for many tasks as for one. A closed plan stays as it was closed.

    Args:
        cause_seq: the entry of the change of their role.
    """
    session = change.session
    plan = session.get_one(Plan, plan_id)
    if plan.stage == "closed":
        return
    of_theirs = and_(Task.plan_id == plan_id, Task.assignee_id == user_id, is_open())
    tasks = session.scalars(select(Task.id).where(of_theirs).order_by(Task.id)).all()
    leads: dict[int, set[int]] = defaultdict(set)
    for row in session.execute(
        select(TaskAgency.task_id, TaskAgency.agency_id).where(
            TaskAgency.task_id.in_(tasks), TaskAgency.role == "lead"
        )
    ):
        leads[row.task_id].add(row.agency_id)
    reach = reach_of(session, plan_id)
    lost = [task_id for task_id in tasks if not reach.works_for(user_id, leads[task_id])]
    if not lost:
        return
    session.execute(
        update(Task).where(Task.id.in_(lost)).values(assignee_id=None, version=Task.version + 1)
    )
    entries = [
        journal.Entry(
            "task.assigned",
            ("task", task_id),
            {"assignee_id": user_id},
            {"assignee_id": None},
            cause_seq=cause_seq,
        )
        for task_id in lost
    ]
    journal.record(change, civil_date(change.now, plan.time_zone), plan_id, entries)
    told = [Told(task_id, News("taken"), [user_id]) for task_id in lost]
    notices.tell_all(change, plan_id, told)
