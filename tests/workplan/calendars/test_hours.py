"""The hours of a week: told, written, and walked along."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.calendars.hours import OFFICE_HOURS, WeekHours, read_hours
from workplan.errors import InvalidInput

SHORT_FRIDAY = "; ".join(["08:00-12:00 13:00-17:00"] * 4 + ["08:00-12:00", "-", "-"])


def test_a_usual_day_has_eight_hours_with_a_pause_at_noon() -> None:
    assert OFFICE_HOURS.per_day == 480
    assert OFFICE_HOURS.written() == "08:00-12:00 13:00-17:00"


def test_a_week_reads_back_as_it_is_written() -> None:
    assert read_hours(SHORT_FRIDAY).written() == SHORT_FRIDAY
    assert read_hours("00:00-24:00").per_day == 1440


def test_a_day_of_a_duration_is_the_day_that_most_days_are() -> None:
    assert read_hours(SHORT_FRIDAY).per_day == 480


def test_a_day_that_the_week_has_off_is_worked_for_the_usual_hours() -> None:
    saturday = date(2027, 1, 9)

    assert read_hours(SHORT_FRIDAY).on(saturday).minutes == 480


@pytest.mark.parametrize(
    "text",
    ["", "8-12", "12:00-08:00", "08:00-12:00 11:00-17:00", "08:00-25:00", "08:70-12:00", "-; -"],
)
def test_hours_that_do_not_follow_each_other_are_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(InvalidInput, match="08:00-12:00 13:00-17:00"):
        read_hours(text)


@given(st.integers(1, 480))
def test_what_is_worked_until_a_minute_is_reached_at_that_minute(worked: int) -> None:
    day = OFFICE_HOURS.usual

    assert day.worked_until(day.minute_until(worked)) == worked
    assert day.worked_until(day.minute_from(worked - 1)) == worked - 1


def test_a_pause_is_left_when_work_goes_on_and_entered_when_it_ends() -> None:
    day = WeekHours((OFFICE_HOURS.usual,) * 7).usual

    assert day.minute_until(240) == 12 * 60
    assert day.minute_from(240) == 13 * 60
