"""Stages, the baseline that approval freezes, and the days that pass over a plan."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models import Baseline, BaselineTask, Dependency
from support.ground.moments import washington
from support.ground.office import FOUNDED_AT, SLUG, dated, found_office
from support.web.refusals import refused, refuses
from workplan.calendars.working import federal_calendar
from workplan.errors import NotAllowed, NotFound, PlanIsFrozen
from workplan.extensions import db
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages
from workplan.services.structure.baseline import baselines
from workplan.services.structure.task import dependencies, tasks
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from support.ground.office import Office

NOW = washington(2026, 9, 2)


@pytest.fixture
def drafting(app: Flask, app_context: None) -> Office:  # noqa: ARG001  # has to be there first
    """The office with its plan still being drafted."""
    return found_office(app, stage="drafting")


def baseline_names() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Baseline.name).order_by(Baseline.id)))


def move(office: Office, *stages: str) -> None:
    for stage in stages:
        plan_stages.move_to_stage(Change(office.coordinator, NOW), SLUG, stage)


def test_approval_freezes_the_first_baseline(drafting: Office) -> None:
    task = drafting.add("1a", 5, date(2026, 10, 1))
    move(drafting, "clearance")
    assert baseline_names() == []
    move(drafting, "approved")
    assert baseline_names() == ["Approved plan"]
    kept = db.session.scalars(select(BaselineTask).where(BaselineTask.task_id == task)).one()
    row = drafting.task(task)
    assert (kept.code, kept.name, kept.duration_days) == ("1a", "Draft part 1a", 5)
    assert (kept.start_on, kept.finish_on, kept.due_on) == (
        row.start_on,
        row.finish_on,
        row.due_on,
    )


def test_approval_that_is_passed_over_freezes_it_too(drafting: Office) -> None:
    move(drafting, "implementing")
    assert baseline_names() == ["Approved plan"]


def test_a_baseline_of_that_name_does_not_stop_approval(drafting: Office) -> None:
    baselines.freeze(Change(drafting.coordinator, NOW), SLUG, "Approved plan")
    move(drafting, "approved")
    assert baseline_names() == ["Approved plan", "Approved plan (2)"]


@pytest.mark.parametrize("stage", ["approved", "clearance", "drafting", "finished", ""])
def test_a_stage_leads_forward_only(office: Office, stage: str) -> None:
    with refuses("stage", "Choose: closed"):
        move(office, stage)


def test_a_stage_may_be_passed_over_and_closed_is_the_last(drafting: Office) -> None:
    move(drafting, "implementing", "closed")
    with refused(PlanIsFrozen):
        move(drafting, "closed")


@pytest.mark.parametrize("who", ["lead", "contributor", "viewer", "auditor"])
def test_only_the_coordinator_moves_a_plan_and_freezes_it(office: Office, who: str) -> None:
    with refused(NotAllowed):
        plan_stages.move_to_stage(Change(office.people[who], NOW), SLUG, "closed")
    with refused(NotAllowed):
        baselines.freeze(Change(office.people[who], NOW), SLUG, "Mine")


def test_a_stranger_finds_no_plan(office: Office) -> None:
    with refused(NotFound):
        plan_stages.move_to_stage(Change(office.stranger, NOW), SLUG, "closed")
    with refused(NotFound):
        baselines.freeze(Change(office.stranger, NOW), SLUG, "Mine")


CHANGES: dict[str, Callable[[Office, int, int], Any]] = {
    "add a task": lambda o, _a, _b: o.add("9", now=NOW),
    "change a task": lambda o, a, _: o.change(a, NOW, duration_days=9),
    "remove a task": lambda o, a, _: tasks.remove(
        Change(o.coordinator, NOW), a, o.task(a).version, "Not needed"
    ),
    "report": lambda o, a, _: o.report(a, NOW, percent=10),
    "report on behalf": lambda o, a, _: o.report(a, NOW, o.coordinator, percent=10),
    "add a dependency": lambda o, a, b: dependencies.add(
        Change(o.coordinator, NOW), a, DependencyFields(b)
    ),
    "remove a dependency": lambda o, _a, _b: dependencies.remove(
        Change(o.coordinator, NOW), db.session.scalars(select(Dependency.id)).one()
    ),
    "freeze a baseline": lambda o, _a, _b: baselines.freeze(
        Change(o.coordinator, NOW), SLUG, "Late"
    ),
    "move on": lambda o, _a, _b: move(o, "closed"),
    "pass days": lambda o, _a, _b: plan_stages.pass_days(Change(SCHEDULER, NOW), o.plan().id),
}


@pytest.mark.parametrize("what", CHANGES)
def test_a_closed_plan_refuses_every_change(office: Office, what: str) -> None:
    first, second = office.add("1a", 5), office.add("1b", 5)
    dependencies.add(Change(office.coordinator, NOW), second, DependencyFields(first))
    move(office, "closed")
    with refused(PlanIsFrozen, "closed"):
        CHANGES[what](office, first, second)


def test_days_pass_only_over_plans_that_are_approved_and_not_closed(office: Office) -> None:
    arms, strangers = office.plan().id, office.plan("strangers").id
    assert plan_stages.live_plan_ids(db.session()) == [arms]
    plan_stages.move_to_stage(Change(office.stranger, FOUNDED_AT), "strangers", "approved")
    assert plan_stages.live_plan_ids(db.session()) == [arms, strangers]
    move(office, "closed")
    assert plan_stages.live_plan_ids(db.session()) == [strangers]


def days_in_journal(office: Office) -> list[date]:
    plan = office.plan().id
    return [e.on_day for e in office.journal() if e.verb == "plan.day_passed" and e.plan_id == plan]


def test_the_first_day_that_passes_is_today_or_the_last_working_day(office: Office) -> None:
    plan = office.plan().id
    assert plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 5)), plan) == [
        date(2026, 9, 4)
    ]
    assert office.plan().status_on == date(2026, 9, 4)


def test_each_missed_working_day_gets_its_own_entry_after_downtime(office: Office) -> None:
    plan = office.plan().id
    plan_stages.pass_days(Change(SCHEDULER, washington(2026, 11, 9)), plan)
    passed = plan_stages.pass_days(Change(SCHEDULER, washington(2026, 11, 30)), plan)
    assert len(passed) == 13
    assert passed[0] == date(2026, 11, 10)
    assert passed[-1] == date(2026, 11, 30)
    assert date(2026, 11, 11) not in passed
    assert date(2026, 11, 26) not in passed
    assert all(federal_calendar().is_working(day) for day in passed)
    assert days_in_journal(office) == [date(2026, 11, 9), *passed]
    assert office.plan().status_on == date(2026, 11, 30)


def test_a_day_passes_once_however_often_the_scheduler_beats(office: Office) -> None:
    plan = office.plan().id
    for hour in (1, 8, 12, 23):
        plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 3, hour)), plan)
    assert days_in_journal(office) == [date(2026, 9, 3)]


def test_on_a_day_off_no_day_passes(office: Office) -> None:
    plan = office.plan().id
    plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 4)), plan)
    for day in (5, 6, 7):  # A weekend, and Labor Day.
        assert plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, day)), plan) == []
    assert plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 8)), plan) == [
        date(2026, 9, 8)
    ]


def test_a_day_begins_at_midnight_where_the_plan_is(office: Office) -> None:
    plan = office.plan().id
    plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 2, 23, 59)), plan)
    assert office.plan().status_on == date(2026, 9, 2)
    plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 3, 0, 1)), plan)
    assert office.plan().status_on == date(2026, 9, 3)


def test_a_clock_that_goes_back_takes_no_day_away(office: Office) -> None:
    plan = office.plan().id
    plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 10)), plan)
    assert plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 3)), plan) == []
    assert office.plan().status_on == date(2026, 9, 10)


def test_unstarted_work_slides_by_a_day_with_every_working_day_and_says_why(
    office: Office,
) -> None:
    plan = office.plan().id
    first, second = office.add("1a", 3), office.add("1b", 2)
    dependencies.add(Change(office.coordinator, NOW), second, DependencyFields(first))
    plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 3)), plan)
    starts = [office.task(task).start_on for task in (first, second)]
    assert starts == [date(2026, 9, 3), date(2026, 9, 9)]  # Labor Day lies between.
    since = office.last_seq()
    plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 4)), plan)
    starts = [office.task(task).start_on for task in (first, second)]
    assert starts == [date(2026, 9, 4), date(2026, 9, 10)]
    own, *effects = office.journal(since)
    assert (own.verb, own.actor_name, own.door) == ("plan.day_passed", "Scheduler", "scheduler")
    assert {first, second} <= {effect.subject_id for effect in effects}
    assert {effect.cause_seq for effect in effects} == {own.seq}
    drivers = {e.subject_id: (e.after or {}).get("driver") for e in effects}
    assert drivers[first] == "status:"
    assert drivers[second] == f"link:{first}:FS:0:0"


def test_begun_work_slides_by_what_remains_and_finished_work_stands(office: Office) -> None:
    plan = office.plan().id
    begun, finished = office.add("1a", 10), office.add("1b", 3)
    office.report(begun, washington(2026, 9, 2), percent=50, actual_start_on=date(2026, 9, 1))
    office.complete(finished, washington(2026, 9, 3))
    for day in (3, 14):
        plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, day)), plan)
    row = office.task(begun)
    assert (row.start_on, row.finish_on) == (date(2026, 9, 1), date(2026, 9, 18))
    assert office.task(finished).finish_on == date(2026, 9, 3)


def test_work_that_lies_ahead_does_not_move(office: Office) -> None:
    ahead = office.add("1a", 3, constraint_code="SNET", constraint_on=date(2026, 12, 1))
    plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 10)), office.plan().id)
    assert office.task(ahead).start_on == date(2026, 12, 1)


def test_the_moves_of_a_task_add_up_to_where_it_stands(office: Office) -> None:
    """Each entry begins where the one before it ended: the record has no gap."""
    plan = office.plan().id
    task, other = office.add("1a", 3), office.add("1b", 4)
    dependencies.add(Change(office.coordinator, NOW), task, DependencyFields(other))
    for day in (3, 9, 11):
        plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, day)), plan)
    office.report(other, washington(2026, 9, 11), percent=50)
    office.change(other, washington(2026, 9, 11), duration_days=9)
    moves = [e for e in office.journal() if e.verb == "task.moved" and e.subject_id == task]
    assert len(moves) > 5
    for earlier, later in pairwise(moves):
        assert earlier.after is not None
        assert later.before is not None
        for field in ("start_on", "finish_on", "due_on"):
            assert later.before[field] == earlier.after[field]
    assert moves[-1].after is not None
    assert moves[-1].after["finish_on"] == str(office.task(task).finish_on)


def test_a_plans_version_rises_with_every_change_and_not_with_the_days(office: Office) -> None:
    versions = [office.plan().version]
    task = office.add("1a")
    office.change(task, NOW, duration_days=9)
    office.report(task, NOW, percent=10)
    versions.append(office.plan().version)
    plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 10)), office.plan().id)
    versions.append(office.plan().version)
    assert versions[1] == versions[2] == versions[0] + 3


def test_what_moved_is_told_to_the_caller(office: Office) -> None:
    task, moves = tasks.add(Change(office.coordinator, NOW), SLUG, office.fields("1a", 4))
    assert dated(moves) == [task]
    assert Counter(move.task_id for move in moves)[task] == 1
