"""Tasks of a document beside their bars, on an axis that holds all of their work."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from workplan.papers.paper import ScheduledTask, day_said, scheduled

NOTHING = ScheduledTask("1b", "Later", "", 0, False, False, None, None)


def task(start: date, finish: date, due: date | None = None) -> ScheduledTask:
    return ScheduledTask("1a", "Draft", "State PM", 0, False, False, start, finish, due)


WORK = task(date(2026, 9, 1), date(2026, 9, 30))


def test_without_any_dates_there_are_rows_and_no_head() -> None:
    found = scheduled([NOTHING])
    assert [bar.task for bar in found.bars] == [NOTHING]
    assert (found.upper, found.lower) == ([], [])
    assert not found.bars[0].is_drawn


def test_a_task_without_dates_has_no_bar_beside_those_that_have() -> None:
    drawn = [bar.is_drawn for bar in scheduled([WORK, NOTHING]).bars]
    assert drawn == [True, False]


def test_bars_lie_within_the_chart_and_are_as_long_as_their_work() -> None:
    later = task(date(2026, 10, 1), date(2026, 10, 15))
    first, second = scheduled([WORK, later]).bars
    assert 0 <= first.x < second.x
    assert second.x + second.width <= 1
    # Thirty days beside fifteen, and the second begins where the first ends.
    assert first.width == pytest.approx(2 * second.width)
    assert first.x + first.width == pytest.approx(second.x)


def test_a_task_of_one_day_has_a_bar_of_one_day() -> None:
    day = task(date(2026, 9, 30), date(2026, 9, 30))
    whole, one = scheduled([WORK, day]).bars
    assert one.width == pytest.approx(whole.width / 30)


def test_a_suspense_stands_at_the_end_of_its_day() -> None:
    due = task(date(2026, 9, 1), date(2026, 9, 30), date(2026, 9, 30))
    [bar] = scheduled([due]).bars
    assert bar.due == pytest.approx(bar.x + bar.width)
    assert not bar.due_beyond


def test_a_suspense_far_away_does_not_squeeze_the_work() -> None:
    far = task(date(2026, 9, 1), date(2026, 9, 30), date(2036, 1, 1))
    [bar] = scheduled([far]).bars
    assert (bar.due, bar.due_beyond) == (None, True)
    assert bar.width == scheduled([WORK]).bars[0].width


def test_a_suspense_before_the_chart_is_not_drawn_and_lies_not_beyond_it() -> None:
    past = task(date(2026, 9, 1), date(2026, 9, 30), date(2020, 1, 1))
    [bar] = scheduled([past]).bars
    assert (bar.due, bar.due_beyond) == (None, False)


def test_a_task_is_late_only_when_it_finishes_after_its_suspense() -> None:
    assert task(date(2026, 9, 1), date(2026, 9, 30), date(2026, 9, 29)).is_late
    assert not task(date(2026, 9, 1), date(2026, 9, 30), date(2026, 9, 30)).is_late
    assert not WORK.is_late
    assert not NOTHING._replace(due_on=date(2026, 1, 1)).is_late


def test_the_head_reaches_from_edge_to_edge_without_gaps() -> None:
    found = scheduled([WORK])
    for tier in (found.upper, found.lower):
        assert tier[0].x == pytest.approx(0)
        assert tier[-1].x + tier[-1].width == pytest.approx(1)
        assert all(a.x + a.width == pytest.approx(b.x) for a, b in pairwise(tier))
    assert "2026" in " ".join(label.label for label in found.upper)


def test_a_day_is_said_as_in_every_table_and_none_as_a_dash() -> None:
    assert day_said(date(2026, 9, 1)) == "1 Sep 2026"
    assert day_said(None) == "–"
