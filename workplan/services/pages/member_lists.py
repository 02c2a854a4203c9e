"""Who is in a plan, what each does there, and who was taken out."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from models import Agency, JournalEntry, Membership, Task, User
from workplan.services.record.read_models import read
from workplan.services.tasks.states import is_open
from workplan.vocabulary import Role


class HandedTask(NamedTuple):
    """An open task, and to whom it is handed."""

    id: int
    code: str
    name: str
    assignee_id: int | None


class MemberRow(NamedTuple):
    """A member, and the open tasks that are handed to them."""

    user_id: int
    name: str
    email: str
    role: str
    agency: str
    agency_code: str
    is_supervisor: bool
    version: int
    is_disabled: bool
    tasks: list[HandedTask]


class FormerMember(NamedTuple):
    """Somebody who was taken out of a plan, when, and by whom."""

    user_id: int
    name: str
    email: str
    role: str
    left_at: datetime
    by: str
    is_disabled: bool


def members(session: Session, plan_id: int) -> list[MemberRow]:
    """Return the members of a plan, by role and name; two selects."""
    handed = (
        select(Task.id, Task.code, Task.name, Task.assignee_id)
        .where(
            Task.plan_id == plan_id,
            Task.removed_at.is_(None),
            Task.assignee_id.is_not(None),
            is_open(Task),
        )
        .order_by(Task.position)
    )
    tasks: dict[int | None, list[HandedTask]] = defaultdict(list)
    for task in read(HandedTask, session.execute(handed)):
        tasks[task.assignee_id].append(task)
    order = case({role: place for place, role in enumerate(Role.codes())}, value=Membership.role)
    rows = session.execute(
        select(
            User.id,
            User.name,
            User.email,
            User.disabled_at,
            Membership.role,
            Membership.is_supervisor,
            Membership.version,
            Agency.label,
            Agency.code,
        )
        .join(Membership, Membership.user_id == User.id)
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .where(Membership.plan_id == plan_id)
        .order_by(order, User.name)
    )
    return [
        MemberRow(
            row.id,
            row.name,
            row.email,
            row.role,
            row.label or "",
            row.code or "",
            row.is_supervisor,
            row.version,
            row.disabled_at is not None,
            tasks[row.id],
        )
        for row in rows
    ]


def former_members(session: Session, plan_id: int) -> list[FormerMember]:
    """Return who was taken out of a plan and is not back, the last first."""
    present = select(Membership.user_id).where(Membership.plan_id == plan_id)
    rows = session.execute(
        select(JournalEntry, User.id, User.name, User.email, User.disabled_at)
        .join(User, User.id == JournalEntry.subject_id)
        .where(
            JournalEntry.plan_id == plan_id,
            JournalEntry.verb == "member.left",
            JournalEntry.subject_id.not_in(present),
        )
        .order_by(JournalEntry.seq.desc())
    ).all()
    found: dict[int, FormerMember] = {}
    for entry, user_id, name, email, disabled_at in rows:
        role = (entry.before or {})["role"]
        one = FormerMember(
            user_id, name, email, role, entry.at, entry.actor_name, disabled_at is not None
        )
        found.setdefault(user_id, one)
    return list(found.values())
