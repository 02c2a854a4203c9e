"""Claims: made by a report, withdrawn by the agency, accepted or returned by others, reversed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from models import Claim, Evidence, Membership, Notice, StatusReport, Task
from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.statements import statements
from support.web.refusals import refused
from workplan.calendars.spans import USUAL
from workplan.errors import InvalidInput, NotAllowed
from workplan.extensions import db
from workplan.services.changes import bulk_changes, undo
from workplan.services.changes.bulk_changes import BulkFields
from workplan.services.history import recomputed
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reporting import (
    acceptance,
    claim_reminders,
    claims,
    closing,
    status_reports,
    to_check,
    verification,
)
from workplan.services.reporting.closing import Terms
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.tasks import plan_counts, states
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

MONDAY = washington(2026, 9, 7, 12)
FRIDAY = washington(2026, 9, 11, 12)
LATER = washington(2026, 9, 15, 12)
DONE = ReportFields("complete", 100, done="Sent to Congress")


@pytest.fixture
def checked(office: Office) -> Office:
    """An office whose plan has everything checked, with one task of DSCA at 40 %."""
    with writing():
        office.plan().verifies = "everything"
    task = office.add("2a", 10, date(2026, 9, 10), leads=("DSCA",))
    office.report(task, MONDAY, office.people["other_lead"], percent=40)
    return office


def the_task() -> Task:
    return db.session.scalars(select(Task).where(Task.code == "2a")).one()


def claim(office: Office, now: datetime = FRIDAY) -> Claim:
    task = the_task()
    change = Change(office.people["other_lead"], now)
    status_reports.report(change, task.id, task.version, DONE)
    db.session.rollback()
    found = claims.open_claim(db.session(), task.id)
    assert found is not None
    return found


def counts(office: Office, now: datetime = LATER) -> tuple[int, int, int]:
    """Return how many tasks are left, claimed and done."""
    plan = office.plan()
    day = states.day_of(db.session(), plan, now)
    found = plan_counts.counts_of(db.session(), {plan.id: day})[plan.id]
    return found.left, found.claimed, found.done


def test_a_report_of_completion_claims_the_task_and_is_neither_open_nor_done(
    checked: Office,
) -> None:
    left, _, done = counts(checked)
    found = claim(checked)
    task = the_task()
    assert (task.is_open, task.ending, task.actual_finish_on) == (False, "claimed", FRIDAY.date())
    assert (found.claimed_on, found.due_on, found.left_days) == (
        date(2026, 9, 11),
        date(2026, 9, 10),
        6,
    )
    assert counts(checked) == (left - 1, 1, done)
    day = states.day_of(db.session(), checked.plan(), LATER)
    assert day.state_of(task) == ("claimed", 1)
    assert day.chip_of(task) == "claimed"


def test_the_day_of_the_claim_counts_and_no_earlier_one_that_is_reported(checked: Office) -> None:
    task = the_task()
    said = ReportFields("complete", 100, actual_finish_on=date(2026, 9, 9))
    status_reports.report(Change(checked.people["other_lead"], FRIDAY), task.id, task.version, said)
    assert checked.task(task.id).actual_finish_on == date(2026, 9, 11)


def test_whoever_checks_is_told_and_accepts_it_as_of_the_day_of_the_claim(checked: Office) -> None:
    found = claim(checked)
    told = db.session.scalars(select(Notice.user_id).where(Notice.kind == "claim")).all()
    assert told == [checked.coordinator.id]
    left, claimed, done = counts(checked)
    acceptance.accept(Change(checked.coordinator, LATER), found.id)
    assert counts(checked) == (left, claimed - 1, done + 1)
    task = the_task()
    assert (task.ending, task.actual_finish_on, task.is_open) == (None, date(2026, 9, 11), False)
    assert states.day_of(db.session(), checked.plan(), LATER).state_of(task) == ("done", 1)


def test_a_return_opens_the_task_as_it_was_before_the_claim_and_says_what_is_missing(
    checked: Office,
) -> None:
    found = claim(checked)
    with refused(InvalidInput, "missing"):
        acceptance.send_back(Change(checked.coordinator, LATER), found.id, "  ")
    acceptance.send_back(Change(checked.coordinator, LATER), found.id, "It is not signed.")
    task = the_task()
    assert (task.status, task.percent, task.actual_finish_on) == ("on_track", 40, None)
    assert (task.is_open, task.ending) == (True, None)
    told = select(Notice.user_id, Notice.said).where(Notice.kind == "returned")
    assert [tuple(row) for row in db.session.execute(told)] == [
        (checked.people["other_lead"].id, "It is not signed.")
    ]
    assert [e.reason for e in checked.journal() if e.verb == "task.returned"] == [
        "It is not signed."
    ]


def test_a_claim_is_decided_once(checked: Office) -> None:
    found = claim(checked)
    acceptance.accept(Change(checked.coordinator, LATER), found.id)
    with refused(InvalidInput, "not open any more"):
        acceptance.send_back(Change(checked.coordinator, LATER), found.id, "No")


def test_nobody_of_the_lead_agency_its_bureaus_or_the_department_above_checks(
    office: Office,
) -> None:
    """The coordinator is of State PM: tasks of State PM and of State are not theirs to check."""
    with writing():
        office.plan().verifies = "everything"
    for number, lead in enumerate(("PM", "STATE")):
        task = office.add(f"4{number}", 5, leads=(lead,))
        office.report(task, FRIDAY, office.coordinator, status="complete", percent=100)
        found = claims.open_claim(db.session(), task)
        assert found is not None
        with refused(NotAllowed):
            acceptance.accept(Change(office.coordinator, LATER), found.id)
        assert verification.checkers(db.session(), office.task(task)) == {}


def test_a_person_who_is_named_checks_in_place_of_the_coordinators(checked: Office) -> None:
    task, change = the_task(), Change(checked.coordinator, MONDAY)
    with refused(InvalidInput, "agency that leads"):
        closing.set_terms(change, task.id, 0, Terms(verifier_id=checked.people["other_lead"].id))
    closing.set_terms(change, task.id, 0, Terms(verifier_id=checked.lead.id))
    found = claim(checked)
    with refused(NotAllowed):
        acceptance.accept(Change(checked.coordinator, LATER), found.id)
    acceptance.accept(Change(checked.lead, LATER), found.id)
    assert the_task().ending is None


def test_each_closing_criterion_is_ticked_or_explained(checked: Office) -> None:
    task, lead = the_task(), checked.people["other_lead"]
    terms = Terms(("It is signed", "It is published"))
    closing.set_terms(Change(checked.coordinator, MONDAY), task.id, 0, terms)
    with refused(InvalidInput, "It is signed"):
        status_reports.report(Change(lead, FRIDAY), task.id, task.version, DONE)
    said = [(True, ""), (False, "On Monday")]
    status_reports.report(Change(lead, FRIDAY), task.id, task.version, DONE, criteria=said)
    found = claims.open_claim(db.session(), task.id)
    assert found is not None
    assert [(a["criterion"], a["is_met"], a["why"]) for a in found.answers] == [
        ("It is signed", True, ""),
        ("It is published", False, "On Monday"),
    ]
    with refused(InvalidInput, "It is published"):
        acceptance.accept(Change(checked.coordinator, LATER), found.id, {0})
    acceptance.accept(Change(checked.coordinator, LATER), found.id, {0}, "It will be")
    db.session.expire_all()
    assert [answer["seen"] for answer in found.answers] == [True, False]


def test_evidence_is_demanded_where_the_task_says_so(checked: Office) -> None:
    task, lead = the_task(), checked.people["other_lead"]
    closing.set_terms(Change(checked.coordinator, MONDAY), task.id, 0, Terms(needs_evidence=True))
    with refused(InvalidInput, "evidence"):
        status_reports.report(Change(lead, FRIDAY), task.id, task.version, DONE)
    assert checked.task(task.id).is_open


def test_a_claim_is_withdrawn_by_its_agency_and_by_the_next_report(checked: Office) -> None:
    first = claim(checked)
    acceptance.withdraw(Change(checked.people["other_lead"], LATER), first.id, "Too early")
    assert (the_task().percent, the_task().is_open) == (40, True)
    second = claim(checked, LATER)
    checked.report(the_task().id, LATER, checked.people["other_lead"], percent=80)
    db.session.expire_all()
    states_now = [row.state for row in db.session.scalars(select(Claim).order_by(Claim.id))]
    assert states_now == ["withdrawn", "withdrawn"]
    assert second.id != first.id
    assert the_task().is_open


def test_an_acceptance_is_reversed_as_a_new_record(checked: Office) -> None:
    found = claim(checked)
    acceptance.accept(Change(checked.coordinator, LATER), found.id, words="Seen")
    acceptance.reverse(Change(checked.coordinator, LATER), the_task().id, "It was a draft")
    db.session.expire_all()
    assert (found.state, found.words, found.reversed_because) == (
        "reversed",
        "Seen",
        "It was a draft",
    )
    assert (the_task().percent, the_task().is_open) == (40, True)


def test_an_occurrence_is_met_once_its_claim_is_accepted_and_the_next_is_open(
    office: Office,
) -> None:
    with writing():
        office.plan().verifies = "directed"
    rule = SuspenseRule("recurring", first_on=date(2026, 9, 30), every=USUAL["monthly"])
    task = office.add("5a", 3, rule, leads=("DSCA",))
    office.report(task, FRIDAY, office.people["other_lead"], status="complete", percent=100)
    found = claims.open_claim(db.session(), task)
    assert found is not None
    assert (office.task(task).due_on, office.task(task).ending) == (date(2026, 9, 30), "claimed")
    acceptance.accept(Change(office.coordinator, LATER), found.id)
    after = office.task(task)
    assert (after.due_on, after.is_open, after.percent) == (date(2026, 10, 30), True, 0)


def test_a_fixed_day_of_the_coordinator_is_not_checked_where_only_directed_ones_are(
    office: Office,
) -> None:
    with writing():
        office.plan().verifies = "directed"
    task = office.add("6a", 3, date(2026, 9, 30), leads=("DSCA",))
    office.report(task, FRIDAY, office.people["other_lead"], status="complete", percent=100)
    assert (office.task(task).ending, office.task(task).is_open) == (None, False)


def test_a_report_that_is_taken_back_takes_its_claim_along(checked: Office) -> None:
    claim(checked)
    entry = next(e for e in reversed(checked.journal()) if e.verb == "task.reported")
    undo.undo(Change(checked.people["other_lead"], LATER), entry.seq)
    assert (the_task().percent, the_task().ending) == (40, None)
    assert db.session.scalars(select(Claim.state)).all() == ["withdrawn"]


def test_what_was_decided_on_a_claim_is_not_undone_with_its_report(checked: Office) -> None:
    found = claim(checked)
    entry = next(e for e in reversed(checked.journal()) if e.verb == "task.reported")
    acceptance.accept(Change(checked.coordinator, LATER), found.id)
    with refused(InvalidInput):
        undo.undo(Change(checked.people["other_lead"], LATER), entry.seq)


def test_a_report_on_many_tasks_claims_those_that_are_checked_in_as_many_statements(
    checked: Office,
) -> None:
    few = [checked.add(f"8{n}", 3, leads=("DSCA",)) for n in range(3)]
    many = [checked.add(f"9{n}", 3, leads=("DSCA",)) for n in range(9)]
    said = BulkFields(status="complete")

    def change(ids: list[int]) -> int:
        chosen = {task_id: checked.task(task_id).version for task_id in ids}
        made = Change(checked.coordinator, FRIDAY)
        return statements(lambda: bulk_changes.change(made, SLUG, chosen, said, "All done"))

    assert change(few) == change(many)
    assert {checked.task(task_id).ending for task_id in few + many} == {"claimed"}
    assert len(db.session.scalars(select(Claim)).all()) == 12
    found = claims.open_claim(db.session(), few[0])
    assert found is not None
    acceptance.send_back(Change(checked.coordinator, LATER), found.id, "Not seen")
    assert (checked.task(few[0]).percent, checked.task(few[0]).is_open) == (0, True)


def test_a_report_on_many_tasks_ticks_no_criterion(checked: Office) -> None:
    task = the_task()
    terms = Terms(("It is signed",))
    closing.set_terms(Change(checked.coordinator, MONDAY), task.id, 0, terms)
    chosen = {task.id: task.version}
    with refused(InvalidInput, "one by one"):
        bulk_changes.change(
            Change(checked.coordinator, FRIDAY), SLUG, chosen, BulkFields(status="complete"), "Done"
        )


def test_whoever_checks_is_reminded_every_three_working_days_until_it_is_decided(
    checked: Office,
) -> None:
    found = claim(checked)
    asked = select(Notice.told_at, Notice.user_id, Notice.said).where(Notice.kind == "claim")
    for day, told in ((14, 1), (15, 1), (16, 2), (17, 2), (18, 2), (21, 3), (21, 3)):
        claim_reminders.remind(washington(2026, 9, day, 12))
        db.session.rollback()
        rows = db.session.execute(asked.order_by(Notice.id)).all()
        assert len(rows) == told, day
        assert {row.user_id for row in rows} == {checked.coordinator.id}
    assert rows[-1].said == "Claimed on 11 Sep 2026; it waits for 6 working days."
    acceptance.accept(Change(checked.coordinator, LATER), found.id)
    assert claim_reminders.remind(washington(2026, 9, 30, 12)) == 0


@pytest.mark.parametrize("who", ["coordinator", "lead", "other_lead", "viewer", "supervisor"])
@pytest.mark.parametrize("verifier", [None, "lead", "viewer"])
@pytest.mark.parametrize("lead", ["DSCA", "PM", "STATE"])
def test_what_a_person_is_asked_to_check_is_what_they_may_check(
    office: Office, who: str, verifier: str | None, lead: str
) -> None:
    with writing():
        office.plan().verifies = "everything"
    task = office.add("4a", 5, leads=(lead,))
    person, named = office.people[who], office.people[verifier or "viewer"].id
    if verifier and named in closing.may_verify(db.session(), office.task(task)):
        closing.set_terms(Change(office.coordinator, MONDAY), task, 0, Terms(verifier_id=named))
    office.report(task, FRIDAY, office.coordinator, status="complete", percent=100)
    standings = rights.standings(db.session(), person)
    shown = [one.id for one, _ in to_check.to_check(db.session(), standings)]
    may = person.id in verification.checkers(db.session(), office.task(task))
    assert shown == ([task] if may else [])


def test_who_made_a_claim_does_not_check_it_where_somebody_else_may(checked: Office) -> None:
    with writing() as session:
        wanted = select(Membership).where(Membership.user_id == checked.people["stranger"].id)
        session.delete(session.scalars(wanted).one())
        session.flush()
        session.add(
            Membership(
                plan_id=the_task().plan_id,
                user_id=checked.people["stranger"].id,
                role="coordinator",
            )
        )
    checked.report(the_task().id, FRIDAY, checked.coordinator, status="complete", percent=100)
    assert verification.checkers(db.session(), the_task()) == {
        checked.people["stranger"].id: "Sam Stranger"
    }
    found = claims.open_claim(db.session(), the_task().id)
    assert found is not None
    with refused(NotAllowed):
        acceptance.accept(Change(checked.coordinator, LATER), found.id)


def test_what_is_done_already_is_not_claimed_again(office: Office) -> None:
    task = office.add("2a", 10, leads=("DSCA",))
    office.report(task, MONDAY, office.people["other_lead"], status="complete", percent=100)
    with writing():
        office.plan().verifies = "everything"
    said = {"status": "complete", "percent": 100, "actual_finish_on": MONDAY.date()}
    office.report(task, LATER, office.people["other_lead"], **said)
    assert (office.task(task).ending, office.task(task).actual_finish_on) == (None, MONDAY.date())


def test_a_report_that_reopens_what_was_accepted_reverses_the_acceptance(checked: Office) -> None:
    found = claim(checked)
    acceptance.accept(Change(checked.coordinator, LATER), found.id)
    checked.report(the_task().id, LATER, checked.people["other_lead"], percent=90)
    db.session.expire_all()
    assert (found.state, found.reversed_because) == ("reversed", "Reported as not complete.")
    with refused(InvalidInput, "by a claim that was accepted"):
        acceptance.reverse(Change(checked.coordinator, LATER), the_task().id, "It was a draft")


def test_nothing_goes_below_a_task_that_was_claimed_until_the_claim_is_decided(
    checked: Office,
) -> None:
    found = claim(checked)
    with refused(InvalidInput, "Withdraw the claim first"):
        checked.add("2x", 3, parent_id=the_task().id)
    moved = checked.add("9z", 3)
    with refused(InvalidInput, "Withdraw the claim first"):
        checked.change(moved, parent_id=the_task().id)
    acceptance.send_back(Change(checked.coordinator, LATER), found.id, "Not yet")
    checked.change(moved, parent_id=the_task().id)


def test_closing_criteria_that_were_changed_since_are_not_undone_over(checked: Office) -> None:
    task, change = the_task(), Change(checked.coordinator, MONDAY)
    closing.set_terms(change, task.id, 0, Terms(("It is signed",)))
    first = checked.last_seq()
    more = Terms(("It is signed", "It is sent"), needs_evidence=True)
    closing.set_terms(Change(checked.coordinator, FRIDAY), task.id, 1, more)
    with refused(InvalidInput, "changed the closing criteria again"):
        undo.undo(Change(checked.coordinator, LATER), first)
    undo.undo(Change(checked.coordinator, LATER), checked.last_seq())
    undo.undo(Change(checked.coordinator, LATER), first)
    assert Terms.of(claims.terms_of(db.session(), task.id)) == Terms()


def test_what_an_earlier_claim_showed_is_no_evidence_of_the_next(checked: Office) -> None:
    task, lead = the_task(), checked.people["other_lead"]
    closing.set_terms(Change(checked.coordinator, MONDAY), task.id, 0, Terms(needs_evidence=True))
    with writing() as session:
        session.add(
            Evidence(task_id=task.id, added_by_id=lead.id, added_at=MONDAY, name="Letter", url="x")
        )
    found = claim(checked)
    acceptance.send_back(Change(checked.coordinator, LATER), found.id, "It is not signed")
    with refused(InvalidInput, "earlier claim"):
        status_reports.report(Change(lead, LATER), task.id, the_task().version, DONE)


def test_the_audit_tells_a_claim_that_was_made_done_behind_the_journal(checked: Office) -> None:
    claim(checked)
    assert list(recomputed.differences(db.session())) == []
    with writing() as session:
        session.execute(update(Task).where(Task.code == "2a").values(ending=None))
    [found] = recomputed.differences(db.session())
    assert (found.field, found.holds, found.should_hold) == ("ending", None, "claimed")


def test_a_claim_needs_no_day_of_finish_since_its_own_counts(checked: Office) -> None:
    task, change = the_task(), Change(checked.people["other_lead"], FRIDAY)
    status_reports.report(change, task.id, task.version, DONE, is_asked=True)
    row = db.session.scalars(select(StatusReport).order_by(StatusReport.id.desc())).first()
    assert row is not None
    assert (row.actual_finish_on, row.contradictions) == (FRIDAY.date(), None)
