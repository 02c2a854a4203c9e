"""What a row of the task list holds, and the select that brings it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, select

from models import Suspense, Task
from models.tasks.suspense import orderer_of
from workplan.services.coordination.confidence.recovery_plans import rating
from workplan.services.coordination.tasking.extension_lists import times_extended
from workplan.services.finding.list_groups import EFFORT


class ListedTask(NamedTuple):
    """A task as the list shows it: its `COLUMNS`, and whether its reader reports on it.

    It was `extended` so many times, and is `assessed` by the coordinator, if it is.
    """

    id: int
    code: str
    name: str
    parent_id: int | None
    status: str
    percent: int
    duration_days: int
    start_on: date | None
    finish_on: date | None
    forecast_on: date | None
    actual_finish_on: date | None
    due_on: date | None
    late_days: int
    is_open: bool
    ending: str | None
    done_percent: int
    total_float_days: int | None
    is_critical: bool
    dates_source: str
    version: int
    initiative_id: int | None
    work_calendar: str
    effort: str
    rule: str | None
    ordered_by: str | None
    extended: int
    assessed: str | None
    may_report: bool

    @property
    def orderer(self) -> str:
        """Who ordered its suspense; nobody where it has none."""
        return orderer_of(self.rule, self.ordered_by)


COLUMNS = (
    Task.id,
    Task.code,
    Task.name,
    Task.parent_id,
    Task.status,
    Task.percent,
    Task.duration_days,
    Task.start_on,
    Task.finish_on,
    Task.forecast_on,
    Task.actual_finish_on,
    Task.due_on,
    Task.late_days,
    Task.is_open,
    Task.ending,
    Task.done_percent,
    Task.total_float_days,
    Task.is_critical,
    Task.dates_source,
    Task.version,
    Task.initiative_id,
    Task.work_calendar,
    func.coalesce(EFFORT.code + " " + EFFORT.title, "").label("effort"),
    Suspense.rule,
    Suspense.ordered_by,
    times_extended().label("extended"),
    rating().label("assessed"),
)

# Put together once: to do so took as long as asking for the page.
LISTED = (
    select(*COLUMNS)
    .select_from(Task)
    .outerjoin(EFFORT, EFFORT.id == Task.initiative_id)
    .outerjoin(Suspense, Suspense.task_id == Task.id)
)
