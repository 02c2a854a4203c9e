"""Durations as people write them, in working days of eight hours."""

from __future__ import annotations

from datetime import timedelta

import pytest

from workplan.exchange.sheets.values.durations import (
    Length,
    NoLength,
    length_in,
    unit_of_heading,
)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("10", 10),
        ("10 days", 10),
        ("10d", 10),
        ("1 day", 1),
        ("2 wks", 10),
        ("2.5 weeks", 12.5),
        ("1,5 weeks", 7.5),
        ("1 mon", 20),
        ("1 qtr", 60),
        ("2 years", 480),
        ("4h", 0.5),
        ("240 minutes", 0.5),
        ("1,000 days", 1000),
        ("3 workdays", 3),
        ("3 business days", 3),
        ("0", 0),
        (7, 7),
        (2.0, 2),
    ],
)
def test_a_duration_is_told_in_working_days(text: str | float, days: float) -> None:
    assert length_in(text) == Length(days)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("10 ed", 10),
        ("2 ewks", 14),
        ("30 calendar days", 30),
        ("2 elapsed weeks", 14),
        ("12 eh", 0.5),
    ],
)
def test_a_duration_of_the_calendar_counts_every_day(text: str, days: float) -> None:
    assert length_in(text) == Length(days, is_elapsed=True)


@pytest.mark.parametrize("text", ["~5 days", "about 5", "5?", "approx. 1 wk", "5 days?"])
def test_an_estimate_is_taken_and_said_to_be_one(text: str) -> None:
    assert length_in(text) == Length(5, said="an estimate, taken as it stands")


@pytest.mark.parametrize("text", ["5-10 days", "5 – 10", "5 to 10 d", "1 to 2 weeks"])
def test_of_a_range_the_longer_is_taken_and_said(text: str) -> None:
    assert length_in(text) == Length(10, said="a range, of which the longer is taken: 10 days")


@pytest.mark.parametrize("text", ["", "-", "–", "n/a", "NA", None])
def test_an_empty_cell_has_no_duration(text: str | None) -> None:
    assert length_in(text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("soon", "is no duration"),
        ("-3 days", "is no duration"),
        ("5 sprints", "names no unit of time"),
        ("20,001 days", "is more than the 20,000 days that can be planned"),
        ("100 years", "is more than the 20,000 days that can be planned"),
    ],
)
def test_what_is_no_duration_says_why(text: str, why: str) -> None:
    with pytest.raises(NoLength) as refused:
        length_in(text)
    assert str(refused.value) == why


def test_a_number_without_a_unit_has_the_one_of_its_heading() -> None:
    assert length_in("3", "w") == Length(15)
    assert length_in("3 days", "w") == Length(3)


@pytest.mark.parametrize(
    ("heading", "unit"),
    [
        ("Duration", "d"),
        ("Duration (weeks)", "w"),
        ("Dur [h]", "h"),
        ("Months", "m"),
        ("Effort in hrs", "h"),
        ("A thing", "d"),
    ],
)
def test_a_heading_may_name_the_unit(heading: str, unit: str) -> None:
    assert unit_of_heading(heading) == unit


def test_a_length_of_time_of_a_spreadsheet_is_hours_or_days() -> None:
    assert length_in(timedelta(hours=4)) == Length(0.5)
    assert length_in(timedelta(days=3)) == Length(3)


def test_less_than_a_minute_can_not_be_planned() -> None:
    assert Length(0.0005).is_below_a_minute(480)
    assert not Length(0.5).is_below_a_minute(480)
    assert not Length(0).is_below_a_minute(480)
    # A day of the calendar has 1,440 minutes.
    assert not Length(0.0005, is_elapsed=True).is_below_a_minute(480)
