"""Claims that wait to be checked: which are a person's to decide, and which came back to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, ScalarSelect, func, or_, select
from sqlalchemy.orm import Session

from models import Claim, Plan, Task
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read
from workplan.services.reporting.endings.verification import checkers_of
from workplan.services.tasks.due_work import is_under_way
from workplan.services.tasks.owners import NOBODY, Owners, owners_of
from workplan.services.tasks.states import is_open
from workplan.vocabulary import ClaimState


class Claimed(NamedTuple):
    """A claim that waits to be checked, or one that came back."""

    id: int
    code: str
    name: str
    plan_id: int
    slug: str
    plan_title: str
    due_on: date | None
    claimed_on: date
    words: str


def to_check(session: Session, standings: Sequence[Standing]) -> list[tuple[Claimed, Owners]]:
    """Return the claims that a person may decide on, with who leads the tasks; the oldest first.

    As many selects for many claims as for one.
    """
    plans = {one.plan_id: one.user_id for one in standings}
    if not plans:
        return []
    rows = _claims(session, Claim.state == ClaimState.OPEN, Claim.plan_id.in_(plans))
    if not rows:
        return []
    checkers = checkers_of(session, {row.id: row.plan_id for row in rows})
    mine = [row for row in rows if plans[row.plan_id] in checkers[row.id]]
    owners = owners_of(session, [row.id for row in mine])
    return [(row, owners.get(row.id, NOBODY)) for row in mine]


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
    wanted = select(func.count()).select_from(Claim).join(Task, Task.id == Claim.task_id)
    here = Claim.plan_id == plan_id, Claim.state == ClaimState.OPEN, Task.removed_at.is_(None)
    return wanted.where(*here).scalar_subquery()


def _claims(session: Session, *conditions: ColumnElement[bool]) -> list[Claimed]:
    wanted = (
        select(
            Task.id,
            Task.code,
            Task.name,
            Task.plan_id,
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
