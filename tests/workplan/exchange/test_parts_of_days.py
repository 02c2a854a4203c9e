"""Parts of days through every format that keeps them, and back."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from workplan.calendars.hours import OFFICE_HOURS, read_hours
from workplan.exchange import formats, neutral_json
from workplan.exchange.comparison import compare
from workplan.exchange.planfile import FileLink, FileTask, PlanFile
from workplan.exchange.project import writing
from workplan.exchange.tables import csv_file, xlsx_file
from workplan.scheduling.schedule import schedule

if TYPE_CHECKING:
    from collections.abc import Callable

at = datetime.fromisoformat
SHORT_FRIDAY = read_hours("; ".join(["08:00-12:00 13:00-17:00"] * 4 + ["08:00-13:00", "-", "-"]))
WRITERS: dict[str, Callable[[PlanFile], bytes]] = {
    "mspdi": writing.write,
    "csv": csv_file.write,
    "xlsx": xlsx_file.write,
    "json": lambda plan: json.dumps(neutral_json.write(plan)).encode(),
}


def a_plan() -> PlanFile:
    """Return a plan with a part of a day of each kind."""
    plan = PlanFile("Hours", date(2027, 1, 4), holidays=())
    plan.tasks = [
        FileTask(1, "Half a day", 1, "1", short_parts=720),
        FileTask(2, "A day and twenty minutes", 2, "2", short_parts=1380),
        FileTask(
            3, "Held until one", 1, "3", constraint="SNET", constraint_on=at("2027-01-06 13:00")
        ),
        FileTask(4, "Begun at ten", 3, "4", actual_start_on=at("2027-01-04 10:00"), percent=50),
        FileTask(
            5,
            "Done by noon",
            1,
            "5",
            actual_start_on=date(2027, 1, 4),
            actual_finish_on=at("2027-01-04 12:00"),
            percent=100,
            short_parts=720,
        ),
        FileTask(6, "A day", 1, "6"),
    ]
    plan.links = [
        FileLink(1, 2, "FS", 0, lag_parts=270),
        FileLink(2, 6, "FS", -1, lag_parts=-360),
        FileLink(5, 3, "SS", 1, is_elapsed=True, lag_parts=30),
    ]
    return plan


def moments(plan: PlanFile) -> list[object]:
    computed = schedule(plan.network())
    return [computed.moments(i) for i in range(len(plan.tasks))]


def facts(plan: PlanFile) -> list[object]:
    return [
        (
            t.uid,
            t.duration_days,
            t.short_parts,
            t.constraint_on,
            t.actual_start_on,
            t.actual_finish_on,
        )
        for t in plan.tasks
    ]


@pytest.mark.parametrize("form", WRITERS)
def test_parts_of_days_come_back_as_they_were(form: str) -> None:
    plan = a_plan()

    back = formats.read(WRITERS[form](plan), f"hours.{form}", plan.start_on)
    if form == "csv":
        back.holidays = ()  # A table of text holds no calendar.

    assert facts(back) == facts(plan)
    assert sorted(back.links) == sorted(plan.links)
    assert moments(back) == moments(plan)
    assert compare(back) == []


@pytest.mark.parametrize("form", ["mspdi", "json"])
def test_the_hours_of_a_week_come_back_as_they_were(form: str) -> None:
    plan = PlanFile("Short Fridays", at("2027-01-04 09:00"), holidays=(), hours=SHORT_FRIDAY)
    plan.tasks = [FileTask(1, "A week", 5, "1")]

    back = formats.read(WRITERS[form](plan), "fridays")

    assert (back.hours, back.start_on) == (plan.hours, plan.start_on)
    # Forty hours from nine on Monday: 36 in this week, four on Monday.
    assert moments(back) == [(at("2027-01-04 09:00"), at("2027-01-11 12:00"))]


@pytest.mark.parametrize("form", WRITERS)
def test_a_plan_of_whole_days_says_nothing_of_hours(form: str) -> None:
    plan = PlanFile("Days", date(2027, 1, 4), holidays=())
    plan.tasks = [FileTask(1, "Work", 9, "1")]

    back = formats.read(WRITERS[form](plan), "days", plan.start_on)

    assert not back.has_parts_of_days
    assert back.hours == OFFICE_HOURS
    assert "hours" not in neutral_json.write(plan)
