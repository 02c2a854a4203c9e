"""Remind bureaus of the advice that they owe, on its day or the last working day before it."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from models import Agency, BureauAsk, Plan, Round, RoundAsk, RoundVersion
from workplan.clock import civil_date
from workplan.extensions import db
from workplan.scheduling.explain import day_words
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.coordination.rounds import bureaus
from workplan.services.coordination.rounds.bureau_selects import last_advice
from workplan.services.coordination.rounds.standing_asks import asks_with, waits
from workplan.services.record.change import Change
from workplan.services.record.plan_by_plan import plan_by_plan
from workplan.services.record.read_models import read
from workplan.services.tasks.states import day_of
from workplan.vocabulary import NoticeKind


class _Owed(NamedTuple):
    id: int
    task_id: int | None
    bureau_id: int
    label: str
    number: int
    wanted_on: date
    asked_at: datetime


def remind(now: datetime) -> int:
    """Write to the ledger which advice is owed today in each plan under way; return how many."""
    session = db.session()
    owed = asks_with(Round.plan_id).join(BureauAsk, BureauAsk.ask_id == RoundAsk.id)
    plans = set(session.scalars(owed.where(waits(), last_advice().is_(None)).distinct()))
    session.rollback()
    return plan_by_plan(plans, now, _remind, "Nobody can be reminded of the advice of bureaus")


def _remind(change: Change, plan_id: int) -> int:
    with change.transaction() as session:
        plan = session.get_one(Plan, plan_id)
        day = day_of(session, plan, change.now)
        if not day.calendar.is_working(day.today):
            return 0
        told = 0
        for one in _owed(session, plan_id):
            last = day.calendar.on_or_before(one.wanted_on)
            asked_on = civil_date(one.asked_at, plan.time_zone)
            if not last <= day.today <= one.wanted_on or asked_on >= last:
                continue
            said = f"Version {one.number}, for {one.label}; by {day_words(one.wanted_on)}."
            news = News(NoticeKind.BUREAU_DUE, said, bureau_ask_id=one.id)
            people = bureaus.leads_of(session, plan_id, one.bureau_id)
            told += bool(notices.tell_all(change, plan_id, [Told(one.task_id, news, people)]))
            session.get_one(BureauAsk, one.id).reminded_on = day.today
        return told


def _owed(session: Session, plan_id: int) -> list[_Owed]:
    wanted = (
        asks_with(
            BureauAsk.id,
            Round.task_id,
            BureauAsk.bureau_id,
            Agency.label,
            RoundVersion.number,
            BureauAsk.wanted_on,
            BureauAsk.asked_at,
        )
        .join(BureauAsk, BureauAsk.ask_id == RoundAsk.id)
        .join(Agency, Agency.id == BureauAsk.bureau_id)
        .where(
            Round.plan_id == plan_id,
            waits(),
            last_advice().is_(None),
            BureauAsk.reminded_on.is_(None),
        )
        .order_by(BureauAsk.id)
    )
    return read(_Owed, session.execute(wanted))
