"""Find what somebody acts on in a round, and refuse what is not theirs to do."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models import BureauAsk, Round, RoundAnswer, RoundAsk, RoundComment, RoundVersion, Task
from workplan.errors import InvalidInput, NotAllowed, NotFound
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.vocabulary import RoundState

NOT_SENDER = (
    "Only those who report on the task send its product to agencies and decide what they say: its "
    "lead agency, the person it is handed to, or the coordinator on the agency’s behalf. Ask them."
)
NOT_ASKED = "Only a lead of the agency that is asked answers for it. Ask them."
NOTHING = "There is no such coordination among yours."


class Found(NamedTuple):
    """A round with its task, and what the person is in their plan."""

    round: Round
    task: Task
    standing: Standing


def by_id(change: Change, round_id: int) -> Found:
    """Return a round.

    Raises:
        NotFound: when there is none, or none for them.
    """
    return _found(change, select(Round).where(Round.id == round_id))


def by_ask(change: Change, ask_id: int) -> tuple[Found, RoundVersion, RoundAsk]:
    """Return a question, with its version and its round.

    Raises:
        NotFound: when there is none, or none for them.
    """
    wanted = (
        select(Round)
        .join(RoundVersion, RoundVersion.round_id == Round.id)
        .join(RoundAsk, RoundAsk.version_id == RoundVersion.id)
        .where(RoundAsk.id == ask_id)
    )
    found, session = _found(change, wanted), change.session
    ask = session.get_one(RoundAsk, ask_id)
    return found, session.get_one(RoundVersion, ask.version_id), ask


def by_comment(change: Change, comment_id: int) -> tuple[Found, RoundAsk, RoundComment]:
    """Return a comment, with the question that it answers.

    Raises:
        NotFound: when there is none, or none for them.
    """
    ask_id = change.session.scalar(
        select(RoundAnswer.ask_id)
        .join(RoundComment, RoundComment.answer_id == RoundAnswer.id)
        .where(RoundComment.id == comment_id)
    )
    if ask_id is None:
        raise NotFound(NOTHING)
    found, _, ask = by_ask(change, ask_id)
    return found, ask, change.session.get_one(RoundComment, comment_id)


def task_of(
    session: Session,
    actor: Actor,
    table: type[Round | RoundAsk | RoundComment | BureauAsk],
    row_id: int,
) -> int:
    """Return the task of a round, a question, a bureau's or a comment, to show its page.

    Raises:
        NotFound: when there is none, or none for them.
    """
    wanted = select(Round.task_id).where(Round.plan_id.in_(rights.visible_plans(actor)))
    if table is not Round:
        wanted = wanted.join(RoundVersion, RoundVersion.round_id == Round.id).join(
            RoundAsk, RoundAsk.version_id == RoundVersion.id
        )
    if table is BureauAsk:
        wanted = wanted.join(BureauAsk, BureauAsk.ask_id == RoundAsk.id)
    if table is RoundComment:
        wanted = wanted.join(RoundAnswer, RoundAnswer.ask_id == RoundAsk.id).join(
            RoundComment, RoundComment.answer_id == RoundAnswer.id
        )
    found: int | None = session.scalar(wanted.where(table.id == row_id))
    if found is None:
        raise NotFound(NOTHING)
    return found


def open_round(session: Session, task_id: int) -> Round | None:
    """Return the round in which the product of a task is, if it is in one."""
    here = Round.task_id == task_id, Round.state == RoundState.OPEN
    return session.scalar(select(Round).where(*here))


def require_sender(session: Session, standing: Standing, task_id: int) -> bool:
    """Refuse whoever does not send the product of a task; tell whether they act on its behalf."""
    try:
        return rights.require_report(session, standing, task_id) is None
    except NotAllowed as not_theirs:
        raise NotAllowed(NOT_SENDER) from not_theirs


def may_answer(standing: Standing, agency_id: int) -> bool:
    """Tell whether somebody answers for an agency: as its lead, or in the place of one."""
    voices = (standing, *standing.covers)
    return any(one.role == "lead" and agency_id in one.agency_ids for one in voices)


def leads_for(standing: Standing, agency_id: int, above_id: int | None) -> bool:
    """Tell whether somebody leads for an agency itself, or in the place of one, not from above."""
    voices = (standing, *standing.covers)
    return any(
        one.role == "lead" and agency_id in one.agency_ids and above_id not in one.agency_ids
        for one in voices
    )


def require_open(found: Round) -> None:
    """Refuse any change of a round that has ended."""
    if found.state != RoundState.OPEN:
        raise InvalidInput(
            "round", f"This round was {found.state} already. Reload the page to see how it ended."
        )


def _found(change: Change, wanted: Select[Any]) -> Found:
    session = change.session
    row = session.scalar(wanted.where(Round.plan_id.in_(rights.visible_plans(change.actor))))
    if row is None or row.task_id is None:
        raise NotFound(NOTHING)
    task, standing = rights.task_for(session, change.actor, row.task_id)
    return Found(row, task, standing)
