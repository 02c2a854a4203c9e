"""Change many tasks at once: one entry of the journal for all, and one undo."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Task
from workplan.calendars.working import WorkingCalendar
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.services import access, burn, journal, meanwhile, status_reports, tasks
from workplan.services.actor import Actor
from workplan.services.plan_calendars import calendar_of_plan
from workplan.services.report_fields import ReportFields
from workplan.services.schedules import Move, deferred, reschedule
from workplan.services.suspenses import SuspenseRule
from workplan.services.task_fields import TaskFields, fields_of
from workplan.services.transaction import transaction

MOST_TASKS = 500
MOST_DAYS = 2_600


@dataclass(frozen=True)
class BulkFields:
    """What is changed on every chosen task; what is None, 0 or empty stays.

    Args:
        shift_days: working days by which start dates and fixed suspenses move; a task with
            neither then starts no earlier than so many days after its computed start.
        assignee_id: 0 hands the tasks back to their agencies.
    """

    shift_days: int = 0
    initiative_id: int | None = None
    assignee_id: int | None = None
    due_on: date | None = None
    status: str = ""

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing would change."""
        return self == BulkFields()


def change(
    actor: Actor,
    now: datetime,
    slug: str,
    chosen: Mapping[int, int],
    wanted: BulkFields,
    reason: str = "",
) -> list[Move]:
    """Change the chosen tasks of a plan, all or none, and return what moved.

    Args:
        chosen: the version that the person saw of each task, by id.

    Raises:
        InvalidInput: for no task, too many, nothing to change, or a task that was changed
            meanwhile, which is named with who changed it.
    """
    if not chosen or len(chosen) > MOST_TASKS:
        raise InvalidInput("task", f"Choose from one task to {MOST_TASKS}.")
    if wanted.is_empty:
        raise InvalidInput("shift_days", "Nothing is to be changed. Choose what changes.")
    if abs(wanted.shift_days) > MOST_DAYS:
        raise InvalidInput("shift_days", f"Give from −{MOST_DAYS} to {MOST_DAYS} working days.")
    with transaction() as session:
        plan, standing = access.plan_for(session, actor, slug)
        access.require_structure(session, standing)
        rows = session.scalars(
            select(Task)
            .where(Task.id.in_(chosen), Task.plan_id == plan.id, Task.removed_at.is_(None))
            .order_by(Task.position)
        ).all()
        if len(rows) < len(chosen):
            raise InvalidInput("task", "A task was removed meanwhile. Choose again.")
        _check_versions(session, rows, chosen)
        on_day = civil_date(now, plan.time_zone)
        entry = journal.Entry(
            "tasks.changed_together", ("plan", plan.id), after={"tasks": len(rows)}, reason=reason
        )
        seq = journal.record(session, actor, now, on_day, plan.id, [entry])
        calendar = calendar_of_plan(plan)
        with deferred(session, seq):
            for task in rows:
                _change_one(session, actor, now, task, calendar, wanted, reason)
        return reschedule(session, actor, now, on_day, plan.id, seq)


def _check_versions(session: Session, rows: Sequence[Task], chosen: Mapping[int, int]) -> None:
    stale = [task for task in rows if task.version != chosen[task.id]]
    if stale:
        said = ", ".join(
            f"{task.code} by {meanwhile.who_saved(session, task, chosen[task.id])}"
            for task in stale[:5]
        )
        raise InvalidInput("task", f"Changed meanwhile: {said}. Look at them, and choose again.")


def _change_one(
    session: Session,
    actor: Actor,
    now: datetime,
    task: Task,
    calendar: WorkingCalendar,
    wanted: BulkFields,
    reason: str,
) -> None:
    present = fields_of(session, task)
    fields = present
    if wanted.initiative_id is not None:
        fields = replace(fields, initiative_id=wanted.initiative_id)
    if wanted.assignee_id is not None:
        fields = replace(fields, assignee_id=wanted.assignee_id or None)
    if wanted.due_on is not None:
        fields = replace(fields, suspense=SuspenseRule("fixed", wanted.due_on))
    if wanted.shift_days:
        fields = _shifted(fields, task, calendar, wanted.shift_days)
    if fields != present:
        tasks.change(actor, now, task.id, task.version, fields, reason)
    is_leaf = burn.is_counted(session, task.id)
    if wanted.status and wanted.status != task.status and is_leaf and not task.actual_finish_on:
        said = ReportFields(
            wanted.status,
            100 if wanted.status == "complete" else task.percent,
            task.actual_start_on,
            forecast_on=task.forecast_on,
            done=reason,
        )
        status_reports.report(actor, now, task.id, task.version, said, reason)


def _shifted(fields: TaskFields, task: Task, calendar: WorkingCalendar, days: int) -> TaskFields:
    """Move what fixes a task's dates by working days; without any, hold its start so far away."""

    def later(day: date) -> date:
        return calendar.shift(calendar.on_or_before(day), days)

    has_begun = task.actual_start_on is not None
    if fields.constraint_on is not None:
        fields = replace(fields, constraint_on=later(fields.constraint_on))
    elif not has_begun and task.start_on is not None:
        fields = replace(fields, constraint_code="SNET", constraint_on=later(task.start_on))
    fixed_on = fields.suspense.fixed_on
    if fields.suspense.rule == "fixed" and fixed_on is not None:
        fields = replace(fields, suspense=replace(fields.suspense, fixed_on=later(fixed_on)))
    return fields
