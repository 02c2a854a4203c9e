"""How a dependency is drawn, worked out by hand in pixels."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from workplan.charts.axis import Axis
from workplan.charts.gantt.line_pieces import by_row
from workplan.charts.gantt.lines import (
    BAR_HEIGHT,
    BAR_TOP,
    ELBOW,
    HEADER,
    ROW,
    End,
    Line,
    drawn,
    end_of,
    route,
)
from workplan.charts.gantt.rows import Elsewhere

FIRST = End(10, 50, 61)
"""A bar from 10 to 50, in the first row, whose middle is at 61."""
AFTER = End(80, 120, 89)
"""One in the row below, which begins well after the first ends."""
UNDER = End(30, 70, 89)
"""One in the row below, which begins before the first ends."""


@pytest.mark.parametrize(
    ("before", "after", "kind", "line"),
    [
        (FIRST, AFTER, "FS", [(50, 61), (56, 61), (56, 89), (80, 89)]),
        # Its start lies left of the end, so the way back goes between the rows.
        (FIRST, UNDER, "FS", [(50, 61), (56, 61), (56, 75), (24, 75), (24, 89), (30, 89)]),
        (UNDER, FIRST, "FS", [(70, 89), (76, 89), (76, 75), (4, 75), (4, 61), (10, 61)]),
        (FIRST, AFTER, "SS", [(10, 61), (4, 61), (4, 89), (80, 89)]),
        (FIRST, AFTER, "FF", [(50, 61), (126, 61), (126, 89), (120, 89)]),
        (FIRST, UNDER, "SF", [(10, 61), (4, 61), (4, 75), (76, 75), (76, 89), (70, 89)]),
    ],
)
def test_a_dependency_leaves_its_end_and_meets_the_other(
    before: End, after: End, kind: str, line: Line
) -> None:
    assert route(before, after, kind) == line
    assert drawn(before, after, kind) == [line]


def test_it_turns_right_angles_only() -> None:
    for kind in ("FS", "SS", "FF", "SF"):
        for before, after in ((FIRST, AFTER), (AFTER, FIRST), (FIRST, UNDER), (UNDER, FIRST)):
            points = route(before, after, kind)
            for (x1, y1), (x2, y2) in pairwise(points):
                assert x1 == x2 or y1 == y2


def test_between_rows_far_apart_only_the_ends_are_drawn() -> None:
    far = End(80, 120, 61 + 30 * ROW)
    assert drawn(FIRST, far, "FS") == [
        [(50, 61), (50 + ELBOW, 61), (50 + ELBOW, 61 + BAR_HEIGHT)],
        [(56, far.middle - BAR_HEIGHT), (56, far.middle), (80, far.middle)],
    ]
    back = drawn(far, FIRST, "FS")
    assert back[0][-1][1] == far.middle - BAR_HEIGHT
    assert back[1][0][1] == 61 + BAR_HEIGHT


def test_a_line_from_a_row_that_is_not_drawn_comes_from_where_it_would_be() -> None:
    axis = Axis("day", date(2026, 6, 1), date(2026, 6, 30))
    above = Elsewhere("a", -7, date(2026, 6, 2), date(2026, 6, 3), False)
    below = Elsewhere("b", 99, date(2026, 6, 2), date(2026, 6, 2), True)
    middle = HEADER + BAR_TOP + BAR_HEIGHT / 2
    # A day is 24 pixels wide; a milestone lies in the middle of its day.
    assert end_of(axis, above, 5) == End(24, 72, middle - ROW)
    assert end_of(axis, below, 5) == End(36, 36, middle + 5 * ROW)


def test_each_row_shows_its_piece_of_a_line() -> None:
    # Row 0 lies from 48 to 76, row 1 from 76 to 104, row 2 from 104 to 132.
    line = [(50.0, 61.0), (56.0, 61.0), (56.0, 117.0), (80.0, 117.0)]
    assert by_row([line]) == {
        0: ["M56 13v15", "M50 13h6"],
        1: ["M56 0v28"],
        2: ["M56 0v13", "M56 13h24", "M76 10l4 3-4 3"],
    }


def test_lines_that_lie_on_each_other_are_drawn_once() -> None:
    one = [(50.0, 61.0), (56.0, 61.0), (56.0, 89.0), (80.0, 89.0)]
    other = [(50.0, 61.0), (56.0, 61.0), (56.0, 89.0), (90.0, 89.0)]
    assert by_row([one, other])[0] == ["M56 13v15", "M50 13h6"]
    assert by_row([one, other])[1] == [
        "M56 0v13",
        "M56 13h34",
        "M76 10l4 3-4 3",
        "M86 10l4 3-4 3",
    ]


def test_an_arrow_points_the_way_its_line_goes() -> None:
    backwards = [(120.0, 61.0), (126.0, 61.0), (126.0, 89.0), (110.0, 89.0)]
    assert by_row([backwards])[1][-1] == "M114 10l-4 3 4 3"
