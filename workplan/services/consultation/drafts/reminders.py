"""Remind agencies of the drafts that they owe, by the days on which any answer is reminded of."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import AnswerDraft, Comment, CommentPoint, Notice, Plan
from workplan.clock import civil_date
from workplan.extensions import db
from workplan.scheduling.explain import day_words
from workplan.services.consultation import turns
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.coordination.wanted_drafts import drafts_with, is_wanted
from workplan.services.people import plan_members
from workplan.services.record.change import Change
from workplan.services.record.plan_by_plan import plan_by_plan
from workplan.services.record.read_models import read
from workplan.services.tasks.states import day_of
from workplan.vocabulary import NoticeKind


class _Owed(NamedTuple):
    """A draft that is waited for, and when its people were told of it last."""

    id: int
    agency_id: int
    reference: str
    number: int
    wanted_on: date
    told_at: datetime


def remind(now: datetime) -> int:
    """Write to the ledger which drafts are owed in each plan; return in how many plans.

    A plan in which that fails is logged, and holds up no other.
    """
    session = db.session()
    plans = set(session.scalars(drafts_with(Comment.plan_id).where(is_wanted()).distinct()))
    session.rollback()
    return plan_by_plan(plans, now, _remind, "Nobody can be reminded of drafts of answers")


def _remind(change: Change, plan_id: int) -> int:
    with change.transaction() as session:
        plan = session.get_one(Plan, plan_id)
        day = day_of(session, plan, change.now)
        if not day.calendar.is_working(day.today):
            return 0
        told = []
        for one in _owed(session, plan_id):
            when = turns.of(one.wanted_on, day)
            if not when or civil_date(one.told_at, plan.time_zone) == day.today:
                continue
            said = f"Point {one.number} of {one.reference}, by {day_words(one.wanted_on)}: {when}."
            news = News(NoticeKind.DRAFT_DUE, said, draft_id=one.id)
            people = plan_members.spoken_for(session, plan_id, [one.agency_id])
            told.append(Told(None, news, people))
        return bool(notices.tell_all(change, plan_id, told))


def _owed(session: Session, plan_id: int) -> list[_Owed]:
    last = (
        select(func.max(Notice.told_at))
        .where(Notice.draft_id == AnswerDraft.id)
        .correlate(AnswerDraft)
        .scalar_subquery()
    )
    wanted = (
        drafts_with(
            AnswerDraft.id,
            AnswerDraft.agency_id,
            Comment.reference,
            CommentPoint.number,
            AnswerDraft.wanted_on,
            func.coalesce(last, AnswerDraft.asked_at).label("told_at"),
        )
        .where(Comment.plan_id == plan_id, is_wanted())
        .order_by(AnswerDraft.wanted_on, AnswerDraft.id)
    )
    return read(_Owed, session.execute(wanted))
