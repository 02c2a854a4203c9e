"""Spans of calendar time: as text, in words, added to a day."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workplan.calendars.spans import (
    UNITS,
    USUAL,
    Span,
    days,
    often_of,
    often_said,
    span_in,
    span_of,
    span_out,
)

SPANS = st.builds(Span, st.integers(0, 9_999), st.sampled_from(UNITS))


@given(SPANS)
def test_the_text_of_a_span_gives_it_back(span: Span) -> None:
    assert span_of(str(span)) == span
    assert often_of(often_said(span)) == span


@given(SPANS)
def test_a_span_stands_in_one_of_two_columns(span: Span) -> None:
    columns = span_out(span)
    assert (columns["offset_days"] is None) is (span.unit != "days")
    assert span_in(columns["offset_days"], columns["within"]) == span


@pytest.mark.parametrize("text", ["", "60", "days", "1 eon", "-1 days", "1  day", "1.5 days"])
def test_a_text_that_is_no_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no span of time"):
        span_of(text)


@pytest.mark.parametrize(
    ("span", "words", "each"),
    [
        (days(1), "1 calendar day", "every day"),
        (days(1_500), "1,500 calendar days", "every 1500 days"),
        (Span(1, "fiscal years"), "1 fiscal year", "every fiscal year"),
        (Span(2, "quarters"), "2 quarters", "every 2 quarters"),
        (USUAL["monthly"], "1 month", "every month"),
    ],
)
def test_a_span_is_said_as_people_say_it(span: Span, words: str, each: str) -> None:
    assert (span.words, span.each) == (words, each)


@pytest.mark.parametrize(
    ("span", "after"),
    [
        (days(30), date(2027, 3, 2)),
        (Span(2, "weeks"), date(2027, 2, 14)),
        (Span(1, "months"), date(2027, 2, 28)),
        (Span(1, "quarters"), date(2027, 4, 30)),
        (Span(1, "years"), date(2028, 1, 31)),
        (Span(1, "fiscal years"), date(2028, 1, 31)),
        (Span(9_999, "years"), None),
        (days(9_999_999), None),
    ],
    ids=str,
)
def test_the_day_after_a_span_is_the_last_of_a_month_that_is_shorter(
    span: Span, after: date | None
) -> None:
    assert span.after(date(2027, 1, 31)) == after


def test_what_nobody_plans_is_too_long() -> None:
    assert [span.is_too_long for span in (days(20_000), days(20_001), Span(60, "years"))] == [
        False,
        True,
        True,
    ]
