"""Tell the coordinators of each plan its week, once, with the digest of the first working day.

Part of every beat, and safe in any number of processes: what was told stands in the ledger, and
its key is the week. A week that nobody could be told of before the next began is not told later.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from sqlalchemy import select

from models import Notice, Plan
from workplan.clock import civil_date
from workplan.extensions import db
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.people import mail_preferences, plan_members
from workplan.services.record.change import Change
from workplan.services.record.plan_by_plan import plan_by_plan
from workplan.services.tasks.states import day_of
from workplan.vocabulary import NoticeKind

A_WEEK = timedelta(days=7)


def tell(plan_ids: Iterable[int], now: datetime) -> int:
    """Write to the ledger the week of each plan that has to be told of; return how many plans.

    A plan in which that fails is logged, and holds up no other.
    """
    session = db.session()
    # Wherever a plan is, its week began in this one or the one before of UTC.
    since = monday(civil_date(now, "UTC")) - A_WEEK
    told = select(Notice.plan_id, Notice.week_on).where(
        Notice.kind == NoticeKind.WEEKLY, Notice.week_on >= since
    )
    done = {(row.plan_id, row.week_on) for row in session.execute(told)}
    zones = session.execute(select(Plan.id, Plan.time_zone).where(Plan.id.in_(plan_ids))).all()
    session.rollback()
    due = [row.id for row in zones if (row.id, monday(civil_date(now, row.time_zone))) not in done]
    return plan_by_plan(due, now, _tell, "Nobody can be told the week")


def _tell(change: Change, plan_id: int) -> bool:
    with change.transaction() as session:
        plan = session.get_one(Plan, plan_id)
        day = day_of(session, plan, change.now)
        begun = monday(day.today)
        wanted = select(Notice.id).where(Notice.plan_id == plan_id, Notice.week_on == begun)
        if session.scalar(wanted.limit(1)) is not None:
            return False
        if not day.calendar.is_working(day.today):
            return False
        # Mail that is too late for today goes on the next working day, if that is of the week.
        usual = mail_preferences.DEFAULTS
        next_on = usual.digest_at(change.now, plan.time_zone, day.calendar)
        if monday(civil_date(next_on, plan.time_zone)) != begun:
            return False
        members = plan_members.members_of(session, plan_id)
        coordinators = [one.user_id for one in members if one.role == "coordinator"]
        news = News(NoticeKind.WEEKLY, week_on=begun)
        return bool(notices.tell_all(change, plan_id, [Told(None, news, coordinators)]))


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())
