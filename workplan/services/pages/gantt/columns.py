"""The columns of facts beside a Gantt chart, and the row of a chart in words."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from workplan.charts.gantt.rows import GanttTask
from workplan.scheduling.explain import day_words
from workplan.vocabulary import Chip, state_words


class Column(NamedTuple):
    """A column: its name in addresses and templates, its heading, and whether it holds numbers."""

    name: str
    heading: str
    is_number: bool = False


COLUMNS = (
    Column("lead", "Lead"),
    Column("percent", "Done", True),
    Column("start", "Start", True),
    Column("finish", "Finish", True),
    Column("suspense", "Suspense", True),
    Column("hand", "In hand", True),
    Column("driver", "Starts or ends"),
)
USUAL = ("lead", "finish", "hand")


def described(task: GanttTask) -> str:
    """Return a row in words, as a card shows it and a screen reader says it; parts between dots."""
    parts = [f"{task.owner}" if task.owner else ""]
    if task.chip:
        parts.append(f"{Chip.said(task.chip)}, {task.percent} %")
    parts.append(f"{_brief(task.start_on)} to {day_words(task.finish_on)}")
    if task.due_on:
        parts.append(f"suspense {task.due_on:%a} {day_words(task.due_on)}{_late(task)}")
    if task.total_float_days and task.total_float_days > 0:
        parts.append(f"{_days(task.total_float_days)} in hand")
    if task.baseline_finish_on:
        parts.append(f"baseline {day_words(task.baseline_finish_on)}")
    if task.driven_by:
        parts.append(task.driven_by)
    if task.forecast_on:
        parts.append(f"the agency forecasts {day_words(task.forecast_on)}")
    return " · ".join(filter(None, parts))


def _brief(day: date) -> str:
    return f"{day.day} {day:%b}"


def _late(task: GanttTask) -> str:
    if not task.is_late:
        return ""
    state = "overdue" if task.chip == Chip.OVERDUE else "will_miss"
    return f", {state_words(state, task.late_days)}"


def _days(count: int) -> str:
    return f"{count} working day{'s' * (count != 1)}"
