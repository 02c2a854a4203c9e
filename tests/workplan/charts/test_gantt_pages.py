"""The Gantt chart as pages of paper: every row on one page, its name beside its bar."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import BytesIO

import pdfplumber
import pytest

from support.files.rows import row
from workplan.calendars.working import federal_calendar
from workplan.charts import gantt_pages
from workplan.charts.axis import NARROWEST, Axis
from workplan.charts.gantt_pages import CHART, INCHES, ROWS_A_PAGE, Paper
from workplan.charts.gantt_rows import GanttLink

MONDAY = date(2027, 3, 1)
POINTS = 72
TOLERANCE = 7
"""Points by which the middle of a name may stand from that of its bar; a row has eighteen."""


def paper(count: int, days: int = 3) -> Paper:
    """Return a chart whose tasks each start some days after the one before."""
    starts = [MONDAY + timedelta(days=days * n) for n in range(count)]
    tasks = [
        row(f"t{n}", on, on + timedelta(days=9), code=f"T{n:03}") for n, on in enumerate(starts)
    ]
    links = [GanttLink(f"t{n}", f"t{n + 1}", "FS") for n in range(count - 1)]
    is_working = federal_calendar().is_working
    return Paper(tasks, links, MONDAY, None, is_working, "None late", "A plan", "Source: here")


def test_each_page_has_its_rows_each_name_beside_its_own_bar_and_the_dates_above() -> None:
    count = 2 * ROWS_A_PAGE + 5
    found = paper(count)
    axis = Axis.fitted(MONDAY, found.tasks[-1].finish_on, CHART)
    with pdfplumber.open(BytesIO(gantt_pages.draw(found))) as pdf:
        assert len(pdf.pages) == 3
        seen: list[str] = []
        for page in pdf.pages:
            assert (page.width, page.height) == (INCHES[0] * POINTS, INCHES[1] * POINTS)
            names = [word for word in page.extract_words() if re.fullmatch(r"T\d{3}", word["text"])]
            assert re.search(r"20\d\d", page.extract_text())
            bars = [s for s in (*page.rects, *page.curves) if 5 < s["height"] < 12]
            for name in names:
                middle = (name["top"] + name["bottom"]) / 2
                own = [
                    bar
                    for bar in bars
                    if abs((bar["top"] + bar["bottom"]) / 2 - middle) < TOLERANCE
                    and bar["x0"] > name["x1"] + 100
                ]
                assert own, f"{name['text']} has no bar beside it"
                task = next(t for t in found.tasks if t.code == name["text"])
                wanted = axis.x(task.start_on)
                offset = min(bar["x0"] for bar in own) * gantt_pages.PIXELS_AN_INCH / POINTS
                seen.append(name["text"])
                assert offset - wanted == pytest.approx(
                    gantt_pages.MARGIN + gantt_pages.NAMES, abs=3
                ), "the bar does not stand where its dates are"
                assert max(bar["x1"] for bar in own) < page.width
        assert seen == [f"T{n:03}" for n in range(count)]


def test_each_page_says_which_rows_it_shows_and_what_it_leaves_out() -> None:
    with pdfplumber.open(BytesIO(gantt_pages.draw(paper(ROWS_A_PAGE + 1)))) as pdf:
        first, last = (page.extract_text() for page in pdf.pages)
    assert f"rows 1 to {ROWS_A_PAGE} of {ROWS_A_PAGE + 1}; page 1 of 2" in first
    assert f"rows {ROWS_A_PAGE + 1} to {ROWS_A_PAGE + 1} of {ROWS_A_PAGE + 1}; page 2 of 2" in last
    assert "Dependencies that lead to another page are not drawn." in first


@pytest.mark.parametrize("count", [0, 1])
def test_a_plan_of_no_task_or_one_is_a_page(count: int) -> None:
    with pdfplumber.open(BytesIO(gantt_pages.draw(paper(count)))) as pdf:
        [page] = pdf.pages
        assert "None late" in page.extract_text()
        assert "not drawn" not in page.extract_text()


@pytest.mark.parametrize("days", [1, 40, 400, 4_000, 100_000])
def test_a_plan_of_any_length_is_as_wide_as_the_page_with_columns_that_hold_a_label(
    days: int,
) -> None:
    first = date(1900, 1, 1)
    axis = Axis.fitted(first, first + timedelta(days=days), CHART)
    assert axis.width == pytest.approx(CHART)
    narrowest = min(tick.width for tick in axis.lower()[1:-1] or axis.lower())
    assert narrowest > NARROWEST[axis.scale] * 0.8 or axis.scale == "year"
