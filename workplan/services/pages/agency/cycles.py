"""How an agency reports: the cycle that is open in each plan, the one closed last, and how soon."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from models import CycleAnswer, Plan, ReportingCycle
from workplan.services.record.read_models import read
from workplan.services.tasks.plan_counts import number_of
from workplan.services.tasks.states import PlanDay
from workplan.vocabulary import Answered, CycleState


class CycleLine(NamedTuple):
    """A cycle of a plan: what the agency owed in it, and how much of that it reported.

    Both are counted when it is closed, for each task and lead agency.
    """

    slug: str
    plan: str
    number: int
    name: str
    due_on: date
    state: str
    owed: int
    reported: int


class Answering(NamedTuple):
    """How soon the agency answers in cycles that were closed.

    Args:
        median: of the working days from the opening of a cycle to an answer.
        answers: how many there were.
    """

    lines: list[CycleLine]
    median: int
    answers: int


class _Given(NamedTuple):
    plan_id: int
    opened_at: datetime
    answered_at: datetime | None


def answering(session: Session, days: Mapping[int, PlanDay], ids: frozenset[int]) -> Answering:
    """Return how an agency reports in some plans; two selects for any number of them."""
    later = aliased(ReportingCycle)
    is_last = ~(
        select(later.id)
        .where(
            later.plan_id == ReportingCycle.plan_id,
            later.state == CycleState.CLOSED,
            later.number > ReportingCycle.number,
        )
        .exists()
    )
    given = and_(CycleAnswer.cycle_id == ReportingCycle.id, CycleAnswer.agency_id.in_(ids))
    lines = (
        select(
            Plan.slug,
            Plan.title.label("plan"),
            ReportingCycle.number,
            ReportingCycle.name,
            ReportingCycle.due_on,
            ReportingCycle.state,
            func.count(CycleAnswer.id).label("owed"),
            number_of(CycleAnswer.answered != Answered.MISSED).label("reported"),
        )
        .join(Plan, Plan.id == ReportingCycle.plan_id)
        .outerjoin(CycleAnswer, given)
        .where(
            ReportingCycle.plan_id.in_(days),
            or_(
                ReportingCycle.state == CycleState.OPEN,
                and_(ReportingCycle.state == CycleState.CLOSED, is_last),
            ),
        )
        .group_by(ReportingCycle.id, Plan.id)
        .order_by(Plan.title, ReportingCycle.number.desc())
    )
    found = read(CycleLine, session.execute(lines))
    answers = select(
        ReportingCycle.plan_id, ReportingCycle.opened_at, CycleAnswer.answered_at
    ).join(CycleAnswer, given)
    rows = session.execute(
        answers.where(
            ReportingCycle.plan_id.in_(days),
            CycleAnswer.answered_at.is_not(None),
            CycleAnswer.answered != Answered.ON_BEHALF,
        )
    )
    taken = sorted(_taken(row, days[row.plan_id]) for row in read(_Given, rows))
    shown = [one for one in found if one.owed or one.state == CycleState.OPEN]
    return Answering(shown, taken[len(taken) // 2] if taken else 0, len(taken))


def _taken(row: _Given, day: PlanDay) -> int:
    """Return the working days from the opening to an answer; one given before it counts none."""
    assert row.answered_at is not None
    opened, answered = row.opened_at.date(), row.answered_at.date()
    return max(0, day.calendar.working_days_between(opened, answered))
