"""Which questions of a round stand: the last to each agency, with the last answer to it.

What was asked and answered before stays on record, and counts no more.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, or_, select
from sqlalchemy.orm import aliased

from models import (
    Agency,
    BureauAnswer,
    BureauAsk,
    Notice,
    Plan,
    Round,
    RoundAnswer,
    RoundAsk,
    RoundComment,
    RoundVersion,
    Task,
    TaskAgency,
)
from workplan.services.tasks.due_work import is_under_way
from workplan.services.tasks.states import is_open
from workplan.vocabulary import RoundState, Stage

LATER_ASK, LATER_VERSION, OWN_ROUND = aliased(RoundAsk), aliased(RoundVersion), aliased(Round)
"""Made once: to put an alias together takes longer than its select."""


def asks_with(*columns: Any) -> Select[*tuple[Any, ...]]:
    """Return a select from questions, with their versions, rounds and plans, and tasks if any."""
    return (
        select(*columns)
        .select_from(RoundAsk)
        .join(RoundVersion, RoundVersion.id == RoundAsk.version_id)
        .join(Round, Round.id == RoundVersion.round_id)
        .outerjoin(Task, Task.id == Round.task_id)
        .join(Plan, Plan.id == Round.plan_id)
    )


@cache
def last_answer() -> ScalarSelect[int]:
    """Return the expression of the last answer to a question, by its id; empty without one."""
    return (
        select(RoundAnswer.id)
        .where(RoundAnswer.ask_id == RoundAsk.id)
        .order_by(RoundAnswer.id.desc())
        .limit(1)
        .correlate(RoundAsk)
        .scalar_subquery()
    )


@cache
def stands() -> ColumnElement[bool]:
    """Return the condition of a question that stands, in a select with its version.

    Its agency was asked about no later version of the round, was merged into no other, was not
    dropped, and does not lead the task itself by now.
    """
    later = (
        select(LATER_ASK.id)
        .join(LATER_VERSION, LATER_VERSION.id == LATER_ASK.version_id)
        .where(
            LATER_VERSION.round_id == RoundVersion.round_id,
            LATER_VERSION.number > RoundVersion.number,
            LATER_ASK.agency_id == RoundAsk.agency_id,
        )
        .correlate(RoundAsk, RoundVersion)
    )
    merged = select(Agency.id).where(
        Agency.id == RoundAsk.agency_id, Agency.merged_into_id.is_not(None)
    )
    leads_now = (
        select(TaskAgency.task_id)
        .join(OWN_ROUND, OWN_ROUND.task_id == TaskAgency.task_id)
        .where(
            OWN_ROUND.id == RoundVersion.round_id,
            TaskAgency.agency_id == RoundAsk.agency_id,
            TaskAgency.role == "lead",
        )
        .correlate(RoundAsk, RoundVersion)
    )
    is_other = ~merged.correlate(RoundAsk).exists()
    is_in = RoundAsk.dropped_at.is_(None)
    return and_(is_in, ~later.exists(), is_other, ~leads_now.exists())


@cache
def is_unanswered() -> ColumnElement[bool]:
    """Return the condition of a question that has no answer, and was not gone on without."""
    return and_(RoundAsk.gone_on_at.is_(None), last_answer().is_(None))


@cache
def waits() -> ColumnElement[bool]:
    """Return the condition of a question that waits for an agency, in a select of `asks_with`.

    Its round is open; its task is open work and its plan is under way, or it is about the plan
    itself, which is not closed.
    """
    of_task = and_(is_open(), is_under_way())
    of_plan = and_(Round.task_id.is_(None), Plan.stage != Stage.CLOSED, Plan.removed_at.is_(None))
    return and_(Round.state == RoundState.OPEN, stands(), is_unanswered(), or_(of_task, of_plan))


@cache
def is_undecided() -> ColumnElement[bool]:
    """Return the condition of a question on whose last answer a comment is not decided."""
    open_ones = select(RoundComment.id).where(
        RoundComment.answer_id == last_answer(), RoundComment.decision.is_(None)
    )
    return open_ones.correlate(RoundAsk).exists()


@cache
def advice_is_wanted() -> ColumnElement[bool]:
    """Return the condition that neither the bureau of a notice has advised, nor its agency said."""
    advised = select(BureauAnswer.id).where(BureauAnswer.bureau_ask_id == BureauAsk.id)
    wanted = (
        asks_with(RoundAsk.id)
        .join(BureauAsk, BureauAsk.ask_id == RoundAsk.id)
        .where(BureauAsk.id == Notice.bureau_ask_id, waits(), ~advised.exists())
    )
    return wanted.correlate(Notice).exists()
