"""Offer the lead of a task to another agency, which accepts or declines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models import Agency, Handover, Plan, Task, TaskAgency
from workplan.errors import InvalidInput, NotAllowed, NotFound
from workplan.services.coordination import hands, notices, offers
from workplan.services.coordination.assignments import checked, note_down, own_task
from workplan.services.coordination.notices import News
from workplan.services.coordination.offers import Terms
from workplan.services.coordination.recipients import Reach, reach_of
from workplan.services.people import plan_agencies, rights
from workplan.services.people.plan_agencies import Labels
from workplan.services.people.standing import Standing
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.read_models import read
from workplan.services.tasks import giving
from workplan.services.tasks.task_fields import changed, fields_of, store_apart


@dataclass(frozen=True)
class Decision:
    """What an agency answers to an offer; a refusal has a reason."""

    is_accepted: bool
    reason: str = ""


class WaitingOffer(NamedTuple):
    """An offer that waits for an answer: the task, and the agency that gives it."""

    id: int
    code: str
    name: str
    proposed_at: datetime
    note: str
    label: str


def propose(change: Change, task_id: int, to_agency_id: int, note: str) -> int:
    """Offer the lead of a task to another agency, and return the offer's id.

    Raises:
        InvalidInput: for an agency that leads already or has nobody in the plan, and for a
            second offer while one is open.
    """
    note = checked(note)
    with change.transaction() as session:
        task, standing = own_task(session, change.actor, task_id)
        leads = select(TaskAgency.agency_id).where(
            TaskAgency.task_id == task.id, TaskAgency.role == "lead"
        )
        if standing.role == "lead":
            leads = leads.where(TaskAgency.agency_id.in_(standing.agency_ids))
        from_agency_id = session.scalar(leads.order_by(TaskAgency.agency_id).limit(1))
        if from_agency_id is None:
            raise NotAllowed("Only an agency that leads the task offers it to another.")
        if not to_agency_id:
            raise InvalidInput("to_agency", "No agency was chosen. Choose the one to offer it to.")
        if to_agency_id not in dict(takers(session, task).both):
            raise InvalidInput(
                "to_agency",
                "That agency cannot take it: it leads it, or has nobody in this plan. "
                "Choose from the list.",
            )
        if offers.open_offer(session, task.id) is not None:
            raise InvalidInput(
                "to_agency", "An offer is open already. Remove it first, or wait for the answer."
            )
        row = offers.make(change, task, Terms(from_agency_id, to_agency_id), note)
        return row.id


def task_of(session: Session, actor: Actor, offer_id: int) -> int | None:
    """Return the task of an offer that a person may see."""
    return session.scalar(
        select(Task.id)
        .join(Handover, Handover.task_id == Task.id)
        .where(Handover.id == offer_id, Task.plan_id.in_(rights.visible_plans(actor)))
    )


def takers(session: Session, task: Task, reach: Reach | None = None) -> Labels:
    """Return the agencies that could take a task over: those of the plan, and others.

    They are those for which somebody can accept.

    Args:
        reach: whom mails reach in the plan, where that is known.
    """
    leading = select(TaskAgency.agency_id).where(
        TaskAgency.task_id == task.id, TaskAgency.role == "lead"
    )
    found = plan_agencies.labels_in(session, task.plan_id, but=leading)
    reach = reach or reach_of(session, task.plan_id)
    return Labels(*([one for one in group if reach.reaches(one[0])] for group in found))


class Offers(NamedTuple):
    """The offer of a task that waits for an answer, and the last one that was answered."""

    waiting: Handover | None
    answered: Handover | None


def offers_of(session: Session, task_id: int) -> Offers:
    """Return the offers of a task that its page shows; one waits at most."""
    states = ("proposed", "accepted", "declined")
    found = session.scalars(
        select(Handover)
        .where(Handover.task_id == task_id, Handover.state.in_(states))
        .order_by(Handover.state != "proposed", Handover.id.desc())
        .limit(2)
    ).all()
    waiting = next((one for one in found if one.state == "proposed"), None)
    return Offers(waiting, next((one for one in found if one is not waiting), None))


def waiting_for(session: Session, standings: Sequence[Standing]) -> list[WaitingOffer]:
    """Return the offers that wait for an answer of the agencies that a person leads for."""
    mine = [
        and_(Task.plan_id == s.plan_id, Handover.to_agency_id.in_(s.agency_ids))
        for s in standings
        if s.role == "lead"
    ]
    if not mine:
        return []
    wanted = (
        select(Task.id, Task.code, Task.name, Handover.proposed_at, Handover.note, Agency.label)
        .join(Task, Task.id == Handover.task_id)
        .join(Agency, Agency.id == Handover.from_agency_id)
        .where(Handover.state == "proposed", Task.removed_at.is_(None), or_(*mine))
        .order_by(Handover.id)
    )
    return read(WaitingOffer, session.execute(wanted))


def decide(change: Change, offer_id: int, decision: Decision) -> int:
    """Accept or decline an offer, or withdraw one's own, and return the task.

    Accepting makes the other agency lead, in place of the one that gave it or jointly with it;
    whoever did the work and acts for no lead agency any more is let go.

    Raises:
        InvalidInput: for a refusal without a reason, and for an offer that was answered already.
    """
    reason = checked(decision.reason)
    with change.transaction() as session:
        row = session.scalar(
            select(Handover)
            .join(Task, Task.id == Handover.task_id)
            .where(Handover.id == offer_id, Task.plan_id.in_(rights.visible_plans(change.actor)))
        )
        if row is None:
            raise NotFound("There is no such offer among yours.")
        task, standing = rights.task_for(session, change.actor, row.task_id)
        rights.require_open(session, standing.plan_id)
        is_taker = standing.role == "lead" and row.to_agency_id in standing.agency_ids
        if not is_taker and (decision.is_accepted or not may_withdraw(session, standing, row)):
            raise NotAllowed(
                "Only the agency that was asked accepts or declines the offer, and whoever made "
                "it withdraws it."
            )
        if row.state != "proposed":
            raise InvalidInput("reason", f"The offer was {row.state} already. Reload the page.")
        if is_taker and not decision.is_accepted and not reason:
            raise InvalidInput("reason", "Say why you decline: give a reason.")
        row.state = "accepted" if decision.is_accepted else "declined" if is_taker else "withdrawn"
        row.decided_by_id, row.decided_at, row.reason = change.actor.id, change.now, reason
        before: dict[str, Any] = {"agency_id": row.from_agency_id}
        after: dict[str, Any] = {"agency_id": row.to_agency_id}
        let_go: int | None = None
        if decision.is_accepted:
            old, new = _pass_lead(change, task, row)
            before, after, let_go = before | old, after | new, old.get("assignee_id")
        verb = "handed_over" if decision.is_accepted else f"offer_{row.state}"
        note_down(change, task, f"task.{verb}", before, after, reason)
        if is_taker:
            said = f"{row.state.capitalize()}. {reason}".strip()
            told = notices.tell(change, task, News("decision", said), [row.proposed_by_id])
            if let_go is not None:
                notices.tell(change, task, News("taken"), [let_go], besides=told)
        return task.id


def may_withdraw(session: Session, standing: Standing, offer: Handover) -> bool:
    """Tell whether somebody may withdraw an offer: its own agency, or the coordinators theirs.

    When whoever made it is neither any more, both may, so that it never hangs.
    """
    is_giver = standing.role == "lead" and offer.from_agency_id in standing.agency_ids
    if not is_giver and standing.role != "coordinator":
        return False
    made_by = offers.maker_role(session, offer)
    return made_by not in ("lead", "coordinator") or made_by == standing.role


def _pass_lead(
    change: Change, task: Task, offer: Handover
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Make the agency that accepts lead, and return what of the task differs, before and after.

    Raises:
        InvalidInput: when the agency that gave it leads it no longer.
    """
    session = change.session
    plan, before = session.get_one(Plan, task.plan_id), fields_of(session, task)
    if offer.from_agency_id not in before.leads:
        raise InvalidInput(
            "reason",
            "The agency that gives it leads it no longer. Decline, and report that to the "
            "coordinator.",
        )
    roles = dict(before.supports) | dict.fromkeys(before.leads, "lead")
    roles |= {offer.from_agency_id: offer.giver_role or "", offer.to_agency_id: "lead"}
    leads = tuple(sorted(agency for agency, role in roles.items() if role == "lead"))
    supports = tuple(sorted((a, role) for a, role in roles.items() if role not in ("", "lead")))
    wanted = hands.settled(session, plan, replace(before, leads=leads, supports=supports), before)
    store_apart(session, task, wanted, giving.joining(plan, change.now), before)
    task.assignee_id = wanted.assignee_id
    task.version += 1
    session.flush()
    return changed(before, wanted)
