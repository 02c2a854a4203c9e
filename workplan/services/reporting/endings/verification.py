"""Which tasks somebody else checks before they count as done, and who may check (TASKING.md)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models import (
    Claim,
    ClosingTerms,
    Membership,
    Plan,
    StatusReport,
    Suspense,
    Task,
    TaskAgency,
    User,
)
from workplan.errors import NotAllowed
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News, Told
from workplan.services.people import plan_members, rights
from workplan.services.people.standing import Standing
from workplan.services.record.change import Change
from workplan.services.record.read_models import read
from workplan.services.tasks.states import carries_work
from workplan.vocabulary import ClaimState, NoticeKind, OrderedBy, Stage, SuspenseKind, Verified

GIVEN = (Stage.APPROVED, Stage.IMPLEMENTING)
"""The stages in which tasks are given to agencies; before, nothing is claimed of anybody."""
OF_DIRECTIVE = (
    SuspenseKind.SIGNED,
    SuspenseKind.AFTER_TASK,
    SuspenseKind.EVENT,
    SuspenseKind.RECURRING,
)
"""The rules by which a directive orders; a fixed day is the coordinator's."""
NOT_THEIRS = (
    "Whether a task is done is checked by the coordinator, or by whoever is named for it, and by "
    "nobody of the agency that leads it."
)


def verified(session: Session, plan: Plan, task_ids: Collection[int]) -> frozenset[int]:
    """Return which of some tasks of a plan are claimed complete, and not done until accepted.

    One with subtasks is not: they are.
    """
    if plan.verifies == Verified.NOTHING or plan.stage not in GIVEN:
        return frozenset()
    wanted = select(Task.id).where(Task.id.in_(task_ids), carries_work())
    if plan.verifies == Verified.DIRECTED:
        wanted = wanted.where(
            select(Suspense.id).where(Suspense.task_id == Task.id, _is_directed()).exists()
        )
    return frozenset(session.scalars(wanted))


def _is_directed() -> ColumnElement[bool]:
    """Return the condition of a suspense with a date that the directive orders.

    Who ordered it was said, or follows from its rule, as `Suspense.orderer` has it.
    """
    return or_(
        and_(Suspense.ordered_by == OrderedBy.DIRECTIVE, Suspense.rule != SuspenseKind.NONE),
        and_(Suspense.ordered_by.is_(None), Suspense.rule.in_(OF_DIRECTIVE)),
    )


def is_verified(session: Session, plan: Plan, task_id: int) -> bool:
    """Tell whether a task is claimed complete, and not done until somebody else accepts."""
    return bool(verified(session, plan, [task_id]))


def may_check(session: Session, standing: Standing, task: Task) -> bool:
    """Tell whether somebody may accept or return what is claimed of a task."""
    return standing.user_id in checkers(session, task)


def require_check(session: Session, standing: Standing, task: Task) -> None:
    """Refuse a decision on a claim by whoever may not check it, and on a closed plan.

    Raises:
        NotAllowed: for somebody of the lead agency, and for everybody but who checks.
    """
    if not may_check(session, standing, task):
        raise NotAllowed(NOT_THEIRS)
    rights.require_open(session, task.plan_id)


def checkers(session: Session, task: Task) -> dict[int, str]:
    """Return who may check a task, by name."""
    return checkers_of(session, {task.id: task.plan_id})[task.id]


def checkers_of(session: Session, plan_of: Mapping[int, int]) -> dict[int, dict[int, str]]:
    """Return who may check each of some tasks: the person named for it, else the coordinators.

    Nobody of an agency that leads it, of its bureaus, or of the department above may; and nobody
    who made the claim, unless no other may. As many selects for many tasks as for one.

    Args:
        plan_of: by task, its plan.
    """
    wanted = select(ClosingTerms.task_id, ClosingTerms.verifier_id).where(
        ClosingTerms.task_id.in_(plan_of), ClosingTerms.verifier_id.is_not(None)
    )
    named = {row.task_id: row.verifier_id for row in session.execute(wanted)}
    who = or_(Membership.role == "coordinator", Membership.user_id.in_(named.values()))
    members = members_of(session, {*plan_of.values()}, who)
    leads, above = _leads(session, plan_of), plan_members.parents(session)
    claimants = _claimants(session, plan_of)
    found = {}
    for task_id, plan_id in plan_of.items():
        kin = kin_of(leads[task_id], above)
        free = [one for one in members if one.plan_id == plan_id and one.agency_id not in kin]
        chosen = [one for one in free if one.user_id == named.get(task_id)]
        chosen = chosen or [one for one in free if one.role == "coordinator"]
        others = [one for one in chosen if one.user_id != claimants.get(task_id)]
        found[task_id] = {one.user_id: one.name for one in others or chosen}
    return found


def _claimants(session: Session, task_ids: Collection[int]) -> dict[int, int]:
    """Return who made the claim of each task that waits to be checked."""
    wanted = (
        select(Claim.task_id, StatusReport.user_id)
        .join(StatusReport, StatusReport.id == Claim.report_id)
        .where(Claim.task_id.in_(task_ids), Claim.state == ClaimState.OPEN)
    )
    return {row.task_id: row.user_id for row in session.execute(wanted)}


def outside(session: Session, task: Task, who: ColumnElement[bool]) -> dict[int, str]:
    """Return some members of a plan, by name, who belong to no agency that leads a task.

    Args:
        who: the condition on the memberships.
    """
    kin = kin_of(_leads(session, [task.id])[task.id], plan_members.parents(session))
    members = members_of(session, {task.plan_id}, who)
    return {one.user_id: one.name for one in members if one.agency_id not in kin}


def _leads(session: Session, task_ids: Collection[int]) -> dict[int, set[int]]:
    """Return the agencies that lead each of some tasks."""
    found: dict[int, set[int]] = {task_id: set() for task_id in task_ids}
    led = select(TaskAgency.task_id, TaskAgency.agency_id).where(
        TaskAgency.task_id.in_(task_ids), TaskAgency.role == "lead"
    )
    for row in session.execute(led):
        found[row.task_id].add(row.agency_id)
    return found


def kin_of(agency_ids: Iterable[int], above: Mapping[int, int | None]) -> frozenset[int]:
    """Return some agencies with those above them and those below: who counts as the same.

    Args:
        above: the agency above each agency.
    """
    own = frozenset(agency_ids)
    over = {one for agency in own for one in _line(agency, above)}
    return frozenset(over | {one for one in above if not own.isdisjoint(_line(one, above))})


def _line(agency_id: int, above: Mapping[int, int | None]) -> list[int]:
    """Return an agency and those above it, the nearest first."""
    line = [agency_id]
    while (parent := above.get(line[-1])) is not None and parent not in line:
        line.append(parent)
    return line


def ask(change: Change, plan_id: int, said: Mapping[int, str]) -> None:
    """Tell who checks tasks that they are claimed complete; the coordinators where nobody may.

    Args:
        said: by task, what its report says.
    """
    session = change.session
    people = checkers_of(session, dict.fromkeys(said, plan_id))
    if not all(people.values()):
        others = members_of(session, {plan_id}, Membership.role == "coordinator")
        everyone = {one.user_id: one.name for one in others}
        people = {task_id: found or everyone for task_id, found in people.items()}
    told = [Told(i, News(NoticeKind.CLAIM, words), people[i]) for i, words in said.items()]
    notices.tell_all(change, plan_id, told)


class _Member(NamedTuple):
    plan_id: int
    user_id: int
    name: str
    agency_id: int | None
    role: str


def members_of(
    session: Session, plan_ids: Collection[int], who: ColumnElement[bool]
) -> list[_Member]:
    """Return some members of some plans whose account is open, by name."""
    wanted = (
        select(
            Membership.plan_id, Membership.user_id, User.name, Membership.agency_id, Membership.role
        )
        .join(User, User.id == Membership.user_id)
        .where(Membership.plan_id.in_(plan_ids), User.disabled_at.is_(None), who)
        .order_by(User.name)
    )
    return read(_Member, session.execute(wanted))
