"""The ground of a burndown, worked out by hand: a day is ten pixels wide, a task ten high."""

from __future__ import annotations

from datetime import date, timedelta

from workplan.charts.burndown.bands import DayApart, days_apart
from workplan.charts.burndown.chart import BurnChart
from workplan.charts.burndown.ground import BOTTOM, TOP, Ground, last_before
from workplan.charts.burndown.time_scale import TimeScale
from workplan.charts.drawn.drawing import Drawing
from workplan.forecast.apart import ApartDay
from workplan.forecast.burndown import Burndown
from workplan.forecast.burndown_days import Apart, BurnDay

FIRST = date(2026, 6, 1)


def on(number: int) -> date:
    """Return a day by its number from the first."""
    return FIRST + timedelta(days=number)


def ground(*days: BurnDay, apart: tuple[ApartDay, ...] = (), unit: str = "tasks") -> Ground:
    burndown = Burndown(on(8), [*days], (), None, apart_days=apart)
    chart = BurnChart(burndown, unit=unit)  # type: ignore[arg-type]
    drawing = Drawing(200, TOP + 100 + BOTTOM, 10)
    return Ground(chart, drawing, TimeScale(FIRST, on(10), 50, 150), 10)


def test_a_count_stands_at_its_height() -> None:
    found = ground()
    assert found.floor == TOP + 100
    assert found.y(0) == TOP + 100
    assert found.y(10) == TOP
    assert found.y(2.5) == TOP + 75


def test_a_line_stays_level_until_the_day_of_a_change() -> None:
    line = ground().steps([(on(0), 10), (on(3), 7), (on(5), 2)])
    assert line == [
        (50, TOP), (80, TOP), (80, TOP + 30), (100, TOP + 30), (100, TOP + 80), (130, TOP + 80),
    ]  # fmt: skip


def test_a_line_goes_on_to_the_day_that_is_asked_for_and_never_back() -> None:
    assert ground().steps([(on(0), 10)], on(2)) == [(50, TOP), (70, TOP)]
    assert ground().steps([(on(4), 10)], on(2)) == [(90, TOP), (90, TOP)]


def test_changes_closer_than_a_line_are_drawn_as_their_last() -> None:
    found = ground()
    found.scale = TimeScale(FIRST, on(100), 50, 150)
    line = found.steps([(on(0), 10), (on(3), 7), (on(4), 6), (on(5), 5)], on(5))
    # A day is one pixel wide: the fourth day is drawn with the third, and the fifth apart.
    assert line == [
        (50, TOP),
        (53, TOP),
        (53, TOP + 40),
        (55, TOP + 40),
        (55, TOP + 50),
        (55, TOP + 50),
    ]


def test_before_the_first_point_there_is_nothing() -> None:
    points = [(on(2), 5), (on(4), 3)]
    assert [last_before(points, on(number)) for number in (1, 2, 3, 4, 9)] == [0, 5, 5, 3, 3]


def test_each_day_tells_what_is_done_apart_from_claimed_left_and_ended() -> None:
    days = BurnDay(on(0), 10, 100, 10, 100), BurnDay(on(2), 10, 100, 6, 55)
    apart = (
        ApartDay(on(2), Apart(claimed=1), Apart(claimed=15)),
        ApartDay(on(4), Apart(not_done=1), Apart(not_done=15)),
    )
    assert days_apart(ground(*days, apart=apart)) == [
        DayApart(on(0), 0, 0, 10, 0),
        DayApart(on(2), 3, 1, 6, 0),
        DayApart(on(4), 3, 0, 6, 1),
    ]
    assert days_apart(ground(*days, apart=apart, unit="days"))[-1] == DayApart(on(4), 30, 0, 55, 15)
