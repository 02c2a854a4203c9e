"""The page of a round, of a task or of the plan itself: what one person may do in it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, Plan, Task, TaskAgency
from workplan.policy import ANSWER_IN_DAYS, BUREAU_DAYS
from workplan.services.coordination.recipients import reach_of
from workplan.services.coordination.rounds import (
    bureau_selects,
    course_selects,
    finding,
)
from workplan.services.coordination.rounds.bureau_selects import Bureau
from workplan.services.coordination.rounds.courses import Ask, Course
from workplan.services.people import plan_agencies, plan_members, rights
from workplan.services.people.standing import Standing
from workplan.services.tasks.due_work import REMINDED_STAGES
from workplan.services.tasks.states import PlanDay
from workplan.vocabulary import AgencyRole, Concurrence

USUALLY_ASKED = (AgencyRole.COORDINATE, AgencyRole.CLEAR)
"""The roles of agencies that a first version asks, unless somebody chooses otherwise."""


class Choice(NamedTuple):
    """An agency that may be asked.

    Args:
        why: what it is to the task, or how it answered last; empty for any other of the plan.
        is_suggested: whether it is ticked to begin with.
        is_unreached: whether nobody there gets mail in the plan.
    """

    agency_id: int
    label: str
    why: str
    is_suggested: bool
    is_unreached: bool


class OwnBureau(NamedTuple):
    """A bureau that its agency may ask; `is_unreached` where nobody leads for it in the plan."""

    agency_id: int
    label: str
    is_unreached: bool
    usual_on: date


class RoundPage(NamedTuple):
    """What the page shows.

    Args:
        task: whose product goes round; None for the plan itself.
        course: the round in which the product is, or the last one.
        before: the rounds before that.
        to_answer: the questions that this person answers, or answers anew.
        bureaus: what bureaus were asked and advise, as far as this person may read it, by question.
        to_advise: what this person's bureau is asked, or has advised and may advise anew.
        own_bureaus: the bureaus that this person may ask, by question.
        may_send: whether this person sends the next version, decides, and ends the round.
        choices: the agencies to ask, for whoever may send.
        usual_on: the day by which they answer, unless another is set.
    """

    task: Task | None
    plan: Plan
    day: PlanDay
    course: Course | None
    before: list[Course]
    to_answer: list[Ask]
    bureaus: dict[int, list[Bureau]]
    to_advise: list[tuple[Ask, Bureau]]
    own_bureaus: dict[int, list[OwnBureau]]
    may_send: bool
    may_settle: bool
    choices: list[Choice]
    usual_on: date


def page_of(session: Session, task: Task, standing: Standing, day: PlanDay) -> RoundPage:
    """Return the page as somebody of this standing sees it; the same selects for any plan."""
    plan = session.get_one(Plan, task.plan_id)
    rounds = course_selects.of_task(session, task.id)
    is_live = plan.stage != "closed" and plan.archived_at is None and task.removed_at is None
    reports = session.scalar(select(standing.reportable()).where(Task.id == task.id)) or False
    may_send = is_live and reports and task.is_open and plan.stage in REMINDED_STAGES
    found = with_rounds(
        session, plan, standing, day, rounds, is_live=is_live, sends=reports, may_send=may_send
    )
    course = found.course if found.course and found.course.is_open else None
    choices = _choices(session, task, course) if may_send else []
    return found._replace(task=task, choices=choices)


def with_rounds(
    session: Session,
    plan: Plan,
    standing: Standing,
    day: PlanDay,
    rounds: Sequence[Course],
    *,
    is_live: bool,
    sends: bool,
    may_send: bool,
) -> RoundPage:
    """Return the page of some rounds, the newest first, without a task and without choices.

    Args:
        is_live: whether anything can be changed in them.
        sends: whether the person sends versions, and so decides and ends the round.
        may_send: whether they can now.
    """
    course = rounds[0] if rounds else None
    is_open = course is not None and course.is_open
    to_answer = [
        ask
        for ask in (course.standing if course and is_open and is_live else ())
        if finding.may_answer(standing, ask.agency_id)
    ]
    standing_asks = course.standing if course else []
    asked = bureau_selects.of_asks(session, course.asks, standing) if course else {}
    open_asks = [ask for ask in standing_asks if is_open and is_live and not ask.said]
    return RoundPage(
        None,
        plan,
        day,
        course,
        [*rounds[1:]],
        sorted(to_answer, key=lambda ask: (not ask.is_owed, ask.wanted_on)),
        asked,
        [
            (ask, one)
            for ask in open_asks
            for one in asked.get(ask.id, ())
            if finding.leads_for(standing, one.bureau_id, one.above_id)
        ],
        _own_bureaus(session, plan, day, [ask for ask in to_answer if ask in open_asks]),
        may_send,
        is_live and sends and is_open,
        [],
        day.calendar.shift(day.calendar.on_or_before(day.today), ANSWER_IN_DAYS),
    )


def _own_bureaus(
    session: Session, plan: Plan, day: PlanDay, asks: Sequence[Ask]
) -> dict[int, list[OwnBureau]]:
    """Return the bureaus of the agencies that are asked, by question; two selects at most."""
    if not asks:
        return {}
    above = plan_members.parents(session)
    members = plan_members.members_of(session, plan.id)
    led = {one.agency_id for one in members if one.role == "lead"}
    labels = session.execute(
        select(Agency.id, Agency.label).where(Agency.retired_at.is_(None)).order_by(Agency.label)
    ).all()
    found = {}
    for ask in asks:
        own = rights.with_bureaus(session, [ask.agency_id], above) - {ask.agency_id}
        found[ask.id] = [
            OwnBureau(row.id, row.label, row.id not in led, _usual_day(day, ask.wanted_on))
            for row in labels
            if row.id in own
        ]
    return found


def _usual_day(day: PlanDay, latest: date) -> date:
    """Return by when a bureau answers, so that its agency has two working days left for its own."""
    last = day.calendar.on_or_before(latest)
    return max(day.calendar.shift(last, -BUREAU_DAYS), day.today)


def _choices(session: Session, task: Task, course: Course | None) -> list[Choice]:
    """Return whom one may ask: who is asked already or supports the task, and then all others."""
    roles: dict[int, str] = {
        row.agency_id: row.role
        for row in session.execute(
            select(TaskAgency.agency_id, TaskAgency.role).where(TaskAgency.task_id == task.id)
        )
    }
    asked = {ask.agency_id: ask for ask in course.standing} if course else {}
    reach = reach_of(session, task.plan_id)
    found = [
        Choice(
            agency_id,
            label,
            _why(asked.get(agency_id), roles.get(agency_id)),
            _is_suggested(asked, agency_id, roles.get(agency_id)),
            not reach.reaches(agency_id),
        )
        for agency_id, label in plan_agencies.labels_in(session, task.plan_id).here
        if roles.get(agency_id) != AgencyRole.LEAD
    ]
    return sorted(found, key=lambda one: (not one.why, not one.is_suggested, one.label))


def _is_suggested(asked: dict[int, Ask], agency_id: int, role: str | None) -> bool:
    """Suggest those that have not concurred yet; in a first version, those in whose role it is."""
    if not asked:
        return role in USUALLY_ASKED
    ask = asked.get(agency_id)
    has_concurred: Collection[str] = (Concurrence.CONCUR, Concurrence.COMMENT)
    return ask is not None and not (ask.said and ask.said.kind in has_concurred)


def _why(ask: Ask | None, role: str | None) -> str:
    if ask is not None:
        return Concurrence.said(ask.said.kind).lower() if ask.said else "no answer yet"
    return AgencyRole.said(role).lower() if role else ""
