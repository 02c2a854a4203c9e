"""What a person may do with a task besides reporting: talk, hand on, answer, support."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from models import Handover, Plan, SupportLine, Task, UpdateRequest
from workplan.services.coordination import assignments, conversations, handovers, offers
from workplan.services.coordination.conversations import Thread
from workplan.services.coordination.recipients import reach_of
from workplan.services.coordination.rounds.waiting import InTask, last_of
from workplan.services.coordination.tasking import extension_lists
from workplan.services.coordination.tasking.extension_lists import Told
from workplan.services.coordination.tasking.task_acknowledgements import (
    AgencyRow,
    Taken,
    agencies_of,
    taken_by,
)
from workplan.services.coordination.update_requests import open_requests
from workplan.services.people import agencies
from workplan.services.people.plan_agencies import Labels
from workplan.services.people.standing import Standing
from workplan.services.reporting import evidence
from workplan.services.reporting.evidence import Piece
from workplan.services.tasks.states import PlanDay

NOBODY = Labels([], [])


class Support(NamedTuple):
    """A supporting agency, what it said of its own part, and whether this person may say it."""

    agency_id: int
    label: str
    role: str
    line: SupportLine | None
    may_say: bool


class Desk(NamedTuple):
    """The task's conversation and hands, as one person sees them.

    Args:
        people: who may be handed the task, when this person hands it on.
        takers: the agencies to which it may be offered.
        offer: the offer that waits for an answer, with the labels of both agencies.
        offer_said: who has to accept it, and who leads it until then.
        answered: the last that was accepted or declined, likewise.
        taken: what the lead agencies said of having it.
        later: the later suspenses that were asked for, the newest first.
        in_round: how the last round of coordination stands; None when there was none.
    """

    threads: list[Thread]
    asked: UpdateRequest | None
    may_talk: bool
    may_ask: bool
    people: list[tuple[int, str]]
    takers: Labels
    offer: tuple[Handover, str, str] | None
    answered: tuple[Handover, str, str] | None
    may_answer: bool
    may_withdraw: bool
    offer_said: str
    supports: list[Support]
    evidence: list[Piece]
    taken: list[Taken]
    later: list[Told]
    in_round: InTask | None


def desk_of(
    session: Session, task: Task, standing: Standing, day: PlanDay, *, is_open: bool
) -> Desk:
    """Return the desk of a task; the same selects for any size of plan.

    Args:
        is_open: whether the plan and the task still take changes.
    """
    rows = agencies_of(session, task.id)
    is_lead = standing.role == "lead"
    leads = {a.agency_id for a in rows if a.role == "lead"}
    is_theirs = is_lead and not leads.isdisjoint(standing.agency_ids)
    hands_on = is_open and (standing.role == "coordinator" or is_theirs)
    offer, answered = handovers.offers_of(session, task.id)
    labels = agencies.labels(session) if offer or answered else {}
    is_asked_agency = offer is not None and is_lead and offer.to_agency_id in standing.agency_ids
    may_withdraw = offer is not None and handovers.may_withdraw(session, standing, offer)

    def named(offer: Handover | None) -> tuple[Handover, str, str] | None:
        return (offer, labels[offer.from_agency_id], labels[offer.to_agency_id]) if offer else None

    may_offer = hands_on and offer is None and task.is_open
    reach = reach_of(session, task.plan_id) if hands_on else None
    takers = handovers.takers(session, task, reach) if hands_on else NOBODY
    return Desk(
        conversations.threads_of(session, task.id),
        open_requests(session, [task.id]).get(task.id),
        is_open and standing.role in ("coordinator", "lead", "contributor"),
        is_open and standing.may_change_structure and task.is_open,
        assignments.people(session, task, standing, leads, reach.parents) if reach else [],
        takers if may_offer else NOBODY,
        named(offer),
        named(answered),
        is_open and is_asked_agency,
        is_open and may_withdraw,
        offers.said(session, offer) if offer else "",
        _supports(rows, standing, is_open=is_open),
        evidence.of_task(session, task.id),
        taken_by(rows, standing, session.get_one(Plan, task.plan_id), day),
        extension_lists.of_task(session, task.id),
        last_of(session, task.id),
    )


def _supports(rows: Sequence[AgencyRow], standing: Standing, *, is_open: bool) -> list[Support]:
    """Return the supporting agencies of a task, and for which of them this person speaks."""
    speaks_for = standing.agency_ids if is_open and standing.role == "lead" else frozenset()
    return [
        Support(a.agency_id, a.label, a.role, a.SupportLine, a.agency_id in speaks_for)
        for a in rows
        if a.role != "lead"
    ]
