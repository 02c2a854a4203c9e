"""The reminder ledger, as far as a person may read it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models import Plan, Reminder, Task, User
from workplan.services.access import Standing
from workplan.services.rows import AnyRow

PAGE_SIZE = 50


class Ledger(NamedTuple):
    """One page of the ledger, newest first."""

    rows: Sequence[AnyRow]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))


def ledger(
    session: Session, standings: Sequence[Standing], state: str = "", page: int = 1
) -> Ledger:
    """Return a page of the reminders that these standings let a person read."""
    if not standings:
        return Ledger([], 0, 1)
    conditions = [or_(*(standing.readable_reminders() for standing in standings))]
    if state:
        conditions.append(Reminder.state == state)
    total = session.scalar(select(func.count()).select_from(Reminder).where(*conditions)) or 0
    page = min(max(1, page), max(1, -(-total // PAGE_SIZE)))
    rows = session.execute(
        select(
            Reminder.id,
            Reminder.due_on,
            Reminder.rung_days,
            Reminder.send_on,
            Reminder.not_before,
            Reminder.state,
            Reminder.sent_at,
            Reminder.attempts,
            Reminder.is_possible_copy,
            Reminder.message_id,
            Reminder.last_reply,
            Task.id.label("task_id"),
            Task.code,
            Task.name.label("task_name"),
            User.name.label("user_name"),
            Plan.slug,
            Plan.title.label("plan_title"),
        )
        .join(Task, Task.id == Reminder.task_id)
        .join(User, User.id == Reminder.user_id)
        .join(Plan, Plan.id == Reminder.plan_id)
        .where(*conditions)
        .order_by(Reminder.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    return Ledger(rows, total, page)
