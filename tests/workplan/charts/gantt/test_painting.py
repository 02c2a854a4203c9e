"""The Gantt chart on axes: each bar where the geometry has it, and each state in its own look."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from matplotlib.collections import LineCollection, PolyCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from support.files.rows import row
from workplan.calendars.working import federal_calendar
from workplan.charts import style
from workplan.charts.gantt.layout import lay_out
from workplan.charts.gantt.lines import BAR_HEIGHT
from workplan.charts.gantt.painting import LONGEST_NAME, paint
from workplan.charts.labels import Labels

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from workplan.charts.gantt.layout import GanttLayout
    from workplan.charts.gantt.rows import GanttTask

MONDAY, FRIDAY = date(2027, 3, 1), date(2027, 3, 5)


def laid(*tasks: GanttTask) -> GanttLayout:
    return lay_out(tasks, [], "week", MONDAY, MONDAY, federal_calendar().is_working)


def painted(*tasks: GanttTask) -> tuple[Axes, GanttLayout]:
    layout, axes = laid(*tasks), Figure().add_subplot()
    paint(axes, layout)
    return axes, layout


def boxes(axes: Axes, fill: str, layout: GanttLayout) -> list[tuple[float, ...]]:
    """Return left, right and height of what is filled in a colour, but for the legend."""
    found = []
    for one in axes.collections:
        if isinstance(one, PolyCollection) and to_hex(one.get_facecolor()[0]) == to_hex(fill):
            corners = [path.vertices for path in one.get_paths()]
            found += [
                (c[:, 0].min(), c[:, 0].max(), c[:, 1].max() - c[:, 1].min())
                for c in corners
                if c[:, 1].max() < layout.height
            ]
    return found


def names(axes: Axes) -> list[str]:
    """Return what stands left of the chart."""
    labels = [label for one in axes.findobj(Labels) for label in one.labels]
    return [label.text for label in labels if label.x < 0]


@pytest.mark.parametrize(
    ("options", "fill"),
    [
        ({}, style.BAR),
        ({"is_critical": True}, style.BAR_CRITICAL),
        ({"percent": 100}, style.SHADE),
    ],
)
def test_each_kind_of_bar_has_its_own_fill_and_stands_where_it_was_laid(
    options: dict[str, object], fill: str
) -> None:
    axes, layout = painted(row("a", MONDAY, FRIDAY, **options))
    [bar] = layout.bars
    assert (bar.x, bar.x + bar.width, BAR_HEIGHT) in boxes(axes, fill, layout)


def test_what_is_done_lies_inside_its_bar() -> None:
    axes, layout = painted(row("a", MONDAY, FRIDAY, percent=40))
    [bar] = layout.bars
    assert boxes(axes, style.BLUE, layout) == [
        (bar.x, pytest.approx(bar.x + bar.width * 0.4), BAR_HEIGHT - 6)
    ]


def test_a_critical_bar_is_hatched_for_print_in_grey() -> None:
    axes, _ = painted(row("a", MONDAY, FRIDAY, is_critical=True))
    fills = [c for c in axes.collections if isinstance(c, PolyCollection)]
    critical = [c for c in fills if to_hex(c.get_facecolor()[0]) == to_hex(style.BAR_CRITICAL)]
    assert {c.get_hatch() for c in critical} == {"////"}


def test_a_summary_is_a_dark_bracket_and_a_milestone_no_bar() -> None:
    axes, layout = painted(
        row("s", MONDAY, FRIDAY, is_summary=True), row("m", FRIDAY, FRIDAY, duration_days=0)
    )
    summary, milestone = layout.bars
    assert (summary.x, summary.x + summary.width, 4) in boxes(axes, style.INK, layout)
    assert boxes(axes, style.BAR, layout) == []
    assert any(left < milestone.x < right for left, right, _ in boxes(axes, "white", layout))


def test_a_missed_suspense_is_a_filled_flag_and_a_kept_one_is_hollow() -> None:
    due_on = FRIDAY + timedelta(days=4)
    for is_late, fill in ((True, style.RED), (False, "white")):
        axes, layout = painted(row("a", MONDAY, FRIDAY, due_on=due_on, is_late=is_late))
        [flag] = layout.flags
        assert (flag.x, flag.x + 9, 8) in boxes(axes, fill, layout)


def test_a_name_stands_with_its_code_further_in_by_depth_and_is_cut_where_it_is_too_long() -> None:
    axes, _ = painted(
        row("1", MONDAY, FRIDAY, name="Review", is_summary=True),
        row("1.1", MONDAY, FRIDAY, name="W" * 90, depth=1),
    )
    said = sorted(names(axes))
    assert said[0] == "1  Review"
    assert said[1].endswith("W…")
    assert len(said[1]) == LONGEST_NAME - 3


def test_of_no_tasks_nothing_but_ground_and_legend_is_painted() -> None:
    axes, layout = painted()
    assert names(axes) == []
    lines = [c for c in axes.collections if isinstance(c, LineCollection)]
    assert lines
    assert boxes(axes, style.BAR, layout) == []
