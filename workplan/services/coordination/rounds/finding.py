"""Find what somebody acts on in a round, and refuse what is not theirs to do."""

from __future__ import annotations

from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models import BureauAsk, Plan, Round, RoundAnswer, RoundAsk, RoundComment, RoundVersion, Task
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


VERBS: dict[str, tuple[str, str]] = {
    "sent": ("clearance.sent", "task.coordination_sent"),
    "asked": ("clearance.asked", "task.coordination_asked"),
    "answered": ("clearance.answered", "task.coordination_answered"),
    "decided": ("clearance.decided", "task.coordination_decided"),
    "gone_on": ("clearance.gone_on", "task.coordination_gone_on"),
    "dropped": ("clearance.dropped", "task.coordination_dropped"),
    "day_moved": ("clearance.day_moved", "task.coordination_day_moved"),
    "cleared": ("clearance.cleared", "task.coordination_cleared"),
    "withdrawn": ("clearance.withdrawn", "task.coordination_withdrawn"),
    "bureau_asked": ("clearance.bureau_asked", "task.bureau_asked"),
    "bureau_answered": ("clearance.bureau_answered", "task.bureau_answered"),
}
"""What is done in a round, as the journal says it of the plan itself, and of a task."""


class About(NamedTuple):
    """What goes round: the product of a task, or a version of the plan itself.

    Args:
        task_id: None for the plan itself.
        name: what the task, or the plan, is called.
        slug: the short name of the plan.
    """

    plan_id: int
    task_id: int | None
    name: str
    slug: str

    @property
    def subject(self) -> tuple[str, int]:
        """What the entries of the journal are about."""
        return ("plan", self.plan_id) if self.task_id is None else ("task", self.task_id)

    def verb(self, what: str) -> str:
        """Return the verb by which the journal says what was done."""
        of_plan, of_task = VERBS[what]
        return of_plan if self.task_id is None else of_task


class Found(NamedTuple):
    """A round with what goes round in it, and what the person is in its plan.

    Args:
        task: whose product it is; None for the plan itself.
    """

    round: Round
    about: About
    task: Task | None
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


def about_of(
    session: Session,
    actor: Actor,
    table: type[Round | RoundAsk | RoundComment | BureauAsk],
    row_id: int,
) -> About:
    """Return what a round, a question, a bureau's or a comment is about, to show its page.

    Raises:
        NotFound: when there is none, or none for them.
    """
    wanted = (
        select(Round.plan_id, Round.task_id, func.coalesce(Task.name, Plan.title), Plan.slug)
        .join(Plan, Plan.id == Round.plan_id)
        .outerjoin(Task, Task.id == Round.task_id)
        .where(Round.plan_id.in_(rights.visible_plans(actor)))
    )
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
    found = session.execute(wanted.where(table.id == row_id)).first()
    if found is None:
        raise NotFound(NOTHING)
    return About(*found)


def open_round(session: Session, task_id: int) -> Round | None:
    """Return the round in which the product of a task is, if it is in one."""
    here = Round.task_id == task_id, Round.state == RoundState.OPEN
    return session.scalar(select(Round).where(*here))


def open_clearance(session: Session, plan_id: int) -> Round | None:
    """Return the round in which the plan itself is, if it is in one."""
    here = Round.plan_id == plan_id, Round.task_id.is_(None), Round.state == RoundState.OPEN
    return session.scalar(select(Round).where(*here))


def require_settler(session: Session, found: Found) -> None:
    """Refuse whoever does not send what goes round, and any change of a closed plan."""
    if found.task is None:
        rights.require_structure(session, found.standing)
        return
    require_sender(session, found.standing, found.task.id)
    rights.require_open(session, found.about.plan_id)


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
    if row is None:
        raise NotFound(NOTHING)
    plan = session.get_one(Plan, row.plan_id)
    if row.task_id is None:
        _, standing = rights.plan_for(session, change.actor, plan.slug)
        return Found(row, About(plan.id, None, plan.title, plan.slug), None, standing)
    task, standing = rights.task_for(session, change.actor, row.task_id)
    return Found(row, About(plan.id, task.id, task.name, plan.slug), task, standing)
