"""Rows of a made-up chart."""

from __future__ import annotations

from datetime import date
from typing import Any

from workplan.charts.gantt.rows import GanttTask


def row(key: str, start: date, finish: date, **others: Any) -> GanttTask:
    """Return a task with these dates; everything else is plain unless told."""
    plain: dict[str, Any] = {
        "href": f"/tasks/{key}",
        "code": key,
        "name": f"Task {key}",
        "owner": "State PM",
        "depth": 0,
        "is_summary": False,
        "duration_days": 5,
        "percent": 0,
        "due_on": None,
        "is_critical": False,
        "is_late": False,
        "total_float_days": 3,
        "driven_by": "plan start",
        "state": "done" if others.get("percent") == 100 else "open",
    }
    return GanttTask(key=key, start_on=start, finish_on=finish, **(plain | others))
