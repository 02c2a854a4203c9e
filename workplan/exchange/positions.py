"""Where the tasks of a file lie by its own dates, and where they come out by ours."""

from __future__ import annotations

from workplan.exchange.planfile import FileTask, PlanFile
from workplan.scheduling.schedule import Schedule

Place = tuple[int, int]
"""The boundaries at which a task starts and finishes."""


def differing(plan: PlanFile, computed: Schedule) -> dict[int, tuple[Place, Place]]:
    """Return, by uid, the place in the file and ours of each task that comes out differently."""
    tasks = {task.uid: task for task in plan.tasks}
    found = {}
    for i, leaf in enumerate(computed.graph.leaves):
        task = tasks[leaf.uid]
        theirs = place_in_file(plan, task)
        ours = (computed.early.start[i], computed.early.finish[i])
        if task.duration_days == 0:
            ours = (ours[1], ours[1])
        if theirs is not None and theirs != ours and not _is_that_day(plan, task, ours):
            found[leaf.uid] = theirs, ours
    return found


def place_in_file(plan: PlanFile, task: FileTask) -> Place | None:
    """Return where a task lies by the file's own dates; None without any."""
    if task.start_on is None or task.finish_on is None:
        return None
    start = plan.calendar.start_boundary(task.start_on)
    if task.duration_days == 0 and task.start_on >= task.finish_on:
        return start, start
    return start, plan.calendar.finish_boundary(task.finish_on)


def _is_that_day(plan: PlanFile, task: FileTask, ours: Place) -> bool:
    """Tell whether a milestone is at the end of its day, where a file gives only the day."""
    if plan.has_moments or task.duration_days or task.finish_on is None:
        return False
    return ours[0] == plan.calendar.finish_boundary(task.finish_on)
