"""Change many tasks at once: one entry of the journal for all, and one undo."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan, Task
from workplan.calendars.working import WorkingCalendar
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.services.coordination import hands
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.reporting import report_sets
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.tasks import giving, task_sets, task_versions
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_checks import check_dates, check_effort
from workplan.services.tasks.task_fields import TaskFields
from workplan.services.tasks.task_sets import Counted, TaskChange

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


def chosen_tasks(session: Session, plan_id: int, ids: Iterable[int]) -> Sequence[Task]:
    """Return the tasks that were ticked, those of other plans left out."""
    return session.scalars(select(Task).where(Task.id.in_(ids), Task.plan_id == plan_id)).all()


def change(
    change: Change,
    slug: str,
    chosen: Mapping[int, int],
    wanted: BulkFields,
    reason: str = "",
) -> tuple[int, list[Move]]:
    """Change the chosen tasks of a plan, all or none; return how many truly change, and what moves.

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
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        rows = session.scalars(
            select(Task)
            .where(Task.id.in_(chosen), Task.plan_id == plan.id, Task.removed_at.is_(None))
            .order_by(Task.position)
        ).all()
        if len(rows) < len(chosen):
            raise InvalidInput("task", "A task was removed meanwhile. Choose again.")
        _check_versions(session, rows, chosen)
        check_effort(session, plan, wanted.initiative_id)
        counted = task_sets.tally(session, plan.id)
        changes = _changes(session, plan, rows, wanted)
        said = _said(rows, wanted, counted, reason)
        touched = {change.task_id for change in changes} | {task.id for task in said}
        if not touched:
            return 0, []
        reported = report_sets.report(change, plan, standing, said, reason)
        task_sets.store(session, changes, giving.joining(plan, change.now))
        hands.tell_of(change, plan.id, ((c.task_id, c.before, c.after) for c in changes))
        entries = [task_sets.change_entry(change, reason) for change in changes]
        moves = _record(change, plan, reason, touched, entries + reported, counted)
        if said and not change.is_trial:
            report_sets.note_late(session, plan, change.now, [task.id for task in said], reason)
        return len(touched), moves


def _changes(
    session: Session, plan: Plan, rows: Sequence[Task], wanted: BulkFields
) -> list[TaskChange]:
    """Return what truly changes of the structure of the chosen tasks."""
    calendar = calendar_of_plan(plan)
    present = task_sets.fields_of_tasks(session, [task.id for task in rows])
    changes = [
        TaskChange(task.id, present[task.id], _fields(present[task.id], task, calendar, wanted))
        for task in rows
    ]
    changes = [change for change in changes if change.after != change.before]
    for change in changes:
        check_dates(change.after)
        change.after.suspense.checked()
    hands.check_all(session, plan, ((change.before, change.after) for change in changes))
    return task_sets.with_met(session, changes)


def _fields(
    fields: TaskFields, task: Task, calendar: WorkingCalendar, wanted: BulkFields
) -> TaskFields:
    if wanted.initiative_id is not None:
        fields = replace(fields, initiative_id=wanted.initiative_id)
    if wanted.assignee_id is not None:
        fields = replace(fields, assignee_id=wanted.assignee_id or None)
    if wanted.due_on is not None and fields.suspense.fixed_on != wanted.due_on:
        fields = replace(fields, suspense=SuspenseRule("fixed", wanted.due_on))
    if wanted.shift_days:
        fields = _shifted(fields, task, calendar, wanted.shift_days)
    return fields


def _said(
    rows: Sequence[Task], wanted: BulkFields, counted: dict[int, Counted], reason: str
) -> dict[Task, ReportFields]:
    """Return the report on each chosen task that stands otherwise; one with subtasks has none."""
    return {
        task: ReportFields(
            wanted.status,
            100 if wanted.status == "complete" else task.percent,
            task.actual_start_on,
            forecast_on=task.forecast_on,
            done=reason,
        )
        for task in rows
        if wanted.status
        and wanted.status != task.status
        and task.id in counted
        and not task.actual_finish_on
        and task.ending is None
    }


def _record(
    change: Change,
    plan: Plan,
    reason: str,
    touched: set[int],
    entries: list[journal.Entry],
    counted: dict[int, Counted],
) -> list[Move]:
    """Journal a change of many tasks as one group, and reschedule once."""
    on_day = civil_date(change.now, plan.time_zone)
    entries, rest = task_sets.counted(entries, counted, task_sets.tally(change.session, plan.id))
    after = {"tasks": len(touched)}
    subject = ("plan", plan.id)
    group = journal.Entry("tasks.changed_together", subject, after=after, reason=reason, burn=rest)
    seq = journal.record(change, on_day, plan.id, [group])
    caused = [replace(entry, cause_seq=seq) for entry in entries]
    journal.record(change, on_day, plan.id, caused)
    plan.version += 1
    return reschedule(change, on_day, plan.id, seq)


def _check_versions(session: Session, rows: Sequence[Task], chosen: Mapping[int, int]) -> None:
    stale = [task for task in rows if task.version != chosen[task.id]]
    if stale:
        said = ", ".join(
            f"{task.code} by {task_versions.who_saved(session, task, chosen[task.id])}"
            for task in stale[:5]
        )
        raise InvalidInput("task", f"Changed meanwhile: {said}. Look at them, and choose again.")


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
