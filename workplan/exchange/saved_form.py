"""A file's plan as it is saved: texts on one line, and work that is done with its dates.

Every file passes here, so what an import says of it, what it saves, what a merge compares and
what `plans schedule` computes are the same.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from workplan.calendars.minutes import WorkingMinutes, day_of
from workplan.errors import InvalidInput
from workplan.exchange.planfile import FileTask, PlanFile
from workplan.plain_text import one_line, prose
from workplan.scheduling.schedule import Dates, schedule

MAX_CODE, MAX_NAME = 40, 200


def as_saved(plan: PlanFile) -> PlanFile:
    """Return a file's plan with each task as it will be stored."""
    plan.title = one_line(plan.title, MAX_NAME) or "Imported plan"
    plan.tasks = [tidied(task) for task in plan.tasks]
    parents = {task.parent for task in plan.tasks}
    leaves = [task for task in plan.tasks if task.uid not in parents]
    for task in leaves:
        _open_and_close(plan.minutes_of(task), task)
    unknown = [task for task in leaves if task.is_done and not _has_dates(task)]
    computed = _computed(plan) if unknown else {}
    for task in leaves:
        if task.is_done:
            _finish(task, computed.get(task.uid))
        elif task.percent and task.actual_start_on is None:
            task.actual_start_on = task.start_on
    return plan


def _open_and_close(calendar: WorkingMinutes, task: FileTask) -> None:
    """Let a moment that opens or closes a day be that day."""
    if isinstance(on := task.constraint_on, datetime):
        is_finish = task.constraint in ("FNET", "FNLT", "MFO")
        task.constraint_on = calendar.as_finish(on) if is_finish else calendar.as_start(on)
    if isinstance(on := task.actual_start_on, datetime):
        task.actual_start_on = calendar.within(on)
    if isinstance(on := task.actual_finish_on, datetime):
        task.actual_finish_on = calendar.within(on)


def tidied(task: FileTask) -> FileTask:
    """Return a task with texts that fit everywhere."""
    return replace(
        task,
        name=one_line(task.name, MAX_NAME) or f"Task {task.uid}",
        code=one_line(task.code, MAX_CODE) or str(task.uid),
        note=prose(task.note),
        owners=tuple(filter(None, (one_line(name, MAX_NAME) for name in task.owners))),
        supports=tuple((one_line(name, MAX_NAME), role) for name, role in task.supports),
    )


def _has_dates(task: FileTask) -> bool:
    return bool(
        (task.actual_finish_on or task.finish_on) and (task.actual_start_on or task.start_on)
    )


def _computed(plan: PlanFile) -> dict[int, Dates]:
    """Return the computed dates by uid, for files that only say that work is finished."""
    try:
        found = schedule(plan.network(plan.status_on if plan.is_moved_by_status else None))
    except InvalidInput:
        return {}  # Whoever computes the plan's dates says what is wrong with it.
    return {leaf.uid: found.dates(i) for i, leaf in enumerate(found.graph.leaves)}


def _finish(task: FileTask, computed: Dates | None) -> None:
    """Give work that is done the dates that the file has for it, or else those computed."""
    finish_on = task.actual_finish_on or task.finish_on
    start_on = task.actual_start_on or task.start_on
    if computed is not None:
        finish_on, start_on = finish_on or computed.finish_on, start_on or computed.start_on
    if finish_on is None:
        return
    task.percent, task.forecast_on = 100, None
    task.actual_finish_on = finish_on
    task.actual_start_on = min(start_on or finish_on, finish_on, key=day_of)
