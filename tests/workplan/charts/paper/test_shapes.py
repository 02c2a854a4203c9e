"""The shape of a state is drawn where it is put, in its size, and never told by colour alone."""

from __future__ import annotations

import pytest
from matplotlib.figure import Figure

from workplan.charts import style
from workplan.charts.paper.ink import Ink
from workplan.charts.paper.shapes import LINES, SHAPES, draw_status
from workplan.vocabulary import Chip


def drawn(state: str, x: float = 0, middle: float = 6, size: float = 12) -> Ink:
    ink = Ink(Figure())
    draw_status(ink, state, x, middle, size)
    return ink


def test_a_triangle_of_twelve_points_stands_as_it_is_drawn() -> None:
    ink = drawn("overdue")
    assert dict(ink.areas) == {(style.RED, style.RED, 0, "", 2): [[(6, 1), (11.5, 11), (0.5, 11)]]}
    assert not ink.lines


def test_a_shape_is_moved_to_its_place_and_scaled_about_its_middle() -> None:
    [[points]] = drawn("late", x=100, middle=50, size=24).areas.values()
    assert points == [(101, 40), (123, 40), (112, 60)]


def test_what_will_miss_is_an_outline_and_what_is_late_is_filled() -> None:
    [(fill, edge, width, _, _)] = drawn("will_miss").areas
    assert (fill, edge) == ("white", style.RED)
    assert width > 0
    [(fill, edge, width, _, _)] = drawn("late").areas
    assert (fill, edge, width) == (style.RED, style.RED, 0)


def test_a_pause_is_two_bars() -> None:
    [bars] = drawn("on_hold").areas.values()
    assert len(bars) == 2


def test_what_is_complete_is_a_tick_of_one_line_and_a_claim_has_a_ring_around_it() -> None:
    [tick] = drawn("complete").lines.values()
    assert tick == [[(1, 6.5), (4.5, 10), (11, 2)]]
    [claim] = drawn("claimed").lines.values()
    ring, inner = claim
    assert ring[0] == ring[-1]
    assert len(inner) == 3


def test_of_no_state_nothing_is_drawn() -> None:
    ink = drawn("")
    assert not ink.areas
    assert not ink.lines


@pytest.mark.parametrize("chip", Chip.codes())
def test_every_state_that_a_page_shows_has_a_shape_of_its_own(chip: str) -> None:
    own = SHAPES[chip][0] if chip in SHAPES else LINES[chip][1]
    others = {
        **{name: shapes for name, (shapes, _, _) in SHAPES.items()},
        **{name: lines for name, (_, lines) in LINES.items()},
    }
    assert [name for name, shape in others.items() if shape == own] == [chip]
