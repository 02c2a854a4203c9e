"""The people of a plan, and whom its agencies are spoken for by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import Agency, Membership, Task, TaskAgency, User
from workplan.reminders.recipients import Member, recipients
from workplan.services.record.read_models import read

WORKING_ROLES = ("lead", "contributor")
"""The roles of those who do the work of a plan, each for an agency."""


class Held(NamedTuple):
    """What somebody is in a plan, and for which agency."""

    plan_id: int
    role: str
    agency_id: int | None
    user_id: int
    is_supervisor: bool


def memberships_of(
    session: Session, user_ids: Iterable[int | None], plan_ids: Iterable[int] | Select[int]
) -> list[Held]:
    """Return what some people are in some plans."""
    wanted = (
        select(
            Membership.plan_id,
            Membership.role,
            Membership.agency_id,
            Membership.user_id,
            Membership.is_supervisor,
        )
        .where(Membership.user_id.in_(user_ids), Membership.plan_id.in_(plan_ids))
        .order_by(Membership.plan_id)
    )
    return read(Held, session.execute(wanted))


def members_of(session: Session, plan_id: int) -> list[Member]:
    """Return the members of a plan who can be written to."""
    wanted = (
        select(Membership.user_id, Membership.role, Membership.agency_id, Membership.is_supervisor)
        .join(User, User.id == Membership.user_id)
        .where(Membership.plan_id == plan_id, User.disabled_at.is_(None))
    )
    return read(Member, session.execute(wanted))


def agency_of(session: Session, plan_id: int, user_id: int | None) -> int | None:
    """Return the agency for which somebody works in a plan, if they work for one."""
    return session.scalar(
        select(Membership.agency_id).where(
            Membership.plan_id == plan_id, Membership.user_id == user_id
        )
    )


def as_member(row: Held) -> Member:
    """Return what somebody is in a plan as the rules about people take it."""
    return Member(row.user_id, row.role, row.agency_id, row.is_supervisor)


def parents(session: Session) -> dict[int, int | None]:
    """Return the agency above each agency."""
    return {row.id: row.parent_id for row in session.execute(select(Agency.id, Agency.parent_id))}


def leads_of(session: Session, task: Task) -> set[int]:
    """Return who reports on a task: the leads of its agencies, and the person it is handed to."""
    agencies = session.scalars(
        select(TaskAgency.agency_id).where(TaskAgency.task_id == task.id, TaskAgency.role == "lead")
    ).all()
    return spoken_for(session, task.plan_id, agencies, task.assignee_id)


def spoken_for(
    session: Session, plan_id: int, agency_ids: Iterable[int], assignee_id: int | None = None
) -> set[int]:
    """Return the leads of some agencies in a plan, or of the nearest above that have one."""
    members, above = members_of(session, plan_id), parents(session)
    return recipients("lead", agency_ids, assignee_id, members, above)
