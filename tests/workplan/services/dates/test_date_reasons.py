"""Why a task ends when it does: what nearly drives it, by each type of dependency."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import pytest

from models import Task
from workplan.calendars.working import federal_calendar
from workplan.services.dates.date_reasons import near_driving

MONDAY, FRIDAY = date(2026, 9, 14), date(2026, 9, 18)


class Before(NamedTuple):
    """A task of three days, from Tuesday to Thursday of the week before."""

    type: str
    lag_days: int
    is_elapsed: bool = False
    task_id: int = 7
    code: str = "1a"
    name: str = "Draft"
    start_on: date | None = date(2026, 9, 8)
    finish_on: date | None = date(2026, 9, 10)
    duration_days: int = 3


def spare(before: Before, **of_task: object) -> list[int]:
    """Return the days to spare of what nearly drives a task of five days."""
    facts = {"start_on": MONDAY, "finish_on": FRIDAY, "duration_days": 5, "driver": "start:"}
    task = Task(**{**facts, **of_task})
    return [days for _, days in near_driving(federal_calendar(), task, [before])]


@pytest.mark.parametrize(
    ("link", "lag", "days"),
    [("FS", 0, 1), ("FS", 1, 0), ("SS", 0, 4), ("FF", 2, 4), ("SF", 5, 4), ("SF", 9, 0)],
)
def test_what_could_slip_by_five_days_at_most_nearly_drives(link: str, lag: int, days: int) -> None:
    assert spare(Before(link, lag)) == [days]


@pytest.mark.parametrize(("link", "lag"), [("FF", 0), ("SF", 3), ("SS", -2)])
def test_what_could_slip_by_more_does_not(link: str, lag: int) -> None:
    assert spare(Before(link, lag)) == []


def test_what_drives_a_task_does_not_nearly_drive_it_and_work_that_began_is_held_by_none() -> None:
    assert spare(Before("FS", 0), driver="link:7:FS:0:0") == []
    assert spare(Before("FS", 0), actual_start_on=MONDAY) == []
