"""What waits for agencies in coordination: of a person, of a plan, and how much of it is late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ScalarSelect, and_, case, func, or_, select
from sqlalchemy.orm import Session

from models import Agency, Plan, Round, RoundAnswer, RoundAsk, RoundVersion, Task
from workplan.services.coordination.rounds.standing_asks import (
    asks_with,
    is_unanswered,
    last_answer,
    stands,
    waits,
)
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read
from workplan.services.tasks.owners import NOBODY, owners_of
from workplan.vocabulary import Concurrence, RoundState


class Waiting(NamedTuple):
    """A question that waits for an agency; `id` is that of its task, None for a plan itself."""

    ask_id: int
    id: int | None
    slug: str
    code: str
    name: str
    plan_title: str
    label: str
    number: int
    wanted_on: date
    sent_at: datetime


class ToCoordinate(NamedTuple):
    """A question that waits for a person's agency, and who leads the task."""

    asked: Waiting
    led_by: str


class InRound(NamedTuple):
    """A task whose product goes round, with how many agencies answered; `id` is the task's."""

    id: int
    code: str
    name: str
    number: int
    asked: int
    answered: int
    silent: int
    next_on: date | None


COLUMNS = (
    RoundAsk.id.label("ask_id"),
    Task.id,
    Plan.slug,
    func.coalesce(Task.code, Plan.mail_tag).label("code"),
    func.coalesce(Task.name, Plan.title).label("name"),
    Plan.title.label("plan_title"),
    Agency.label,
    RoundVersion.number,
    RoundAsk.wanted_on,
    RoundVersion.sent_at,
)


def asked_of(session: Session, standings: Sequence[Standing]) -> list[ToCoordinate]:
    """Return what waits for the agencies that a person answers for, the first day first.

    One select, and one of who leads the tasks where there is anything.
    """
    voices = [voice for one in standings for voice in (one, *one.covers) if voice.role == "lead"]
    if not voices:
        return []
    mine = [
        and_(Round.plan_id == one.plan_id, RoundAsk.agency_id.in_(one.agency_ids)) for one in voices
    ]
    wanted = (
        asks_with(*COLUMNS)
        .join(Agency, Agency.id == RoundAsk.agency_id)
        .where(waits(), or_(*mine))
        .order_by(RoundAsk.wanted_on, RoundAsk.id)
    )
    found = read(Waiting, session.execute(wanted))
    owners = owners_of(session, [one.id for one in found if one.id]) if found else {}
    return [ToCoordinate(one, owners.get(one.id or 0, NOBODY).led_by) for one in found]


def silent_in(plan_id: int, today: date) -> ScalarSelect[int]:
    """Return the expression of how many answers of a plan its agencies owe since before a day.

    Those are silent in coordination.
    """
    wanted = asks_with(func.count()).where(
        Round.plan_id == plan_id, Task.id.is_not(None), waits(), RoundAsk.wanted_on < today
    )
    return wanted.scalar_subquery()


def silent_in_clearance(plan_id: int, today: date) -> ScalarSelect[int]:
    """Return the expression of how many agencies owe an answer on the plan since before a day."""
    wanted = asks_with(func.count()).where(
        Round.plan_id == plan_id, Round.task_id.is_(None), waits(), RoundAsk.wanted_on < today
    )
    return wanted.scalar_subquery()


def of_plan(session: Session, plan_id: int, today: date) -> list[InRound]:
    """Return the tasks of a plan whose product goes round, those with silent agencies first.

    One select. What is silent is counted as `silent_in` counts it.
    """
    late = and_(waits(), RoundAsk.wanted_on < today)
    silent = func.sum(case((late, 1), else_=0))
    wanted = (
        asks_with(
            Task.id,
            Task.code,
            Task.name,
            func.max(RoundVersion.number).label("number"),
            func.count().label("asked"),
            func.sum(case((is_unanswered(), 0), else_=1)).label("answered"),
            silent.label("silent"),
            func.min(case((is_unanswered(), RoundAsk.wanted_on))).label("next_on"),
        )
        .where(
            Round.plan_id == plan_id,
            Round.state == RoundState.OPEN,
            Task.id.is_not(None),
            Task.removed_at.is_(None),
            stands(),
        )
        .group_by(Task.id, Task.code, Task.name, Task.position)
        .order_by(silent.desc(), Task.position)
    )
    return read(InRound, session.execute(wanted))


class InTask(NamedTuple):
    """How the last round of a task stands, by how many agencies; `concurred` with comment too."""

    state: str
    number: int
    asked: int
    concurred: int
    refused: int
    gone_on: int
    owed: int


def last_of(session: Session, task_id: int) -> InTask | None:
    """Return how the last round of a task stands, if its product ever went round; one select."""
    is_refusal = RoundAnswer.kind == Concurrence.NON_CONCUR
    last = select(func.max(Round.id)).where(Round.task_id == task_id).scalar_subquery()
    wanted = (
        asks_with(
            Round.state,
            func.max(RoundVersion.number).label("number"),
            func.count().label("asked"),
            func.sum(case((RoundAnswer.kind != Concurrence.NON_CONCUR, 1), else_=0)).label(
                "concurred"
            ),
            func.sum(case((is_refusal, 1), else_=0)).label("refused"),
            func.sum(case((and_(~is_unanswered(), RoundAnswer.id.is_(None)), 1), else_=0)).label(
                "gone_on"
            ),
            func.sum(case((is_unanswered(), 1), else_=0)).label("owed"),
        )
        .outerjoin(RoundAnswer, RoundAnswer.id == last_answer())
        .where(Round.id == last, stands())
        .group_by(Round.state)
    )
    return next(iter(read(InTask, session.execute(wanted))), None)
