"""The time axis: whole units of its scale, headers without gaps, and days off as bands."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from workplan.calendars.working import federal_calendar
from workplan.charts.axis import PIXELS_A_DAY, Axis

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
    axis = Axis.around("week", date(2026, 12, 29), date(2027, 1, 6))
    assert (axis.first, axis.last) == (date(2026, 12, 21), date(2027, 1, 17))
    assert labels(axis, "lower") == ["21 Dec", "28 Dec", "4 Jan", "11 Jan"]
    assert [(t.label, t.width) for t in axis.upper()] == [
        ("December 2026", 11 * 8),
        ("January 2027", 17 * 8),
    ]


def test_months_are_as_long_as_they_are_in_a_leap_year() -> None:
    axis = Axis.around("month", date(2028, 1, 25), date(2028, 3, 5))
    assert [(t.label, t.width / 3) for t in axis.lower()] == [("Jan", 31), ("Feb", 29), ("Mar", 31)]
    assert labels(axis, "upper") == ["2028"]
    plain = Axis.around("month", date(2027, 1, 25), date(2027, 3, 5))
    assert [t.width / 3 for t in plain.lower()] == [31, 28, 31]


def test_a_day_scale_names_the_month_of_every_day() -> None:
    axis = Axis.around("day", date(2028, 2, 28), date(2028, 2, 29))
    assert labels(axis, "lower") == ["26", "27", "28", "29", "1", "2"]
    assert [(t.label, t.x) for t in axis.upper()] == [
        ("February 2028", 0),
        ("March 2028", 4 * 24),
    ]


def test_quarters_begin_in_january_april_july_and_october() -> None:
    axis = Axis.around("quarter", date(2026, 12, 1), date(2027, 2, 1))
    assert (axis.first, axis.last) == (date(2026, 10, 1), date(2027, 6, 30))
    assert labels(axis, "lower") == ["Q4", "Q1", "Q2"]
    assert [(t.label, t.width) for t in axis.upper()] == [("2026", 92), ("2027", 181)]


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


@pytest.mark.parametrize("scale", ["month", "quarter"])
def test_days_too_narrow_to_be_seen_are_not_shaded(scale: str) -> None:
    axis = Axis.around(scale, date(2026, 1, 1), date(2027, 1, 1))
    assert axis.days_off(federal_calendar().is_working) == []
