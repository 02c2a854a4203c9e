"""The rows of a plan that are read when its dates are computed: of tasks, and of dependencies."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from models import Dependency, Suspense, Task
from workplan.calendars.spans import Span
from workplan.scheduling.network import Constraint

# Plain columns of the tables, not attributes of the mapped classes: a plan has thousands of rows,
# and this read is most of what a change costs.
TASKS, SUSPENSES, LINKS = Task.__table__.c, Suspense.__table__.c, Dependency.__table__.c

TASK_COLUMNS = (
    TASKS.id,
    TASKS.duration_days,
    TASKS.short_parts,
    TASKS.constraint_code,
    TASKS.constraint_on,
    TASKS.constraint_minute,
    TASKS.actual_start_on,
    TASKS.actual_start_minute,
    TASKS.actual_finish_on,
    TASKS.actual_finish_minute,
    TASKS.percent,
    TASKS.forecast_on,
    TASKS.parent_id,
    TASKS.work_calendar,
    TASKS.ended_on,
    TASKS.ending,
    SUSPENSES.rule,
    SUSPENSES.fixed_on,
    SUSPENSES.offset_days,
    SUSPENSES.within,
    SUSPENSES.after_task_id,
    SUSPENSES.happened_on,
    SUSPENSES.first_on,
    SUSPENSES.every,
    SUSPENSES.until_on,
    SUSPENSES.met_on,
    SUSPENSES.agreed_on,
    SUSPENSES.agreed_for,
    TASKS.start_on,
    TASKS.finish_on,
    TASKS.late_finish_on,
    TASKS.total_float_days,
    TASKS.free_float_days,
    TASKS.is_critical,
    TASKS.driver,
    TASKS.due_on,
    TASKS.late_days,
    TASKS.is_open,
    TASKS.done_percent,
)

LINK_COLUMNS = (
    LINKS.predecessor_id,
    LINKS.successor_id,
    LINKS.type,
    LINKS.lag_days,
    LINKS.is_elapsed,
    LINKS.lag_parts,
)


class StoredTask(NamedTuple):
    """A task with its suspense and what was computed for it; its fields are `TASK_COLUMNS`."""

    id: int
    duration_days: int
    short_parts: int
    constraint_code: Constraint
    constraint_on: date | None
    constraint_minute: int | None
    actual_start_on: date | None
    actual_start_minute: int | None
    actual_finish_on: date | None
    actual_finish_minute: int | None
    percent: int
    forecast_on: date | None
    parent_id: int | None
    work_calendar: str
    ended_on: date | None
    ending: str | None
    rule: str | None
    fixed_on: date | None
    offset_days: int | None
    within: Span | None
    after_task_id: int | None
    happened_on: date | None
    first_on: date | None
    every: Span | None
    until_on: date | None
    met_on: date | None
    agreed_on: date | None
    agreed_for: date | None
    start_on: date | None
    finish_on: date | None
    late_finish_on: date | None
    total_float_days: int | None
    free_float_days: int | None
    is_critical: bool
    driver: str | None
    due_on: date | None
    late_days: int
    is_open: bool
    done_percent: int
