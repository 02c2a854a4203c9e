"""Who may do the work of a task: those who act for its lead agencies, or bureaus below them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import Agency, Membership, Plan, Task, User
from workplan.errors import InvalidInput
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.coordination.recipients import reach_of
from workplan.services.people import rights
from workplan.services.people.plan_members import WORKING_ROLES
from workplan.services.record.change import Change
from workplan.services.record.read_models import read_first
from workplan.services.tasks.task_fields import TaskFields


class Worker(NamedTuple):
    """Somebody who does the work of a plan, with how tables show their agency."""

    id: int
    name: str
    label: str


class Chosen(NamedTuple):
    """A member of a plan to whom a task is to be handed."""

    name: str
    disabled_at: datetime | None
    role: str
    agency_id: int | None


def workers(plan_id: int) -> Select[int, str, int | None, str]:
    """Return the select of those who do the work of a plan: id, name, agency and its label."""
    return (
        select(User.id, User.name, Membership.agency_id, Agency.label)
        .join(Membership, Membership.user_id == User.id)
        .join(Agency, Agency.id == Membership.agency_id)
        .where(
            Membership.plan_id == plan_id,
            Membership.role.in_(WORKING_ROLES),
            User.disabled_at.is_(None),
        )
        .order_by(User.name)
    )


def workers_of(session: Session, plan_id: int) -> list[Worker]:
    """Return those who do the work of a plan, by name."""
    return [Worker(row.id, row.name, row.label) for row in session.execute(workers(plan_id))]


def settled(
    session: Session, plan: Plan, wanted: TaskFields, before: TaskFields | None = None
) -> TaskFields:
    """Return a task's structure in the hands of somebody who may have it, or back with its agency.

    Whoever did the work and no longer acts for a lead agency is let go.

    Args:
        before: the task as it stands, if it is in the plan already.

    Raises:
        InvalidInput: for somebody newly chosen who does not act for a lead agency.
    """
    chosen = wanted.assignee_id
    if chosen is None:
        return wanted
    member = _member(session, plan, chosen)
    if member is not None and _may_have(session, member, wanted.leads):
        return wanted
    if before is not None and before.assignee_id == chosen:
        return replace(wanted, assignee_id=None)
    raise InvalidInput("assignee_id", _why_not(session, member, wanted))


def check_all(
    session: Session, plan: Plan, changes: Iterable[tuple[TaskFields, TaskFields]]
) -> None:
    """Refuse somebody newly chosen who may not have one of many tasks; two selects for all.

    Raises:
        InvalidInput: for the first task whose lead agencies they do not act for.
    """
    given = [(old, new) for old, new in changes if new.assignee_id not in (None, old.assignee_id)]
    if not given:
        return
    reach = reach_of(session, plan.id)
    for old, new in given:
        if new.assignee_id is not None and not reach.works_for(new.assignee_id, new.leads):
            settled(session, plan, new, old)


def settled_all(session: Session, plan: Plan, wanted: Sequence[TaskFields]) -> list[TaskFields]:
    """Return the structures of many tasks, without whoever acts for no lead agency of theirs.

    Two selects for all.
    """
    if all(one.assignee_id is None for one in wanted):
        return [*wanted]
    reach = reach_of(session, plan.id)
    return [
        one
        if one.assignee_id is None or reach.works_for(one.assignee_id, one.leads)
        else replace(one, assignee_id=None)
        for one in wanted
    ]


def tell(change: Change, task: Task, was: int | None) -> None:
    """Tell whoever has a task now, and whoever had it, when that is somebody else.

    Args:
        was: who had it before, if anybody did.
    """
    notices.tell_all(change, task.plan_id, _news(task.id, was, task.assignee_id))


def tell_of(
    change: Change,
    plan_id: int,
    changes: Iterable[tuple[int, TaskFields, TaskFields]],
) -> None:
    """Tell it of many tasks of a plan; as many statements as for one.

    Args:
        changes: each task's id, with what was decided about it before and after.
    """
    told = [
        one
        for task_id, old, new in changes
        for one in _news(task_id, old.assignee_id, new.assignee_id)
    ]
    notices.tell_all(change, plan_id, told)


def _news(task_id: int, was: int | None, now_has: int | None) -> list[Told]:
    if now_has == was:
        return []
    pairs = (("handed", now_has), ("taken", was))
    return [Told(task_id, News(kind), [who]) for kind, who in pairs if who is not None]


def _may_have(session: Session, member: Chosen, leads: Collection[int]) -> bool:
    if member.disabled_at is not None or member.role not in WORKING_ROLES:
        return False
    return member.agency_id in leads or member.agency_id in rights.with_bureaus(session, leads)


def _why_not(session: Session, member: Chosen | None, wanted: TaskFields) -> str:
    if member is None:
        return "That person is not in this plan. Choose a member."
    if member.disabled_at is not None:
        return f"{member.name} has left. Choose somebody who is here."
    labels = session.scalars(
        select(Agency.label).where(Agency.id.in_(wanted.leads)).order_by(Agency.id)
    ).all()
    if not labels:
        return "No agency leads the task, so nobody can be handed it. Choose a lead agency first."
    leads = " and ".join(labels)
    verb = "leads" if len(labels) == 1 else "lead"
    return (
        f"{member.name} does not act for {leads}, which {verb} {wanted.code}. "
        "Choose somebody who does, or nobody: the work is then the agency’s."
    )


def _member(session: Session, plan: Plan, user_id: int) -> Chosen | None:
    wanted = (
        select(User.name, User.disabled_at, Membership.role, Membership.agency_id)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.plan_id == plan.id, User.id == user_id)
    )
    return read_first(Chosen, session.execute(wanted))
