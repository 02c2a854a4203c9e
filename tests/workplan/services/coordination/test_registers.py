"""The registers of a plan: who adds and keeps entries, what stands in them, and what is undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models import JournalEntry, RegisterEntry, RegisterTask
from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG
from support.web.refusals import refused, refuses
from workplan.errors import NotAllowed, NotFound, PlanIsFrozen, StaleVersion
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.coordination.registers import registers
from workplan.services.coordination.registers.register_fields import RegisterFields, tasks_named
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.structure import agencies_of_plans, plan_stages

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.services.record.actor import Actor

NOW = washington(2026, 9, 2, 12)
NEEDED = date(2026, 9, 30)


def by(office: Office, who: Actor | None = None) -> Change:
    return Change(who or office.coordinator, NOW)


def risk(office: Office, **more: Any) -> RegisterFields:
    wanted = RegisterFields("risk", "The budget may be cut.", office.agencies["PM"])
    return replace(wanted, **more)


def decision(office: Office, **more: Any) -> RegisterFields:
    asked = {"kind": "decision", "decider": "Deputy Secretary", "wanted_on": NEEDED}
    return risk(office, **asked | more)


def entry(number: int = 1) -> RegisterEntry:
    db.session.rollback()
    return db.session.scalars(select(RegisterEntry).where(RegisterEntry.number == number)).one()


def touched(number: int = 1) -> list[int]:
    found = select(RegisterTask.task_id).where(RegisterTask.entry_id == entry(number).id)
    return sorted(db.session.scalars(found))


def test_whoever_has_a_voice_adds_an_entry_and_numbers_go_on_in_each_plan(office: Office) -> None:
    people = (office.coordinator, office.lead, office.contributor)
    numbers = [registers.add(by(office, who), SLUG, risk(office)) for who in people]
    assert numbers == [1, 2, 3]
    assert entry(2).raised_by_id == office.lead.id
    for who in (office.viewer, office.auditor):
        with refused(NotAllowed):
            registers.add(by(office, who), SLUG, risk(office))
    with refused(NotFound):
        registers.add(by(office, office.stranger), SLUG, risk(office))


def test_the_coordinator_alone_changes_closes_reopens_and_retires(office: Office) -> None:
    registers.add(by(office, office.lead), SLUG, risk(office))
    change = by(office, office.lead)
    for forbidden in (
        lambda: registers.change(change, SLUG, 1, 1, risk(office, statement="Mine")),
        lambda: registers.close(change, SLUG, 1, 1, "It ended"),
        lambda: registers.reopen(change, SLUG, 1, 1, "Again"),
        lambda: registers.retire(change, SLUG, 1, 1),
        lambda: registers.restore(change, SLUG, 1),
    ):
        with refused(NotAllowed):
            forbidden()
    assert entry().version == 1


def test_a_decision_says_who_decides_and_by_when_and_nothing_else_has_a_decider(
    office: Office,
) -> None:
    with refuses("decider", "Say who decides"):
        registers.add(by(office), SLUG, decision(office, decider=" "))
    with refuses("wanted_on", "by which day"):
        registers.add(by(office), SLUG, decision(office, wanted_on=None))
    registers.add(by(office), SLUG, decision(office))
    registers.change(by(office), SLUG, 1, 1, decision(office, kind="issue"))
    assert (entry().kind, entry().decider, entry().wanted_on) == ("issue", "", NEEDED)


@pytest.mark.parametrize(
    ("field", "said", "wrong"),
    [
        ("kind", "“gossip” is no kind of entry", {"kind": "gossip"}),
        ("statement", "Say in a sentence what it is", {"statement": " \n"}),
        ("statement", "2,001 characters, and 2,000 fit", {"statement": "x" * 2001}),
        ("agency", "takes part in this plan", {"agency_id": 0}),
    ],
)
def test_what_cannot_stand_in_an_entry_is_refused_at_its_field(
    office: Office, field: str, said: str, wrong: dict[str, Any]
) -> None:
    with refuses(field, said):
        registers.add(by(office), SLUG, risk(office, **wrong))
    assert db.session.scalars(select(RegisterEntry)).all() == []


def test_tasks_are_named_by_their_codes_and_one_that_is_unknown_is_named(office: Office) -> None:
    first, second = office.add("3(b).1"), office.add("4 (i)")
    plan_id = office.plan().id
    assert tasks_named(db.session(), plan_id, "4 (I); 3(b).1,\n3(b).1,") == (second, first)
    assert tasks_named(db.session(), plan_id, " , ") == ()
    with refuses("tasks", "No task of this plan has the code 9, 8x."):
        tasks_named(db.session(), plan_id, "9, 3(b).1, 8x")
    office.remove(first)
    with refuses("tasks", "3(b).1"):
        tasks_named(db.session(), plan_id, "3(b).1")


def test_a_change_keeps_the_tie_to_a_task_that_was_removed_meanwhile(office: Office) -> None:
    first, second = office.add("1a"), office.add("1b")
    registers.add(by(office), SLUG, risk(office, touches=(first, second)))
    office.remove(first)
    registers.change(by(office), SLUG, 1, 1, risk(office, statement="Cut", touches=(second,)))
    assert touched() == [first, second]


def test_a_change_starts_from_the_version_that_was_seen_and_as_it_stands_leaves_no_entry(
    office: Office,
) -> None:
    registers.add(by(office), SLUG, risk(office))
    seq = office.last_seq()
    registers.change(by(office), SLUG, 1, 1, risk(office))
    assert (office.last_seq(), entry().version) == (seq, 1)
    registers.change(by(office), SLUG, 1, 1, risk(office, wanted_on=NEEDED), "Asked for")
    [changed] = office.journal(seq)
    assert (changed.before, changed.after, changed.reason) == (
        {"wanted_on": None},
        {"wanted_on": "2026-09-30"},
        "Asked for",
    )
    with refused(StaleVersion):
        registers.change(by(office), SLUG, 1, 1, risk(office, statement="Mine"))
    assert entry().statement == "The budget may be cut."


def test_an_entry_is_closed_with_words_and_opened_again_with_a_reason(office: Office) -> None:
    registers.add(by(office), SLUG, risk(office))
    with refuses("outcome", "Say what came of it."):
        registers.close(by(office), SLUG, 1, 1, " ")
    registers.close(by(office), SLUG, 1, 1, "It was not cut.")
    assert (entry().outcome, entry().closed_by_id) == ("It was not cut.", office.coordinator.id)
    for closed in (
        lambda: registers.close(by(office), SLUG, 1, 2, "Again"),
        lambda: registers.change(by(office), SLUG, 1, 2, risk(office, statement="Mine")),
        lambda: registers.retire(by(office), SLUG, 1, 2),
    ):
        with refuses("outcome", "Entry 1 is closed. Look how it ended"):
            closed()
    with refuses("reason", "Say why it is open again."):
        registers.reopen(by(office), SLUG, 1, 2, "")
    registers.reopen(by(office), SLUG, 1, 2, "It may be cut after all.")
    assert (entry().outcome, entry().closed_at) == ("", None)
    with refuses("reason", "Entry 1 is open already."):
        registers.reopen(by(office), SLUG, 1, 3, "Again")


def test_each_thing_done_to_an_entry_is_taken_back(office: Office) -> None:
    task = office.add("1a")
    registers.add(by(office), SLUG, decision(office, touches=(task,)))

    def undone() -> RegisterEntry:
        undo.undo(by(office), office.last_seq())
        return entry()

    registers.change(by(office), SLUG, 1, 1, risk(office, statement="Cut"))
    assert touched() == []
    back = undone()
    assert (back.kind, back.decider, back.wanted_on) == ("decision", "Deputy Secretary", NEEDED)
    assert touched() == [task]
    registers.close(by(office), SLUG, 1, back.version, "Decided")
    assert undone().closed_at is None
    registers.close(by(office), SLUG, 1, entry().version, "Decided")
    registers.reopen(by(office), SLUG, 1, entry().version, "Not so")
    assert undone().outcome == "Decided"
    registers.reopen(by(office), SLUG, 1, entry().version, "Not so")
    registers.retire(by(office), SLUG, 1, entry().version, "A double")
    assert undone().retired_at is None
    registers.retire(by(office), SLUG, 1, entry().version)
    registers.restore(by(office), SLUG, 1)
    assert undone().retired_at is not None


def test_a_change_that_somebody_built_on_is_not_taken_back(office: Office) -> None:
    registers.add(by(office), SLUG, risk(office))
    registers.change(by(office), SLUG, 1, 1, risk(office, statement="Cut"))
    seq = office.last_seq()
    registers.change(by(office), SLUG, 1, 2, risk(office, statement="Cut by half"))
    with refuses("entry", "somebody changed “statement” again"):
        undo.undo(by(office), seq)


def test_who_added_an_entry_takes_that_back_until_somebody_has_touched_it(office: Office) -> None:
    lead = by(office, office.lead)
    registers.add(lead, SLUG, risk(office))
    with refused(NotAllowed):
        undo.undo(by(office, office.contributor), office.last_seq())
    undo.undo(by(office, office.lead), office.last_seq())
    assert entry().retired_at is not None
    registers.add(by(office, office.lead), SLUG, risk(office))
    seq = office.last_seq()
    registers.change(by(office), SLUG, 2, 1, risk(office, statement="Cut"))
    with refused(NotAllowed):
        undo.undo(by(office, office.lead), seq)


def test_a_lead_reads_the_history_of_what_the_own_agency_owns(office: Office) -> None:
    registers.add(by(office), SLUG, risk(office))
    registers.add(by(office), SLUG, risk(office, agency_id=office.agencies["DSCA"]))
    plan, standing = rights.plan_for(db.session(), office.lead, SLUG)
    readable = [
        one.subject_id
        for one in office.journal()
        if one.subject_type == registers.SUBJECT and one.plan_id == plan.id
    ]
    assert len(readable) == 2
    found = db.session.scalars(
        select(JournalEntry.subject_id).where(
            standing.readable_journal(), JournalEntry.subject_type == registers.SUBJECT
        )
    ).all()
    assert list(found) == readable[:1]


def test_an_agency_that_owns_an_open_entry_stays_in_the_plan(office: Office) -> None:
    registers.add(by(office), SLUG, risk(office, agency_id=office.agencies["DSCA"]))
    held = agencies_of_plans.held_by(db.session(), office.plan().id)
    assert held[office.agencies["DSCA"]].said.endswith("it owns 1 open register entry")
    registers.close(by(office), SLUG, 1, 1, "It ended")
    held = agencies_of_plans.held_by(db.session(), office.plan().id)
    assert held[office.agencies["DSCA"]].registers == 0


def test_a_closed_plan_takes_no_entry_and_one_of_another_plan_is_not_found(office: Office) -> None:
    registers.add(by(office), SLUG, risk(office))
    with refused(NotFound):
        registers.close(by(office, office.stranger), OTHER_SLUG, 1, 1, "Ours")
    plan_stages.move_to_stage(by(office), SLUG, "closed")
    with refused(PlanIsFrozen):
        registers.add(by(office, office.lead), SLUG, risk(office))
    with refused(PlanIsFrozen):
        registers.close(by(office), SLUG, 1, 1, "It ended")
