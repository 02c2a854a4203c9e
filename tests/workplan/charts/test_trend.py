"""A small chart of one figure over days."""

from __future__ import annotations

from datetime import date

from workplan.charts.trend import drawn

FIRST, LAST = date(2026, 10, 12), date(2026, 11, 23)


def test_it_goes_from_the_first_day_to_the_last_by_steps() -> None:
    drawing = drawn([(FIRST, 9), (date(2026, 11, 2), 6)], 13, LAST)
    [line] = [
        shape.points for shape in drawing.shapes if shape.look == "actual" and len(shape.points) > 1
    ]
    assert len(line) == 4
    assert line[0][1] < line[-1][1]
    assert line[1][1] == line[0][1]
    assert line[-1][0] > line[-2][0]


def test_it_says_where_it_began_and_where_it_is() -> None:
    said = [word.text for word in drawn([(FIRST, 9), (date(2026, 11, 2), 6)], 13, LAST).words]
    assert said == ["6", "9 of 13", "12 Oct", "23 Nov"]


def test_one_day_is_a_point() -> None:
    drawing = drawn([(LAST, 4)], 13, LAST)
    assert all(0 <= x <= drawing.width for shape in drawing.shapes for x, _ in shape.points)
