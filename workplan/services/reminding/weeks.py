"""Tell the coordinators of each plan its week, once, with the digest of the first working day.

Part of every beat, and safe in any number of processes: what was told stands in the ledger, and
its key is the week. A week that nobody could be told of in its time is not told of later.
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
from workplan.services.people import plan_members
from workplan.services.record.change import Change
from workplan.services.record.plan_by_plan import plan_by_plan
from workplan.services.tasks.states import day_of
from workplan.vocabulary import NoticeKind


def tell(plan_ids: Iterable[int], now: datetime) -> int:
    """Write to the ledger the week of each plan that has to be told of; return how many plans.

    A plan in which that fails is logged, and holds up no other.
    """
    session = db.session()
    monday = NoticeKind.WEEKLY, _monday(civil_date(now, "UTC")) - timedelta(days=7)
    told = select(Notice.plan_id, Notice.week_on).where(
        Notice.kind == monday[0], Notice.week_on >= monday[1]
    )
    done = {(row.plan_id, row.week_on) for row in session.execute(told)}
    zones = session.execute(select(Plan.id, Plan.time_zone).where(Plan.id.in_(plan_ids))).all()
    session.rollback()
    due = [row.id for row in zones if (row.id, _monday(civil_date(now, row.time_zone))) not in done]
    return plan_by_plan(due, now, _tell, "Nobody can be told the week")


def _tell(change: Change, plan_id: int) -> bool:
    with change.transaction() as session:
        plan = session.get_one(Plan, plan_id)
        day = day_of(session, plan, change.now)
        monday = _monday(day.today)
        wanted = select(Notice.id).where(Notice.plan_id == plan_id, Notice.week_on == monday)
        is_told = session.scalar(wanted.limit(1)) is not None
        if is_told or not any(map(day.calendar.is_working, _days(monday, day.today))):
            return False
        members = plan_members.members_of(session, plan_id)
        coordinators = [one.user_id for one in members if one.role == "coordinator"]
        news = News(NoticeKind.WEEKLY, week_on=monday)
        return bool(notices.tell_all(change, plan_id, [Told(None, news, coordinators)]))


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]
