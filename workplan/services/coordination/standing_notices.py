"""Whether what a notice tells is still worth sending when its turn comes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from models import (
    ChangeRequest,
    Extension,
    Handover,
    Membership,
    Notice,
    Plan,
    ReportingCycle,
    RoundAsk,
    Task,
    UpdateRequest,
    User,
)
from workplan.services.coordination.rounds.standing_asks import advice_is_wanted, asks_with, waits
from workplan.services.coordination.tasking.unacknowledged import is_unacknowledged
from workplan.services.coordination.wanted_drafts import is_told_still
from workplan.vocabulary import CycleState, Ending, Stage


@cache
def still_told() -> ColumnElement[bool]:
    """Return the condition that a notice is still worth sending.

    Its person is in the plan, its task too; what it asks for was not done meanwhile, and of what a
    supporting agency said only the last word counts.
    """
    of_its_task = Task.id == Notice.task_id
    return and_(
        _is_member(),
        or_(Notice.task_id.is_(None), _there_is(Task.id, of_its_task, Task.removed_at.is_(None))),
        *_waits_for_an_answer(),
        or_(Notice.ask_id.is_(None), _is_asked_still()),
        or_(Notice.bureau_ask_id.is_(None), advice_is_wanted()),
        or_(Notice.draft_id.is_(None), is_told_still()),
        or_(Notice.cycle_id.is_(None), _is_open_cycle()),
        *_is_so_still(of_its_task),
        or_(Notice.kind != "support", ~_is_outspoken()),
    )


def _is_open_cycle() -> ColumnElement[bool]:
    """Return the condition that the cycle of a notice asks for something still."""
    return _there_is(
        ReportingCycle.id,
        ReportingCycle.id == Notice.cycle_id,
        ReportingCycle.state == CycleState.OPEN,
        Plan.id == ReportingCycle.plan_id,
        Plan.stage != Stage.CLOSED,
    )


def _waits_for_an_answer() -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that what a notice asks for was not answered meanwhile."""
    yield from (
        or_(
            Notice.request_id.is_(None),
            _there_is(
                UpdateRequest.id,
                UpdateRequest.id == Notice.request_id,
                UpdateRequest.answered_at.is_(None),
            ),
        ),
        or_(
            Notice.kind != "offer",
            _there_is(
                Handover.id, Handover.task_id == Notice.task_id, Handover.state == "proposed"
            ),
        ),
        or_(
            Notice.kind.not_in(("extension", "extension_waits")),
            _there_is(
                Extension.id, Extension.task_id == Notice.task_id, Extension.state == "asked"
            ),
        ),
        or_(
            Notice.kind != "change_asked",
            _there_is(
                ChangeRequest.id,
                ChangeRequest.id == Notice.change_request_id,
                ChangeRequest.state == "asked",
            ),
        ),
    )


def _is_so_still(of_its_task: ColumnElement[bool]) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that the task of a notice is still as the notice says."""
    yield from (
        or_(
            Notice.kind != "unacknowledged",
            _there_is(Task.id, of_its_task, is_unacknowledged()),
        ),
        or_(
            Notice.kind != "claim",
            _there_is(Task.id, of_its_task, Task.ending == Ending.CLAIMED),
        ),
        or_(
            Notice.kind != "left",
            _there_is(Task.id, of_its_task, Task.assignee_id == Notice.from_id),
        ),
    )


def _there_is(
    column: InstrumentedAttribute[int], *conditions: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Return the condition that a row is there that goes with the notice."""
    return select(column).where(*conditions).correlate(Notice).exists()


def _is_asked_still() -> ColumnElement[bool]:
    """Return the condition that an agency has not answered in coordination what it is asked."""
    asked = asks_with(RoundAsk.id).where(RoundAsk.id == Notice.ask_id, waits())
    return asked.correlate(Notice).exists()


def _is_member() -> ColumnElement[bool]:
    """Return the condition that the person of a notice is in its plan, and may sign in."""
    return (
        select(Membership.id)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.plan_id == Notice.plan_id,
            Membership.user_id == Notice.user_id,
            User.disabled_at.is_(None),
        )
        .correlate(Notice)
        .exists()
    )


def _is_outspoken() -> ColumnElement[bool]:
    """Return the condition that whoever said how a support stands said so once more since."""
    later = aliased(Notice)
    return _there_is(
        later.id,
        later.kind == "support",
        later.task_id == Notice.task_id,
        later.user_id == Notice.user_id,
        later.from_id == Notice.from_id,
        later.id > Notice.id,
    )
