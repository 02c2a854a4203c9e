"""What was reported last on a task: what a form starts from, and what it meets when it is saved."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import StatusReport, Task
from workplan.services.tasks.task_versions import entries_since, has_reports


class Meanwhile(NamedTuple):
    """The report that was saved while somebody was typing theirs.

    Args:
        before: the progress as it stood when they began to type.
    """

    name: str
    at: datetime
    report: StatusReport
    before: dict[str, Any]


def saved_meanwhile(session: Session, task: Task, version: int) -> Meanwhile | None:
    """Return the last report on a task since a version of it, with who made it."""
    reports = [e for e in entries_since(session, task, version) if has_reports([e])]
    if not reports:
        return None
    latest = select(StatusReport).where(StatusReport.task_id == task.id)
    report = session.scalars(latest.order_by(StatusReport.id.desc()).limit(1)).one()
    return Meanwhile(reports[-1].actor_name, reports[-1].at, report, reports[0].before or {})


def last_said(session: Session, task: Task) -> dict[str, Any]:
    """Return what the form starts from: the task's present progress, and what is still to come.

    What was done is said anew each time; what is next, and the help needed, hold until changed.
    """
    latest = select(StatusReport.next_steps, StatusReport.help_needed).where(
        StatusReport.task_id == task.id, StatusReport.is_confirmation.is_(False)
    )
    last = session.execute(latest.order_by(StatusReport.id.desc()).limit(1)).first()
    return {
        "next_steps": last.next_steps if last else "",
        "help_needed": last.help_needed if last else "",
        "version": task.version,
        "status": task.status,
        "percent": task.percent,
        "actual_start_on": task.actual_start_on,
        "actual_finish_on": task.actual_finish_on,
        "forecast_on": task.forecast_on,
    }
