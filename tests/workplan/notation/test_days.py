"""A day in a cell: every way that is one day only, and the two readings of what is not."""

from __future__ import annotations

from datetime import date

import pytest

from workplan.notation.days import read
from workplan.notation.refusals import Mending, NotUnderstood

TODAY = date(2026, 9, 2)


@pytest.mark.parametrize(
    "text",
    [
        "2027-01-15",
        "2027-1-15",
        "2027-01-15T00:00",
        "2027-01-15 00:00:00",
        "1/15/2027",
        "15/1/2027",
        "15.1.2027",
        "15 Jan 2027",
        "15 january 2027",
        "15. Jan, 2027",
        "15-Jan-2027",
        "Jan 15, 2027",
        "Jan. 15 2027",
        "January 15th, 2027",
        "  Fri,  15 Jan  2027 ",
        "friday Jan 15 2027",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert read(text, TODAY) == date(2027, 1, 15)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2 Sep", date(2026, 9, 2)),
        ("1 Sep", date(2027, 9, 1)),
        ("Dec 31", date(2026, 12, 31)),
        ("29 Feb", date(2028, 2, 29)),
    ],
)
def test_a_day_without_a_year_is_the_next_such_day(text: str, day: date) -> None:
    assert read(text, TODAY) == day


def test_over_the_year_without_a_leap_day_the_next_is_eight_years_away() -> None:
    assert read("29 Feb", date(2096, 3, 1)) == date(2104, 2, 29)


@pytest.mark.parametrize("text", ["", "soon", "15", "T+30", "3 days", "5 Foo 2027", "2027-01"])
def test_what_does_not_look_like_a_day_is_none(text: str) -> None:
    assert read(text, TODAY) is None


@pytest.mark.parametrize("text", ["30 Feb 2027", "2027-02-30", "2/30/2027", "31 Apr", "0 Jan 2027"])
def test_a_day_on_no_calendar_is_refused_with_the_way_out(text: str) -> None:
    with pytest.raises(NotUnderstood) as refused:
        read(text, TODAY)
    assert refused.value.message == (
        f"“{text}” is on no calendar. Write it as 15 Jan 2027 or 2027-01-15."
    )


def test_a_day_that_can_be_read_as_two_offers_both() -> None:
    with pytest.raises(NotUnderstood) as refused:
        read("3/4/2027", TODAY)
    assert refused.value.message == "“3/4/2027” can be 4 Mar 2027 or 3 Apr 2027."
    assert refused.value.mendings == (
        Mending("Use 4 Mar 2027", "4 Mar 2027"),
        Mending("Use 3 Apr 2027", "3 Apr 2027"),
    )


def test_the_same_number_twice_is_one_day_only() -> None:
    assert read("4/4/2027", TODAY) == date(2027, 4, 4)


def test_another_weekday_is_refused_and_the_day_offered() -> None:
    with pytest.raises(NotUnderstood) as refused:
        read("Mon 15 Jan 2027", TODAY)
    assert refused.value.message == "“Mon 15 Jan 2027”: 15 Jan 2027 is a Friday."
    assert refused.value.mendings == (Mending("Use 15 Jan 2027", "15 Jan 2027"),)
