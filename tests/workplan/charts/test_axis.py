"""The time axis: whole units of its scale, headers without gaps, and days off as bands."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from workplan.calendars.working import federal_calendar
from workplan.charts.axis import LABEL_ROOM, LETTER, PIXELS_A_DAY, Axis

SCALES = tuple(PIXELS_A_DAY)
SPANS = (
    (date(2026, 11, 24), date(2027, 3, 14)),
    (date(2027, 12, 31), date(2028, 3, 1)),
    (date(2028, 2, 28), date(2028, 2, 29)),
    (date(1999, 12, 31), date(2000, 1, 1)),
    (date(2026, 1, 1), date(2031, 12, 31)),
    (date(2026, 6, 15), date(2026, 6, 15)),
)


def labels(axis: Axis, tier: str) -> list[str]:
    return [tick.label for tick in getattr(axis, tier)()]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("span", SPANS, ids=[f"{a} to {b}" for a, b in SPANS])
def test_the_header_covers_the_axis_without_gap_or_overlap(
    scale: str, span: tuple[date, date]
) -> None:
    axis = Axis.around(scale, *span)
    assert axis.first <= span[0] - timedelta(days=2)
    assert axis.last >= span[1] + timedelta(days=2)
    for ticks in (axis.upper(), axis.lower()):
        assert ticks[0].x == 0
        assert ticks[-1].x + ticks[-1].width == axis.width
        assert all(tick.width > 0 for tick in ticks)
        for before, after in pairwise(ticks):
            assert before.x + before.width == after.x


@pytest.mark.parametrize("scale", SCALES)
def test_each_day_is_as_wide_as_any_other(scale: str) -> None:
    axis = Axis.around(scale, date(2027, 10, 20), date(2028, 11, 10))
    days = [axis.first + timedelta(days=n) for n in range((axis.last - axis.first).days + 1)]
    widths = {after - before for before, after in pairwise(map(axis.x, days))}
    assert widths == {PIXELS_A_DAY[scale]}
    assert axis.x(axis.first) == 0
    assert axis.x(axis.last) + PIXELS_A_DAY[scale] == axis.width


def test_weeks_begin_on_monday_across_the_year() -> None:
    axis = Axis("week", date(2026, 12, 21), date(2027, 1, 17))
    assert labels(axis, "lower") == ["21 Dec", "28 Dec", "4 Jan", "11 Jan"]
    assert [(t.label, t.width) for t in axis.upper()] == [
        ("December", 11 * 8),
        ("January 2027", 17 * 8),
    ]


def test_months_stand_over_weeks_by_their_monday() -> None:
    axis = Axis("month", date(2026, 9, 14), date(2027, 2, 8))
    months = ["Sep", "October 2026", "November 2026", "December 2026", "January 2027", "Feb"]
    assert labels(axis, "upper") == months
    assert labels(axis, "lower")[:4] == ["14", "21", "28", "5"]


def test_months_are_as_long_as_they_are_in_a_leap_year() -> None:
    axis = Axis("quarter", date(2028, 1, 1), date(2028, 3, 31))
    assert [(t.label, t.width / 1.25) for t in axis.lower()] == [
        ("Jan", 31),
        ("Feb", 29),
        ("Mar", 31),
    ]
    assert labels(axis, "upper") == ["Q1 2028"]
    plain = Axis("quarter", date(2027, 1, 1), date(2027, 3, 31))
    assert [t.width / 1.25 for t in plain.lower()] == [31, 28, 31]


def test_a_day_scale_names_the_week_of_every_day() -> None:
    axis = Axis("day", date(2028, 2, 26), date(2028, 3, 2))
    assert labels(axis, "lower") == ["26", "27", "28", "29", "1", "2"]
    # The first week shows two of its days: too few for any name.
    assert [(t.label, t.x) for t in axis.upper()] == [("21 Feb", 0), ("28 Feb", 2 * 24)]


def test_years_stand_over_quarters_from_january_april_july_and_october() -> None:
    axis = Axis("year", date(2026, 10, 1), date(2027, 6, 30))
    assert labels(axis, "lower") == ["Q4", "Q1", "Q2"]
    assert [(t.label, t.width) for t in axis.upper()] == [("2026", 46), ("2027", 90.5)]


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("width", [90, 340, 560, 880, 2000])
def test_a_label_is_never_wider_than_its_stretch(scale: str, width: float) -> None:
    axis = Axis.around(scale, date(2026, 9, 14), date(2027, 2, 8)).squeezed(width)
    for tick in axis.upper() + axis.lower():
        assert LETTER * len(tick.label) <= tick.width or not tick.label


@pytest.mark.parametrize(
    ("days", "scale"),
    [(1, "day"), (20, "day"), (60, "week"), (140, "month"), (450, "quarter"), (40_000, "year")],
)
def test_a_chart_opens_in_the_finest_scale_at_which_it_fits(days: int, scale: str) -> None:
    first = date(2026, 9, 14)
    axis = Axis.opening(first, first + timedelta(days=days), 700)
    assert axis.scale == scale
    assert axis.width <= 700 or scale == "year"


def test_after_the_last_bar_there_is_room_for_its_date() -> None:
    for scale in SCALES:
        axis = Axis.around(scale, date(2026, 9, 14), date(2027, 2, 8))
        assert axis.width - axis.x(date(2027, 2, 9)) >= LABEL_ROOM - axis.pixels_a_day


def test_weekends_and_holidays_next_to_them_are_one_band() -> None:
    is_working = federal_calendar().is_working
    axis = Axis.around("day", date(2026, 11, 24), date(2026, 11, 30))
    days = [
        (axis.first + timedelta(days=b.x / 24), b.width / 24) for b in axis.days_off(is_working)
    ]
    assert days == [
        (date(2026, 11, 22), 1),
        (date(2026, 11, 26), 1),
        (date(2026, 11, 28), 2),
    ]
    long_weekend = Axis.around("day", date(2027, 1, 14), date(2027, 1, 20))
    bands = long_weekend.days_off(is_working)
    assert (long_weekend.x(date(2027, 1, 16)), 3 * 24) in [(b.x, b.width) for b in bands]


@pytest.mark.parametrize("scale", ["month", "quarter", "year"])
def test_days_too_narrow_to_be_seen_are_not_shaded(scale: str) -> None:
    axis = Axis.around(scale, date(2026, 1, 1), date(2027, 1, 1))
    assert axis.days_off(federal_calendar().is_working) == []
