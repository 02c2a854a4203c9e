"""What a mail says of the week of a plan; it is written by whoever can draw it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Notice, Plan
from models.reminding.outgoing import WAITING
from workplan.clock import civil_date
from workplan.extensions import db
from workplan.mail.week import DigestWeek
from workplan.vocabulary import NoticeKind

A_DAY = timedelta(days=1)
WeekOf = Callable[[Session, Plan, date, str, datetime], DigestWeek]
"""Writes the week of a plan: its last day, where its page is, and this moment."""


def told_week(
    session: Session,
    plan: Plan,
    notices: list[Notice],
    base_url: str,
    now: datetime,
    week_of: WeekOf | None,
) -> DigestWeek | None:
    """Return the last of the weeks that somebody is told of, if they are."""
    weeks = [row.week_on for row in notices if row.week_on is not None]
    if not weeks:
        return None
    last = max(weeks) - A_DAY
    if week_of is None or plan.has_bare_mails:
        return DigestWeek(last, _page(plan, base_url))
    return week_of(session, plan, last, _page(plan, base_url), now)


def drawn_before(week_of: WeekOf, base_url: str, now: datetime) -> WeekOf:
    """Return what writes weeks as another does, with those that are due now drawn already.

    To draw takes a while, in which nobody should wait for the database.
    """
    session = db.session()
    waiting = (
        select(Plan, Notice.week_on)
        .join(Notice, Notice.plan_id == Plan.id)
        .where(
            Notice.kind == NoticeKind.WEEKLY,
            Notice.state.in_(WAITING),
            Notice.not_before <= now,
            Plan.has_bare_mails.is_(False),
        )
    )
    drawn: dict[tuple[int, date], DigestWeek] = {}
    for plan, week_on in session.execute(waiting).unique():
        last = (week_on or civil_date(now, plan.time_zone)) - A_DAY
        if (plan.id, last) not in drawn:
            drawn[plan.id, last] = week_of(session, plan, last, _page(plan, base_url), now)
    session.rollback()

    def found(session: Session, plan: Plan, last: date, page: str, now: datetime) -> DigestWeek:
        known = drawn.get((plan.id, last))
        return known if known is not None else week_of(session, plan, last, page, now)

    return found


def _page(plan: Plan, base_url: str) -> str:
    return f"{base_url}/plans/{plan.slug}/activity"
