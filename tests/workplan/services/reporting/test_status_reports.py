"""What an agency may say about a task, and what follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models import StatusReport, Suspense
from support.ground.moments import washington
from support.ground.office import SLUG
from support.web.refusals import refused, refuses
from workplan.calendars.spans import USUAL
from workplan.errors import NotAllowed, NotFound, PlanIsFrozen, StaleVersion
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.reporting import status_reports
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.structure import plan_stages
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from collections.abc import Sequence

    from support.ground.office import Office

NOW = washington(2026, 9, 10)
TODAY = date(2026, 9, 10)
EARLIER = date(2026, 9, 3)

SOUND = ReportFields("on_track", 40, EARLIER, forecast_on=date(2026, 9, 30))
BAD_REPORTS: list[tuple[str, str, dict[str, Any]]] = [
    ("status", "“fine”", {"status": "fine"}),
    ("percent", "-1 %", {"percent": -1}),
    ("percent", "101 %", {"percent": 101}),
    ("actual_start_on", "11 Sep 2026 lies after today", {"actual_start_on": date(2026, 9, 11)}),
    ("actual_finish_on", "11 Sep 2026 lies after today", {"actual_finish_on": date(2026, 9, 11)}),
    ("actual_finish_on", "before the start, 3 Sep", {"actual_finish_on": date(2026, 9, 2)}),
    ("actual_start_on", "The year 26", {"actual_start_on": date(26, 9, 3)}),
    ("forecast_on", "The year 9999", {"forecast_on": date(9999, 12, 31)}),
    ("done", "10,001 characters", {"done": "x" * 10_001}),
    ("next_steps", "10,001 characters", {"next_steps": "x" * 10_001}),
    ("help_needed", "10,001 characters", {"help_needed": "x" * 10_001}),
]


def reports(task: int) -> Sequence[StatusReport]:
    db.session.rollback()
    return db.session.scalars(
        select(StatusReport).where(StatusReport.task_id == task).order_by(StatusReport.id)
    ).all()


@pytest.mark.parametrize(
    ("field", "words", "bad"), BAD_REPORTS, ids=[f"{f}: {w}" for f, w, _ in BAD_REPORTS]
)
def test_a_bad_field_is_named_with_the_way_out(
    office: Office, field: str, words: str, bad: dict[str, Any]
) -> None:
    task = office.add("1a", 10)
    with refuses(field, words):
        status_reports.report(Change(office.lead, NOW), task, 1, replace(SOUND, **bad))


def test_a_finish_before_a_start_that_was_reported_earlier_is_refused(office: Office) -> None:
    task = office.add("1a", 10)
    office.report(task, NOW, percent=10, actual_start_on=date(2026, 9, 8))
    with refuses("actual_finish_on", "before the start, 8 Sep"):
        office.report(task, NOW, status="complete", percent=100, actual_finish_on=date(2026, 9, 7))


def test_a_report_is_kept_as_it_was_said_and_the_task_is_brought_up_to_it(office: Office) -> None:
    task = office.add("1a", 10)
    said = replace(SOUND, done="Draft\nsent", next_steps="Clear", help_needed="A lawyer")
    status_reports.report(Change(office.lead, NOW), task, 1, said)
    [kept] = reports(task)
    assert ReportFields(**{name: getattr(kept, name) for name in vars(said)}) == said
    assert (kept.user_id, kept.reported_at, kept.reported_on) == (office.lead.id, NOW, TODAY)
    assert kept.is_on_behalf is False
    row = office.task(task)
    assert (row.status, row.percent, row.actual_start_on) == ("on_track", 40, EARLIER)
    assert (row.forecast_on, row.reported_at, row.version) == (date(2026, 9, 30), NOW, 2)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        # status, percent, start, finish → the same, completed
        (("complete", 0, None, None), ("complete", 100, TODAY, TODAY)),
        (("on_track", 100, None, None), ("complete", 100, TODAY, TODAY)),
        (("late", 40, EARLIER, TODAY), ("complete", 100, EARLIER, TODAY)),
        (("not_started", 5, None, None), ("on_track", 5, TODAY, None)),
        (("not_started", 0, EARLIER, None), ("on_track", 0, EARLIER, None)),
        (("not_started", 0, None, None), ("not_started", 0, None, None)),
        (("blocked", 0, None, None), ("blocked", 0, None, None)),
        (("at_risk", 60, None, None), ("at_risk", 60, TODAY, None)),
    ],
)
def test_a_report_is_completed_with_what_it_implies(
    office: Office, said: tuple[Any, ...], expected: tuple[Any, ...]
) -> None:
    task = office.add("1a", 10)
    names = ("status", "percent", "actual_start_on", "actual_finish_on")
    office.report(task, NOW, **dict(zip(names, said, strict=True)))
    row = office.task(task)
    assert tuple(getattr(row, name) for name in names) == expected


def test_today_is_the_date_where_the_plan_is_and_not_in_greenwich(office: Office) -> None:
    task = office.add("1a", 10)
    late_evening = washington(2026, 9, 10, 22)
    assert late_evening.date() == date(2026, 9, 11)
    with refuses("actual_start_on", "lies after today, 10 Sep"):
        office.report(task, late_evening, percent=10, actual_start_on=date(2026, 9, 11))
    office.report(task, late_evening, percent=10)
    assert office.task(task).actual_start_on == TODAY


def test_a_reported_slip_moves_those_who_wait(office: Office) -> None:
    first, second = office.add("1a", 5), office.add("1b", 5)
    dependencies.add(Change(office.coordinator, NOW), second, DependencyFields(first))
    plan_stages.pass_days(Change(office.coordinator, NOW), office.plan().id)
    office.report(first, NOW, percent=20, forecast_on=date(2026, 9, 30))
    assert office.task(first).driver == "forecast:"
    assert office.task(second).start_on == date(2026, 10, 1)


def test_a_task_can_be_reopened(office: Office) -> None:
    task = office.add("1a", 10)
    office.complete(task, NOW)
    office.report(task, NOW, percent=90)
    row = office.task(task)
    assert (row.status, row.percent, row.actual_finish_on) == ("on_track", 90, None)
    assert len(reports(task)) == 2


def test_a_stale_report_is_refused_and_the_next_from_the_new_version_is_taken(
    office: Office,
) -> None:
    task = office.add("1a", 10)
    office.report(task, NOW, percent=10)
    with refused(StaleVersion, "from version 1, and version 2"):
        status_reports.report(Change(office.lead, NOW), task, 1, SOUND)
    status_reports.report(Change(office.lead, NOW), task, 2, SOUND)
    assert [kept.percent for kept in reports(task)] == [10, 40]


@pytest.mark.parametrize(
    ("who", "is_on_behalf"), [("lead", False), ("coordinator", True), ("contributor", False)]
)
def test_who_speaks_for_the_agency_and_who_on_its_behalf(
    office: Office, who: str, is_on_behalf: bool
) -> None:
    task = office.add("1a", 10, assignee_id=office.contributor.id)
    office.report(task, NOW, office.people[who], percent=10)
    assert [kept.is_on_behalf for kept in reports(task)] == [is_on_behalf]


@pytest.mark.parametrize(
    "who", ["contributor", "other_lead", "viewer", "auditor", "supervisor", "other_supervisor"]
)
def test_nobody_else_of_the_plan_may_report(office: Office, who: str) -> None:
    task = office.add("1a", 10)
    with refused(NotAllowed, "lead agency"):
        office.report(task, NOW, office.people[who], percent=10)


@pytest.mark.parametrize("who", ["stranger", "stranger_lead", "admin"])
def test_strangers_find_no_such_task(office: Office, who: str) -> None:
    task = office.add("1a", 10)
    with refused(NotFound):
        office.report(task, NOW, office.people[who], percent=10)


def test_a_joint_lead_may_report(office: Office) -> None:
    task = office.add("1a", 10, leads=["PM", "DSCA"])
    office.report(task, NOW, office.other_lead, percent=10)
    assert [kept.is_on_behalf for kept in reports(task)] == [False]


def test_a_closed_plan_takes_no_report(office: Office) -> None:
    task = office.add("1a", 10)
    plan_stages.move_to_stage(Change(office.coordinator, NOW), SLUG, "closed")
    with refused(PlanIsFrozen, "closed"):
        office.report(task, NOW, percent=10)


def test_completing_a_recurring_task_meets_its_occurrence_and_goes_on_to_the_next(
    office: Office,
) -> None:
    monthly = SuspenseRule("recurring", first_on=date(2026, 10, 31), every=USUAL["monthly"])
    task = office.add("1a", 5, monthly)
    assert office.task(task).due_on == date(2026, 10, 31)
    office.report(task, NOW, percent=60)
    assert office.task(task).due_on == date(2026, 10, 31)
    for month, expected in enumerate([date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31)]):
        office.complete(task, NOW + timedelta(days=month))
        row = office.task(task)
        assert row.due_on == expected
        assert (row.status, row.percent, row.actual_start_on) == ("not_started", 0, None)
        assert row.actual_finish_on is None
    assert [kept.occurrence_on for kept in reports(task)] == [
        None,
        date(2026, 10, 31),
        date(2026, 11, 30),
        date(2026, 12, 31),
    ]
    met = db.session.scalars(select(Suspense.met_on).where(Suspense.task_id == task)).one()
    assert met == date(2026, 12, 31)


def test_a_new_series_begins_at_its_own_first_date(office: Office) -> None:
    monthly = SuspenseRule("recurring", first_on=date(2026, 10, 1), every=USUAL["monthly"])
    task = office.add("1a", 5, monthly)
    office.complete(task, NOW)
    office.change(task, NOW, suspense=replace(monthly, note="Only the note differs"))
    assert office.task(task).due_on == date(2026, 11, 1)
    office.change(task, NOW, suspense=replace(monthly, every=USUAL["quarterly"]))
    assert office.task(task).due_on == date(2026, 10, 1)
    office.change(task, NOW, suspense=SuspenseRule("fixed", fixed_on=date(2027, 1, 4)))
    assert office.task(task).due_on == date(2027, 1, 4)
