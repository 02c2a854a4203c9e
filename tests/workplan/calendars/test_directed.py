"""Suspense dates as a directive orders them: month end, leap day, weekends too."""

from __future__ import annotations

from datetime import date

import pytest

from workplan.calendars.directed import next_occurrence, occurrence, signed_plus


def test_days_after_signing_are_calendar_days_and_may_fall_on_a_weekend() -> None:
    assert signed_plus(date(2018, 4, 19), 60) == date(2018, 6, 18)
    assert signed_plus(date(2026, 6, 1), 5) == date(2026, 6, 6)


def test_days_after_signing_count_the_leap_day() -> None:
    assert signed_plus(date(2028, 2, 1), 30) == date(2028, 3, 2)
    assert signed_plus(date(2027, 2, 1), 30) == date(2027, 3, 3)


def test_a_monthly_suspense_on_the_31st_falls_on_the_last_day_and_comes_back() -> None:
    first = date(2027, 10, 31)

    assert [occurrence(first, "monthly", n) for n in range(7)] == [
        date(2027, 10, 31),
        date(2027, 11, 30),
        date(2027, 12, 31),
        date(2028, 1, 31),
        date(2028, 2, 29),
        date(2028, 3, 31),
        date(2028, 4, 30),
    ]


def test_a_yearly_suspense_on_leap_day_falls_on_28_february_in_between() -> None:
    first = date(2024, 2, 29)

    assert [occurrence(first, "yearly", n) for n in (1, 3, 4)] == [
        date(2025, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]


def test_leap_day_is_left_out_of_a_century_that_is_no_leap_year() -> None:
    assert occurrence(date(2096, 2, 29), "yearly", 4) == date(2100, 2, 28)


def test_a_quarterly_suspense_passes_the_year_end() -> None:
    first = date(2026, 11, 30)

    assert [occurrence(first, "quarterly", n) for n in range(3)] == [
        date(2026, 11, 30),
        date(2027, 2, 28),
        date(2027, 5, 30),
    ]


@pytest.mark.parametrize(
    ("met_on", "following"),
    [
        (None, date(2026, 1, 31)),
        (date(2026, 1, 30), date(2026, 1, 31)),
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 2, 28), date(2026, 3, 31)),
        (date(2026, 12, 31), date(2027, 1, 31)),
    ],
)
def test_the_next_occurrence_follows_the_last_one_met(met_on: date | None, following: date) -> None:
    assert next_occurrence(date(2026, 1, 31), "monthly", met_on) == following
