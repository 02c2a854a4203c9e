"""What a mail says of the week of a plan; it is written by whoever can draw it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from models import Notice, Plan
from workplan.mail.week import DigestWeek

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
    link = f"{base_url}/plans/{plan.slug}/activity"
    last = max(weeks) - timedelta(days=1)
    if week_of is None or plan.has_bare_mails:
        return DigestWeek(last, link)
    return week_of(session, plan, last, link, now)
