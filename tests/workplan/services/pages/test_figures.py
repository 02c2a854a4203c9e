"""Figures that were wrong once: the steps, and the right values."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Task
from support.ground.moments import washington
from support.ground.office import SLUG, found_office
from workplan.extensions import db
from workplan.forecast.burndown import Burndown
from workplan.services.history.date_moves import TaskMove, moves_between
from workplan.services.pages.burndown.histories import burndown_of
from workplan.services.pages.my_work import my_work
from workplan.services.pages.overview.overviews import overview
from workplan.services.people import rights
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages
from workplan.services.structure.baseline import baselines
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from flask import Flask

    from support.ground.office import Office

MONDAY = washington(2026, 9, 14)


def burndown(office: Office, day: date) -> Burndown:
    db.session.rollback()
    return burndown_of(db.session(), office.plan(), day)


def moved(office: Office, task: int, first: date, last: date) -> TaskMove | None:
    db.session.rollback()
    found = moves_between(db.session(), office.plan(), first, last, task)
    return found[0] if found else None


def test_the_ideal_line_counts_what_carries_work(office: Office) -> None:
    parent = office.add("P", 3, now=MONDAY)
    office.add("P1", 3, now=MONDAY, parent_id=parent)
    office.add("P2", 3, now=MONDAY, parent_id=parent)
    plan_stages.pass_days(Change(SCHEDULER, MONDAY), office.plan().id)
    plan_id = office.plan().id
    first = db.session.scalars(
        select(Task.id).where(Task.code == "0", Task.plan_id == plan_id)
    ).one()
    office.report(first, MONDAY, office.coordinator, status="complete", percent=100)
    baselines.freeze(Change(office.coordinator, MONDAY), SLUG, "Frozen")

    found = burndown(office, date(2026, 9, 14))

    assert found.finding().startswith("2 of 3 tasks remain, as “Frozen” foresaw")


def test_a_removed_task_leaves_the_total_finished_or_not(office: Office) -> None:
    done = office.add("A", 4, now=MONDAY)
    office.complete(done, MONDAY)
    office.add("B", 4, now=MONDAY)
    office.remove(done, MONDAY)

    last = burndown(office, date(2026, 9, 14)).last

    assert last is not None
    assert (last.remaining_tasks, last.scope_tasks) == (2, 2)


def test_neither_a_longer_plan_of_finished_work_nor_its_removal_changes_the_pace(
    office: Office,
) -> None:
    done = office.add("A", 10, now=MONDAY)
    office.add("B", 40, now=MONDAY)
    finished_at = washington(2026, 9, 25)
    office.complete(done, finished_at)
    ends_on = burndown(office, date(2026, 9, 25)).ends_on
    assert ends_on is not None

    office.change(done, finished_at, duration_days=40)
    assert burndown(office, date(2026, 9, 25)).ends_on == ends_on
    office.remove(done, finished_at)
    assert burndown(office, date(2026, 9, 25)).ends_on == ends_on


def test_shares_add_up_after_an_outage_and_a_past_day_shows_what_people_saw(
    office: Office,
) -> None:
    plan_stages.pass_days(Change(SCHEDULER, MONDAY), office.plan().id)
    task = office.add("A", 10, now=MONDAY)
    tuesday, wednesday, friday = (date(2026, 9, day) for day in (15, 16, 18))
    plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 15)), office.plan().id)
    seen = office.task(task).finish_on

    # No scheduler runs from Wednesday to Friday; on Thursday the duration is changed.
    office.change(task, washington(2026, 9, 17), duration_days=15)
    plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 21)), office.plan().id)

    whole = moved(office, task, tuesday, date(2026, 9, 21))
    assert whole is not None
    assert whole.before == seen
    assert whole.days == 9
    assert sum(share.days for share in whole.shares) == whole.days
    # On Wednesday the date stood as on Tuesday, though the day passed later.
    assert moved(office, task, tuesday, wednesday) is None
    until_friday = moved(office, task, tuesday, friday)
    assert until_friday is not None
    assert until_friday.days == 5


def test_moves_after_an_approval_on_a_saturday_begin_with_what_stood_then(
    app: Flask,
    app_context: None,  # noqa: ARG001  # has to be there first
) -> None:
    office = found_office(app, stage="drafting")
    task = office.add("A", 5, now=MONDAY)
    saturday, monday = washington(2026, 9, 19), washington(2026, 9, 21)
    plan_stages.move_to_stage(Change(office.coordinator, saturday), SLUG, "approved")
    plan_stages.pass_days(Change(SCHEDULER, saturday), office.plan().id)
    seen = office.task(task).finish_on
    plan_stages.pass_days(Change(SCHEDULER, monday), office.plan().id)

    found = moved(office, task, date(2026, 9, 19), date(2026, 9, 21))

    assert found is not None
    assert (found.before, found.days) == (seen, 1)


def test_a_milestone_on_the_morning_after_its_suspense_is_not_late(office: Office) -> None:
    plan_stages.pass_days(Change(SCHEDULER, MONDAY), office.plan().id)
    work = office.add("W", 5, date(2026, 9, 18), now=MONDAY)
    milestone = office.add("M", 0, date(2026, 9, 18), now=MONDAY)
    dependencies.add(
        Change(office.coordinator, MONDAY), milestone, DependencyFields(work, type="SS", lag_days=5)
    )

    row = office.task(milestone)

    # It shows on Monday's start, which is the moment of Friday's end.
    assert row.start_on == date(2026, 9, 21)
    assert (office.task(work).late_days, row.late_days) == (0, 0)
    office.change(milestone, MONDAY, suspense=SuspenseRule("fixed", fixed_on=date(2026, 9, 17)))
    assert office.task(milestone).late_days == 1


def test_work_that_was_finished_on_a_sunday_was_finished_on_a_sunday(office: Office) -> None:
    plan_stages.pass_days(Change(SCHEDULER, MONDAY), office.plan().id)
    due = date(2026, 9, 19)
    task = office.add("A", 4, due, now=MONDAY)
    sunday = date(2026, 9, 20)
    office.report(
        task,
        washington(2026, 9, 21),
        status="complete",
        percent=100,
        actual_start_on=date(2026, 9, 14),
        actual_finish_on=sunday,
    )
    row = office.task(task)
    # Due on Saturday: late by one working day at least, though none lies between.
    assert (row.finish_on, row.late_days) == (sunday, 1)


def test_my_work_and_the_overview_count_the_same_without_news(office: Office) -> None:
    now = washington(2026, 9, 28)
    plan_stages.pass_days(Change(SCHEDULER, MONDAY), office.plan().id)
    office.add("A", 30, now=MONDAY)
    office.add("B", 3, date(2026, 10, 2), now=MONDAY)
    office.add("C", 3, date(2026, 9, 25), now=MONDAY)
    plan_stages.pass_days(Change(SCHEDULER, now), office.plan().id)
    session = db.session()
    work = my_work(session, rights.standings(session, office.lead), now)
    seen = overview(session, office.plan(), now)
    agencies = {row.label: row.total for row in seen.silent}
    assert work.silent == agencies["State PM"] == 3
