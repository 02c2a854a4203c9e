"""What is handed to somebody, who may take it, and how it goes to them when its person leaves."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import and_, select, update
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


class HeldTask(NamedTuple):
    """An open task that somebody has, and one of its lead agencies."""

    id: int
    plan_id: int
    lead_id: int | None


class Taker(NamedTuple):
    """Somebody who may take some of the tasks that another person has, and how many."""

    id: int
    name: str
    tasks: int


def hand_on(change: Change, user_id: int, to_id: int, plan_id: int | None = None) -> int:
    """Hand what somebody has to another person, where that one may have it; return how much.

    In the caller's transaction; as many statements for many tasks of a plan as for one.

    Args:
        plan_id: the only plan whose tasks are handed on; None for all that are open.
    """
    session = change.session
    held = _held_by(session, user_id, plan_id)
    handed = 0
    for number in sorted({task.plan_id for task in held}):
        plan, reach = session.get_one(Plan, number), reach_of(session, number)
        leads = _leads_of(held, number)
        theirs = [task_id for task_id, own in leads.items() if reach.works_for(to_id, own)]
        if not theirs:
            continue
        session.execute(
            update(Task)
            .where(Task.id.in_(theirs))
            .values(assignee_id=to_id, version=Task.version + 1)
        )
        entries = [
            journal.Entry(
                "task.assigned",
                ("task", task_id),
                {"assignee_id": user_id},
                {"assignee_id": to_id},
            )
            for task_id in theirs
        ]
        journal.record(change, civil_date(change.now, plan.time_zone), number, entries)
        notices.tell_all(change, number, [Told(one, News("handed"), [to_id]) for one in theirs])
        handed += len(theirs)
    return handed


def takers(session: Session, user_id: int) -> list[Taker]:
    """Return who may take something of what somebody has, by how much, then by name.

    Three selects, however much it is; nobody learns what the tasks are.
    """
    held = _held_by(session, user_id, None)
    plans = {task.plan_id for task in held}
    people: dict[int, list[Member]] = defaultdict(list)
    names: dict[int, str] = {}
    for row in session.execute(
        select(
            Membership.plan_id,
            Membership.user_id,
            Membership.role,
            Membership.agency_id,
            User.name,
        )
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.plan_id.in_(plans), User.disabled_at.is_(None), Membership.user_id != user_id
        )
    ):
        member = Member(row.user_id, row.role, row.agency_id, is_supervisor=False)
        people[row.plan_id].append(member)
        names[row.user_id] = row.name
    parents, counts = plan_members.parents(session), dict.fromkeys(names, 0)
    for plan in plans:
        reach = Reach(people[plan], parents)
        for own in _leads_of(held, plan).values():
            for member in people[plan]:
                counts[member.user_id] += reach.works_for(member.user_id, own)
    able = [Taker(number, names[number], count) for number, count in counts.items() if count]
    return sorted(able, key=lambda one: (-one.tasks, one.name))


def held_count(session: Session, user_id: int) -> tuple[int, int]:
    """Return how many open tasks are handed to somebody, and in how many plans."""
    held = _held_by(session, user_id, None)
    return len({task.id for task in held}), len({task.plan_id for task in held})


def _held_by(session: Session, user_id: int, plan_id: int | None) -> list[HeldTask]:
    """Return the open tasks of open plans that somebody has, a row for each lead agency."""
    wanted = (
        select(Task.id, Task.plan_id, TaskAgency.agency_id.label("lead_id"))
        .join(Plan, Plan.id == Task.plan_id)
        .outerjoin(TaskAgency, and_(TaskAgency.task_id == Task.id, TaskAgency.role == "lead"))
        .where(
            Task.assignee_id == user_id,
            Task.removed_at.is_(None),
            Plan.stage != "closed",
            Plan.removed_at.is_(None),
            is_open(Task),
            *(() if plan_id is None else (Task.plan_id == plan_id,)),
        )
        .order_by(Task.id)
    )
    return read(HeldTask, session.execute(wanted))


def _leads_of(held: list[HeldTask], plan_id: int) -> dict[int, set[int]]:
    leads: dict[int, set[int]] = {}
    for task in held:
        if task.plan_id == plan_id:
            own = leads.setdefault(task.id, set())
            if task.lead_id is not None:
                own.add(task.lead_id)
    return leads
