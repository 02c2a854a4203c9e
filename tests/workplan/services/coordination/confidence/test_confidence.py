"""What the coordinator assesses, and the recovery plan that red asks of the lead."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Assessment, Notice, Plan, RecoveryStep, Task
from support.ground.moments import washington
from support.ground.office import SLUG
from support.web.refusals import refused, refuses
from workplan.errors import NotAllowed, NotFound, PlanIsFrozen
from workplan.extensions import db
from workplan.services.coordination.confidence import assessments, recovery_plans
from workplan.services.coordination.confidence.standings import Sureness, sureness_of
from workplan.services.pages.chain import confidence_steps
from workplan.services.pages.chain.steps import Looking
from workplan.services.pages.my_work import my_work
from workplan.services.pages.overview.waits_for_you import waits_for_you
from workplan.services.pages.shells import waiting
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages
from workplan.services.tasks.plan_counts import counts_of
from workplan.services.tasks.states import plan_days

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office
    from workplan.services.record.actor import Actor

NOW = washington(2026, 9, 3, 12)  # A Thursday; Monday the 7th is Labor Day.
WANTED = date(2026, 9, 11)
STEP = date(2026, 9, 20)


@pytest.fixture
def task(office: Office) -> int:
    """A task that State PM leads."""
    return office.add("1a", 30)


def by(office: Office, who: Actor | None = None, now: datetime = NOW) -> Change:
    return Change(who or office.coordinator, now)


def assess(office: Office, task: int, rating: str, now: datetime = NOW) -> None:
    assessments.assess(by(office, now=now), task, rating, f"It is {rating}.")


def add_step(office: Office, task: int, now: datetime = NOW, who: Actor | None = None) -> int:
    recovery_plans.add_step(by(office, who or office.lead, now), task, "Hire two", STEP)
    return db.session.scalars(select(RecoveryStep.id).order_by(RecoveryStep.id.desc())).first() or 0


def sure(task: int) -> Sureness:
    db.session.rollback()
    return sureness_of(db.session(), db.session.get_one(Task, task))


def owed(wanted_before: date | None = None) -> list[int]:
    db.session.rollback()
    return list(db.session.scalars(select(Task.id).where(recovery_plans.is_owed(wanted_before))))


def test_each_assessment_is_kept_and_the_last_one_stands(office: Office, task: int) -> None:
    assess(office, task, "at_risk")
    assess(office, task, "on_track", washington(2026, 9, 4, 12))
    found = sure(task)
    assert found.now is not None
    assert (found.now.rating, found.now.reason, found.now.by) == (
        "on_track",
        "It is on_track.",
        "Cora Diaz",
    )
    assert [(one.rating, one.ended_at is not None) for one in found.before] == [("at_risk", True)]


def test_a_withdrawn_assessment_leaves_none_and_stays_on_record(office: Office, task: int) -> None:
    assess(office, task, "at_risk")
    assess(office, task, "red")
    with refuses("reason", "Say why it is withdrawn."):
        assessments.withdraw(by(office), task, " ")
    assessments.withdraw(by(office), task, "The money came.")
    assert sure(task).now is None
    assert [one.rating for one in sure(task).before] == ["red", "at_risk"]
    with refuses("reason", "No assessment stands any more."):
        assessments.withdraw(by(office), task, "Again")


def test_the_coordinator_alone_assesses_and_only_what_is_open(office: Office, task: int) -> None:
    for who in (office.lead, office.contributor, office.viewer, office.auditor):
        with refused(NotAllowed):
            assessments.assess(by(office, who), task, "red", "Mine")
        with refused(NotAllowed):
            assessments.withdraw(by(office, who), task, "Mine")
    with refused(NotFound):
        assessments.assess(by(office, office.stranger), task, "red", "Mine")
    with refuses("rating", "Choose how sure it is"):
        assessments.assess(by(office), task, "purple", "So")
    with refuses("reason", "Say why"):
        assessments.assess(by(office), task, "red", "")
    office.remove(task, NOW)
    with refuses("rating", "is not open any more"):
        assess(office, task, "red")


def test_red_asks_for_a_plan_within_five_working_days_and_holidays_do_not_count(
    office: Office, task: int
) -> None:
    assess(office, task, "red")
    assert sure(task).owed_on == WANTED
    assert owed() == [task]
    assert owed(WANTED) == []
    assert owed(date(2026, 9, 12)) == [task]
    [notice] = db.session.scalars(select(Notice).where(Notice.kind == "recovery")).all()
    assert (notice.user_id, notice.task_id) == (office.lead.id, task)
    assert notice.said == "Wanted by 11 Sep 2026. It is red."


def test_red_said_again_asks_for_no_new_plan_and_tells_nobody_twice(
    office: Office, task: int
) -> None:
    assess(office, task, "red")
    add_step(office, task)
    assess(office, task, "red", washington(2026, 9, 10, 12))
    assert sure(task).owed_on is None
    assert db.session.scalars(select(Assessment.wanted_on)).all() == [WANTED, WANTED]
    assert len(db.session.scalars(select(Notice).where(Notice.kind == "recovery")).all()) == 1


def test_red_after_something_else_asks_anew(office: Office, task: int) -> None:
    assess(office, task, "red")
    add_step(office, task)
    assess(office, task, "at_risk", washington(2026, 9, 4, 12))
    assert owed() == []
    assess(office, task, "red", washington(2026, 9, 14, 12))
    assert sure(task).owed_on == date(2026, 9, 21)
    assert owed() == [task]


def test_a_step_is_written_by_the_lead_with_words_and_a_day_to_come(
    office: Office, task: int
) -> None:
    with refuses("statement", "not assessed red any more"):
        recovery_plans.add_step(by(office, office.lead), task, "Hire two", STEP)
    assess(office, task, "red")
    for who in (office.contributor, office.other_lead, office.viewer):
        with refused(NotAllowed):
            recovery_plans.add_step(by(office, who), task, "Mine", STEP)
    with refuses("statement", "Say what is done."):
        recovery_plans.add_step(by(office, office.lead), task, " ", STEP)
    with refuses("wanted_on", "Give the day"):
        recovery_plans.add_step(by(office, office.lead), task, "Hire two", None)
    with refuses("wanted_on", "has passed"):
        recovery_plans.add_step(by(office, office.lead), task, "Hire two", date(2026, 9, 2))
    add_step(office, task)
    assert owed() == []
    assert [(one.statement, one.wanted_on) for one in sure(task).steps] == [("Hire two", STEP)]


def test_a_step_is_done_reopened_and_given_up_and_the_plan_is_owed_again(
    office: Office, task: int
) -> None:
    assess(office, task, "red")
    step, lead = add_step(office, task), office.lead
    assert recovery_plans.finish_step(by(office, lead), step) == task
    assert sure(task).steps[0].done_on == NOW.date()
    with refuses("step", "That step is done."):
        recovery_plans.give_up_step(by(office, lead), step)
    recovery_plans.reopen_step(by(office, lead), step)
    recovery_plans.give_up_step(by(office, lead), step)
    assert (sure(task).steps, owed()) == ([], [task])
    with refuses("step", "was given up"):
        recovery_plans.finish_step(by(office, lead), step)
    assert [one.id for one in sure(task).given_up] == [step]
    recovery_plans.reopen_step(by(office, lead), step)
    assert ([one.id for one in sure(task).steps], sure(task).given_up) == ([step], [])
    assert owed() == []
    with refused(NotFound, "There is no such step among yours."):
        recovery_plans.finish_step(by(office, office.stranger), step)
    with refused(NotFound, "There is no such step among yours."):
        recovery_plans.finish_step(by(office, lead), 987_654)


def test_a_task_that_is_done_owes_no_plan_anywhere(office: Office, task: int) -> None:
    assess(office, task, "red")
    assert (sure(task).owed_on, owed()) == (WANTED, [task])
    office.complete(task, NOW)
    assert (sure(task).owed_on, owed()) == (None, [])


def test_steps_that_are_left_stay_shown_when_the_task_is_no_longer_red(
    office: Office, task: int
) -> None:
    assess(office, task, "red")
    recovery_plans.finish_step(by(office, office.lead), add_step(office, task))
    add_step(office, task)
    assess(office, task, "at_risk")
    assert [one.done_on for one in sure(task).steps] == [None]


def test_it_is_asked_of_the_lead_and_shown_to_the_coordinator_when_it_is_overdue(
    office: Office, task: int
) -> None:
    assess(office, task, "red")
    db.session.rollback()
    session = db.session()
    standings = rights.standings(session, office.lead)
    assert [item.task.id for item in my_work(session, standings, NOW).asked] == [task]
    assert waiting(session, standings, NOW) == 1
    assert my_work(session, rights.standings(session, office.contributor), NOW).asked == []
    plan_id = office.plan().id
    assert waits_for_you(session, plan_id, WANTED).recovery == 0
    assert waits_for_you(session, plan_id, date(2026, 9, 12)).recovery == 1
    add_step(office, task)
    assert waiting(db.session(), standings, NOW) == 0


def test_what_is_assessed_enters_no_count(office: Office, task: int) -> None:
    days = plan_days(db.session(), [office.plan().id], NOW)
    before = counts_of(db.session(), days)
    assess(office, task, "red")
    assert counts_of(db.session(), days) == before
    assert office.task(task).status == "not_started"


def test_nothing_is_assessed_in_a_closed_plan(office: Office, task: int) -> None:
    assess(office, task, "red")
    step = add_step(office, task)
    plan_stages.move_to_stage(by(office), SLUG, "closed")
    with refused(PlanIsFrozen):
        assess(office, task, "on_track")
    with refused(PlanIsFrozen):
        recovery_plans.finish_step(by(office, office.lead), step)


def test_the_chain_has_each_assessment_and_each_step(office: Office, task: int) -> None:
    assess(office, task, "red")
    row = office.task(task)
    session = db.session()
    _, standing = rights.task_for(session, office.viewer, task)
    plan = session.get_one(Plan, row.plan_id)
    looking = Looking(row, plan, standing, plan_days(session, [plan.id], NOW)[plan.id])
    asked = list(confidence_steps.steps_of(session, looking))
    assert [(step.what, step.is_open) for step in asked] == [
        ("Assessed: red", False),
        ("Recovery plan to be written", True),
    ]
    add_step(office, task)
    [said, written] = confidence_steps.steps_of(db.session(), looking)
    assert (said.said, said.facts) == ("It is red.", ("Recovery plan by 11 Sep 2026.",))
    assert (written.said, written.who, written.facts) == (
        "Hire two",
        "Lena Ivanova",
        ("To do by 20 Sep 2026.",),
    )
