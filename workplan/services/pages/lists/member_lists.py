"""Who is in a plan, what each does there, and who was taken out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from models import Agency, JournalEntry, Membership, Task, User
from workplan.folding import fold
from workplan.paging import page_within, pages_of
from workplan.services.record.read_models import read
from workplan.services.tasks.states import is_open
from workplan.vocabulary import Role

ROWS_A_PAGE = 50


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


class Sought(NamedTuple):
    """Which members a list shows: by words, by agency, by role; empty for all."""

    text: str = ""
    agency: str = ""
    role: str = ""


class MemberPage(NamedTuple):
    """A page of the members that are sought.

    Args:
        found: how many there are by what was sought, and `everybody` how many in the plan.
        agencies: the code and label of each for which a member acts, to choose from.
    """

    rows: list[MemberRow]
    found: int
    everybody: int
    page: int
    agencies: list[tuple[str, str]]

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return pages_of(self.found, ROWS_A_PAGE)


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


def page_of(everybody: Sequence[MemberRow], sought: Sought, page: int) -> MemberPage:
    """Return a page of those of a plan's members who are sought; it asks no database."""
    words = fold(sought.text).split()
    found = [
        row
        for row in everybody
        if sought.agency in ("", row.agency_code)
        and sought.role in ("", row.role)
        and all(word in _texts(row) for word in words)
    ]
    page = page_within(page, len(found), ROWS_A_PAGE)
    begin = (page - 1) * ROWS_A_PAGE
    agencies = {row.agency_code: row.agency for row in everybody if row.agency_code}
    return MemberPage(
        found[begin : begin + ROWS_A_PAGE],
        len(found),
        len(everybody),
        page,
        sorted(agencies.items(), key=lambda pair: fold(pair[1])),
    )


def _texts(row: MemberRow) -> str:
    return fold(f"{row.name} {row.email} {row.agency} {row.agency_code}")


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
