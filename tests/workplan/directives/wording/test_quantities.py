"""Numbers, spans and days as directives write them."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.directives.wording.quantities import SPAN, Span, number_of, signed_day, span_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("60", 60),
        ("thirty", 30),
        ("forty-five", 45),
        ("one hundred and eighty", 180),
        ("two hundred seventy", 270),
        ("a", 1),
    ],
)
def test_numbers_are_read_in_figures_and_words(text: str, number: int) -> None:
    assert number_of(text) == number


def test_what_is_no_number_is_refused() -> None:
    with pytest.raises(ValueError, match="some"):
        number_of("some")


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("180-day", Span(180, "days")),
        ("ninety (90) days", Span(90, "days")),
        ("one year", Span(1, "years")),
        ("10 business days", Span(10, "days")),
    ],
)
def test_spans_are_read_with_their_unit(text: str, span: Span) -> None:
    found = re.fullmatch(SPAN, text)
    assert found is not None
    assert span_of(found) == span


def test_months_end_where_they_are_shorter() -> None:
    assert Span(1, "months").after(date(2026, 1, 31)) == date(2026, 2, 28)
    assert Span(1, "years").after(date(2024, 2, 29)) == date(2025, 2, 28)


@given(st.dates(date(1990, 1, 1), date(2060, 1, 1)), st.integers(0, 400), st.integers(0, 400))
def test_days_and_weeks_add_up(day: date, one: int, other: int) -> None:
    assert Span(one, "days").after(Span(other, "days").after(day)) == Span(
        one + other, "days"
    ).after(day)
    assert Span(one, "weeks").after(day) == Span(7 * one, "days").after(day)


def test_the_day_of_signature_is_the_last_line_that_is_a_day() -> None:
    assert signed_day("Words of July 1, 2020.\n\nTHE WHITE HOUSE,\n\nMay 12, 2021.") == date(
        2021, 5, 12
    )
    assert signed_day("Executive Order 13556 of November 4, 2010\n\nWords.") == date(2010, 11, 4)
    assert signed_day("No day at all. February 30, 2021") is None


def test_a_day_beyond_every_calendar_is_none() -> None:
    assert Span(9999, "years").after(date(2026, 1, 1)) is None
    assert Span(9999, "days").after(date.max) is None
