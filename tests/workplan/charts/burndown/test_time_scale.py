"""Where days and numbers stand below and beside a line chart."""

from __future__ import annotations

from datetime import date

import pytest

from workplan.charts.burndown.time_scale import TimeScale, count_ticks

SCALE = TimeScale(date(2026, 11, 16), date(2027, 2, 24), 40, 140)
"""A hundred days on a hundred pixels."""


def test_a_day_stands_at_its_share_of_the_width() -> None:
    assert SCALE.x(date(2026, 11, 16)) == 40
    assert SCALE.x(date(2026, 11, 26)) == 50
    assert SCALE.x(date(2027, 2, 24)) == 140


def test_a_day_beyond_an_edge_stands_at_it() -> None:
    assert SCALE.x(date(2020, 1, 1)) == 40
    assert SCALE.x(date(2030, 1, 1)) == 140


def test_a_scale_of_one_day_begins_at_the_left() -> None:
    day = date(2026, 6, 1)
    assert TimeScale(day, day, 40, 140).x(day) == 40


def test_months_are_named_where_they_begin_with_the_year_where_it_changes() -> None:
    assert SCALE.ticks(20) == [(55, "Dec 2026"), (86, "Jan 2027"), (117, "Feb")]


def test_where_months_have_no_room_every_second_is_named_or_years_are() -> None:
    assert SCALE.ticks(40) == [(86, "Jan 2027")]
    decade = TimeScale(date(2020, 1, 1), date(2030, 1, 1), 0, 3653)
    assert decade.ticks(300)[:3] == [(366, "2021"), (731, "2022"), (1096, "2023")]


@pytest.mark.parametrize(
    ("top", "ticks"),
    [
        (0, [0, 1]),
        (1, [0, 1]),
        (6, [0, 1, 2, 3, 4, 5, 6]),
        (7, [0, 2, 4, 6, 8]),
        (13, [0, 5, 10, 15]),
        (60, [0, 10, 20, 30, 40, 50, 60]),
        (61, [0, 20, 40, 60, 80]),
        (1_234, [0, 500, 1_000, 1_500]),
    ],
)
def test_counts_are_round_and_the_last_is_not_below_the_top(top: int, ticks: list[int]) -> None:
    assert count_ticks(top) == ticks
