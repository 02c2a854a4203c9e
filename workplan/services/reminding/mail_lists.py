"""What went out by mail, a row a mail, as far as a person may read it.

A mail gathers rows of both ledgers under one Message-ID. What was never offered to a server has
none: it is gathered by its person and moment.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Integer,
    String,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session, aliased

from models import Agency, Membership, Notice, Plan, Reminder, Task, User
from workplan.paging import page_within, pages_of
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read
from workplan.services.reminding.ledgers import THE_WEEK
from workplan.services.reminding.mail_filters import WENT_OUT, MailFilter

A_PAGE = 50
KEY = ("plan_id", "user_id", "state", "message_id", "unnamed_at")
"""What the rows of one mail have in common."""


class Line(NamedTuple):
    """A row of a ledger, as part of its mail; `rung_days` of a reminder, in the days that it is
    `counted_in`; `kind` of a notice.

    A reminder `is_inner` that counts from the inner suspense of an agency.
    """

    ledger: str
    id: int
    rung_days: int | None
    counted_in: str | None
    due_on: date | None
    is_for_nobody: bool
    is_inner: bool
    kind: str | None
    plan_id: int
    user_id: int
    state: str
    message_id: str | None
    unnamed_at: datetime | None
    at: datetime
    attempts: int
    is_possible_copy: bool
    last_reply: str
    seen_at: datetime | None
    task_id: int
    code: str
    task_name: str
    user_name: str
    agency: str | None
    absent: str | None
    slug: str
    plan_title: str


class Mail(NamedTuple):
    """A mail, by its rows, of which the first says how it fared."""

    first: Line
    lines: list[Line]

    @property
    def is_seen(self) -> bool:
        """Tell whether somebody has seen that all of it failed."""
        return all(line.seen_at is not None for line in self.lines)


class MailPage(NamedTuple):
    """A page of mails, the latest first."""

    mails: list[Mail]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return pages_of(self.total, A_PAGE)


def mails(
    session: Session,
    standings: Sequence[Standing],
    wanted: MailFilter,
    now: datetime,
    page: int = 1,
) -> MailPage:
    """Return a page of the mails that these standings let a person read.

    Two selects, for any number of mails.

    Args:
        session: the session.
        standings: what the person is in each plan that is asked about.
        wanted: which of them; of what state they are asked for, or all that went out or wait.
        now: this moment.
        page: from 1.
    """
    if not standings:
        return MailPage([], 0, 1)
    rows = _rows(standings, wanted, now)
    group = [rows.c[name] for name in KEY]
    keys = (
        select(*group, func.max(rows.c.at).label("latest"), func.max(rows.c.id).label("last"))
        .group_by(*group)
        .cte("keys")
    )
    total = session.scalar(select(func.count()).select_from(keys)) or 0
    page = page_within(page, total, A_PAGE)
    of_page = (
        select(keys)
        .order_by(keys.c.latest.desc(), keys.c.last.desc())
        .limit(A_PAGE)
        .offset((page - 1) * A_PAGE)
        .cte("of_page")
    )
    return MailPage(_gathered(read(Line, session.execute(_lines(rows, of_page)))), total, page)


def unseen_failures(session: Session, standings: Sequence[Standing], now: datetime) -> list[Mail]:
    """Return the latest mails that failed for good and that nobody has seen."""
    found = mails(session, standings, MailFilter(state="dead"), now)
    return [mail for mail in found.mails if not mail.is_seen]


def _rows(standings: Sequence[Standing], wanted: MailFilter, now: datetime) -> CTE:
    """Return the readable rows of both ledgers, with what each has of its own."""
    own: dict[Any, tuple[Any, ...]] = {
        Reminder: (
            *(Reminder.rung_days, Reminder.counted_in, Reminder.due_on),
            *(Reminder.is_for_nobody, Reminder.is_inner, null_as(String)),
        ),
        Notice: (
            *(null_as(Integer), null_as(String), null_as(Date)),
            *(literal(False), literal(False), Notice.kind),
        ),
    }
    parts = []
    for ledger, (rung_days, counted_in, due_on, is_for_nobody, is_inner, kind) in own.items():
        unnamed = case((ledger.message_id.is_(None), ledger.not_before), else_=null())
        parts.append(
            select(
                literal(ledger.__tablename__).label("ledger"),
                ledger.id,
                rung_days.label("rung_days"),
                counted_in.label("counted_in"),
                due_on.label("due_on"),
                is_for_nobody.label("is_for_nobody"),
                is_inner.label("is_inner"),
                kind.label("kind"),
                ledger.plan_id,
                ledger.user_id,
                ledger.state,
                ledger.message_id,
                unnamed.label("unnamed_at"),
                func.coalesce(ledger.sent_at, ledger.not_before).label("at"),
                ledger.attempts,
                ledger.is_possible_copy,
                ledger.last_reply,
                ledger.seen_at,
                ledger.task_id,
                ledger.in_place_of_id,
            ).where(
                or_(*(standing.readable_mail(ledger) for standing in standings)),
                *wanted.conditions(ledger, now),
                *(() if wanted.state else (ledger.state.in_(WENT_OUT),)),
            )
        )
    return union_all(*parts).cte("rows")


def null_as(kind: Any) -> ColumnElement[Any]:
    """Return a null of a type, as a union wants it on PostgreSQL."""
    return cast(null(), kind)


def _lines(rows: CTE, wanted: CTE) -> Any:
    """Return the select of the rows of some mails, each mail together, the latest first."""
    absent = aliased(User)
    alike = [rows.c[name].is_not_distinct_from(wanted.c[name]) for name in KEY]
    own = [rows.c[name] for name in Line._fields[: Line._fields.index("task_id") + 1]]
    return (
        select(
            *own,
            func.coalesce(Task.code, THE_WEEK).label("code"),
            func.coalesce(Task.name, "").label("task_name"),
            User.name.label("user_name"),
            Agency.label.label("agency"),
            absent.name.label("absent"),
            Plan.slug,
            Plan.title.label("plan_title"),
        )
        .join(wanted, and_(*alike))
        .outerjoin(Task, Task.id == rows.c.task_id)
        .join(User, User.id == rows.c.user_id)
        .join(Plan, Plan.id == rows.c.plan_id)
        .outerjoin(
            Membership,
            and_(Membership.plan_id == rows.c.plan_id, Membership.user_id == rows.c.user_id),
        )
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .outerjoin(absent, absent.id == rows.c.in_place_of_id)
        .order_by(wanted.c.latest.desc(), wanted.c.last.desc(), rows.c.ledger, rows.c.id)
    )


def _gathered(lines: Sequence[Line]) -> list[Mail]:
    found: dict[tuple[Any, ...], Mail] = {}
    for line in lines:
        key = tuple(getattr(line, name) for name in KEY)
        found.setdefault(key, Mail(line, [])).lines.append(line)
    return list(found.values())
