"""Remind whoever decides on change requests of those that wait for them.

After so many working days without an answer, and again after as many, on working days only. Part of
every beat, and safe in any number of processes: what was told stands in the ledger.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from models import ChangeRequest, Notice, Plan
from workplan.clock import civil_date
from workplan.extensions import db
from workplan.policy import ANSWER_DAYS
from workplan.scheduling.explain import day_words
from workplan.services.changes.requests.asking import deciders
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.record.change import Change
from workplan.services.record.plan_by_plan import plan_by_plan
from workplan.services.tasks.due_work import is_under_way
from workplan.services.tasks.states import day_of
from workplan.vocabulary import NoticeKind, RequestState


def remind(now: datetime) -> int:
    """Write to the ledger which requests wait too long in each plan; return in how many plans.

    A plan in which that fails is logged, and holds up no other.
    """
    session = db.session()
    wanted = (
        select(ChangeRequest.plan_id)
        .join(Plan, Plan.id == ChangeRequest.plan_id)
        .where(ChangeRequest.state == RequestState.ASKED, is_under_way(Plan))
    )
    plans = set(session.scalars(wanted.distinct()))
    session.rollback()
    return plan_by_plan(plans, now, _remind, "Nobody can be reminded of change requests")


def _remind(change: Change, plan_id: int) -> int:
    with change.transaction() as session:
        plan = session.get_one(Plan, plan_id)
        day = day_of(session, plan, change.now)
        if not day.calendar.is_working(day.today):
            return 0
        last = (
            select(func.max(Notice.told_at))
            .where(Notice.change_request_id == ChangeRequest.id)
            .scalar_subquery()
        )
        waiting = session.execute(
            select(ChangeRequest, func.coalesce(last, ChangeRequest.asked_at))
            .where(ChangeRequest.plan_id == plan_id, ChangeRequest.state == RequestState.ASKED)
            .order_by(ChangeRequest.number)
        ).all()
        told = []
        for row, told_at in waiting:
            since = civil_date(told_at, plan.time_zone)
            if day.calendar.working_days_between(since, day.today) > ANSWER_DAYS:
                asked_on = day_words(civil_date(row.asked_at, plan.time_zone))
                said = f"{row.why} (it waits since {asked_on})"
                news = News(NoticeKind.CHANGE_ASKED, said, change_request_id=row.id)
                told.append(Told(None, news, deciders(session, plan, row)))
        return bool(notices.tell_all(change, plan_id, told))
