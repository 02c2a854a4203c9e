"""The table on paper: what each row says of its task, and where it is kept short."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from matplotlib.figure import Figure

from support.files.rows import row
from workplan.calendars.working import federal_calendar
from workplan.charts import style
from workplan.charts.paper.ink import Ink
from workplan.charts.paper.pages import Paper
from workplan.charts.paper.sheets import PAPERS, columns_of, pages_of
from workplan.charts.paper.table import draw_table, short

if TYPE_CHECKING:
    from workplan.charts.gantt.rows import GanttTask

MONDAY, FRIDAY = date(2027, 3, 1), date(2027, 3, 5)


def words(*tasks: GanttTask, is_continued: bool = False) -> dict[str, tuple[str, int]]:
    """Return colour and weight of each text of the table."""
    paper = Paper(tasks, [], MONDAY, None, federal_calendar().is_working, "", "", "")
    [rows] = pages_of(tasks, PAPERS["letter"])
    ink = Ink(Figure())
    draw_table(ink, paper, [one._replace(is_continued=is_continued) for one in rows], 200)
    return {
        label.text: (colour, weight)
        for (colour, _, weight), labels in ink.words.items()
        for label in labels
    }


def test_a_row_says_code_name_lead_start_finish_and_the_days_in_hand() -> None:
    said = words(row("3(b)", MONDAY, FRIDAY, name="Publish", total_float_days=12))
    assert {"3(b) Publish", "State PM", "1 Mar", "5 Mar", "12"} <= said.keys()
    assert said["12"] == (style.INK, 400)


def test_no_days_in_hand_and_days_late_are_bold_and_signed() -> None:
    assert words(row("a", MONDAY, FRIDAY, total_float_days=0))["0"] == (style.RED, 700)
    late = words(row("a", MONDAY, FRIDAY, is_late=True, late_days=1_200))
    assert late["−1,200"] == (style.RED, 700)


def test_a_summary_is_bold_and_has_no_days_in_hand() -> None:
    said = words(row("i1", MONDAY, FRIDAY, name="Streamline", is_summary=True, total_float_days=7))
    assert said["i1 Streamline"] == (style.INK, 600)
    assert "7" not in said


def test_a_line_of_effort_that_goes_on_says_so() -> None:
    said = words(row("i1", MONDAY, FRIDAY, name="Streamline", is_summary=True), is_continued=True)
    assert "i1 Streamline, continued" in said


def test_a_subtask_stands_further_in() -> None:
    paper = Paper([], [], MONDAY, None, federal_calendar().is_working, "", "", "")
    tasks = [row(f"t{depth}", MONDAY, FRIDAY, name="x", depth=depth) for depth in (0, 1, 2, 3)]
    [rows] = pages_of(tasks, PAPERS["letter"])
    ink = Ink(Figure())
    draw_table(ink, paper, rows, 200)
    at = {one.text[:2]: one.x for labels in ink.words.values() for one in labels}
    name = columns_of(PAPERS["letter"]).name
    assert [at[f"t{depth}"] - name for depth in (0, 1, 2, 3)] == [0, 0, 6, 12]


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2027, 8, 31), "31 Aug"),
        (date(2027, 9, 1), "1 Sep 27"),
        (date(2026, 8, 30), "30 Aug"),
        (date(2026, 8, 29), "29 Aug 26"),
    ],
)
def test_a_day_more_than_half_a_year_away_has_its_year(day: date, said: str) -> None:
    assert short(day, MONDAY) == said
