"""What in a report does not fit: shown before it is saved, and kept only with a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

from models import Task
from workplan.errors import Contradiction
from workplan.scheduling.explain import day_words
from workplan.services.dates.stored_network import Stored
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.tasks.rollups import Rollup


def of_report(task: Task, said: ReportFields, today: date) -> list[Contradiction]:
    """Return what contradicts itself, the last report, or the calendar.

    Args:
        task: as it stands before the report.
        said: what was typed, before anything is filled in.
    """
    found = []
    is_complete = said.status == "complete" or said.percent == 100
    if is_complete and said.actual_finish_on is None:
        found.append(
            Contradiction(
                "complete_without_finish",
                "It is complete, and no actual finish is given; "
                f"{day_words(today)} would be taken.",
            )
        )
    if said.forecast_on is not None and said.forecast_on < today and not is_complete:
        found.append(
            Contradiction(
                "forecast_passed",
                f"The forecast finish, {day_words(said.forecast_on)}, has passed, and it is not "
                "complete.",
            )
        )
    if said.percent < task.percent:
        found.append(
            Contradiction(
                "going_backwards",
                f"{said.percent} % is less than the {task.percent} % reported before.",
            )
        )
    return found


def of_subtasks(rollup: Rollup | None, said: ReportFields) -> list[Contradiction]:
    """Return what contradicts the subtasks of the task, if it has some."""
    is_complete = said.status == "complete" or said.percent == 100
    if rollup is None or not is_complete or not rollup.is_open:
        return []
    stand = "subtask stands" if rollup.total == 1 else "subtasks stand"
    return [
        Contradiction(
            "open_subtasks",
            f"It is complete, and {rollup.is_open} of its {rollup.total} {stand} open; together "
            f"they are {rollup.percent} % done.",
        )
    ]


def of_dates(task: Task | Stored, said: ReportFields) -> list[Contradiction]:
    """Return what contradicts the computed dates, once they are computed with the report."""
    if said.status != "on_track" or not task.late_days or task.finish_on is None:
        return []
    assert task.due_on is not None
    return [
        Contradiction(
            "on_track_but_late",
            f"It is on track, and computed to finish on {day_words(task.finish_on)}, after its "
            f"suspense, {day_words(task.due_on)}.",
        )
    ]


def kept(found: list[Contradiction], reason: str) -> dict[str, Any]:
    """Return the columns that keep what contradicts a report, and why it is right all the same."""
    if not found:
        return {}
    return {"contradictions": [one.id for one in found], "kept_because": reason.strip()}
