"""What stands along the top of a burndown: a day is ten pixels wide, a task ten high."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from workplan.charts.burndown.chart import BurnChart
from workplan.charts.burndown.ground import BOTTOM, TOP, Ground
from workplan.charts.burndown.marks import MARK_ROW, TODAY_ROW, day, moments
from workplan.charts.burndown.time_scale import TimeScale
from workplan.charts.drawn.drawing import Drawing
from workplan.forecast.burndown import Burndown
from workplan.forecast.burndown_days import BurnDay

FIRST = date(2026, 6, 1)
LEFT, WIDE = 50, 600


def on(number: int) -> date:
    """Return a day by its number from the first."""
    return FIRST + timedelta(days=number)


def ground(*days: BurnDay, as_of: int = 58, **options: object) -> Ground:
    burndown = Burndown(on(as_of), [BurnDay(FIRST, 10, 100, 10, 100), *days], (), None)
    chart = BurnChart(burndown, **options)  # type: ignore[arg-type]
    drawing = Drawing(LEFT + WIDE + 50, TOP + 100 + BOTTOM, 10)
    return Ground(chart, drawing, TimeScale(FIRST, on(60), LEFT, LEFT + WIDE), 10)


def marked(found: Ground) -> list[tuple[str, float, str]]:
    """Return what is said of scope: how it looks, where, and its words."""
    points = [(one.on, one.remaining_tasks) for one in found.found.days]
    moments(found, points)
    looks = ("added", "removed")
    return [(w.look, w.x, w.text) for w in found.drawing.words if w.look in looks]


def changed(number: int, added: int = 0, removed: int = 0) -> BurnDay:
    """Return a day on which tasks of ten working days came and went."""
    days = (10 * added, 10 * removed)
    left = 10 + added - removed
    return BurnDay(
        on(number), left, 100, left, 100, added, removed, added_days=days[0], removed_days=days[1]
    )


def test_the_day_shown_is_a_line_to_the_floor_with_its_date_and_whether_it_is_today() -> None:
    found = ground(as_of=20, is_today=False)
    day(found)
    [line] = found.drawing.shapes
    assert (line.look, line.points) == ("today", [(250, TODAY_ROW + 6), (250, TOP + 100)])
    assert [word.text for word in found.drawing.words] == ["21 Jun"]
    now = ground(as_of=20)
    day(now)
    assert [word.text for word in now.drawing.words] == ["today, 21 Jun"]


def test_a_mark_says_with_a_sign_what_came_and_what_went_and_only_the_first_names_the_noun() -> (
    None
):
    found = ground(changed(10, added=1), changed(30, removed=2), changed(45, added=3, removed=1))
    assert marked(found) == [
        ("added", 150, "+1 task"),
        ("removed", 350, "−2"),
        ("added", 500, "+3 −1"),
    ]
    stems = [shape.points for shape in found.drawing.shapes if shape.look == "scope-mark"]
    # Each goes down to the line: eleven tasks stand one above the grid's ten.
    assert stems[0] == [(150, MARK_ROW + 5), (150, pytest.approx(TOP - 10))]


def test_marks_that_would_meet_are_added_up_where_the_first_stands() -> None:
    found = ground(changed(10, added=2), changed(11, added=3), changed(40, added=1))
    assert marked(found) == [("added", 150, "+5 tasks"), ("added", 450, "+1")]


def test_of_working_days_the_days_that_came_are_counted() -> None:
    assert marked(ground(changed(10, added=2), unit="days")) == [("added", 150, "+20 days")]


def test_a_day_on_which_nothing_came_or_went_has_no_mark() -> None:
    assert marked(ground(changed(10), changed(20))) == []


def test_the_last_suspense_is_a_flag_with_its_date_and_without_one_there_is_none() -> None:
    found = ground(as_of=5, last_due_on=on(40))
    moments(found, [(FIRST, 10)])
    flag = next(s for s in found.drawing.shapes if (s.kind, s.look) == ("area", "suspense"))
    assert flag.points[0] == (450, MARK_ROW - 10)
    assert "last suspense 11 Jul" in [word.text for word in found.drawing.words]
    bare = ground(as_of=5)
    moments(bare, [(FIRST, 10)])
    assert {shape.look for shape in bare.drawing.shapes} == {"today"}


def test_a_suspense_on_the_day_that_is_shown_gives_way_in_words_or_place() -> None:
    found = ground(as_of=40, last_due_on=on(40))
    moments(found, [(FIRST, 10)])
    words = [found.drawing.box(word) for word in found.drawing.words]
    assert len(words) == 2
    assert not words[0].meets(words[1])
