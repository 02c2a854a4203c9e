"""Who has reported in a cycle: each lead agency of each open task, by its own word or on behalf."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, update

from models import Membership, User
from support.files.wishes import TUESDAY
from support.ground.moments import washington
from support.record.cycling import NOVEMBER, answered, opens, owed, with_only
from workplan.services.changes.undoing.undo import undo
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reporting import status_reports

if TYPE_CHECKING:
    from support.ground.office import Office

BEGUN = washington(2026, 10, 1)
LATER = TUESDAY + timedelta(hours=2)


@pytest.fixture
def joint(office: Office) -> int:
    """A task of State PM and DSCA together, beside one of each; the plan has no others."""
    task = office.add("1a", 90, leads=("PM", "DSCA"), now=BEGUN)
    with_only(office, task)
    return task


def test_a_joint_task_waits_for_each_of_its_leads(office: Office, joint: int) -> None:
    opens(office)
    assert answered(office) == {("1a", "DSCA"): "missed", ("1a", "State PM"): "missed"}
    office.report(joint, LATER, percent=10)
    assert answered(office) == {("1a", "DSCA"): "missed", ("1a", "State PM"): "reported"}
    office.report(joint, LATER, office.other_lead, percent=20)
    assert answered(office) == {("1a", "DSCA"): "reported", ("1a", "State PM"): "reported"}


def test_what_is_owed_stands_under_the_names_of_those_who_speak_for_the_agency(
    office: Office, joint: int
) -> None:
    assert joint
    opens(office)
    found = owed(office)
    assert found["1a", "DSCA"].owed_by == {office.other_lead.id}
    assert found["1a", "State PM"].owed_by == {office.lead.id}


def test_a_task_that_is_handed_to_somebody_is_owed_by_them_alone(office: Office) -> None:
    task = office.add("1a", 90, now=BEGUN, assignee_id=office.contributor.id)
    with_only(office, task)
    opens(office)
    assert owed(office)["1a", "State PM"].owed_by == {office.contributor.id}
    office.report(task, LATER, office.contributor, percent=10)
    assert answered(office) == {("1a", "State PM"): "reported"}


def test_what_the_coordinator_says_counts_for_all_until_an_agency_speaks_for_itself(
    office: Office, joint: int
) -> None:
    opens(office)
    office.report(joint, LATER, office.coordinator, percent=10)
    assert {*answered(office).values()} == {"on_behalf"}
    office.report(joint, LATER + timedelta(hours=1), percent=20)
    office.report(joint, LATER + timedelta(hours=2), office.coordinator, percent=30)
    assert answered(office) == {("1a", "DSCA"): "on_behalf", ("1a", "State PM"): "reported"}


def test_a_confirmation_is_told_apart(office: Office, joint: int) -> None:
    office.report(joint, BEGUN, percent=10)
    opens(office)
    version = office.task(joint).version
    status_reports.confirm(Change(office.lead, LATER), joint, version)
    assert answered(office)["1a", "State PM"] == "confirmed"


def test_a_report_counts_from_the_opening_or_from_its_day_where_that_is_earlier(
    office: Office, joint: int
) -> None:
    office.report(joint, TUESDAY - timedelta(days=4), office.other_lead, percent=10)
    office.report(joint, TUESDAY - timedelta(days=2), percent=10)
    wanted = NOVEMBER._replace(as_of_on=(TUESDAY - timedelta(days=3)).date())
    opens(office, wanted)
    assert answered(office) == {("1a", "DSCA"): "missed", ("1a", "State PM"): "reported"}


def test_what_was_reported_before_it_was_opened_does_not_count_when_its_day_comes_later(
    office: Office, joint: int
) -> None:
    office.report(joint, TUESDAY - timedelta(hours=1), percent=10)
    opens(office, NOVEMBER._replace(as_of_on=NOVEMBER.due_on))
    assert {*answered(office).values()} == {"missed"}


def test_what_is_complete_by_now_stays_with_its_report_and_what_was_before_is_not_asked(
    office: Office,
) -> None:
    done, left = office.add("1a", 90, now=BEGUN), office.add("1b", 90, now=BEGUN)
    with_only(office, done, left)
    office.complete(done, BEGUN + timedelta(days=1))
    opens(office)
    assert answered(office) == {("1b", "State PM"): "missed"}
    office.complete(left, LATER)
    assert answered(office) == {("1b", "State PM"): "reported"}


def test_a_lead_of_the_department_speaks_for_its_bureau(office: Office) -> None:
    task = office.add("1a", 90, leads=("DSCA",), now=BEGUN)
    with_only(office, task)
    with writing() as session:
        session.execute(
            Membership.__table__.update()
            .where(Membership.user_id == office.people["other_supervisor"].id)
            .values(role="lead", is_supervisor=False)
        )
    opens(office)
    office.report(task, LATER, office.people["other_supervisor"], percent=10)
    assert answered(office) == {("1a", "DSCA"): "reported"}


def test_an_agency_for_which_nobody_speaks_owes_without_a_name(office: Office) -> None:
    task = office.add("1a", 90, leads=("DOD",), now=BEGUN)
    with_only(office, task)
    opens(office)
    assert owed(office)["1a", "DoD"].owed_by == frozenset()


def test_what_one_lead_completes_is_owed_by_no_other_any_more(office: Office, joint: int) -> None:
    opens(office)
    office.complete(joint, LATER)
    assert answered(office) == {("1a", "State PM"): "reported"}


def test_what_was_taken_back_says_nothing_and_what_is_said_again_does(
    office: Office, joint: int
) -> None:
    opens(office)
    office.report(joint, LATER, percent=10)
    entry = [one.seq for one in office.journal() if one.verb == "task.reported"][-1]
    undo(Change(office.lead, LATER + timedelta(minutes=1)), entry)
    assert answered(office)["1a", "State PM"] == "missed"
    entry = [one.seq for one in office.journal() if one.verb == "task.reported"][-1]
    undo(Change(office.lead, LATER + timedelta(minutes=2)), entry)
    assert answered(office)["1a", "State PM"] == "reported"


def test_whoever_has_left_the_plan_spoke_for_their_agency_and_for_no_other(
    office: Office, joint: int
) -> None:
    opens(office)
    office.report(joint, LATER, percent=10)
    with writing() as session:
        pm = office.agencies["PM"]
        session.execute(update(User).where(User.id == office.lead.id).values(agency_id=pm))
        session.execute(delete(Membership).where(Membership.user_id == office.lead.id))
    assert answered(office) == {("1a", "DSCA"): "missed", ("1a", "State PM"): "reported"}
