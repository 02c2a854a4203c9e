"""By how many working days a change may move an approved plan before its official decides."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy.orm import Session

from models import Plan
from workplan.errors import InvalidInput, NotAllowed, StaleVersion
from workplan.services.dates.limits import HELD
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.structure import officials

MOST = 250
"""So many working days at most: about a year."""


class Limit(NamedTuple):
    """The limit of a plan, whose it is to decide beyond it, and whether the reader sets it."""

    days: int
    official: str
    may_set: bool


def limit_of(session: Session, actor: Actor, plan: Plan, standing: Standing) -> Limit:
    """Return the limit of a plan as its reader sees it."""
    official = officials.official_of(session, plan)
    may_set = plan.stage != "closed" and not plan.is_template and _may_set(actor, plan, standing)
    return Limit(plan.change_days, official, may_set)


def set_limit(change: Change, slug: str, version: int, days: int) -> None:
    """Set the limit; 0 leaves every change to the coordinator.

    Before the plan is approved its coordinator sets it, and afterwards the official, if one is
    named: nobody raises the limit that binds them.

    Raises:
        NotAllowed: for whoever does not set it.
        StaleVersion: when somebody changed the plan since.
        InvalidInput: for a number out of range, and for a limit without an official.
    """
    if not 0 <= days <= MOST:
        raise InvalidInput("days", f"{days:,} working days cannot be set. Give 0 to {MOST}.")
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_open(session, plan.id)
        if not _may_set(change.actor, plan, standing):
            official = officials.official_of(session, plan)
            who = f"{official} sets" if official else "The coordinator sets"
            raise NotAllowed(f"{who} the limit of this plan. Ask them.")
        if plan.version != version:
            raise StaleVersion(version, plan.version)
        if days and plan.approver_id is None:
            raise InvalidInput(
                "days",
                "Name the approving official first, on the page of clearance: beyond the limit "
                "they decide.",
            )
        if days == plan.change_days:
            return
        before, after = {"change_days": plan.change_days}, {"change_days": days}
        plan.change_days = days
        plan.version += 1
        entry = journal.Entry("plan.limit_set", ("plan", plan.id), before, after)
        journal.note(change, plan.id, entry)


def _may_set(actor: Actor, plan: Plan, standing: Standing) -> bool:
    if plan.stage in HELD and plan.approver_id is not None:
        return plan.approver_id == actor.id
    return standing.may_change_structure
