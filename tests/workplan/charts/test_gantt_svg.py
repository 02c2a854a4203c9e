"""The Gantt chart inside a page: every bar a link, and little else an element of its own."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.files.rows import row
from workplan.calendars.working import federal_calendar
from workplan.charts import gantt_svg
from workplan.charts.gantt import GanttLayout, GanttLink, lay_out

MONDAY, FRIDAY = date(2027, 3, 1), date(2027, 3, 5)


def layout(count: int = 6, scale: str = "week") -> GanttLayout:
    """Return a chart with one row of each kind, and then plain ones."""
    others = [
        {"is_summary": True, "percent": 30},
        {"is_critical": True, "percent": 50, "due_on": FRIDAY, "is_late": True},
        {"duration_days": 0},
        {"duration_days": 0, "is_critical": True},
        {"due_on": FRIDAY + timedelta(days=3), "baseline_start_on": MONDAY},
        {"percent": 100},
    ]
    others[4]["baseline_finish_on"] = FRIDAY
    rows = [
        row(f"t{n}", MONDAY + timedelta(days=n % 300), FRIDAY + timedelta(days=n % 300), **facts)
        for n, facts in enumerate([*others, *({} for _ in range(count - 6))])
    ]
    links = [GanttLink(f"t{n}", f"t{n + 1}", "FS") for n in range(count - 1)]
    is_working = federal_calendar().is_working
    return lay_out(rows, links, scale, MONDAY, MONDAY, is_working)


def parsed(chart: GanttLayout) -> tuple[ET.Element, list[ET.Element]]:
    """Return the header and the slices."""
    drawn = gantt_svg.draw(chart)
    header, *rows = (ET.fromstring(str(part)) for part in (drawn.header, *drawn.rows))  # noqa: S314  # drawn a line ago
    return header, rows


def shapes(row: ET.Element) -> list[str]:
    return [e.get("class", "") for e in row.iter() if e.tag in ("rect", "path")]


def test_every_bar_is_a_link_labelled_by_the_row_of_its_key() -> None:
    _, rows = parsed(layout())
    links = [next(row.iter("a")) for row in rows]
    assert [link.get("aria-labelledby") for link in links] == [f"t{n}" for n in range(6)]
    assert links[2].get("href") == "/tasks/t2"
    kinds = [[shape for shape in shapes(link) if shape] for link in links]
    assert kinds == [["s"], ["c"], ["b m"], ["c m"], ["b"], ["b"]]
    assert ["crit" in shapes(row) for row in rows] == [False, True, False, False, False, False]


def test_a_slice_holds_what_is_of_its_row_and_nothing_else() -> None:
    _, rows = parsed(layout())
    assert [("due" in shapes(row), "due missed" in shapes(row)) for row in rows] == [
        (False, False),
        (False, True),
        (False, False),
        (False, False),
        (True, False),
        (False, False),
    ]
    assert ["base" in shapes(row) for row in rows] == [False, False, False, False, True, False]
    assert ["done" in shapes(row) for row in rows] == [False, True, False, False, False, True]
    assert all(row.get("height") == "28" for row in rows)


def test_a_slice_is_as_large_in_a_plan_of_three_hundred_rows_as_in_one_of_six() -> None:
    few, many = gantt_svg.draw(layout(6)), gantt_svg.draw(layout(300))
    assert len(many.rows) == 300
    assert max(map(len, many.rows)) < 1.5 * max(map(len, few.rows))


def test_a_dependency_passes_through_each_row_between_its_ends() -> None:
    rows = [row(f"t{n}", MONDAY, FRIDAY) for n in range(6)]
    is_working = federal_calendar().is_working
    chart = lay_out(rows, [GanttLink("t1", "t4", "FS")], "week", MONDAY, None, is_working)
    _, slices = parsed(chart)
    lines = [[p.get("d") for p in s.iter("path") if p.get("class") == "dep"] for s in slices]
    drawn = ["".join(map(str, line)) for line in lines]
    assert [bool(d) for d in drawn] == [False, True, True, True, True, False]
    assert all(re.search(r"M\d+ 0v28", d) for d in drawn[2:4])
    assert "l" in drawn[4], "the arrow stands where it ends"


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 19)), max_size=30))
def test_the_slices_of_dependencies_add_up_to_their_lines(pairs: list[tuple[int, int]]) -> None:
    """As long, upright, as the lines are when no two of them lie on each other."""
    rows = [row(f"t{n}", MONDAY + timedelta(days=n), FRIDAY + timedelta(days=n)) for n in range(20)]
    links = [GanttLink(f"t{a}", f"t{b}", "FS") for a, b in pairs if a != b][:1]
    is_working = federal_calendar().is_working
    chart = lay_out(rows, links, "week", MONDAY, None, is_working)
    wanted = sum(abs(y2 - y1) for line in chart.lines for (_, y1), (_, y2) in pairwise(line))
    drawn = "".join(str(slice_) for slice_ in gantt_svg.draw(chart).rows)
    found = sum(map(int, re.findall(r"M\d+ \d+v(\d+)", drawn.split('class="dep"', 1)[-1])))
    assert found == wanted


def test_an_href_cannot_break_out_of_its_attribute() -> None:
    wild = row("t1", MONDAY, FRIDAY, href='/"><script>alert(1)</script>')
    chart = lay_out([wild], [], "week", MONDAY, None, federal_calendar().is_working)
    _, [drawn] = parsed(chart)
    assert next(drawn.iter("a")).get("href") == '/"><script>alert(1)</script>'
    assert not list(drawn.iter("script"))


def labels(chart: GanttLayout) -> list[str | None]:
    return [text.text for text in parsed(chart)[0].iter("text")]


def test_labels_that_do_not_fit_are_left_out_and_others_are_not() -> None:
    assert {"March 2027", "1 Mar"} <= set(labels(layout()))
    assert "Q1" in labels(layout(scale="quarter"))


def test_labels_that_do_not_fit_on_paper_are_marked() -> None:
    """Paper squeezes a chart of three years by the week, so that few weeks have room."""
    header, _ = parsed(layout(300))
    texts = list(header.iter("text"))
    on_paper = [text for text in texts if text.get("class") != "screen"]
    assert 0 < len(on_paper) < len(texts)
    short, _ = parsed(lay_out([row("t", MONDAY, FRIDAY)], [], "week", MONDAY, None, bool))
    assert all(text.get("class") is None for text in short.iter("text"))


def test_numbers_are_written_briefly() -> None:
    drawn = gantt_svg.draw(layout(50, "month"))
    text = "".join(map(str, (drawn.header, *drawn.rows)))
    assert not re.search(r"\.0\b|\d\.\d\d(?![\d]?%)", text)
    assert "nan" not in text


@pytest.mark.parametrize("scale", ["day", "week", "month", "quarter"])
def test_an_empty_chart_is_drawn(scale: str) -> None:
    chart = lay_out([], [], scale, MONDAY, MONDAY, federal_calendar().is_working)
    assert parsed(chart)[1] == []


def test_dependencies_end_in_an_arrow_from_the_side_they_come_from() -> None:
    drawn = "".join(map(str, gantt_svg.draw(layout()).rows))
    assert len(re.findall(r"l-?4 3 -?4 3", drawn)) == 5
