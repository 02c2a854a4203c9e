"""Suspense dates as a directive orders them: month end, leap day, weekends too."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.calendars.directed import next_occurrence, occurrence
from workplan.calendars.spans import UNITS, USUAL, Span, days


def test_days_after_signing_are_calendar_days_and_may_fall_on_a_weekend() -> None:
    assert days(60).after(date(2018, 4, 19)) == date(2018, 6, 18)
    assert days(5).after(date(2026, 6, 1)) == date(2026, 6, 6)


def test_days_after_signing_count_the_leap_day() -> None:
    assert days(30).after(date(2028, 2, 1)) == date(2028, 3, 2)
    assert days(30).after(date(2027, 2, 1)) == date(2027, 3, 3)


def test_a_monthly_suspense_on_the_31st_falls_on_the_last_day_and_comes_back() -> None:
    first = date(2027, 10, 31)

    assert [occurrence(first, USUAL["monthly"], n) for n in range(7)] == [
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

    assert [occurrence(first, USUAL["yearly"], n) for n in (1, 3, 4)] == [
        date(2025, 2, 28),
        date(2027, 2, 28),
        date(2028, 2, 29),
    ]


def test_leap_day_is_left_out_of_a_century_that_is_no_leap_year() -> None:
    assert occurrence(date(2096, 2, 29), USUAL["yearly"], 4) == date(2100, 2, 28)


def test_a_quarterly_suspense_passes_the_year_end() -> None:
    first = date(2026, 11, 30)

    assert [occurrence(first, USUAL["quarterly"], n) for n in range(3)] == [
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
    assert next_occurrence(date(2026, 1, 31), USUAL["monthly"], met_on) == following


@pytest.mark.parametrize(
    ("every", "following"),
    [
        (Span(60, "days"), date(2026, 4, 1)),
        (Span(2, "weeks"), date(2026, 2, 14)),
        (Span(6, "months"), date(2026, 7, 31)),
        (Span(2, "quarters"), date(2026, 7, 31)),
        (Span(2, "years"), date(2028, 1, 31)),
        (Span(1, "fiscal years"), date(2027, 1, 31)),
    ],
    ids=str,
)
def test_it_may_come_again_after_any_span(every: Span, following: date) -> None:
    assert next_occurrence(date(2026, 1, 31), every, date(2026, 1, 31)) == following


def test_after_its_end_nothing_is_owed_any_more() -> None:
    first, last = date(2026, 1, 31), date(2026, 6, 30)
    monthly = USUAL["monthly"]
    assert next_occurrence(first, monthly, date(2026, 5, 31), last) == last
    assert next_occurrence(first, monthly, last, last) is None
    assert next_occurrence(first, Span(9999, "years"), first) is None, "no calendar goes so far"


@given(
    st.dates(date(1990, 1, 1), date(2060, 12, 31)),
    st.builds(Span, st.integers(1, 40), st.sampled_from(UNITS)),
    st.integers(0, 4000),
)
def test_the_next_one_is_the_first_after_the_last_that_was_met(
    first: date, every: Span, later: int
) -> None:
    met = first + timedelta(days=later)
    found = next_occurrence(first, every, met)
    number = 0
    while (day := occurrence(first, every, number)) is not None and day <= met:
        number += 1
    assert found == day
