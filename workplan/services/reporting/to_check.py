"""Claims that wait to be checked: which are a person's to decide, and which came back to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from models import Claim, ClosingTerms, Membership, Plan, Task, TaskAgency
from workplan.services.people import plan_members
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read
from workplan.services.reporting.verification import kin_of
from workplan.services.tasks.due_work import is_under_way
from workplan.services.tasks.owners import NOBODY, Owners, owners_of
from workplan.services.tasks.states import is_open
from workplan.vocabulary import ClaimState


class Claimed(NamedTuple):
    """A claim that waits to be checked, or one that came back."""

    id: int
    code: str
    name: str
    slug: str
    plan_title: str
    due_on: date | None
    claimed_on: date
    words: str


def to_check(session: Session, standings: Sequence[Standing]) -> list[tuple[Claimed, Owners]]:
    """Return the claims that a person may decide on, with who leads the tasks; the oldest first."""
    above = plan_members.parents(session) if standings else {}
    mine = [_checked_by(one, above) for one in standings if _may_ever_check(one)]
    if not mine:
        return []
    rows = _claims(session, Claim.state == ClaimState.OPEN, or_(*mine))
    owners = owners_of(session, [row.id for row in rows])
    return [(row, owners.get(row.id, NOBODY)) for row in rows]


def came_back(session: Session, standings: Sequence[Standing]) -> list[Claimed]:
    """Return the tasks of a person whose last claim was returned, and that are open still."""
    mine = [one.owned() for one in standings if one.has_own_work]
    if not mine:
        return []
    newest = select(func.max(Claim.id)).where(Claim.task_id == Task.id)
    last = newest.correlate(Task).scalar_subquery()
    returned = Claim.state.in_((ClaimState.RETURNED, ClaimState.REVERSED))
    return _claims(session, Claim.id == last, returned, is_open(), or_(*mine))


def counted_in(plan_id: int) -> ScalarSelect[int]:
    """Return the expression of how many claims of a plan wait to be checked."""
    wanted = select(func.count()).select_from(Claim)
    return wanted.where(Claim.plan_id == plan_id, Claim.state == ClaimState.OPEN).scalar_subquery()


def _claims(session: Session, *conditions: ColumnElement[bool]) -> list[Claimed]:
    wanted = (
        select(
            Task.id,
            Task.code,
            Task.name,
            Plan.slug,
            Plan.title.label("plan_title"),
            Task.due_on,
            Claim.claimed_on,
            Claim.words,
        )
        .join(Task, Task.id == Claim.task_id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(Task.removed_at.is_(None), is_under_way(), *conditions)
        .order_by(Claim.claimed_on, Claim.id)
    )
    return read(Claimed, session.execute(wanted))


def _may_ever_check(standing: Standing) -> bool:
    return standing.role != "auditor"


def _checked_by(standing: Standing, above: Mapping[int, int | None]) -> ColumnElement[bool]:
    """Return the condition that somebody may decide on the claims of a task.

    The rule is that of `verification.checkers`; a test holds them together.
    """
    named = select(Membership.user_id).join(
        ClosingTerms, ClosingTerms.verifier_id == Membership.user_id
    )
    of_task: Any = named.where(ClosingTerms.task_id == Task.id, Membership.plan_id == Task.plan_id)
    is_named = of_task.where(Membership.user_id == standing.user_id).exists()
    allowed: ColumnElement[bool] = is_named
    if standing.role == "coordinator":
        allowed = or_(is_named, ~of_task.exists())
    leads = exists().where(
        TaskAgency.task_id == Task.id,
        TaskAgency.role == "lead",
        TaskAgency.agency_id.in_(kin_of(standing.agency_ids, above)),
    )
    return and_(Task.plan_id == standing.plan_id, allowed, ~leads)
