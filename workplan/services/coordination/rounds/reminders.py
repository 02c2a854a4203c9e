"""Remind agencies of the answers that they owe in coordination, and say who is silent.

Two working days before its day, on it, and then once the coordinators. Part of every beat, on
working days only, and safe in any number of processes: what was told stands in the ledger.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, Notice, Plan, Round, RoundAsk, RoundVersion
from workplan.clock import civil_date
from workplan.extensions import db
from workplan.policy import COORDINATION_DAYS
from workplan.reminders.recipients import recipients
from workplan.scheduling.explain import day_words
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.coordination.rounds.standing_asks import asks_with, waits
from workplan.services.people import plan_members
from workplan.services.record.change import Change
from workplan.services.record.plan_by_plan import plan_by_plan
from workplan.services.record.read_models import read
from workplan.services.tasks.states import PlanDay, day_of
from workplan.vocabulary import Audience, NoticeKind


class _Owed(NamedTuple):
    ask_id: int
    task_id: int | None
    agency_id: int
    label: str
    number: int
    wanted_on: date
    sent_at: datetime


def remind(now: datetime) -> int:
    """Write to the ledger which answers are owed in each plan under way; return how many.

    A plan in which that fails is logged, and holds up no other.
    """
    session = db.session()
    plans = set(session.scalars(asks_with(Round.plan_id).where(waits()).distinct()))
    session.rollback()
    return plan_by_plan(plans, now, _remind, "Nobody can be reminded of the coordination")


def _remind(change: Change, plan_id: int) -> int:
    with change.transaction() as session:
        plan = session.get_one(Plan, plan_id)
        day = day_of(session, plan, change.now)
        if not day.calendar.is_working(day.today):
            return 0
        owed = _owed(session, plan_id)
        kinds = {one.ask_id: _kind(one, day, plan.time_zone) for one in owed}
        done = _told_already(session, owed)
        members, above = plan_members.members_of(session, plan_id), plan_members.parents(session)
        told = []
        for one in owed:
            kind = kinds[one.ask_id]
            if kind is None or (one.ask_id, kind) in done:
                continue
            audience = Audience.COORDINATOR if kind == NoticeKind.SILENT else Audience.LEAD
            people = recipients(audience, [one.agency_id], None, members, above)
            if not people:
                continue  # Where nobody is, the coordinators were told when it was asked.
            said = f"Version {one.number}, for {one.label}; by {day_words(one.wanted_on)}."
            told.append(
                Told(one.task_id, News(kind, said, ask_id=one.ask_id, for_on=one.wanted_on), people)
            )
        notices.tell_all(change, plan_id, told)
        return len(told)


def _owed(session: Session, plan_id: int) -> list[_Owed]:
    wanted = (
        asks_with(
            RoundAsk.id.label("ask_id"),
            Round.task_id,
            RoundAsk.agency_id,
            Agency.label,
            RoundVersion.number,
            RoundAsk.wanted_on,
            RoundVersion.sent_at,
        )
        .join(Agency, Agency.id == RoundAsk.agency_id)
        .where(Round.plan_id == plan_id, waits())
        .order_by(RoundAsk.id)
    )
    return read(_Owed, session.execute(wanted))


def _kind(owed: _Owed, day: PlanDay, zone: str) -> NoticeKind | None:
    """Return what is told of an answer on a day, if anything.

    Days are counted from the last working day on or before the one that was set; whoever was
    asked on a day on which they would be reminded is not reminded on it.
    """
    calendar, today = day.calendar, day.today
    last = calendar.on_or_before(owed.wanted_on)
    soon = calendar.shift(last, -COORDINATION_DAYS)
    sent_on = civil_date(owed.sent_at, zone)
    if today > owed.wanted_on:
        return NoticeKind.SILENT
    if today >= last:
        return NoticeKind.COORDINATE_DUE if sent_on < last else None
    return NoticeKind.COORDINATE_SOON if today >= soon > sent_on else None


def _told_already(session: Session, owed: Sequence[_Owed]) -> set[tuple[int, str]]:
    """Return of which questions which kinds were told to somebody for the day that they have now.

    One select. What was told before days were kept with it counts for any.
    """
    days = {one.ask_id: one.wanted_on for one in owed}
    rows = session.execute(
        select(Notice.ask_id, Notice.kind, Notice.for_on).where(Notice.ask_id.in_(days)).distinct()
    )
    return {(row.ask_id, row.kind) for row in rows if row.for_on in (None, days[row.ask_id])}
