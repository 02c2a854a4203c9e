"""Offers of a task's lead to another agency: which one waits, and what a change of leads asks."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Agency, Handover, Membership, Plan, Task
from workplan.errors import InvalidInput
from workplan.services.coordination import notices
from workplan.services.coordination.notices import News
from workplan.services.coordination.recipients import labelled, reach_of, unreached
from workplan.services.people import plan_members
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.tasks.task_fields import TaskFields
from workplan.vocabulary import Stage

FREE_STAGES = ("drafting",)
"""The stages in which a coordinator changes the lead of a task without asking the new one."""
OFFERED, WITHDRAWN = "task.offered", "task.offer_withdrawn"


class Terms(NamedTuple):
    """Who gives the lead to whom.

    Args:
        giver_role: what the giver is afterwards: a lead still, jointly, or of support in a role;
            None when it is out.
    """

    from_agency_id: int
    to_agency_id: int
    giver_role: str | None = None


def open_offer(session: Session, task_id: int) -> Handover | None:
    """Return the offer of a task that waits for an answer."""
    return session.scalar(
        select(Handover).where(Handover.task_id == task_id, Handover.state == "proposed")
    )


def split(
    change: Change, plan: Plan, task: Task, before: TaskFields, wanted: TaskFields
) -> tuple[TaskFields, Terms | None]:
    """Return what of a change is saved at once, and what is offered to the agency that would lead.

    Raises:
        InvalidInput: for a change of leads while an offer waits, and for one that would need the
            word of several agencies.
    """
    session = change.session
    # A group that is taken back stands again as it was, whoever led its tasks then.
    if set(wanted.leads) == set(before.leads) or change.is_group_undone:
        return wanted, None
    offer = open_offer(session, task.id)
    if offer is not None:
        raise InvalidInput(
            "leads",
            f"The task is offered to {label_of(session, offer.to_agency_id)}, which has not "
            "answered. Remove the offer on the task’s page first, or leave its leads as they are.",
        )
    taking = [agency for agency in wanted.leads if agency not in before.leads]
    leaving = [agency for agency in before.leads if agency not in wanted.leads]
    if not asks(plan, wanted, before.leads):
        return wanted, None
    if len(taking) > 1 or len(leaving) > 1:
        raise InvalidInput(
            "leads",
            f"Since the plan is {Stage.said(plan.stage).lower()}, an agency leads a task only "
            "once it accepts, and one is asked at a time. Choose one lead agency to add, and one "
            "to take away at most.",
        )
    giver, taker = (leaving or [before.leads[0]])[0], taking[0]
    roles = dict(wanted.supports)
    giver_role = roles.pop(giver, None) if leaving else "lead"
    kept_role = dict(before.supports).get(taker)
    if kept_role is not None:
        roles[taker] = kept_role
    now = replace(wanted, leads=before.leads, supports=tuple(sorted(roles.items())))
    return now, Terms(giver, taker, giver_role)


def make(
    change: Change,
    task: Task,
    terms: Terms,
    note: str = "",
) -> Handover:
    """Offer a task to another agency and tell its leads, in the caller's transaction."""
    session = change.session
    row = Handover(
        task_id=task.id,
        from_agency_id=terms.from_agency_id,
        to_agency_id=terms.to_agency_id,
        giver_role=terms.giver_role,
        proposed_by_id=change.actor.id,
        proposed_at=change.now,
        note=note,
    )
    session.add(row)
    session.flush()
    before = {"agency_id": terms.from_agency_id}
    after = {"agency_id": terms.to_agency_id, "giver_role": terms.giver_role}
    entry = journal.Entry(OFFERED, ("task", task.id), before, after, note)
    journal.note(change, task.plan_id, entry)
    takers = plan_members.spoken_for(session, task.plan_id, [terms.to_agency_id])
    notices.tell(change, task, News("offer", note), takers)
    return row


def stale(session: Session, leads: Mapping[int, Collection[int]]) -> list[Handover]:
    """Return the open offers that say nothing any more; one select for all.

    Args:
        leads: who leads each task now; an offer is by one of them, to somebody else.
    """
    if not leads:
        return []
    rows = session.scalars(
        select(Handover).where(Handover.task_id.in_(leads), Handover.state == "proposed")
    ).all()
    return [
        row
        for row in rows
        if row.from_agency_id not in leads[row.task_id] or row.to_agency_id in leads[row.task_id]
    ]


def withdrawn(change: Change, rows: Sequence[Handover], reason: str) -> list[journal.Entry]:
    """Withdraw offers, in one statement, and return the entries for the journal.

    Args:
        reason: why nobody has to answer them any more.
    """
    if rows:
        change.session.execute(
            update(Handover)
            .where(Handover.id.in_([row.id for row in rows]))
            .values(
                state="withdrawn",
                decided_by_id=change.actor.id,
                decided_at=change.now,
                reason=reason,
            )
        )
    return [
        journal.Entry(
            WITHDRAWN,
            ("task", row.task_id),
            {"agency_id": row.from_agency_id},
            {"agency_id": row.to_agency_id},
            reason,
        )
        for row in rows
    ]


def asks(plan: Plan, wanted: TaskFields, before: Collection[int]) -> bool:
    """Tell whether a change asks another agency to lead, and does not make it the lead.

    Args:
        before: the agencies that lead the task now.
    """
    taking = set(wanted.leads).difference(before)
    return plan.stage not in FREE_STAGES and bool(taking) and bool(before)


def unreached_after(
    session: Session, plan: Plan, wanted: TaskFields, before: Collection[int] | None = None
) -> dict[int, str]:
    """Return the lead agencies that a task would have whose mails reach nobody, by their labels.

    Args:
        before: the agencies that lead the task now, if it is in the plan already.
    """
    reach, worker = reach_of(session, plan.id), wanted.assignee_id
    if worker is not None and not reach.works_for(worker, wanted.leads):
        worker = None
    alone = {agency for agency in wanted.leads if not reach.reaches(agency, worker)}
    if before is not None and asks(plan, wanted, before):
        # Whoever is asked to lead has to accept, and the person who does the work cannot.
        alone |= {a for a in wanted.leads if a not in before and not reach.reaches(a)}
    return labelled(session, alone)


def maker_role(session: Session, offer: Handover) -> str | None:
    """Return what whoever made an offer is in its plan now; None when they have left it."""
    made_it = select(Membership.role).join(Task, Task.plan_id == Membership.plan_id)
    return session.scalar(
        made_it.where(Task.id == offer.task_id, Membership.user_id == offer.proposed_by_id)
    )


def said(session: Session, offer: Handover) -> str:
    """Say who has to accept a task, who leads it until then, and when nobody can."""
    giver, taker = (label_of(session, a) for a in (offer.from_agency_id, offer.to_agency_id))
    words = f"Offered to {taker}; {giver} leads until {taker} accepts."
    if offer.giver_role == "lead":
        words = f"Offered to {taker}, jointly; {giver} leads alone until {taker} accepts."
    plan_id = session.scalars(select(Task.plan_id).where(Task.id == offer.task_id)).one()
    if unreached(session, plan_id, [offer.to_agency_id]):
        words += f" {nobody_accepts(taker)}"
    return words


def nobody_accepts(taker: str) -> str:
    """Say that an agency has nobody who could accept an offer."""
    return f"Nobody at {taker} can accept it in this plan yet: add a lead of theirs as a member."


def label_of(session: Session, agency_id: int) -> str:
    """Return how tables show an agency."""
    return session.scalars(select(Agency.label).where(Agency.id == agency_id)).one()
