"""The agencies of a plan: what each does there, its members, and who of them gets mail."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, Membership, PlanAgency, User
from workplan.reminders.recipients import recipients
from workplan.services.coordination.recipients import reach_of
from workplan.services.record.read_models import read
from workplan.services.structure import agencies_of_plans
from workplan.services.structure.agencies_of_plans import NOTHING, Holding


class TakingPart(NamedTuple):
    """An agency that takes part in a plan, and since when."""

    id: int
    code: str
    label: str
    name: str
    parent_id: int | None
    since_on: date


class PlanAgencyRow(NamedTuple):
    """An agency of a plan.

    Args:
        mail_to: the names of those who get the mail about a task that it leads.
        members: the names of those who act for it.
        depth: how many agencies of the plan stand above it.
    """

    agency: TakingPart
    holds: Holding
    mail_to: list[str]
    members: list[str]
    depth: int


def agencies(session: Session, plan_id: int) -> list[PlanAgencyRow]:
    """Return the agencies of a plan, bureaus below theirs; nine selects for any plan."""
    wanted = (
        select(
            Agency.id,
            Agency.code,
            Agency.label,
            Agency.name,
            Agency.parent_id,
            PlanAgency.since_on,
        )
        .join(PlanAgency, PlanAgency.agency_id == Agency.id)
        .where(PlanAgency.plan_id == plan_id)
        .order_by(Agency.label)
    )
    found = read(TakingPart, session.execute(wanted))
    holds = agencies_of_plans.held_by(session, plan_id)
    reach = reach_of(session, plan_id)
    names: dict[int, str] = {}
    acting: dict[int, list[str]] = defaultdict(list)
    for user_id, name, agency_id in session.execute(
        select(User.id, User.name, Membership.agency_id)
        .join(Membership, Membership.user_id == User.id)
        .where(Membership.plan_id == plan_id)
        .order_by(User.name)
    ):
        names[user_id] = name
        acting[agency_id or 0].append(name)
    rows = []
    for agency, depth in _outline(found):
        told = recipients("lead", [agency.id], None, reach.members, reach.parents)
        mail_to = sorted(names[person] for person in told)
        held = holds.get(agency.id, NOTHING)
        rows.append(PlanAgencyRow(agency, held, mail_to, acting[agency.id], depth))
    return rows


def _outline(found: list[TakingPart]) -> list[tuple[TakingPart, int]]:
    """Return agencies with how deep each stands, every bureau below its agency."""
    below: dict[int | None, list[TakingPart]] = defaultdict(list)
    here = {agency.id for agency in found}
    for agency in found:
        below[agency.parent_id if agency.parent_id in here else None].append(agency)

    def walk(parent: int | None, depth: int) -> list[tuple[TakingPart, int]]:
        return [
            one
            for agency in below[parent]
            for one in [(agency, depth), *walk(agency.id, depth + 1)]
        ]

    return walk(None, 0)
