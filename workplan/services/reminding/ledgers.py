"""The ledgers of mail, as far as a person may read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from models import Notice, Plan, Reminder, Task, User
from models.reminding.outgoing import Outgoing
from workplan.services.people.rights import Standing
from workplan.services.record.rows import AnyRow

PAGE_SIZE = 50


class Ledger(NamedTuple):
    """One page of a ledger, newest first."""

    rows: Sequence[AnyRow]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def ledger(
    session: Session, standings: Sequence[Standing], state: str = "", page: int | None = 1
) -> Ledger:
    """Return a page of the reminders that these standings let a person read; None for all."""
    columns = (
        Reminder.due_on,
        Reminder.rung_days,
        Reminder.send_on,
        Reminder.is_for_nobody,
    )
    return _page(session, standings, Reminder, columns, state, page)


def notices(
    session: Session, standings: Sequence[Standing], state: str = "", page: int | None = 1
) -> Ledger:
    """Return a page of the mail about what others said and did that they may read."""
    return _page(session, standings, Notice, (Notice.kind, Notice.told_at), state, page)


def _page(
    session: Session,
    standings: Sequence[Standing],
    of: type[Outgoing],
    columns: tuple[Any, ...],
    state: str,
    page: int | None,
) -> Ledger:
    if not standings:
        return Ledger([], 0, 1)
    conditions = [or_(*(standing.readable_mail(of) for standing in standings))]
    if state:
        conditions.append(of.state == state)
    total = session.scalar(select(func.count()).select_from(of).where(*conditions)) or 0
    absent = aliased(User)
    wanted = (
        select(
            of.id,
            *columns,
            of.not_before,
            of.state,
            of.sent_at,
            of.attempts,
            of.is_possible_copy,
            of.message_id,
            of.last_reply,
            of.seen_at,
            of.plan_id,
            Task.id.label("task_id"),
            Task.code,
            Task.name.label("task_name"),
            User.name.label("user_name"),
            absent.name.label("absent"),
            Plan.slug,
            Plan.title.label("plan_title"),
        )
        .join(Task, Task.id == of.task_id)
        .join(User, User.id == of.user_id)
        .join(Plan, Plan.id == of.plan_id)
        .outerjoin(absent, absent.id == of.in_place_of_id)
        .where(*conditions)
        .order_by(of.id.desc())
    )
    if page is None:
        return Ledger(session.execute(wanted).all(), total, 1)
    page = min(max(1, page), max(1, -(-total // PAGE_SIZE)))
    rows = session.execute(wanted.limit(PAGE_SIZE).offset((page - 1) * PAGE_SIZE)).all()
    return Ledger(rows, total, page)
