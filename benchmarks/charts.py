"""Chart files: a labelled Gantt PNG of 100 rows and an SVG of 1,000, drawn warm."""

from __future__ import annotations

from datetime import date, timedelta

from benchmarks.timing import Measure, median_ms
from workplan.calendars.working import federal_calendar
from workplan.charts import gantt_files
from workplan.charts.gantt import GanttLayout, lay_out
from workplan.charts.gantt_rows import GanttLink, GanttTask

START = date(2026, 1, 5)


def measure() -> list[Measure]:
    """Return the medians of both files."""
    return [
        Measure("Gantt PNG of 100 rows", _file(100, "png"), "ms", 500),
        Measure("Gantt SVG of 1,000 rows", _file(1_000, "svg"), "ms", 1_000),
        Measure("Gantt PDF of 100 rows", _file(100, "pdf"), "ms"),
    ]


def _file(rows: int, kind: str) -> float:
    layout = _layout(rows)
    return median_ms(lambda: gantt_files.draw(layout, "A title", "A subtitle", "A source", kind), 5)


def _layout(rows: int) -> GanttLayout:
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
    is_working = federal_calendar().is_working
    return lay_out(tasks, links, "month", START, START, is_working)
