"""When the work ends at its pace, worked out by hand on weeks without holidays."""

from __future__ import annotations

from datetime import date

import pytest

from workplan.calendars.working import MONDAY_TO_FRIDAY, calendar_of
from workplan.forecast.apart import ApartDay
from workplan.forecast.burndown_days import NOTHING_APART, BurnDay
from workplan.forecast.pace import NO_PROJECTION, Projection, projected
from workplan.policy import PACE_DAYS

WEEKDAYS = calendar_of(MONDAY_TO_FRIDAY, ())
MONDAY, FRIDAY, SUNDAY = date(2026, 6, 1), date(2026, 6, 12), date(2026, 6, 14)


def burn(on: date, left: int, worked: int = 0) -> BurnDay:
    return BurnDay(on, 10, 100, 5, left, worked_days=worked)


def test_what_is_left_takes_as_long_as_what_was_worked_off() -> None:
    # Since the first Monday nine working days passed, in which eighteen days were worked off.
    days = [burn(MONDAY, 38), burn(FRIDAY, 20, worked=18)]
    # Twenty more take ten working days: the tenth is two weeks later, on Friday.
    assert projected(days, FRIDAY, WEEKDAYS) == Projection(date(2026, 6, 26), False, 18, 9)


def test_a_part_of_a_day_is_a_day() -> None:
    days = [burn(MONDAY, 38), burn(FRIDAY, 19, worked=18)]
    assert projected(days, FRIDAY, WEEKDAYS).ends_on == date(2026, 6, 26)


def test_on_a_day_off_it_is_as_on_the_working_day_before() -> None:
    days = [burn(MONDAY, 38), burn(FRIDAY, 20, worked=18)]
    assert projected(days, SUNDAY, WEEKDAYS) == projected(days, FRIDAY, WEEKDAYS)


def test_what_was_ended_is_no_progress() -> None:
    days = [burn(MONDAY, 38), burn(FRIDAY, 20, worked=18)]
    ended = [ApartDay(FRIDAY, NOTHING_APART, NOTHING_APART, ended_days=9)]
    found = projected(days, FRIDAY, WEEKDAYS, ended)
    # Nine days in nine: twenty more take twenty.
    assert found == Projection(date(2026, 7, 10), False, 9, 9)


def test_what_was_worked_off_before_the_window_is_no_pace() -> None:
    long_ago = [burn(date(2026, 1, 5), 60), burn(date(2026, 1, 6), 20, worked=40)]
    assert projected([*long_ago, burn(FRIDAY, 20)], FRIDAY, WEEKDAYS) == NO_PROJECTION


@pytest.mark.parametrize(
    "days",
    [
        [],
        [burn(MONDAY, 0)],
        [burn(MONDAY, 20), burn(FRIDAY, 20)],
        [burn(FRIDAY, 20, worked=5)],  # The first day is the start, and no time has passed.
    ],
)
def test_without_a_pace_no_end_is_named(days: list[BurnDay]) -> None:
    assert projected(days, FRIDAY, WEEKDAYS) == NO_PROJECTION
    assert NO_PROJECTION.rule == ""


def test_an_end_out_of_sight_is_not_named() -> None:
    days = [burn(MONDAY, 601), burn(FRIDAY, 600, worked=1)]
    # Nine working days a day of work: 5,400 working days lie beyond twenty years.
    assert projected(days, FRIDAY, WEEKDAYS) == Projection(None, True, 1, 9)


def test_the_rule_is_told_with_its_numbers() -> None:
    assert Projection(None, True, 1_250, 9).rule == (
        f"in the {PACE_DAYS} days before, 1,250 working days of work were worked off in 9 working "
        "days"
    )
