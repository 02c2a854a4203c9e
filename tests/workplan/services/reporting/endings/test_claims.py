"""Claims: made by a report, withdrawn by the agency or with its report, and kept true."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from models import Claim, StatusReport, Task
from support.record.tasks.claiming import DONE, FRIDAY, LATER, MONDAY, claim, counts, the_task
from support.web.refusals import refused
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.history import recomputed
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reporting import status_reports
from workplan.services.reporting.endings import acceptance
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.tasks import states

if TYPE_CHECKING:
    from support.ground.office import Office


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


def test_a_report_that_is_taken_back_takes_its_claim_along(checked: Office) -> None:
    claim(checked)
    entry = next(e for e in reversed(checked.journal()) if e.verb == "task.reported")
    undo.undo(Change(checked.people["other_lead"], LATER), entry.seq)
    assert (the_task().percent, the_task().ending) == (40, None)
    assert db.session.scalars(select(Claim.state)).all() == ["withdrawn"]


def test_what_is_done_already_is_not_claimed_again(office: Office) -> None:
    task = office.add("2a", 10, leads=("DSCA",))
    office.report(task, MONDAY, office.people["other_lead"], status="complete", percent=100)
    with writing():
        office.plan().verifies = "everything"
    said = {"status": "complete", "percent": 100, "actual_finish_on": MONDAY.date()}
    office.report(task, LATER, office.people["other_lead"], **said)
    assert (office.task(task).ending, office.task(task).actual_finish_on) == (None, MONDAY.date())


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
