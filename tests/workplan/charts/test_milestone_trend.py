"""The chart of which finish was foreseen on which day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workplan.charts.milestone_trend import NARROW, WIDE, Line, draw, drawn

FIRST = date(2026, 6, 1)


def on(number: int) -> date:
    return FIRST + timedelta(days=number)


SLIPS = Line("1a", [(on(0), on(60)), (on(20), on(90))], is_late=True)
KEEPS = Line("1b", [(on(0), on(40))], is_late=False)


def lines_of(*given: Line) -> dict[str, list[tuple[float, float]]]:
    shapes = drawn(given, on(50)).shapes
    return {shape.look: shape.points for shape in shapes if shape.look in ("late", "kept")}


def test_a_line_that_slips_rises_and_one_that_keeps_its_word_is_level() -> None:
    found = lines_of(SLIPS, KEEPS)
    assert found["late"][-1][1] < found["late"][0][1]
    assert {y for _, y in found["kept"]} == {found["kept"][0][1]}
    assert found["kept"][-1][0] == found["late"][-1][0]


def test_each_line_has_its_code_at_its_end() -> None:
    said = {word.text: word.look for word in drawn([SLIPS, KEEPS], on(50)).words}
    assert said["1a"] == "late"
    assert said["1b"] == "kept"


def test_the_slanting_line_is_where_a_finish_is_the_day_itself() -> None:
    drawing = drawn([KEEPS], on(50))
    [slanting] = [shape.points for shape in drawing.shapes if shape.look == "plan"]
    [kept] = [shape.points for shape in drawing.shapes if shape.look == "kept"]
    assert slanting[0][1] == kept[0][1]  # It begins at the one finish, on that day.
    assert slanting[0][0] < kept[-1][0]


DAYS = st.integers(0, 900)


@given(st.lists(st.lists(st.tuples(DAYS, DAYS), min_size=1, max_size=6), min_size=1, max_size=8))
def test_nothing_leaves_the_drawing(given_lines: list[list[tuple[int, int]]]) -> None:
    lines = [
        Line(f"{place}", [(on(a), on(b)) for a, b in sorted(points)], is_late=False)
        for place, points in enumerate(given_lines)
    ]
    for size in (WIDE, NARROW):
        drawing = drawn(lines, on(900), size)
        for shape in drawing.shapes:
            for x, y in shape.points:
                assert -0.01 <= x <= drawing.width
                assert -0.01 <= y <= drawing.height


def test_a_page_has_it_twice_with_what_it_shows() -> None:
    assert draw([SLIPS], on(50), "1a slips").count('aria-label="1a slips"') == 2
