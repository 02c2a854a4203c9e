"""A task that has days of its own gets its first subtask: what becomes of the days is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Dependency, Plan, Task, UpdateRequest
from workplan.calendars.hours import PARTS, days_said
from workplan.clock import civil_date
from workplan.errors import InvalidInput, LinkWouldLoop
from workplan.services.coordination import hands, update_requests
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.people import rights
from workplan.services.record import burn_counts, journal
from workplan.services.record.change import Change
from workplan.services.reporting import status_reports
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.structure import objective_ties
from workplan.services.structure.task import dependencies, tasks
from workplan.services.tasks.task_checks import check
from workplan.services.tasks.task_fields import NO_SUSPENSE, TaskFields, fields_of

KEEP, LET_GO = "keep", "let_go"
LONGEST_CODE = 40


def placed(
    change: Change,
    slug: str,
    task_id: int | None,
    wanted: TaskFields,
    own_days: str,
    save: Callable[[Change], list[Move]],
) -> list[Move]:
    """Save a task; when it is the first below one with days of its own, keep those or let them go.

    Kept days become a first subtask of the same name, in one group with the change itself.

    Args:
        task_id: None for a new task.
        own_days: KEEP, LET_GO, or nothing when nobody chose yet.
        save: saves the task.

    Raises:
        InvalidInput: when the days would be lost and nobody chose; nothing is saved.
    """
    if wanted.parent_id is None:
        return save(change)
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        above = _losing_days(session, plan, task_id, wanted)
        if above is None or own_days == LET_GO:
            return save(change)
        # Before the group, inside which less is checked: a file may bring what a person may not.
        check(session, plan, wanted, session.get(Task, task_id) if task_id else None)
        if own_days != KEEP:
            raise InvalidInput("own_days", _question(above))
        on_day = civil_date(change.now, plan.time_zone)
        kept = _kept(above)
        entry = journal.Entry(
            "tasks.changed_together", ("plan", plan.id), after={"tasks": 3}, reason=kept
        )
        seq = journal.record(change, on_day, plan.id, [entry])
        with change.grouped(seq):
            keep_days(change, plan, above)
            save(change)
        try:
            return reschedule(change, on_day, plan.id, seq)
        except LinkWouldLoop as loop:
            raise loop.of_place() from loop


def _losing_days(
    session: Session, plan: Plan, task_id: int | None, wanted: TaskFields
) -> Task | None:
    """Return the task whose own days would no longer count, if the change makes one so."""
    above = session.scalar(
        select(Task).where(
            Task.id == wanted.parent_id, Task.plan_id == plan.id, Task.removed_at.is_(None)
        )
    )
    if above is None or above.id == task_id or not above.duration_days:
        return None
    return above if burn_counts.is_counted(session, above.id) else None


def _question(above: Task) -> str:
    return (
        f"“{above.code} {above.name}” has {_days(above)} of its own, which no longer count: the "
        "task will run as long as its subtasks. Choose to keep them as its first subtask, with "
        "its dependencies and what was reported, or to let them go."
    )


def _days(task: Task) -> str:
    days = task.duration_days - task.short_parts / PARTS
    return f"{days_said(days)} working day{'' if days == 1 else 's'}"


def _kept(above: Task) -> str:
    return f"The {_days(above)} of {above.code} are kept as its first subtask"


def keep_days(change: Change, plan: Plan, above: Task) -> None:
    """Give the work of a task to a first subtask: days, owners, dependencies, and progress.

    It is part of the caller's group.
    """
    session, kept = change.session, _kept(above)
    fields = fields_of(session, above)
    work = TaskFields(
        code=_free_code(session, above),
        name=above.name,
        duration_days=above.duration_days,
        leads=fields.leads,
        supports=fields.supports,
        initiative_id=above.initiative_id,
        parent_id=above.id,
        # Whoever has left by now is let go of it, as by any other change.
        assignee_id=hands.settled(session, plan, fields, fields).assignee_id,
        constraint_code=above.constraint_code,
        constraint_on=above.constraint_on,
        constraint_minute=above.constraint_minute,
        short_parts=above.short_parts,
        work_calendar=above.work_calendar,
        suspense=NO_SUSPENSE,
        dates_source=above.dates_source,
        source_note=above.source_note,
        sentence=above.sentence,
    )
    child_id, _ = tasks.add(change, plan.slug, work, kept)
    asked = update_requests.open_requests(session, [above.id]).get(above.id)
    if above.reported_at is not None or asked:
        _move_progress(change, above, child_id, kept)
    if asked is not None:
        session.add(
            UpdateRequest(
                task_id=child_id,
                asked_by_id=asked.asked_by_id,
                asked_at=asked.asked_at,
                wanted_on=asked.wanted_on,
                note=asked.note,
            )
        )
    _move_links(change, above, child_id, kept)
    objective_ties.pass_on(change, above.id, child_id, kept)


def _free_code(session: Session, above: Task) -> str:
    taken = set(
        session.scalars(
            select(Task.code).where(Task.plan_id == above.plan_id, Task.removed_at.is_(None))
        )
    )
    stem, number = above.code[: LONGEST_CODE - 5], 1
    while f"{stem}.{number}" in taken:
        number += 1
    return f"{stem}.{number}"


def _move_progress(change: Change, above: Task, child_id: int, kept: str) -> None:
    said = ReportFields(
        above.status,
        above.percent,
        above.actual_start_on,
        above.actual_finish_on,
        above.forecast_on,
        done=f"{kept}.",
    )
    reported_at = above.reported_at
    minutes = above.actual_start_minute, above.actual_finish_minute
    status_reports.set_back(change, child_id, said, kept)
    child = change.session.get_one(Task, child_id)
    child.reported_at = reported_at
    child.actual_start_minute, child.actual_finish_minute = minutes
    nothing = ReportFields("not_started", 0, done=f"{kept}.")
    status_reports.set_back(change, above.id, nothing, kept)


def _move_links(change: Change, above: Task, child_id: int, kept: str) -> None:
    session = change.session
    rows = session.scalars(
        select(Dependency)
        .where((Dependency.predecessor_id == above.id) | (Dependency.successor_id == above.id))
        .order_by(Dependency.id)
    ).all()
    for row in rows:
        of_it = (row.predecessor_id, row.successor_id)
        predecessor_id, successor_id = (child_id if end == above.id else end for end in of_it)
        other_id = successor_id if predecessor_id == child_id else predecessor_id
        if session.get_one(Task, other_id).removed_at is not None:
            continue
        fields = replace(dependencies.fields_of(row), predecessor_id=predecessor_id)
        dependencies.remove(change, row.id, kept)
        dependencies.add(change, successor_id, fields, kept)
