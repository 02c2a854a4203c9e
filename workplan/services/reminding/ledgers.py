"""The ledgers of mail, as far as a person may read them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from models import Notice, Plan, Reminder, Task, User
from models.reminding.outgoing import Outgoing
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read
from workplan.services.reminding.mail_filters import MailFilter


class ReminderLine(NamedTuple):
    """A reminder as the ledger shows it: what it is, how it was sent, and about which task."""

    id: int
    due_on: date
    rung_days: int
    counted_in: str
    send_on: date
    is_for_nobody: bool
    is_inner: bool
    not_before: datetime
    state: str
    sent_at: datetime | None
    attempts: int
    is_possible_copy: bool
    message_id: str | None
    last_reply: str
    seen_at: datetime | None
    plan_id: int
    task_id: int
    code: str
    task_name: str
    user_name: str
    absent: str | None
    slug: str
    plan_title: str


class NoticeLine(NamedTuple):
    """A notice as the ledger shows it: what it is, how it was sent, and about which task."""

    id: int
    kind: str
    told_at: datetime
    not_before: datetime
    state: str
    sent_at: datetime | None
    attempts: int
    is_possible_copy: bool
    message_id: str | None
    last_reply: str
    seen_at: datetime | None
    plan_id: int
    task_id: int | None
    code: str
    task_name: str
    user_name: str
    absent: str | None
    slug: str
    plan_title: str


Line = TypeVar("Line")
THE_WEEK = "The week"
"""What stands in place of the code of a task, in mail about a plan as a whole."""


def reminders(
    session: Session, standings: Sequence[Standing], wanted: MailFilter, now: datetime
) -> list[ReminderLine]:
    """Return the reminders that these standings let a person read, the newest first."""
    columns = (
        Reminder.due_on,
        Reminder.rung_days,
        Reminder.counted_in,
        Reminder.send_on,
        Reminder.is_for_nobody,
        Reminder.is_inner,
    )
    return _lines(session, standings, Reminder, ReminderLine, columns, wanted, now)


def notices(
    session: Session, standings: Sequence[Standing], wanted: MailFilter, now: datetime
) -> list[NoticeLine]:
    """Return the mail about what others said and did that they may read, the newest first."""
    columns = (Notice.kind, Notice.told_at)
    return _lines(session, standings, Notice, NoticeLine, columns, wanted, now)


def _lines(
    session: Session,
    standings: Sequence[Standing],
    of: type[Outgoing],
    line: Callable[..., Line],
    columns: tuple[Any, ...],
    wanted: MailFilter,
    now: datetime,
) -> list[Line]:
    if not standings:
        return []
    conditions = [
        or_(*(standing.readable_mail(of) for standing in standings)),
        *wanted.conditions(of, now),
    ]
    absent = aliased(User)
    found = (
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
            func.coalesce(Task.code, THE_WEEK).label("code"),
            func.coalesce(Task.name, "").label("task_name"),
            User.name.label("user_name"),
            absent.name.label("absent"),
            Plan.slug,
            Plan.title.label("plan_title"),
        )
        .outerjoin(Task, Task.id == of.task_id)
        .join(User, User.id == of.user_id)
        .join(Plan, Plan.id == of.plan_id)
        .outerjoin(absent, absent.id == of.in_place_of_id)
        .where(*conditions)
        .order_by(of.id.desc())
    )
    return read(line, session.execute(found))
