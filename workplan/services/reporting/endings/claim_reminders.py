"""Remind whoever checks a claim, as often as policy says, until it is accepted or returned.

Part of every beat, and safe in any number of processes: what was told stands in the ledger.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select

from models import Claim, Notice, Plan, Task
from workplan.clock import civil_date
from workplan.extensions import db
from workplan.policy import CHECK_DAYS
from workplan.scheduling.explain import day_words
from workplan.services.record.change import Change
from workplan.services.record.plan_by_plan import plan_by_plan
from workplan.services.record.read_models import read
from workplan.services.reporting.endings import verification
from workplan.services.tasks.due_work import is_under_way
from workplan.services.tasks.states import day_of
from workplan.vocabulary import ClaimState, NoticeKind


class _Waiting(NamedTuple):
    plan_id: int
    task_id: int
    claimed_on: date
    told_at: datetime


def remind(now: datetime) -> int:
    """Write to the ledger which claims wait too long in each plan under way; return how many.

    A plan in which that fails is logged, and holds up no other.
    """
    session = db.session()
    plans = session.scalars(
        select(Claim.plan_id)
        .join(Plan, Plan.id == Claim.plan_id)
        .where(Claim.state == ClaimState.OPEN, is_under_way())
        .distinct()
    ).all()
    session.rollback()
    return plan_by_plan(plans, now, _remind, "Nobody can be reminded of the claims")


def _remind(change: Change, plan_id: int) -> int:
    with change.transaction() as session:
        plan = session.get_one(Plan, plan_id)
        day = day_of(session, plan, change.now)
        last = (
            select(func.max(Notice.told_at))
            .where(Notice.kind == NoticeKind.CLAIM, Notice.task_id == Claim.task_id)
            .correlate(Claim)
            .scalar_subquery()
        )
        wanted = select(
            Claim.plan_id,
            Claim.task_id,
            Claim.claimed_on,
            func.coalesce(last, Claim.claimed_at, type_=Claim.claimed_at.type).label("told_at"),
        ).join(Task, Task.id == Claim.task_id)
        here = Claim.plan_id == plan_id, Claim.state == ClaimState.OPEN, Task.removed_at.is_(None)
        said = {}
        for row in read(_Waiting, session.execute(wanted.where(*here))):
            told_on = civil_date(row.told_at, plan.time_zone)
            if day.calendar.working_days_between(told_on, day.today) >= CHECK_DAYS:
                waited = day.calendar.working_days_between(row.claimed_on, day.today)
                said[row.task_id] = (
                    f"Claimed on {day_words(row.claimed_on)}; it waits for {waited} working days."
                )
        if said:
            verification.ask(change, plan_id, said)
        return len(said)
