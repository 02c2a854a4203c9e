"""Remind the coordinators of the answers that a plan owes to stakeholders, as of any suspense.

Two working days before its day, on it, the working day after it, and then every fifth: all comments
of a plan in one line, once a day, on working days only. Part of every beat, and safe in any number
of processes: what was told stands in the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select

from models import Comment, Notice, Plan
from workplan.clock import civil_date
from workplan.extensions import db
from workplan.reminders.recipients import recipients
from workplan.services.consultation import turns
from workplan.services.consultation.finding import is_own
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.people import plan_members
from workplan.services.record.change import Change
from workplan.services.record.plan_by_plan import plan_by_plan
from workplan.services.record.read_models import read
from workplan.services.record.words.sentences import count
from workplan.services.tasks.states import PlanDay, day_of
from workplan.vocabulary import Audience, NoticeKind, Stage

NAMED = 8
"""How many references a line names."""


class _Owed(NamedTuple):
    reference: str
    answer_by: date


def remind(now: datetime) -> int:
    """Write to the ledger which answers are owed in each plan; return in how many.

    A plan in which that fails is logged, and holds up no other.
    """
    session = db.session()
    owing = (
        select(Comment.plan_id)
        .join(Plan, Plan.id == Comment.plan_id)
        .where(
            is_own(),
            Comment.answered_at.is_(None),
            Plan.stage != Stage.CLOSED,
            Plan.removed_at.is_(None),
        )
        .distinct()
    )
    plans = set(session.scalars(owing))
    session.rollback()
    return plan_by_plan(plans, now, _remind, "Nobody can be reminded of the answers to comments")


def _remind(change: Change, plan_id: int) -> int:
    with change.transaction() as session:
        plan = session.get_one(Plan, plan_id)
        day = day_of(session, plan, change.now)
        if not day.calendar.is_working(day.today):
            return 0
        last = session.scalar(
            select(func.max(Notice.told_at)).where(
                Notice.plan_id == plan_id, Notice.kind == NoticeKind.COMMENTS_DUE
            )
        )
        if last is not None and civil_date(last, plan.time_zone) == day.today:
            return 0
        rows = session.execute(
            select(Comment.reference, Comment.answer_by)
            .where(Comment.plan_id == plan_id, is_own(), Comment.answered_at.is_(None))
            .order_by(Comment.answer_by, Comment.number)
        )
        said = _said(read(_Owed, rows), day)
        if not said:
            return 0
        members, above = plan_members.members_of(session, plan_id), plan_members.parents(session)
        people = recipients(Audience.COORDINATOR, (), None, members, above)
        news = News(NoticeKind.COMMENTS_DUE, said)
        return bool(notices.tell_all(change, plan_id, [Told(None, news, people)]))


def _said(owed: Sequence[_Owed], day: PlanDay) -> str:
    """Return what is told on a day; empty where no comment has its turn on it."""
    found = [(one, turns.of(one.answer_by, day)) for one in owed]
    if not any(turn for _, turn in found):
        return ""
    groups = (
        ([one.reference for one, _ in found if one.answer_by < day.today], "overdue"),
        *(([one.reference for one, turn in found if turn == how], how) for how in turns.TO_COME),
    )
    return "\n".join(f"{count(len(of), 'answer')} {how}: {_named(of)}" for of, how in groups if of)


def _named(references: Sequence[str]) -> str:
    more = len(references) - NAMED
    return ", ".join(references[:NAMED]) + (f" and {more:,} more" if more > 0 else "")
