"""Where everything of a Gantt chart stands, in pixels."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise, product
from typing import TYPE_CHECKING, Any

import pytest

from support.files.rows import row
from workplan.calendars.working import federal_calendar
from workplan.charts.gantt.layout import BASELINE_HEIGHT, BASELINE_TOP, GanttLayout, lay_out
from workplan.charts.gantt.lines import BAR_HEIGHT, BAR_TOP, ELBOW, HEADER, ROW
from workplan.charts.gantt.rows import GanttLink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from workplan.charts.gantt.layout import GanttTask

MONDAY, FRIDAY = date(2027, 3, 1), date(2027, 3, 5)
TODAY = date(2027, 3, 3)
DAY = timedelta(days=1)


def drawn(
    tasks: Sequence[GanttTask], links: Sequence[GanttLink] = (), **others: Any
) -> GanttLayout:
    wanted = {"scale": "day", "today": TODAY, "status_on": TODAY, **others}
    is_working = federal_calendar().is_working
    return lay_out(tasks, links, wanted["scale"], wanted["today"], wanted["status_on"], is_working)


def test_a_bar_lasts_from_the_morning_of_its_start_to_the_evening_of_its_finish() -> None:
    layout = drawn([row("a", MONDAY, FRIDAY), row("b", FRIDAY, FRIDAY)])
    first, second = layout.bars
    assert first.x == layout.axis.x(MONDAY)
    assert first.end == layout.axis.x(FRIDAY + DAY)
    assert (first.width, second.width) == (5 * 24, 24)
    assert (first.y, second.y) == (HEADER + BAR_TOP, HEADER + ROW + BAR_TOP)
    assert layout.height == HEADER + 2 * ROW


def test_a_bar_over_a_weekend_covers_it() -> None:
    layout = drawn([row("a", FRIDAY, FRIDAY + 3 * DAY)])
    assert layout.bars[0].width == 4 * 24


@pytest.mark.parametrize(("percent", "done"), [(0, 0), (40, 48), (100, 120)])
def test_what_is_done_fills_its_share_of_the_bar(percent: int, done: float) -> None:
    assert drawn([row("a", MONDAY, FRIDAY, percent=percent)]).bars[0].done_width == done


def test_a_milestone_is_a_point_in_the_middle_of_its_day() -> None:
    layout = drawn([row("m", FRIDAY, FRIDAY, duration_days=0, percent=100)])
    bar = layout.bars[0]
    assert (bar.x, bar.width, bar.done_width) == (layout.axis.x(FRIDAY) + 12, 0, 0)
    assert bar.middle == HEADER + BAR_TOP + BAR_HEIGHT / 2


def test_a_summary_without_days_of_its_own_is_a_bar() -> None:
    layout = drawn([row("s", MONDAY, FRIDAY, duration_days=0, is_summary=True)])
    assert layout.bars[0].width == 5 * 24


def test_a_baseline_lies_under_its_bar_and_inside_its_row() -> None:
    baseline = {"baseline_start_on": MONDAY - DAY, "baseline_finish_on": FRIDAY - DAY}
    layout = drawn([row("a", MONDAY, FRIDAY), row("b", MONDAY, FRIDAY, **baseline)])
    (strip,) = layout.baselines
    assert strip.x == layout.axis.x(MONDAY - DAY)
    assert strip.width == 5 * 24
    assert strip.y == HEADER + ROW + BASELINE_TOP
    assert strip.y >= layout.bars[1].y + BAR_HEIGHT
    assert strip.y + BASELINE_HEIGHT <= HEADER + 2 * ROW


def test_a_suspense_stands_where_its_day_ends() -> None:
    missed = row("b", MONDAY, FRIDAY, due_on=FRIDAY - DAY, is_late=True)
    layout = drawn([row("a", MONDAY, FRIDAY, due_on=FRIDAY), missed, row("c", MONDAY, FRIDAY)])
    kept, late = layout.flags
    assert (kept.x, kept.is_missed) == (layout.bars[0].end, False)
    assert (late.x, late.is_missed) == (layout.bars[1].end - 24, True)
    assert late.y == HEADER + ROW


def test_the_axis_holds_every_date_there_is() -> None:
    baseline = {"baseline_start_on": date(2026, 5, 1), "baseline_finish_on": date(2028, 7, 1)}
    axis = drawn([row("a", MONDAY, FRIDAY, **baseline)], scale="month").axis
    for day in (MONDAY, FRIDAY, *baseline.values()):
        assert axis.first < day < axis.last


def test_a_suspense_far_from_the_bars_makes_none_of_them_small() -> None:
    for due_on, beyond in ((date(2029, 1, 1), date(2029, 1, 1)), (date(2025, 1, 1), None)):
        layout = drawn([row("a", MONDAY, FRIDAY, due_on=due_on)], scale="month")
        assert layout.axis == drawn([row("a", MONDAY, FRIDAY)], scale="month").axis
        [flag] = layout.flags
        assert flag.beyond == beyond
        assert 0 <= flag.x <= layout.width


def test_today_and_the_status_date_are_lines_where_their_days_begin() -> None:
    layout = drawn([row("a", MONDAY, FRIDAY)], today=TODAY, status_on=TODAY - DAY)
    assert layout.today_x == layout.axis.x(TODAY)
    assert layout.status_x == layout.today_x - 24
    assert drawn([row("a", MONDAY, FRIDAY)], status_on=None).status_x is None
    far = drawn([row("a", MONDAY, FRIDAY)], today=date(2030, 1, 1), status_on=date(2020, 1, 1))
    assert (far.today_x, far.status_x) == (None, None)


def test_days_off_are_shaded_where_days_can_be_seen() -> None:
    tasks = [row("a", MONDAY, FRIDAY + 7 * DAY)]
    layout = drawn(tasks)
    weekend = layout.axis.x(FRIDAY + DAY)
    assert (weekend, 48) in [(band.x, band.width) for band in layout.days_off]
    assert drawn(tasks, scale="month").days_off == []


def test_an_empty_chart_is_drawn_around_today() -> None:
    layout = drawn([])
    assert layout.axis.first < TODAY < layout.axis.last
    assert (layout.bars, layout.height) == ([], HEADER)
    assert layout.today_x is not None


def test_a_dependency_on_a_row_of_another_page_is_left_out() -> None:
    tasks = [row("a", MONDAY, FRIDAY)]
    assert drawn(tasks, [GanttLink("a", "x", "FS"), GanttLink("x", "a", "SS")]).lines == []


ENDS = {"FS": ("end", "x"), "SS": ("x", "x"), "FF": ("end", "end"), "SF": ("x", "end")}
APART = {
    "after": (MONDAY, FRIDAY, FRIDAY + 5 * DAY, FRIDAY + 9 * DAY),
    "right after": (MONDAY, FRIDAY, FRIDAY + DAY, FRIDAY + 3 * DAY),
    "together": (MONDAY, FRIDAY, MONDAY, FRIDAY),
    "overlapping": (MONDAY, FRIDAY, TODAY, FRIDAY + 3 * DAY),
    "before": (MONDAY, FRIDAY, MONDAY - 9 * DAY, MONDAY - 5 * DAY),
}


@pytest.mark.parametrize(("kind", "apart"), list(product(ENDS, APART)))
@pytest.mark.parametrize("is_upwards", [False, True], ids=["down", "up"])
def test_a_dependency_goes_in_right_angles_from_the_end_it_leaves_to_the_end_it_drives(
    kind: str, apart: str, is_upwards: bool
) -> None:
    start, finish, next_start, next_finish = APART[apart]
    tasks = [row("a", start, finish), row("b", next_start, next_finish)]
    layout = drawn(tasks[::-1] if is_upwards else tasks, [GanttLink("a", "b", kind)])
    bars = {bar.task.key: bar for bar in layout.bars}
    before, after = bars["a"], bars["b"]
    (points,) = layout.lines
    leaves, meets = ENDS[kind]
    assert points[0] == (getattr(before, leaves), before.middle)
    assert points[-1] == (getattr(after, meets), after.middle)
    for (x1, y1), (x2, y2) in pairwise(points):
        assert (x1 == x2) != (y1 == y2), "a step goes across or down, and somewhere"
    out, into = points[1][0] - points[0][0], points[-1][0] - points[-2][0]
    assert out >= ELBOW if leaves == "end" else out <= -ELBOW
    assert into >= ELBOW if meets == "x" else into <= -ELBOW
    for _, y in points:
        assert min(before.y, after.y) - ROW < y < max(before.y, after.y) + ROW
