"""The progress of a task: what a report makes of it, and what the journal keeps of that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from models import Task
from workplan.services.record import journal
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.tasks.suspenses import met_on
from workplan.services.tasks.task_fields import MET

DAYS = ("actual_start_on", "actual_finish_on", "forecast_on")
PROGRESS = ("status", "percent", *DAYS)
MINUTES = {"actual_start_on": "actual_start_minute", "actual_finish_on": "actual_finish_minute"}
"""When in its day an actual date lies, where a file said so; a day reported anew is a whole one."""
SCHEDULED_BY = ("percent", "actual_start_on", "actual_finish_on", "forecast_on")
"""What of a report the engine computes dates from; without a change of these none can move."""


def kept_of(session: Session, task: Task) -> dict[str, Any]:
    """Return what the journal keeps of everything that a report changes of a task."""
    return kept_with(progress_of(task), task.reported_at, met_on(session, task.id))


def kept_with(
    progress: dict[str, Any], reported_at: datetime | None, last_met_on: date | None
) -> dict[str, Any]:
    """Return progress as the journal keeps it, with when it was reported and what was met last."""
    moment = reported_at.isoformat() if reported_at else None
    return {**progress, "reported_at": moment, MET: journal.day(last_met_on)}


def progressed(said: ReportFields, *, is_met: bool) -> dict[str, Any]:
    """Return the progress of a task after a report, by column.

    Args:
        is_met: whether it met an occurrence of its suspense, and goes on to the next.
    """
    if is_met:
        nothing = dict.fromkeys(("actual_start_on", "actual_finish_on"))
        return {"status": "not_started", "percent": 0, **nothing, "forecast_on": said.forecast_on}
    return {name: getattr(said, name) for name in PROGRESS}


def minutes_after(task: Task, progress: Mapping[str, Any]) -> dict[str, int | None]:
    """Return the minutes of a task's actual dates once it has others: kept where the day is."""
    return {
        minute: getattr(task, minute) if getattr(task, on) == progress[on] else None
        for on, minute in MINUTES.items()
    }


def progress_of(task: Task | Mapping[str, Any]) -> dict[str, Any]:
    """Return what the journal keeps of a task's progress, and how it left the open work."""
    kept = task if isinstance(task, Mapping) else {name: getattr(task, name) for name in PROGRESS}
    found = {name: kept[name] for name in PROGRESS}
    for minute in MINUTES.values():
        at = kept.get(minute) if isinstance(task, Mapping) else getattr(task, minute)
        found |= {} if at is None else {minute: at}
    ending = kept.get("ending") if isinstance(task, Mapping) else task.ending
    found |= {} if ending is None else {"ending": ending}
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in found.items()}


def telling(before: Mapping[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """Return what an entry keeps after a change; how a task left the work, also if it is back."""
    return {**after, **({} if "ending" in after or "ending" not in before else {"ending": None})}


def after_report(
    task: Task, said: ReportFields, before: Mapping[str, Any], met_on: date | None
) -> dict[str, Any]:
    """Return how a task stands after a report, as the journal keeps it, with what was said.

    Args:
        met_on: the occurrence of its suspense that the report met.
    """
    kept = telling(before, kept_with(progress_of(task), task.reported_at, None))
    return {**kept, **texts_of(said), MET: journal.day(met_on) or before[MET]}


def texts_of(said: ReportFields) -> dict[str, str]:
    """Return the texts of a report that are not empty."""
    texts = {"done": said.done, "next_steps": said.next_steps, "help_needed": said.help_needed}
    return {key: text for key, text in texts.items() if text}
