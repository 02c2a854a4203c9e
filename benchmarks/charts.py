"""Chart files: Gantt charts as PNG, SVG and pages of paper, drawn warm."""

from __future__ import annotations

from datetime import date, timedelta

from benchmarks.timing import Measure, median_ms
from workplan.calendars.working import federal_calendar
from workplan.charts.gantt import files as gantt_files
from workplan.charts.gantt.layout import GanttLayout, lay_out
from workplan.charts.gantt.rows import GanttLink, GanttTask
from workplan.charts.paper import pages as gantt_pages
from workplan.charts.paper.pages import Paper

START = date(2026, 1, 5)


def measure() -> list[Measure]:
    """Return the medians of the files."""
    return [
        Measure("Gantt PNG of 100 rows", _file(100, "png"), "ms", 500),
        Measure("Gantt SVG of 1,000 rows", _file(1_000, "svg"), "ms", 1_000),
        Measure("Gantt PNG of 300 rows", _file(300, "png"), "ms", 1_000),
        Measure("Gantt on paper, PDF of 1,000 rows", _paper(1_000), "ms", 3_000),
    ]


def _file(rows: int, kind: str) -> float:
    layout = _layout(rows)
    return median_ms(lambda: gantt_files.draw(layout, "A title", "A subtitle", "A source", kind), 5)


def _paper(rows: int) -> float:
    tasks, links = _rows(rows)
    is_working = federal_calendar().is_working
    wanted = Paper(tasks, links, START, START, is_working, "A title", "Of", "A source")
    return median_ms(lambda: gantt_pages.draw(wanted), 3)


def _layout(rows: int) -> GanttLayout:
    tasks, links = _rows(rows)
    return lay_out(tasks, links, "month", START, START, federal_calendar().is_working)


def _rows(rows: int) -> tuple[list[GanttTask], list[GanttLink]]:
    tasks = []
    for n in range(rows):
        start = START + timedelta(days=n % 300)
        finish = start + timedelta(days=n % 40)
        tasks.append(
            GanttTask(
                key=f"t{n}",
                href=f"/tasks/{n}",
                code=str(n),
                name=f"Coordinate the guidance of part {n}",
                owner="State PM",
                depth=1,
                is_summary=False,
                duration_days=n % 40,
                percent=n % 101,
                start_on=start,
                finish_on=finish,
                due_on=finish if n % 3 == 0 else None,
                is_critical=n % 5 == 0,
                is_late=n % 9 == 0,
                total_float_days=n % 30,
                driven_by="today",
                baseline_start_on=start,
                baseline_finish_on=finish,
            )
        )
    links = [GanttLink(f"t{n}", f"t{n + 1}", "FS") for n in range(0, rows - 1, 2)]
    return tasks, links
