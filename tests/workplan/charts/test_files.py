"""Charts as files: text stays text, the same chart gives the same bytes, and all sizes fit."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from support.files.rows import row
from workplan.calendars.working import federal_calendar
from workplan.charts.burndown import files as burndown_files
from workplan.charts.burndown.chart import BurnChart
from workplan.charts.gantt import files as gantt_files
from workplan.charts.gantt.layout import lay_out
from workplan.charts.gantt.rows import GanttLink
from workplan.forecast.burndown import Burndown
from workplan.forecast.burndown_days import BurnDay, IdealDay
from workplan.forecast.pace import Projection

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.thorough

MONDAY, FRIDAY = date(2027, 3, 1), date(2027, 3, 5)
MAGIC = {"svg": b"<?xml", "png": b"\x89PNG\r\n\x1a\n", "pdf": b"%PDF-1."}
SOURCE = "Source: Workplan journal, entry 7"


def gantt(kind: str, count: int = 8, name: str = "Publish the rule", scale: str = "week") -> bytes:
    tasks = [
        row(
            f"t{n}",
            MONDAY + timedelta(days=7 * n),
            FRIDAY + timedelta(days=7 * n),
            name=name,
            percent=n * 10 % 101,
            duration_days=n % 3,
            is_critical=n % 2 == 0,
            is_summary=n == 0,
            due_on=FRIDAY + timedelta(days=7 * n + (n % 2)),
            is_late=n % 4 == 0,
            baseline_start_on=MONDAY,
            baseline_finish_on=FRIDAY,
        )
        for n in range(count)
    ]
    links = [GanttLink(f"t{n}", f"t{n + 1}", "FS") for n in range(count - 1)]
    layout = lay_out(tasks, links, scale, MONDAY, MONDAY, federal_calendar().is_working)
    return gantt_files.draw(layout, "3 of 8 are late", "A plan, as of today", SOURCE, kind)


def burndown(kind: str, name: str = "A plan") -> bytes:
    days = [
        BurnDay(MONDAY, 4, 40, 4, 40),
        BurnDay(FRIDAY, 5, 50, 5, 45, added_tasks=1, added_days=10, worked_days=5),
        BurnDay(
            FRIDAY + timedelta(days=20),
            4,
            40,
            3,
            30,
            removed_tasks=1,
            done_tasks=1,
            removed_days=10,
            worked_days=5,
        ),
    ]
    ideal = [IdealDay(MONDAY, 4, 40), IdealDay(date(2027, 6, 1), 0, 0)]
    ends = Projection(date(2027, 9, 1))
    found = Burndown(FRIDAY + timedelta(days=30), days, ideal, "Approved", ends)
    chart = BurnChart(found, last_due_on=date(2027, 8, 1))
    return burndown_files.draw(chart, found.finding(), name, SOURCE, kind)


def words(svg: bytes) -> list[str]:
    """Return the texts of a file that keeps them as text."""
    elements = ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")  # noqa: S314  # ours
    return ["".join(element.itertext()).strip() for element in elements]


@pytest.mark.parametrize("draw", [gantt, burndown])
@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_a_file_is_what_it_says_and_the_same_each_time(
    draw: Callable[[str], bytes], kind: str
) -> None:
    content = draw(kind)
    assert content.startswith(MAGIC[kind])
    assert draw(kind) == content
    if kind == "pdf":
        assert content.rstrip().endswith(b"%%EOF")


def test_an_svg_file_keeps_its_texts_as_text() -> None:
    said = words(gantt("svg"))
    for text in ("3 of 8 are late", "A plan, as of today", SOURCE, "today", "baseline"):
        assert text in said
    assert "t3  Publish the rule" in said
    said = words(burndown("svg"))
    assert "3 of 4 tasks remain, 1 fewer than “Approved” foresaw" in said
    assert {"3 left", "+1 task", "−1", "1 Sep 2027", "last suspense 1 Aug"} <= {*said}


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        r"$x^2$ \frac{1}{2} $",
        "--> ]]> &amp; <!--",
        "🚀 👩‍👩‍👧",
        "שלום عالم 安全",
        "W" * 200,
        "",
    ],
)
def test_any_name_can_be_drawn(name: str) -> None:
    svg = gantt("svg", 2, name)
    assert any(name[:40] in text for text in words(svg))
    assert b"<script" not in svg.replace(b"&lt;script", b"")
    told = "".join(words(burndown("svg", name)))
    assert name.replace(" ", "") in told.replace(" ", "")
    for kind in ("png", "pdf"):
        assert gantt(kind, 2, name).startswith(MAGIC[kind])


def test_a_name_that_is_too_long_is_cut_with_a_sign_of_it() -> None:
    shown = next(text for text in words(gantt("svg", 2, "W" * 200)) if "WWW" in text)
    assert shown.endswith("…")
    assert len(shown) < 60


def test_a_picture_of_a_large_plan_fits_in_memory() -> None:
    content = gantt("png", 120, scale="day")
    width, height = (int.from_bytes(content[at : at + 4]) for at in (16, 20))
    assert width > height
    assert width * height <= 41_000_000
