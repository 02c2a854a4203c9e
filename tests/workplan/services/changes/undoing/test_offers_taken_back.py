"""An offer that an undo makes, and what an undo is not taken for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.record.tasks.offering import (
    ACCEPT,
    NOW,
    agencies,
    lead_by_hand,
    owners,
    set_stage,
    the_offer,
    told,
)
from support.web.refusals import refused, refuses
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.coordination import handovers
from workplan.services.coordination.handovers import Decision
from workplan.services.history import taken_back
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office


def test_taking_a_change_of_lead_back_asks_too(office: Office) -> None:
    task = office.add("1a")
    set_stage(office, "drafting")
    office.change(task, leads=agencies(office, "DSCA"))
    seq = office.last_seq()
    set_stage(office, "implementing")

    undo.undo(Change(office.coordinator, NOW), seq)

    assert owners(office, task) == {"DSCA": "lead"}
    assert (the_offer().from_agency_id, the_offer().to_agency_id) == (
        office.agencies["DSCA"],
        office.agencies["PM"],
    )
    assert taken_back.among(db.session(), office.journal(seq - 1)) == {}
    with refuses("leads", "which has not answered"):
        undo.undo(Change(office.coordinator, NOW), seq)
    handovers.decide(Change(office.coordinator, NOW), the_offer().id, Decision(is_accepted=False))
    undo.undo(Change(office.coordinator, NOW), seq)
    assert (the_offer().state, len(told())) == ("proposed", 2)


def test_what_of_an_undo_needs_no_word_is_done_and_the_lead_is_asked(office: Office) -> None:
    task = office.add("1a", 5)
    set_stage(office, "drafting")
    office.change(task, leads=agencies(office, "DSCA"), duration_days=9)
    seq = next(e.seq for e in reversed(office.journal()) if e.verb == "task.changed")
    set_stage(office, "implementing")

    change = Change(office.coordinator, NOW)
    undo.undo(change, seq)

    assert undo.is_asked(change) == (True, False)
    assert office.task(task).duration_days == 5
    assert owners(office, task) == {"DSCA": "lead"}
    back = taken_back.taken_back_by(db.session(), office.journal(seq - 1)[0])
    assert back in {e.seq for e in office.journal(seq) if e.verb == "task.changed"}


def test_nobody_makes_an_entry_taken_back_by_what_they_write(office: Office) -> None:
    task = office.add("1a")
    seq = next(e.seq for e in reversed(office.journal()) if e.verb == "task.added")

    handovers.propose(
        Change(office.lead, NOW), task, office.agencies["DSCA"], f"Undoes entry {seq:,}"
    )
    office.change(task, name="Another name")

    assert taken_back.among(db.session(), office.journal(seq - 1)) == {}
    undo.undo(Change(office.coordinator, NOW), seq)
    assert office.task(task).removed_at is not None


def test_an_offer_whose_giver_leads_no_more_is_not_accepted(office: Office) -> None:
    task = office.add("1a")
    offer = handovers.propose(Change(office.lead, NOW), task, office.agencies["DSCA"], "")
    lead_by_hand(office, task, "DOD")
    with refused(InvalidInput, "leads it no longer"):
        handovers.decide(Change(office.other_lead, NOW), offer, ACCEPT)
