"""A file's task as one of ours: the one translation, for what an import and a merge write."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from workplan.calendars.hours import part_of
from workplan.calendars.minutes import day_of
from workplan.errors import InvalidInput
from workplan.exchange.lines_of_effort import top_of
from workplan.exchange.planfile import FileTask
from workplan.services.tasks.suspenses import SuspenseRule, require_happened
from workplan.services.tasks.task_checks import check_dates
from workplan.services.tasks.task_fields import NO_SUSPENSE, TaskFields

PROGRESS = (
    "status",
    "percent",
    "actual_start_on",
    "actual_start_minute",
    "actual_finish_on",
    "actual_finish_minute",
    "forecast_on",
    "priority",
)
"""The columns that a file sets apart from what a coordinator decides."""


class Places(NamedTuple):
    """What the uids and names of a file stand for here.

    Args:
        tasks: the ids of tasks by uid.
        efforts: the ids of lines of effort by the uid of their summary.
        agencies: the ids of agencies by each lower-case name that means one.
        outline: the file's tasks by uid.
    """

    tasks: dict[int, int]
    efforts: dict[int, int]
    agencies: dict[str, int]
    outline: dict[int, FileTask]


def fields_of_file(task: FileTask, places: Places) -> TaskFields:
    """Return what a file decides about a task.

    Raises:
        InvalidInput: for a value that cannot be planned, with the task that has it.
    """
    known = places.agencies
    named = (*task.owners, *(name for name, _ in task.supports))
    lost = [name for name in named if name.lower() not in known]
    leads = tuple(dict.fromkeys(known[n.lower()] for n in task.owners if n.lower() in known))
    others = {known[n.lower()]: role for n, role in task.supports if n.lower() in known}
    found = TaskFields(
        code=task.code,
        name=task.name,
        duration_days=task.duration_days,
        leads=leads,
        supports=tuple(sorted((a, role) for a, role in others.items() if a not in leads)),
        description=task.note,
        initiative_id=places.efforts.get(top_of(places.outline, task.uid)),
        parent_id=places.tasks.get(task.parent or 0),
        constraint_code=task.constraint,
        constraint_on=task.constraint_on and day_of(task.constraint_on),
        constraint_minute=part_of(task.constraint_on),
        short_parts=task.short_parts,
        work_calendar=task.work_calendar,
        suspense=_suspense(task, places.tasks),
        source_note=f"In the file: {', '.join(lost)}." if lost else "",
    )
    try:
        check_dates(found)
        found.suspense.checked()
    except InvalidInput as wrong:
        said = f"Task {task.uid}, “{task.name[:60]}”: {wrong.message}"
        raise InvalidInput(wrong.field, said) from wrong
    return found


def refuse_coming_events(tasks: Iterable[FileTask], today: date) -> None:
    """Refuse a file that records an event on a day that is still to come, and name its task."""
    for task in tasks:
        if task.due_rule is not None:
            try:
                require_happened(task.due_rule, today)
            except InvalidInput as wrong:
                said = f"Task {task.uid}, “{task.name[:60]}”: {wrong.message}"
                raise InvalidInput("file", said) from wrong


def _suspense(task: FileTask, ids: dict[int, int]) -> SuspenseRule:
    if task.due_after is not None:
        after, within = task.due_after
        if after == task.uid:
            said = f"Task {task.uid}, “{task.name[:60]}”, is due after itself. Choose another task."
            raise InvalidInput("due_after", said)
        if after in ids:
            return SuspenseRule("after_task", within=within, after_task_id=ids[after])
    if task.due_rule is not None:
        given = task.due_rule._asdict()
        del given["after"]
        return SuspenseRule(**given)
    if task.deadline_on is not None:
        return SuspenseRule("fixed", fixed_on=task.deadline_on)
    return NO_SUSPENSE


def progress_of_file(task: FileTask) -> dict[str, Any]:
    """Return the columns of a task's progress; what a file says is no report made here."""
    has_begun = task.percent > 0 or task.actual_start_on is not None
    is_done = task.actual_finish_on is not None
    start_on = task.actual_start_on
    if start_on is not None and task.actual_finish_on is not None:
        start_on = min(start_on, task.actual_finish_on, key=day_of)
    return {
        "status": "complete" if is_done else "on_track" if has_begun else "not_started",
        "percent": 100 if is_done else task.percent,
        "actual_start_on": start_on and day_of(start_on),
        "actual_start_minute": part_of(start_on),
        "actual_finish_on": task.actual_finish_on and day_of(task.actual_finish_on),
        "actual_finish_minute": part_of(task.actual_finish_on),
        "forecast_on": task.forecast_on,
        "priority": task.priority,
    }


def outline_of(tasks: Iterable[FileTask]) -> dict[int, FileTask]:
    """Return tasks by uid."""
    return {task.uid: task for task in tasks}


def described_progress(task: FileTask) -> dict[str, Any]:
    """Return what the journal keeps of a task's progress in a file."""
    kept = progress_of_file(task)
    return {key: v.isoformat() if isinstance(v, date) else v for key, v in kept.items()}
