"""Bars on paper: what is drawn of a row, and what is drawn of one that leaves the window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from matplotlib.figure import Figure

from support.files.rows import row
from workplan.calendars.working import federal_calendar
from workplan.charts import style
from workplan.charts.axis import Axis
from workplan.charts.gantt.rows import GanttLink
from workplan.charts.paper.bars import BAR, HATCH, draw_bar, draw_chart, draw_flag
from workplan.charts.paper.ink import Ink
from workplan.charts.paper.pages import Paper
from workplan.charts.paper.sheets import HEAD, HEADER, PAPERS, columns_of, pages_of

if TYPE_CHECKING:
    from workplan.charts.gantt.rows import GanttTask

MONDAY, FRIDAY = date(2027, 3, 1), date(2027, 3, 5)
LEFT = columns_of(PAPERS["letter"]).chart
ADAY = 8.0
AXIS = replace(Axis.fitted(MONDAY, FRIDAY, 400), first=MONDAY, last=MONDAY + timedelta(days=41))
WINDOW = replace(AXIS, own_pixels_a_day=ADAY)


def drawn(*tasks: GanttTask, links: tuple[GanttLink, ...] = ()) -> Ink:
    """Return the chart of six weeks, a day eight points wide."""
    paper = Paper(tasks, links, MONDAY, None, federal_calendar().is_working, "", "", "")
    [rows] = pages_of(tasks, PAPERS["letter"])
    ink = Ink(Figure())
    draw_chart(ink, paper, rows, WINDOW, 400)
    return ink


def areas(ink: Ink, fill: str, layer: int = 2) -> list[tuple[float, float]]:
    """Return the left and right edge of what is filled in a colour."""
    found = [
        points
        for look, shapes in ink.areas.items()
        for points in shapes
        if look[::4] == (fill, layer)
    ]
    return [(min(x for x, _ in p) - LEFT, max(x for x, _ in p) - LEFT) for p in found]


def words(ink: Ink) -> set[str]:
    return {
        label.text for labels in ink.words.values() for label in labels if label.y > HEAD + HEADER
    }


def test_a_bar_goes_from_the_start_to_the_end_of_its_last_day_and_holds_what_is_done() -> None:
    ink = drawn(row("a", MONDAY, FRIDAY, percent=50))
    assert areas(ink, style.BAR) == [(0, 5 * ADAY)]
    assert areas(ink, style.BLUE, 3) == [(1, 2.5 * ADAY - 1)]
    assert words(ink) == {"5 Mar"}


def test_nothing_done_leaves_a_bar_empty_and_a_trace_is_seen() -> None:
    ink = Ink(Figure())
    draw_bar(ink, 0, 0, 40, BAR, 0, is_critical=False)
    assert len(ink.areas) == 1
    draw_bar(ink, 0, 0, 40, BAR, 0.2, is_critical=False)
    [[inside]] = [shapes for look, shapes in ink.areas.items() if look[4] == 3]
    assert inside[1][0] - inside[0][0] == 0.5


def test_a_critical_bar_is_hatched_and_its_finish_is_bold() -> None:
    ink = drawn(row("a", MONDAY, FRIDAY, is_critical=True))
    assert [look[3] for look in ink.areas if look[0] == style.BAR_CRITICAL] == [HATCH]
    assert [look[2] for look, of in ink.words.items() if "5 Mar" in {one.text for one in of}] == [
        600
    ]


def test_a_milestone_is_a_diamond_at_its_day_and_a_summary_a_bracket() -> None:
    ink = drawn(row("a", FRIDAY, FRIDAY, duration_days=0))
    [(left, right)] = areas(ink, "white", 3)
    assert (left + right) / 2 == 4.5 * ADAY
    bracket = drawn(row("a", MONDAY, FRIDAY, is_summary=True))
    assert areas(bracket, style.INK)[0] == (0, 5 * ADAY)


def test_a_bar_that_leaves_the_window_ends_at_its_edge_and_says_no_finish() -> None:
    ink = drawn(row("a", MONDAY - timedelta(days=30), WINDOW.last + timedelta(days=30)))
    [(left, right)] = areas(ink, style.BAR)
    assert left == 0
    assert right == PAPERS["letter"].width - 30 - LEFT
    assert words(ink) == set()


def test_a_row_outside_the_window_is_not_drawn() -> None:
    far = WINDOW.last + timedelta(days=10)
    ink = drawn(
        row("a", far, far + timedelta(days=4), baseline_start_on=far, baseline_finish_on=far)
    )
    assert areas(ink, style.BAR) == []
    assert areas(ink, style.PLAN, 1) == []


def test_the_baseline_stands_beneath_the_bar_in_its_own_dates() -> None:
    ink = drawn(row("a", MONDAY, FRIDAY, baseline_start_on=MONDAY, baseline_finish_on=MONDAY))
    assert areas(ink, style.PLAN, 1) == [(0, ADAY)]


def test_a_suspense_beyond_the_window_is_an_arrow_with_its_date() -> None:
    ink = drawn(row("a", MONDAY, FRIDAY, due_on=date(2027, 12, 1)))
    assert words(ink) == {"5 Mar", "1 Dec 2027"}
    assert areas(ink, style.SOFT, 6)


def test_days_in_hand_are_dotted_up_to_the_flag_and_ended_work_has_none() -> None:
    def dotted(ink: Ink) -> list[list[tuple[float, float]]]:
        return [
            points for look, lines in ink.lines.items() for points in lines if look[2] == "dotted"
        ]

    due_on = MONDAY + timedelta(days=20)
    [[(left, _), (right, _)]] = dotted(drawn(row("a", MONDAY, FRIDAY, due_on=due_on)))
    assert (left - LEFT, right - LEFT) == (5 * ADAY, 21 * ADAY - 3)
    assert dotted(drawn(row("a", MONDAY, FRIDAY, percent=100, due_on=due_on))) == []


def test_a_flag_is_hollow_while_the_suspense_is_kept_and_filled_when_it_is_missed() -> None:
    for is_missed, look in ((False, ("white", style.SOFT)), (True, (style.RED, style.RED))):
        ink = Ink(Figure())
        draw_flag(ink, 10, 20, is_missed=is_missed)
        assert [area[:2] for area in ink.areas] == [look]


def test_a_link_is_drawn_between_rows_that_are_both_seen_and_red_where_both_are_critical() -> None:
    def colours(*tasks: GanttTask) -> list[str]:
        ink = drawn(*tasks, links=(GanttLink("a", "b", "FS"), GanttLink("a", "gone", "FS")))
        return [look[0] for look, lines in ink.lines.items() for points in lines if len(points) > 3]

    later = MONDAY + timedelta(days=14)
    plain = row("a", MONDAY, FRIDAY), row("b", later, later + timedelta(days=4))
    assert colours(*plain) == [style.PLAN]
    assert colours(*(task._replace(is_critical=True) for task in plain)) == [style.RED]
    away = WINDOW.last + timedelta(days=5)
    assert colours(plain[0], row("b", away, away)) == []
