"""The Gantt chart inside a page: every bar a link, and little else an element of its own."""

from __future__ import annotations

import re
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from support.rows import row
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


def parsed(chart: GanttLayout) -> ET.Element:
    return ET.fromstring(str(gantt_svg.draw(chart)))  # noqa: S314  # drawn a line ago


def test_every_bar_is_a_link_labelled_by_the_row_of_its_key() -> None:
    links = parsed(layout()).findall("a")
    assert [link.get("aria-labelledby") for link in links] == [f"t{n}" for n in range(6)]
    assert links[2].get("href") == "/tasks/t2"
    assert [link[0].get("class") for link in links] == ["s", "c", "b m", "c m", "b", "b"]


def test_what_cannot_be_reached_is_one_path_a_kind() -> None:
    few, many = parsed(layout(6)), parsed(layout(300))
    kinds = ["off", "rows", "cols", "base", "dep", "done", "crit", "due", "due missed"]
    for chart in (few, many):
        paths = [path.get("class") for path in chart.findall("path")]
        assert paths == [*kinds, "status", "today"]
    assert len(many.findall("a")) == 300


def test_an_href_cannot_break_out_of_its_attribute() -> None:
    wild = row("t1", MONDAY, FRIDAY, href='/"><script>alert(1)</script>')
    chart = lay_out([wild], [], "week", MONDAY, None, federal_calendar().is_working)
    drawn = parsed(chart)
    assert drawn.find("a").get("href") == '/"><script>alert(1)</script>'
    assert not list(drawn.iter("script"))


def test_labels_that_do_not_fit_are_left_out_and_others_are_not() -> None:
    texts = [text.text for text in parsed(layout()).find("g").findall("text")]
    assert "March 2027" in texts
    assert "1 Mar" in texts
    narrow = [text.text for text in parsed(layout(scale="quarter")).find("g").findall("text")]
    assert "Q1" in narrow


def test_numbers_are_written_briefly() -> None:
    text = str(gantt_svg.draw(layout(50, "month")))
    assert not re.search(r"\.0\b|\d\.\d\d", text)
    assert "nan" not in text


@pytest.mark.parametrize("scale", ["day", "week", "month", "quarter"])
def test_an_empty_chart_is_drawn(scale: str) -> None:
    chart = lay_out([], [], scale, MONDAY, MONDAY, federal_calendar().is_working)
    assert parsed(chart).findall("a") == []


def test_dependencies_end_in_an_arrow_from_the_side_they_come_from() -> None:
    path = next(p for p in parsed(layout()).findall("path") if p.get("class") == "dep").get("d")
    assert path.count("M") == path.count("m") == 5
    assert set(re.findall(r"m(-?4)-3", path)) <= {"4", "-4"}
