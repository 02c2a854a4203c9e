"""Which tasks somebody else checks before they count as done, and who may check (TASKING.md)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models import ClosingTerms, Membership, Plan, Suspense, Task, TaskAgency, User
from workplan.errors import NotAllowed
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News
from workplan.services.people import plan_members, rights
from workplan.services.people.standing import Standing
from workplan.services.record.change import Change
from workplan.services.tasks.states import carries_work
from workplan.vocabulary import NoticeKind, Stage, SuspenseKind, Verified

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
            select(Suspense.id)
            .where(Suspense.task_id == Task.id, Suspense.rule.in_(OF_DIRECTIVE))
            .exists()
        )
    return frozenset(session.scalars(wanted))


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
    """Return who may check a task, by name: the person named for it, else the coordinators.

    Nobody of an agency that leads it, of its bureaus, or of the department above may.
    """
    named = select(ClosingTerms.verifier_id).where(ClosingTerms.task_id == task.id)
    return outside(session, task, Membership.user_id.in_(named)) or outside(
        session, task, Membership.role == "coordinator"
    )


def outside(session: Session, task: Task, who: ColumnElement[bool]) -> dict[int, str]:
    """Return some members of a plan, by name, who belong to no agency that leads a task.

    Args:
        who: the condition on the memberships.
    """
    led = select(TaskAgency.agency_id).where(
        TaskAgency.task_id == task.id, TaskAgency.role == "lead"
    )
    leads, above = frozenset(session.scalars(led)), plan_members.parents(session)
    return {
        user_id: name
        for user_id, name, agency_id in _members(session, task, who)
        if not (agency_id and leads & kin_of([agency_id], above))
    }


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


def ask(change: Change, task: Task, said: str) -> None:
    """Tell who checks a task that it is claimed complete; the coordinators where nobody may."""
    session = change.session
    people = checkers(session, task)
    if not people:
        coordinators = _members(session, task, Membership.role == "coordinator")
        people = {user_id: name for user_id, name, _ in coordinators}
    notices.tell(change, task, News(NoticeKind.CLAIM, said), people)


def _members(
    session: Session, task: Task, who: ColumnElement[bool]
) -> list[tuple[int, str, int | None]]:
    rows = session.execute(
        select(Membership.user_id, User.name, Membership.agency_id)
        .join(User, User.id == Membership.user_id)
        .where(Membership.plan_id == task.plan_id, User.disabled_at.is_(None), who)
        .order_by(User.name)
    )
    return [(row.user_id, row.name, row.agency_id) for row in rows]
