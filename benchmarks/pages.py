"""The pages of a running site over HTTP: medians, bytes, and queries a page."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from benchmarks import browser
from benchmarks.queries import queries_of
from benchmarks.site import Site, running
from benchmarks.timing import Measure, median_ms, once_ms

SIZES = ((5, 6), (1_000, 1_200), (5_000, 6_000))
LARGEST = SIZES[-1][0]
BARS: dict[str, tuple[float | None, float | None]] = {
    "": (60, None),
    "/tasks": (15, None),
    "/tasks?status=open&late=1&sort=late": (15, None),
    "/gantt": (80, 150),
    "/gantt?part=rows&page=2": (80, 150),
    "/burndown": (100, None),
    "/journal": (25, 60),
    "/forecast": (200, None),
    "/health": (200, None),
    "/milestones": (200, None),
    "/objectives": (200, None),
    "/baselines/compare": (200, None),
    "/report": (3_000, None),
}
"""How many milliseconds and KB each page of a plan of 5,000 tasks may take."""
TASK_MS, COLD_BURNDOWN_MS, COLD_FORECAST_MS, COLD_HEALTH_MS = 10, 300, 4_000, 400


def measure() -> tuple[list[Measure], list[Measure], list[Measure]]:
    """Return the pages' medians and the worker's memory; what a browser sees; queries by size."""
    measures = []
    with running(*SIZES) as site:
        site.sign_in("coordinator")
        for size in SIZES[1:]:
            measures += _of_plan(site, *size)
        measures.append(Measure("home, portfolio", median_ms(lambda: site.get("/")), "ms"))
        measures.append(
            Measure("worker's memory, no chart file yet", site.worker_megabytes(), "MB", 150)
        )
        seen, refusal = browser.measure(site)
        if refusal:
            print(f"\nIn a browser: {refusal}")
        site.sign_in("lead")
        measures.append(Measure("my work of a lead", median_ms(lambda: site.get("/")), "ms", 10))
        counted = queries_of(site.instance, SIZES)
    return measures, seen, counted


def _of_plan(site: Site, tasks: int, links: int) -> list[Measure]:
    plan = f"/plans/synthetic-{tasks}-{links}-1"
    name = f"{tasks:,} tasks"

    def line(label: str, spent: float, bar: float | None, more: str = "") -> Measure:
        return Measure(f"{name}: {label}", spent, "ms", bar if tasks == LARGEST else None, more)

    measures = []
    colds = {"burndown": COLD_BURNDOWN_MS, "forecast": COLD_FORECAST_MS, "health": COLD_HEALTH_MS}
    for page, bar in colds.items():
        cold = once_ms(lambda page=page: site.get(f"{plan}/{page}"))
        measures.append(line(f"/{page}, the first time", cold, bar))
    for page, (bar, kilobytes) in BARS.items():
        size = len(site.get(plan + page)) / 1024
        spent = median_ms(lambda page=page: site.get(plan + page))
        measures.append(line(page or "/ (overview)", spent, bar, f"{size:.0f} KB"))
        if kilobytes and tasks == LARGEST:
            measures.append(Measure(f"{name}: weight of {page}", size, "KB", kilobytes))
    task = _open_task(site, plan)
    for page in ("", "/edit", "/report"):
        spent = median_ms(lambda page=page: site.get(f"/tasks/{task}{page}"))
        measures.append(line(f"/tasks/…{page}", spent, TASK_MS))
    for label, moves, limit in (
        ("a line of my work saved, no date in it", False, 50.0),
        ("a line of my work saved, rescheduled", True, 120.0),
    ):
        measures.append(line(label, median_ms(_line(site, plan, moves=moves)), limit))
    measures.append(line("a bar pulled on the chart", median_ms(_gesture(site, plan)), 60))
    measures.append(line("preview of a longer duration", median_ms(_preview(site, plan)), 60))
    return measures


def _open_task(site: Site, plan: str) -> str:
    """Return the number of the open task that has the least time in hand."""
    page = site.get(f"{plan}/tasks?status=open&sort=float").decode()
    return page.split('href="/tasks/')[1].split('"')[0]


def _preview(site: Site, plan: str) -> Callable[[], bytes]:
    """Return a call that tries one duration after another of an open task, in its form."""
    task = _open_task(site, plan)
    shown = site.get(f"/tasks/{task}/edit").decode()
    form = site.form(shown)
    numbers = count(20)

    def preview() -> bytes:
        fields = {**form, "duration_days": str(next(numbers)), "preview": "1"}
        return site.post(f"/tasks/{task}/edit", fields, {"HX-Request": "true"})

    return preview


def _gesture(site: Site, plan: str) -> Callable[[], bytes]:
    """Return a call that tries one length after another of an open task, on the chart."""
    task = _open_task(site, plan)
    panel = site.get(f"{plan}/gantt?task={task}&part=panel").decode()
    form = site.form("<main>" + panel[panel.index('id="gantt-gesture"') :])
    numbers = count(1)

    def pulled() -> bytes:
        fields = {**form, "means": "duration", "days": str(next(numbers)), "preview": "1"}
        return site.post(f"/tasks/{task}/gesture?part=panel", fields)

    return pulled


def _line(site: Site, plan: str, *, moves: bool) -> Callable[[], bytes]:
    """Return a call that saves the line of an open task by htmx, as one does in my work.

    Args:
        moves: whether each says another percentage, so that the plan is rescheduled.
    """
    task = _open_task(site, plan)
    token, version = site.token(f"/tasks/{task}/report")
    numbers = count(int(version))

    def line() -> bytes:
        number = next(numbers)
        fields = {
            "csrf_token": token,
            "once": str(number),
            "from": "row",
            "version": str(number),
            "status": "at_risk",
            "percent": str(10 + number % 80 if moves else 10),
            "done": f"Step {number}",
            "reason": "Measured",
        }
        return site.post(f"/tasks/{task}/report", fields, {"HX-Request": "true"})

    return line
