"""Reporting on a task of the site: its form, its line, and what was reported."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from support.site import Site


def full(site: Site, task: str = "ours") -> str:
    return f"/tasks/{site.tasks[task]}/report"


def reports(site: Site, task: str = "ours") -> list[Any]:
    """Return what was reported on a task, the latest last."""
    return [row for row in site.dump()["status_reports"] if row.task_id == site.tasks[task]]


def line(site: Site, **changes: Any) -> dict[str, Any]:
    """Return what the lead's one line would send."""
    path = full(site)
    return {**site.browser("lead").get("/").page.form(path).values(), **changes}
