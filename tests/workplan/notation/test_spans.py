"""Spans of time as people type them into a field."""

from __future__ import annotations

import pytest

from workplan.calendars.spans import USUAL, Span, days
from workplan.notation import spans
from workplan.notation.refusals import NotUnderstood


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("60", days(60)),
        (" 60  days ", days(60)),
        ("60 calendar days", days(60)),
        ("1 Week", Span(1, "weeks")),
        ("6m", Span(6, "months")),
        ("1 Fiscal  Year", Span(1, "fiscal years")),
        ("2y", Span(2, "years")),
    ],
)
def test_a_span_is_read(text: str, span: Span) -> None:
    assert spans.read(text) == span


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("monthly", USUAL["monthly"]),
        ("Quarterly", USUAL["quarterly"]),
        ("annually", USUAL["yearly"]),
        ("biennially", Span(2, "years")),
        ("semiannually", Span(6, "months")),
        ("daily", days(1)),
        ("every month", USUAL["monthly"]),
        ("every 60 days", days(60)),
        ("2 fiscal years", Span(2, "fiscal years")),
        ("week", Span(1, "weeks")),
    ],
)
def test_how_often_is_read_and_read_again_as_it_is_written(text: str, span: Span) -> None:
    assert spans.read_often(text) == span
    assert spans.read_often(spans.written_often(span)) == span


@pytest.mark.parametrize("text", ["soon", "-1", "1 fıscal year", "٣ days", "1.5 days", "days"])
def test_what_is_no_span_is_refused_with_the_way_out(text: str) -> None:
    with pytest.raises(NotUnderstood, match="Write 60 days, 2 weeks, 6 months or 1 year"):
        spans.read(text)


@pytest.mark.parametrize("text", ["often", "every", "every other day", "0.5 years"])
def test_what_does_not_say_how_often_is_refused_with_the_way_out(text: str) -> None:
    with pytest.raises(NotUnderstood, match="every 2 years, or every 60 days"):
        spans.read_often(text)
