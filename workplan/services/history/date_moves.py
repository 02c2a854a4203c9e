"""Why dates moved between two moments: each move's shares, their root changes, and their paths.

The move of a task is the sum of its moves at the events between the two moments, in order. Each
share belongs to the change that made the event, so shares add up exactly: they are differences
of stored dates, in working days of the plan's calendar.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from models import JournalEntry, Plan, Task
from workplan.calendars.working import WorkingCalendar
from workplan.scheduling.driver import Driver
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.history.cause_words import cause_words
from workplan.services.history.move_causes import Cause, Share, grouped
from workplan.services.history.silences import Silences, silences_of

LONGEST_PATH = 12


class TaskMove(NamedTuple):
    """By how much a task's finish moved, and why."""

    task_id: int
    name: str
    before: date
    after: date
    days: int
    shares: list[Share]

    @property
    def causes(self) -> list[Cause]:
        """The shares by kind of cause, the largest first."""
        return grouped(self.shares)


def moves_between(
    session: Session, plan: Plan, first: date, last: date | None, task_id: int | None = None
) -> list[TaskMove]:
    """Return the tasks whose finish moved after one day and up to another, largest move first.

    A day is cut where people saw it: by when a move was recorded, which after an outage is later
    than the day that passed. So the first date is what stood at the end of the first day.

    Args:
        last: None for everything up to now.
        task_id: only this task.
    """
    rows = _moved(session, plan, first, last, task_id)
    causes = _causes(session, {row.cause_seq for row in rows if row.cause_seq})
    drivers = _drivers(session, plan.id, {row.cause_seq for row in rows if row.cause_seq})
    named = None
    if task_id is not None:
        named = {step for row in rows for step in _steps(row.cause_seq, None, drivers, task_id)}
        named |= {cause.subject_id for cause in causes.values() if cause.subject_id}
    names = _names(session, plan.id, named)
    calendar = calendar_of_plan(plan)
    by_task: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        if row.before["finish_on"] and row.before["finish_on"] != row.after["finish_on"]:
            by_task[row.subject_id].append(row)
    days_passed = {seq for seq, cause in causes.items() if cause.verb == "plan.day_passed"}
    silent = {
        (row.seq, row.subject_id): _steps(row.cause_seq, None, drivers, row.subject_id)[-1]
        for events in by_task.values()
        for row in events
        if row.cause_seq in days_passed
    }
    silences = silences_of(session, set(silent.values()), names, first)
    found = []
    for moved_id, events in by_task.items():
        before = date.fromisoformat(events[0].before["finish_on"])
        after = date.fromisoformat(events[-1].after["finish_on"])
        days = calendar.working_days_between(before, after)
        if days or task_id is not None:
            shares = _shares(calendar, events, causes, drivers, names, silences, silent)
            found.append(TaskMove(moved_id, names[moved_id], before, after, days, shares))
    return sorted(found, key=lambda move: (-abs(move.days), move.name))


def _moved(
    session: Session, plan: Plan, first: date, last: date | None, task_id: int | None
) -> Sequence[Any]:
    """Return the entries of the moves that were recorded in a time, the oldest first."""
    entry = JournalEntry
    conditions = [
        entry.plan_id == plan.id,
        entry.verb == "task.moved",
        entry.at >= end_of(first, plan),
    ]
    if last is not None:
        conditions.append(entry.at < end_of(last, plan))
    if task_id is not None:
        conditions += [entry.subject_type == "task", entry.subject_id == task_id]
    wanted = select(
        entry.seq, entry.subject_id, entry.on_day, entry.before, entry.after, entry.cause_seq
    )
    return session.execute(wanted.where(*conditions).order_by(entry.seq)).all()


def end_of(day: date, plan: Plan) -> datetime:
    """Return the midnight after a day, where the plan is; the last there is, for the last day."""
    if day == date.max:
        return datetime.max.replace(tzinfo=UTC)
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(plan.time_zone))


def _shares(
    calendar: WorkingCalendar,
    events: Sequence[Any],
    causes: dict[int, Any],
    drivers: dict[tuple[int, int], str],
    names: dict[int, str],
    silences: Silences,
    silent: dict[tuple[int, int], int],
) -> list[Share]:
    """Return the shares in order; days that pass one after another, alike, make one share."""
    shares: list[Share] = []
    for event in events:
        before = date.fromisoformat(event.before["finish_on"])
        after = date.fromisoformat(event.after["finish_on"])
        days = calendar.working_days_between(before, after)
        cause = causes.get(event.cause_seq or 0)
        root = silent.get((event.seq, event.subject_id))
        if root is not None:
            said = silences.said(root, event.subject_id, event.on_day)
            if shares and shares[-1].is_silence and shares[-1].said == said:
                days += shares.pop().days
            path = _path(event.cause_seq, None, drivers, names, event.subject_id)
            shares.append(
                Share(days, said, "Scheduler", event.on_day, event.cause_seq, path, is_silence=True)
            )
            continue
        said, actor = cause_words(cause, names)
        path = _path(event.cause_seq or 0, cause, drivers, names, event.subject_id)
        is_report = cause is not None and cause.verb == "task.reported"
        shares.append(
            Share(days, said, actor, event.on_day, event.cause_seq, path, is_report=is_report)
        )
    return shares


def _path(
    cause_seq: int,
    cause: Any,
    drivers: dict[tuple[int, int], str],
    names: dict[int, str],
    task_id: int,
) -> tuple[str, ...]:
    """Return the names on the chain of drivers at an event, from the changed task to this one."""
    path = _steps(cause_seq, cause, drivers, task_id)
    return tuple(names.get(step, "?") for step in reversed(path)) if len(path) > 1 else ()


def _steps(
    cause_seq: int, cause: Any, drivers: dict[tuple[int, int], str], task_id: int
) -> list[int]:
    """Return a task and what drove it at an event, back to the changed one if one was changed."""
    path = [task_id]
    while len(path) < LONGEST_PATH:
        driver = drivers.get((cause_seq, path[-1]))
        if driver is None or (cause is not None and path[-1] == cause.subject_id):
            break
        predecessor = Driver.decoded(driver).predecessor
        if predecessor is None or predecessor in path:
            break
        path.append(predecessor)
    return path


def _causes(session: Session, seqs: set[int]) -> dict[int, Any]:
    """Return entries by number; `subject_id` is the task that one is about, or None."""
    entry = JournalEntry
    rows = session.execute(
        select(
            entry.seq,
            entry.verb,
            case((entry.subject_type == "task", entry.subject_id)).label("subject_id"),
            entry.actor_name,
            entry.before,
            entry.after,
            entry.reason,
        ).where(entry.seq.in_(seqs))
    )
    return {row.seq: row for row in rows}


def _drivers(session: Session, plan_id: int, seqs: set[int]) -> dict[tuple[int, int], str]:
    """Return, for each event, the driver that each moved task then got."""
    if not seqs:
        return {}
    entry = JournalEntry
    rows = session.execute(
        select(entry.cause_seq, entry.subject_id, entry.after).where(
            entry.plan_id == plan_id, entry.verb == "task.moved", entry.cause_seq.in_(seqs)
        )
    )
    return {
        (row.cause_seq, row.subject_id): row.after["driver"] for row in rows if row.after["driver"]
    }


def _names(session: Session, plan_id: int, named: set[int] | None) -> dict[int, str]:
    """Return codes and names of a plan's tasks, or of those that are to be named."""
    wanted = select(Task.id, Task.code, Task.name).where(Task.plan_id == plan_id)
    if named is not None:
        wanted = wanted.where(Task.id.in_(named))
    return {row.id: f"{row.code} {row.name}" for row in session.execute(wanted)}
