"""What becomes of a claim: it is accepted, returned, or accepted and reversed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Notice
from support.record.tasks.claiming import FRIDAY, LATER, claim, counts, the_task
from support.web.refusals import refused
from workplan.calendars.spans import USUAL
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reporting.endings import acceptance, claims
from workplan.services.tasks import states
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.office import Office


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


def test_a_report_that_reopens_what_was_accepted_reverses_the_acceptance(checked: Office) -> None:
    found = claim(checked)
    acceptance.accept(Change(checked.coordinator, LATER), found.id)
    checked.report(the_task().id, LATER, checked.people["other_lead"], percent=90)
    db.session.expire_all()
    assert (found.state, found.reversed_because) == ("reversed", "Reported as not complete.")
    with refused(InvalidInput, "by a claim that was accepted"):
        acceptance.reverse(Change(checked.coordinator, LATER), the_task().id, "It was a draft")


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


def test_what_was_decided_on_a_claim_is_not_undone_with_its_report(checked: Office) -> None:
    found = claim(checked)
    entry = next(e for e in reversed(checked.journal()) if e.verb == "task.reported")
    acceptance.accept(Change(checked.coordinator, LATER), found.id)
    with refused(InvalidInput):
        undo.undo(Change(checked.people["other_lead"], LATER), entry.seq)
