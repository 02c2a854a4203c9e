"""Let an agency take part in a plan by hand, and drop one that has nothing to do there."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import and_, delete, func, select
from sqlalchemy.orm import Session

from models import (
    Agency,
    Handover,
    Initiative,
    Membership,
    Plan,
    PlanAgency,
    RegisterEntry,
    Task,
    TaskAgency,
)
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotFound
from workplan.services.people import agencies, plan_agencies, rights
from workplan.services.people.plan_agencies import Joining
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.words import sentences


class Holding(NamedTuple):
    """What keeps an agency in a plan: tasks, lines of effort, members, offers, its registers."""

    leads: int
    supports: int
    efforts: int
    members: int
    offers: int
    registers: int

    @property
    def said(self) -> str:
        """What holds it, in words; nothing when it can be dropped."""
        return ", ".join(
            f"{words} {sentences.count(count, noun)}"
            for count, words, noun in (
                (self.leads, "it leads", "task"),
                (self.supports, "it supports", "task"),
                (self.efforts, "it leads", "line of effort"),
                (self.members, "it has", "member"),
                (self.offers, "it was offered", "task"),
                (self.registers, "it owns", "open register entry"),
            )
            if count
        )


NOTHING = Holding(0, 0, 0, 0, 0, 0)


def add(change: Change, slug: str, code: str, reason: str = "") -> str:
    """Let an agency take part in a plan before anything names it, and return how it is shown.

    Raises:
        InvalidInput: for an agency that is not known, and for one that takes part already.
    """
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        agency = agencies.find_by_code(session, code)
        if agency is None:
            raise InvalidInput(
                "agency", f"There is no agency with the code “{code}”. Choose from the list."
            )
        if agency.retired_at is not None:
            raise InvalidInput(
                "agency", f"{agency.label} is retired. Choose an agency that is in use."
            )
        if session.get(PlanAgency, (plan.id, agency.id)) is not None:
            raise InvalidInput(
                "agency", f"{agency.label} takes part in this plan already. Choose another."
            )
        join(change, plan, agency, reason)
        return agency.label


def join(change: Change, plan: Plan, agency: Agency, reason: str) -> None:
    """Let an agency take part, in the caller's transaction; one that does already stays so."""
    session = change.session
    if session.get(PlanAgency, (plan.id, agency.id)) is not None:
        return
    joining = Joining(plan.id, civil_date(change.now, plan.time_zone))
    plan_agencies.take_part(session, joining, [agency.id])
    _record(change, plan, "plan_agency.joined", agency, reason)


def drop(change: Change, slug: str, agency_id: int, reason: str = "") -> str:
    """Drop an agency that has nothing to do in a plan, and return how it is shown.

    Raises:
        InvalidInput: with what holds it: what it leads or supports, and its members.
    """
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        if session.get(PlanAgency, (plan.id, agency_id)) is None:
            raise NotFound("There is no such agency in this plan.")
        agency = session.get_one(Agency, agency_id)
        leave(change, plan, agency, reason)
        return agency.label


def leave(change: Change, plan: Plan, agency: Agency, reason: str) -> None:
    """Drop an agency, in the caller's transaction; one that is not there stays away."""
    session = change.session
    if session.get(PlanAgency, (plan.id, agency.id)) is None:
        return
    if said := held_by(session, plan.id).get(agency.id, NOTHING).said:
        raise InvalidInput(
            "agency", f"{agency.label} has something to do here: {said}. Move that elsewhere first."
        )
    gone = and_(PlanAgency.plan_id == plan.id, PlanAgency.agency_id == agency.id)
    session.execute(delete(PlanAgency).where(gone))
    _record(change, plan, "plan_agency.left", agency, reason)


def held_by(session: Session, plan_id: int) -> dict[int, Holding]:
    """Return what each agency of a plan has to do there; five selects, however much it is."""
    in_plan = and_(Task.plan_id == plan_id, Task.removed_at.is_(None))
    led, supported, efforts, members, offered, owned = (dict[int, int]() for _ in range(6))
    for agency, role, count in session.execute(
        select(TaskAgency.agency_id, TaskAgency.role, func.count())
        .join(Task, Task.id == TaskAgency.task_id)
        .where(in_plan)
        .group_by(TaskAgency.agency_id, TaskAgency.role)
    ):
        kind = led if role == "lead" else supported
        kind[agency] = kind.get(agency, 0) + count
    offers = (
        select(Handover.to_agency_id, func.count())
        .join(Task, Task.id == Handover.task_id)
        .where(in_plan, Handover.state == "proposed")
        .group_by(Handover.to_agency_id)
    )
    of_efforts = (
        select(Initiative.agency_id, func.count())
        .where(Initiative.plan_id == plan_id, Initiative.retired_at.is_(None))
        .group_by(Initiative.agency_id)
    )
    of_members = (
        select(Membership.agency_id, func.count())
        .where(Membership.plan_id == plan_id)
        .group_by(Membership.agency_id)
    )
    of_registers = (
        select(RegisterEntry.agency_id, func.count())
        .where(
            RegisterEntry.plan_id == plan_id,
            RegisterEntry.closed_at.is_(None),
            RegisterEntry.retired_at.is_(None),
        )
        .group_by(RegisterEntry.agency_id)
    )
    for found, wanted in (
        (efforts, of_efforts),
        (members, of_members),
        (offered, offers),
        (owned, of_registers),
    ):
        found.update({row[0]: row[1] for row in session.execute(wanted) if row[0] is not None})
    kinds = (led, supported, efforts, members, offered, owned)
    agencies = {agency for kind in kinds for agency in kind}
    return {agency: Holding(*(kind.get(agency, 0) for kind in kinds)) for agency in agencies}


def _record(change: Change, plan: Plan, verb: str, agency: Agency, reason: str) -> None:
    entry = journal.Entry(verb, ("plan", plan.id), after={"agency_id": agency.id}, reason=reason)
    journal.record(change, civil_date(change.now, plan.time_zone), plan.id, [entry])
    plan.version += 1
