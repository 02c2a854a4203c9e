"""Who has reported in a cycle that is open, task by task, and who owes what.

A task that several agencies lead waits for each of them. What an agency said counts for the tasks
that it leads, or that one above or below it leads; what the coordinator said on behalf counts for
all that lead it, until one speaks for itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, time
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models import Agency, Membership, Plan, ReportingCycle, StatusReport, Task, TaskAgency, User
from workplan.reminders.recipients import is_near, own_people
from workplan.services.people import plan_members
from workplan.services.record.read_models import read
from workplan.services.tasks import states
from workplan.vocabulary import Answered


class Led(NamedTuple):
    """A task of the cycle, with one of its lead agencies."""

    task_id: int
    code: str
    name: str
    is_open: bool
    assignee_id: int | None
    agency_id: int
    agency_code: str
    label: str


class Said(NamedTuple):
    """A report that counts in the cycle, and for which agency whoever made it speaks."""

    task_id: int
    reported_at: datetime
    is_confirmation: bool
    is_on_behalf: bool
    agency_id: int | None


class Owed(NamedTuple):
    """How a lead agency has answered on a task; where it has not, by whose names.

    Args:
        answered_at: when; None for what is owed.
        owed_by: the people who owe it; nobody where nobody speaks for the agency.
    """

    led: Led
    answered: str
    answered_at: datetime | None
    owed_by: frozenset[int] = frozenset()

    @property
    def is_missed(self) -> bool:
        """Tell whether the agency has not answered."""
        return self.answered == Answered.MISSED


def completeness(
    session: Session, plan: Plan, cycle: ReportingCycle, *, with_people: bool = True
) -> list[Owed]:
    """Return each open task with each lead agency, as the plan is sorted within the agency.

    What was open when the cycle was opened and is over by now stays in it for those who answered;
    of the others it asks nothing any more. As many selects for any number of tasks.

    Args:
        with_people: whether it matters who owes what; to find that takes longer.
    """
    said = defaultdict[int, list[Said]](list)
    for one in _said(session, plan, since(plan, cycle)):
        said[one.task_id].append(one)
    above = plan_members.parents(session)
    members = plan_members.members_of(session, plan.id) if with_people else []
    speakers = cache(lambda agency, held: frozenset(own_people(agency, held, members, above)))
    here = {member.user_id for member in members}
    found = []
    for led in _led(session, plan, cycle):
        answer = _answer(led, said.get(led.task_id, ()), above)
        if answer is not None:
            found.append(Owed(led, how(answer), answer.reported_at))
        elif led.is_open:
            held = led.assignee_id if led.assignee_id in here else None
            found.append(Owed(led, Answered.MISSED, None, speakers(led.agency_id, held)))
    return found


def since(plan: Plan, cycle: ReportingCycle) -> datetime:
    """Return from when a report counts: its opening, or its day where that is earlier."""
    day = datetime.combine(cycle.as_of_on, time(), ZoneInfo(plan.time_zone)).astimezone(UTC)
    return min(cycle.opened_at, day)


def how(answer: Said) -> Answered:
    """Return the word for a report."""
    if answer.is_on_behalf:
        return Answered.ON_BEHALF
    return Answered.CONFIRMED if answer.is_confirmation else Answered.REPORTED


def _answer(led: Led, said: list[Said] | tuple[()], above: Mapping[int, int | None]) -> Said | None:
    """Return the last report that counts for an agency: its own, or else one on its behalf."""
    own = [
        one
        for one in said
        if not one.is_on_behalf
        and one.agency_id is not None
        and is_near(one.agency_id, led.agency_id, above)
    ]
    on_behalf = [one for one in said if one.is_on_behalf]
    counting = own or on_behalf
    return counting[-1] if counting else None


def _led(session: Session, plan: Plan, cycle: ReportingCycle) -> list[Led]:
    reported = (
        select(StatusReport.id)
        .where(StatusReport.task_id == Task.id, StatusReport.reported_at >= since(plan, cycle))
        .exists()
    )
    wanted = (
        select(
            Task.id.label("task_id"),
            Task.code,
            Task.name,
            Task.is_open,
            Task.assignee_id,
            Agency.id.label("agency_id"),
            Agency.code.label("agency_code"),
            Agency.label,
        )
        .join(TaskAgency, TaskAgency.task_id == Task.id)
        .join(Agency, Agency.id == TaskAgency.agency_id)
        .where(
            Task.plan_id == plan.id,
            TaskAgency.role == "lead",
            states.counts_itself(),
            or_(Task.is_open, reported),
        )
        .order_by(Agency.label, Task.position, Task.id)
    )
    return read(Led, session.execute(wanted))


def _said(session: Session, plan: Plan, moment: datetime) -> list[Said]:
    """Return the reports since a moment, the first one first; one select."""
    person = func.coalesce(StatusReport.in_place_of_id, StatusReport.user_id)
    member = (Membership.plan_id == plan.id) & (Membership.user_id == person)
    # Who has left the plan meanwhile spoke for the agency that they are of.
    speaks_for = func.coalesce(Membership.agency_id, User.agency_id).label("agency_id")
    wanted = (
        select(
            StatusReport.task_id,
            StatusReport.reported_at,
            StatusReport.is_confirmation,
            StatusReport.is_on_behalf,
            speaks_for,
        )
        .join(Task, Task.id == StatusReport.task_id)
        .join(User, User.id == person)
        .outerjoin(Membership, member)
        .where(
            Task.plan_id == plan.id,
            StatusReport.reported_at >= moment,
            ~StatusReport.is_void,
        )
        .order_by(StatusReport.id)
    )
    return read(Said, session.execute(wanted))
