"""The pages of a running site over HTTP: medians, bytes, and queries a page."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count

from benchmarks.queries import queries_of
from benchmarks.site import Site, running
from benchmarks.timing import Measure, median_ms

SIZES = ((5, 6), (1_000, 1_200), (5_000, 6_000))


def measure() -> tuple[list[Measure], list[Measure]]:
    """Return the pages' medians and the worker's memory; then queries a page by size."""
    measures = []
    with running(*SIZES) as site:
        site.sign_in("coordinator")
        for size in SIZES[1:]:
            measures += _of_plan(site, *size)
        measures.append(Measure("home, portfolio", median_ms(lambda: site.get("/")), "ms"))
        measures.append(
            Measure("worker's memory, no chart file yet", site.worker_megabytes(), "MB", 150)
        )
        counted = queries_of(site.instance, SIZES)
    return measures, counted


def _of_plan(site: Site, tasks: int, links: int) -> list[Measure]:
    plan = f"/plans/synthetic-{tasks}-{links}-1"
    name = f"{tasks:,} tasks"
    bars = {"": 60.0, "tasks": 15.0, "gantt": 80.0, "burndown": 100.0}
    measures = []
    for page in ("", "/tasks", "/tasks?status=open&late=1&sort=late", "/gantt", "/burndown"):
        size = len(site.get(plan + page)) / 1024
        spent = median_ms(lambda page=page: site.get(plan + page))
        bar = bars.get(page.strip("/"))
        label = f"{name}: {page or '/ (overview)'}"
        measures.append(Measure(label, spent, "ms", bar, f"{size:.0f} KB"))
    for label, moves, limit in (
        ("a line of my work saved, no date in it", False, 50.0),
        ("a line of my work saved, rescheduled", True, 120.0),
    ):
        spent = median_ms(_line(site, plan, moves=moves))
        bar = limit if tasks == 5_000 else None
        measures.append(Measure(f"{name}: {label}", spent, "ms", bar))
    spent = median_ms(_gesture(site, plan))
    measures.append(Measure(f"{name}: a bar pulled on the chart", spent, "ms", 60.0))
    spent = median_ms(_preview(site, plan))
    bar = 60.0 if tasks == 5_000 else None
    measures.append(Measure(f"{name}: preview of a longer duration", spent, "ms", bar))
    return measures


def _preview(site: Site, plan: str) -> Callable[[], bytes]:
    """Return a call that tries one duration after another of an open task, in its form."""
    page = site.get(f"{plan}/tasks?status=open&sort=float").decode()
    task = page.split('href="/tasks/')[1].split('"')[0]
    shown = site.get(f"/tasks/{task}/edit").decode()
    form = site.form(shown)
    numbers = count(20)

    def preview() -> bytes:
        fields = {**form, "duration_days": str(next(numbers)), "preview": "1"}
        return site.post(f"/tasks/{task}/edit", fields, {"HX-Request": "true"})

    return preview


def _gesture(site: Site, plan: str) -> Callable[[], bytes]:
    """Return a call that tries one length after another of an open task, on the chart."""
    page = site.get(f"{plan}/tasks?status=open&sort=float").decode()
    task = page.split('href="/tasks/')[1].split('"')[0]
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
    page = site.get(f"{plan}/tasks?status=open&sort=float").decode()
    task = page.split('href="/tasks/')[1].split('"')[0]
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
