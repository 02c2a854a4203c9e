"""The Gantt chart inside a page: every bar a link, and little else an element of its own."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.files.rows import row
from workplan.calendars.working import federal_calendar
from workplan.charts.axis import LETTER, PIXELS_A_DAY
from workplan.charts.gantt import inline as gantt_svg
from workplan.charts.gantt.layout import FLAG, NOTE_GAP, GanttLayout, lay_out
from workplan.charts.gantt.lines import HEADER, ROW
from workplan.charts.gantt.rows import Elsewhere, GanttLink

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
    header, *rows = (ET.fromstring(f"<td>{part}</td>") for part in (drawn.header, *drawn.rows))  # noqa: S314  # drawn a line ago
    return header, rows


def shapes(row: ET.Element) -> list[str]:
    return [e.get("class", "") for e in row.iter() if e.tag in ("rect", "path")]


def test_every_bar_is_a_link_labelled_by_the_row_of_its_key() -> None:
    _, rows = parsed(layout())
    links = [next(row.iter("a")) for row in rows]
    assert [link.get("aria-labelledby") for link in links] == [f"t{n}" for n in range(6)]
    assert links[2].get("href") == "/tasks/t2"
    kinds = [[shape for shape in shapes(link) if shape] for link in links]
    assert kinds == [["s"], ["c"], ["b m"], ["c m"], ["b"], ["f"]]


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
    done = [[shape for shape in shapes(row) if "done" in shape] for row in rows]
    assert done == [[], ["done done--c"], [], [], [], ["done done--f"]]


def test_the_style_sheet_gives_each_slice_the_height_of_a_row() -> None:
    sheet = Path(gantt_svg.__file__).parents[2] / "static/css/pages/charts.css"
    assert f"tbody .slice > svg.gantt {{ height: {ROW}px; }}" in sheet.read_text()


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
    assert {"March", "1 Mar"} & set(labels(layout()))
    assert "Q1 2027" in labels(layout(scale="quarter"))


def test_the_head_has_labels_for_a_screen_for_paper_and_for_a_phone() -> None:
    """Paper squeezes a chart of a year by the week, so that few weeks have room."""
    header, _ = parsed(layout(300))
    screen, paper, phone = (
        [text.text for text in tiers.iter("text")]
        for tiers in header.iter("g")
        if "tiers" in tiers.get("class", "")
    )
    assert len(screen) > len(paper) > len(phone) > 0
    assert "8 Mar" in screen
    assert "8 Mar" not in paper


def test_today_stands_in_the_head_with_its_day() -> None:
    header, _ = parsed(layout())
    [now] = [svg for svg in header.iter("svg") if "now" in svg.get("class", "")]
    assert [text.text for text in now.iter("text")] == ["1 Mar"]


def test_the_finish_stands_beside_each_bar_clear_of_its_flag_and_of_what_is_in_hand() -> None:
    rows = [
        row("t1", MONDAY, FRIDAY),
        row("t2", MONDAY, FRIDAY, due_on=FRIDAY + timedelta(days=7)),
        row("t3", MONDAY, FRIDAY, float_on=FRIDAY + timedelta(days=14)),
        row("t4", MONDAY, FRIDAY, due_on=FRIDAY + timedelta(days=900)),
        row("t5", MONDAY, FRIDAY + timedelta(days=800)),
    ]
    chart = lay_out(rows, [], "week", MONDAY, None, federal_calendar().is_working)
    notes = chart.notes
    assert [note.text for note in notes] == ["5 Mar"] * 4 + ["13 May 2029"]
    assert notes[0].x == chart.bars[0].end + NOTE_GAP
    assert notes[1].x == chart.flags[0].x + FLAG + NOTE_GAP
    assert notes[2].x == chart.floats[0].x + chart.floats[0].width + NOTE_GAP
    assert notes[3].x == notes[0].x
    assert chart.flags[1].beyond == FRIDAY + timedelta(days=900)
    assert all(n.x + LETTER * len(n.text) <= chart.width or n.is_before for n in notes)


def test_a_date_that_has_no_room_after_its_bar_stands_before_it() -> None:
    chart = lay_out(
        [row("t1", MONDAY, FRIDAY, float_on=FRIDAY + timedelta(days=400))],
        [],
        "week",
        MONDAY,
        None,
        federal_calendar().is_working,
    )
    [note] = chart.notes
    assert note.is_before
    assert note.x < chart.bars[0].x


def test_a_suspense_after_the_last_day_shown_is_an_arrow_at_the_edge() -> None:
    late = FRIDAY + timedelta(days=900)
    rows = [row("t1", MONDAY, FRIDAY, due_on=late), row("t2", MONDAY, MONDAY + timedelta(days=90))]
    chart = lay_out(rows, [], "week", MONDAY, None, federal_calendar().is_working)
    _, [drawn, _] = parsed(chart)
    assert "beyond" in shapes(drawn)
    assert "due" not in shapes(drawn)
    assert "21 Aug 2029" in [text.text for text in drawn.iter("text")]


def test_a_chain_is_lit_and_a_change_that_is_tried_is_an_outline() -> None:
    rows = [row(f"t{n}", MONDAY, FRIDAY) for n in range(3)]
    links = [GanttLink("t0", "t1", "FS"), GanttLink("t1", "t2", "FS")]
    tried = {"t2": (MONDAY + timedelta(days=7), FRIDAY + timedelta(days=7))}
    is_working = federal_calendar().is_working
    chart = lay_out(rows, links, "week", MONDAY, None, is_working, chain=["t1", "t0"], tried=tried)
    assert (len(chart.lines), len(chart.lit_lines)) == (1, 1)
    _, drawn = parsed(chart)
    assert ["lit" in shapes(one) for one in drawn] == [True, True, False]
    assert ["try" in shapes(one) for one in drawn] == [False, False, True]
    over = gantt_svg.overlays(chart)
    assert list(over) == ["t0", "t1", "t2"]


def test_a_line_between_rows_far_apart_is_drawn_at_its_ends_only() -> None:
    rows = [row(f"t{n}", MONDAY, FRIDAY) for n in range(60)]
    is_working = federal_calendar().is_working
    for kind in ("FS", "SS", "FF", "SF"):
        links = [GanttLink("t2", "t50", kind), GanttLink("t55", "t4", kind)]
        chart = lay_out(rows, links, "week", MONDAY, None, is_working)
        assert len(chart.lines) == 4
        _, drawn = parsed(chart)
        assert [n for n, one in enumerate(drawn) if "dep" in shapes(one)] == [2, 4, 50, 55]
    lit = lay_out(rows, links, "week", MONDAY, None, is_working, chain=["t50", "t2"])
    assert len(lit.lit_lines) == 1


def test_a_line_to_a_row_that_is_not_drawn_leaves_the_chart_where_the_row_would_be() -> None:
    rows = [row(f"t{n}", MONDAY, FRIDAY) for n in range(3)]
    links = [GanttLink("t0", "above", "SF"), GanttLink("t1", "below", "FS")]
    elsewhere = [
        Elsewhere("above", -40, MONDAY, FRIDAY, is_milestone=False),
        Elsewhere("below", 900, FRIDAY, FRIDAY, is_milestone=True),
    ]
    is_working = federal_calendar().is_working
    chart = lay_out(rows, links, "week", MONDAY, None, is_working, elsewhere=elsewhere)
    heights = [max(y for _, y in line) for line in chart.lines]
    assert heights[1] <= HEADER + 4 * ROW
    _, drawn = parsed(chart)
    assert ["dep" in shapes(one) for one in drawn] == [True, True, True]


def test_numbers_are_written_briefly() -> None:
    drawn = gantt_svg.draw(layout(50, "month"))
    text = "".join(map(str, (drawn.header, *drawn.rows)))
    assert not re.search(r"\.0\b|\d\.\d\d(?![\d]?%)", text)
    assert "nan" not in text


@pytest.mark.parametrize("scale", list(PIXELS_A_DAY))
def test_an_empty_chart_is_drawn(scale: str) -> None:
    chart = lay_out([], [], scale, MONDAY, MONDAY, federal_calendar().is_working)
    assert parsed(chart)[1] == []


def test_dependencies_end_in_an_arrow_from_the_side_they_come_from() -> None:
    drawn = "".join(map(str, gantt_svg.draw(layout()).rows))
    assert len(re.findall(r"l-?4 3 ?-?4 3", drawn)) == 5
