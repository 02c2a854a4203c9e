"""The legend on paper: each mark and each shape has its word, in the look that rows have."""

from __future__ import annotations

from matplotlib.figure import Figure

from workplan.charts import style
from workplan.charts.paper.bars import HATCH
from workplan.charts.paper.ink import Ink
from workplan.charts.paper.legend import STATES, draw_legend
from workplan.charts.paper.shapes import LINES, SHAPES
from workplan.charts.paper.sheets import MARGIN, PAPERS

LEFT, TOP = float(MARGIN), 500.0


def legend() -> Ink:
    ink = Ink(Figure())
    draw_legend(ink, LEFT, TOP)
    return ink


def test_every_shape_that_a_row_can_have_is_named_once() -> None:
    codes = [code for code, _ in STATES]
    assert sorted(codes) == sorted({*SHAPES, *LINES})


def test_words_stand_in_two_lines_and_none_meets_the_next_or_leaves_the_paper() -> None:
    [labels] = legend().words.values()
    lines = {y: [one for one in labels if one.y == y] for y in {one.y for one in labels}}
    assert sorted(lines) == [TOP + 2.3, TOP + 14.3]
    assert [one.text for one in lines[TOP + 2.3]][-1] == "status date"
    assert [one.text for one in lines[TOP + 14.3]] == [said for _, said in STATES]
    for line in lines.values():
        starts = [one.x for one in line]
        assert starts == sorted(starts)
        assert starts[-1] + 90 < min(paper.width for paper in PAPERS.values()) - MARGIN


def test_what_is_critical_is_hatched_and_a_missed_suspense_is_filled_for_print_in_grey() -> None:
    ink = legend()
    hatched = [fill for fill, _, _, hatch, _ in ink.areas if hatch == HATCH]
    assert hatched == [style.BAR_CRITICAL]
    flags = {(fill, edge) for fill, edge, _, _, layer in ink.areas if layer == 4}
    assert flags == {("white", style.SOFT), (style.RED, style.RED)}
