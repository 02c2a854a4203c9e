"""The Gantt chart as pages of paper: every row on one page, its name beside its bar."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from typing import Any

import pdfplumber
import pytest

from support.files.rows import row
from workplan.calendars.working import federal_calendar
from workplan.charts import fonts
from workplan.charts.gantt.rows import GanttLink, GanttTask
from workplan.charts.paper import pages as gantt_pages
from workplan.charts.paper.pages import Paper
from workplan.charts.paper.sheets import MARGIN, PAPERS, SIZE, columns_of, pages_of, windows_of

MONDAY = date(2027, 3, 1)
LETTER = PAPERS["letter"]
TOLERANCE = 3
"""Points by which the middle of a name may stand from that of its bar; a row has twenty."""


def tasks(count: int, days: int = 3, **others: Any) -> list[GanttTask]:
    """Return tasks that each start some days after the one before."""
    starts = [MONDAY + timedelta(days=days * n) for n in range(count)]
    return [
        row(f"t{n}", on, on + timedelta(days=9), code=f"T{n:03}", chip="on_track", **others)
        for n, on in enumerate(starts)
    ]


def paper(rows: list[GanttTask], **others: Any) -> Paper:
    links = [GanttLink(f"t{n}", f"t{n + 1}", "FS") for n in range(len(rows) - 1)]
    is_working = federal_calendar().is_working
    found = Paper(rows, links, MONDAY, None, is_working, "None late", "A plan", "Source: here")
    return replace(found, **others)


def texts(found: Paper) -> list[str]:
    with pdfplumber.open(BytesIO(gantt_pages.draw(found))) as pdf:
        return [page.extract_text() for page in pdf.pages]


def test_each_page_has_twenty_rows_each_name_beside_its_own_bar_below_the_dates() -> None:
    found = paper(tasks(45))
    left = columns_of(LETTER).chart
    [axis] = windows_of(found.tasks, MONDAY, LETTER.width - MARGIN - left)
    with pdfplumber.open(BytesIO(gantt_pages.draw(found))) as pdf:
        assert len(pdf.pages) == 3
        seen: list[str] = []
        for page in pdf.pages:
            assert (page.width, page.height) == (LETTER.width, LETTER.height)
            names = [word for word in page.extract_words() if re.fullmatch(r"T\d{3}", word["text"])]
            assert len(names) <= 21
            assert re.search(r"20\d\d", page.extract_text())
            bars = [s for s in (*page.rects, *page.curves) if 6 < s["height"] < 10]
            for name in names:
                middle = (name["top"] + name["bottom"]) / 2
                own = [
                    bar
                    for bar in bars
                    if abs((bar["top"] + bar["bottom"]) / 2 - middle) < TOLERANCE
                    and bar["x0"] > left - 1
                ]
                assert own, f"{name['text']} has no bar beside it"
                task = next(t for t in found.tasks if t.code == name["text"])
                at = min(bar["x0"] for bar in own) - left
                assert at == pytest.approx(axis.x(task.start_on), abs=2)
                assert max(bar["x1"] for bar in own) < page.width - MARGIN + 1
                seen.append(name["text"])
        assert seen == [f"T{n:03}" for n in range(45)]


def test_each_page_has_the_marking_the_finding_the_legend_and_its_number() -> None:
    shown = texts(paper(tasks(30), marking="CUI // EXERCISE"))
    assert len(shown) == 2
    for number, text in enumerate(shown, 1):
        assert text.count("CUI // EXERCISE") == 2
        for said in ("None late", "A plan", "Source: here", "scheduled, inner bar done", "blocked"):
            assert said in text
        assert f"Page {number} of 2" in text


def test_a_name_of_any_length_wraps_and_is_never_cut_nor_wider_than_its_column() -> None:
    long = "Coordinate the guidance with every embassy and " * 4 + "W" * 60
    columns = columns_of(LETTER)
    [[placed]] = pages_of(tasks(1, name=long), LETTER)
    assert "".join(placed.name).replace(" ", "") == f"T000{long}".replace(" ", "")
    assert all(fonts.width(line, SIZE) <= columns.name_room for line in placed.name)
    assert placed.height > len(placed.name) * 8


def effort(number: int) -> GanttTask:
    on = MONDAY
    return row(
        f"i{number}", on, on + timedelta(days=9), code=str(number), name="Line", is_summary=True
    )


def test_a_line_of_effort_begins_where_three_of_its_rows_fit_and_says_that_it_goes_on() -> None:
    first, second = tasks(18, depth=1), tasks(40, depth=1)
    rows = [effort(1), *first, effort(2), *(task._replace(key=f"u{task.key}") for task in second)]
    sheets = pages_of(rows, LETTER)
    assert [sheet[0].task.key for sheet in sheets] == ["i1", "i2", "i2", "i2"][: len(sheets)]
    assert [sheet[0].is_continued for sheet in sheets[:3]] == [False, False, True]
    shown = [placed.task.key for sheet in sheets for placed in sheet if not placed.is_continued]
    assert shown == [task.key for task in rows]
    bottom = LETTER.height - 62
    assert all(placed.y + placed.height <= bottom for sheet in sheets for placed in sheet)


def test_a_suspense_far_beyond_the_bars_is_an_arrow_with_its_date_and_keeps_them_wide() -> None:
    near = tasks(3)
    far = [task._replace(due_on=date(2031, 2, 28)) for task in near]
    width = 400
    assert windows_of(far, MONDAY, width) == windows_of(near, MONDAY, width)
    assert "28 Feb 2031" in texts(paper(far))[0]


@pytest.mark.thorough
@pytest.mark.parametrize("name", PAPERS)
def test_each_paper_has_its_size_and_holds_its_rows(name: str) -> None:
    size = PAPERS[name]
    with pdfplumber.open(BytesIO(gantt_pages.draw(paper(tasks(60), size=size)))) as pdf:
        assert {(page.width, page.height) for page in pdf.pages} == {(size.width, size.height)}
        # The first of each page is its ground.
        edges = [shape["x1"] for page in pdf.pages for shape in page.rects[1:]]
        assert max(edges) <= size.width - MARGIN + 1


@pytest.mark.parametrize("years", [1, 10, 40, 150])
def test_a_long_plan_goes_on_side_by_side_until_its_columns_can_be_read(years: int) -> None:
    rows = [row("t0", date(1900, 1, 1), date(1900 + years, 1, 1))]
    windows = windows_of(rows, MONDAY, 400)
    assert len(windows) == {1: 1, 10: 2, 40: 6, 150: 6}[years]
    for before, after in pairwise(windows):
        assert after.first == before.last + timedelta(days=1)
    assert all(window.width == pytest.approx(400) for window in windows)


@pytest.mark.parametrize("count", [0, 1])
def test_a_plan_of_no_task_or_one_is_a_page(count: int) -> None:
    [text] = texts(paper(tasks(count)))
    assert "None late" in text
    assert "Page 1 of 1" in text


def test_every_date_and_float_of_a_row_stands_beside_it_as_text() -> None:
    rows = [tasks(1)[0]._replace(owner="State PM", total_float_days=-9)]
    [text] = texts(paper(rows))
    assert re.search(r"T000 .*State PM 1 Mar 10 Mar −9", text)
