"""Mail that came in as pages list it: from whom, what became of it, and why it waits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models import ReceivedMail, Task, User
from workplan.paging import page_within, pages_of
from workplan.services.record.read_models import read

PAGE_SIZE = 50
SHOWN = ("parked", "taken", "ignored", "set_aside")
"""The states that can be asked for; what is not read yet is so for moments only."""


class ReceivedLine(NamedTuple):
    """A mail that came in; `person` is who answered, and `code` of which task."""

    id: int
    received_at: datetime
    sender: str
    subject: str
    state: str
    kind: str
    reason: str
    is_kept: bool
    person: str | None
    task_id: int | None
    code: str | None


class ReceivedPage(NamedTuple):
    """One page of them, the newest first."""

    rows: list[ReceivedLine]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return pages_of(self.total, PAGE_SIZE)


def counts(session: Session, plan_id: int | None) -> dict[str, int]:
    """Return how many mails of a plan, or of none, are in each state."""
    rows = session.execute(
        select(ReceivedMail.state, func.count().label("mails"))
        .where(_of(plan_id))
        .group_by(ReceivedMail.state)
    )
    found = {row.state: row.mails for row in rows}
    return {state: found.get(state, 0) for state in SHOWN}


def parked_of(session: Session, plan_ids: Sequence[int]) -> dict[int, int]:
    """Return how many mails wait for somebody in each of some plans; none for plans without."""
    rows = session.execute(
        select(ReceivedMail.plan_id, func.count().label("mails"))
        .where(ReceivedMail.state == "parked", ReceivedMail.plan_id.in_(plan_ids))
        .group_by(ReceivedMail.plan_id)
    )
    return {row.plan_id: row.mails for row in rows}


def count_parked(session: Session) -> int:
    """Return how many mails wait for somebody, in all plans and in none."""
    return session.scalar(select(func.count()).where(ReceivedMail.state == "parked")) or 0


def page_of(session: Session, plan_id: int | None, state: str, page: int) -> ReceivedPage:
    """Return a page of the mails of a plan, or of none, in a state."""
    wanted = (_of(plan_id), ReceivedMail.state == state)
    total = session.scalar(select(func.count()).where(*wanted)) or 0
    page = page_within(page, total, PAGE_SIZE)
    rows = (
        select(
            ReceivedMail.id,
            ReceivedMail.received_at,
            ReceivedMail.sender,
            ReceivedMail.subject,
            ReceivedMail.state,
            ReceivedMail.kind,
            ReceivedMail.reason,
            ReceivedMail.stored_as.is_not(None).label("is_kept"),
            User.name.label("person"),
            ReceivedMail.task_id,
            Task.code,
        )
        .outerjoin(User, User.id == ReceivedMail.user_id)
        .outerjoin(Task, Task.id == ReceivedMail.task_id)
        .where(*wanted)
        .order_by(ReceivedMail.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    )
    return ReceivedPage(read(ReceivedLine, session.execute(rows)), total, page)


def _of(plan_id: int | None) -> ColumnElement[bool]:
    return ReceivedMail.plan_id.is_(None) if plan_id is None else ReceivedMail.plan_id == plan_id
