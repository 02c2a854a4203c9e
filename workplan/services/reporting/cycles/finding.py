"""Find the cycles of a plan: by number, the one that is open, and the one closed before another."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Plan, ReportingCycle
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.services.people import rights
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.vocabulary import CycleState

SUBJECT = "cycle"


def by_number(session: Session, plan_id: int, number: int) -> ReportingCycle:
    """Return a cycle of a plan.

    Raises:
        NotFound: when there is none of that number.
    """
    wanted = select(ReportingCycle).where(
        ReportingCycle.plan_id == plan_id, ReportingCycle.number == number
    )
    if (found := session.scalar(wanted)) is None:
        raise NotFound(f"There is no cycle {number} in this plan.")
    return found


def seen_by(session: Session, actor: Actor, slug: str, number: int) -> ReportingCycle:
    """Return a cycle of a plan that the person sees.

    Raises:
        NotFound: when there is no such plan for them, or none of that number in it.
    """
    plan, _ = rights.plan_for(session, actor, slug)
    return by_number(session, plan.id, number)


def open_one(session: Session, plan_id: int) -> ReportingCycle | None:
    """Return the cycle of a plan that is open, if one is."""
    is_open = ReportingCycle.state == CycleState.OPEN
    return session.scalar(select(ReportingCycle).where(ReportingCycle.plan_id == plan_id, is_open))


def closed_before(session: Session, cycle: ReportingCycle) -> ReportingCycle | None:
    """Return the cycle that was closed last before another, if one was."""
    wanted = select(ReportingCycle).where(
        ReportingCycle.plan_id == cycle.plan_id,
        ReportingCycle.number < cycle.number,
        ReportingCycle.state == CycleState.CLOSED,
    )
    return session.scalar(wanted.order_by(ReportingCycle.number.desc()).limit(1))


def next_number(session: Session, plan_id: int) -> int:
    """Return the number of the next cycle of a plan; none is given twice."""
    of_plan = ReportingCycle.plan_id == plan_id
    return (session.scalar(select(func.max(ReportingCycle.number)).where(of_plan)) or 0) + 1


def for_change(
    change: Change, slug: str, number: int, version: int | None = None
) -> tuple[Plan, ReportingCycle]:
    """Return an open cycle that the person may change, with its plan, in the transaction.

    Args:
        version: the one that the person saw, where what they do depends on it.

    Raises:
        NotAllowed: for all but the coordinator, and in a closed plan.
        InvalidInput: for a cycle that is closed or withdrawn.
        StaleVersion: when somebody saved it meanwhile.
    """
    session = change.session
    plan, standing = rights.plan_for(session, change.actor, slug)
    rights.require_structure(session, standing)
    found = by_number(session, plan.id, number)
    if found.state != CycleState.OPEN:
        was = CycleState.said(found.state).lower()
        raise InvalidInput("cycle", f"The cycle “{found.name}” is {was}. Reload the page.")
    if version is not None and found.version != version:
        raise StaleVersion(version, found.version)
    return plan, found
