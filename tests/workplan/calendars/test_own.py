"""Many calendars beside a plan's own."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from workplan.calendars.own import MOST, OwnCalendar, axes_of, check_count
from workplan.errors import InvalidInput
from workplan.exchange.planfile import FileTask, PlanFile
from workplan.services.dates.own_calendars import OwnCalendars

MANY = 300
"""More than are kept between two plans."""
FIRST = date(2027, 1, 4)


def calendars(many: int = MANY) -> dict[str, OwnCalendar]:
    """Return so many calendars, no two of which have the same day off."""
    return {f"C{n}": OwnCalendar(off=(FIRST + timedelta(days=n),)) for n in range(many)}


@pytest.mark.parametrize("hours", ["days", "minutes"])
def test_each_of_many_calendars_is_built_once_whatever_runs_on_it(hours: str) -> None:
    tasks = [FileTask(n, "Task", 5, work_calendar=f"C{n % MANY}") for n in range(1, 3001)]
    if hours == "minutes":
        tasks[0].short_parts = 1
    plan = PlanFile("Many", FIRST, tasks=tasks, calendars=calendars())
    own = OwnCalendars({task.uid: task.work_calendar for task in tasks}, plan.calendars)

    for found in (plan.network().calendars, own.axes(1), own.axes(480)):
        assert len(found) == 3000
        assert len({*found.values()}) == MANY


def test_a_calendar_that_there_is_none_of_is_left_out() -> None:
    assert [*axes_of(calendars(2), ["C1", "C7"])] == ["C1"]


def test_a_plan_has_a_most_of_other_calendars() -> None:
    check_count(MOST)
    with pytest.raises(InvalidInput) as refusal:
        check_count(MOST + 1)

    assert (
        str(refusal.value) == "The plan would have 201 other calendars. Join some: 200 is the most."
    )
