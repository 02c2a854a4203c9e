"""Where the tasks of a file lie by its own dates, and where they come out by ours."""

from __future__ import annotations

from datetime import date

from workplan.calendars.axis import Axis
from workplan.calendars.instants import Instants
from workplan.calendars.minutes import day_of
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
        axis: Axis = computed.graph.axes[i]
        ours = (computed.early.start[i], computed.early.finish[i])
        if task.duration_days == 0:
            ours = (ours[1], ours[1])
        if isinstance(axis, Instants):
            # Milestones are told by their boundaries, so that Friday’s end is Monday’s start.
            at = axis.base.worked_before(ours[1])
            axis, ours = axis.base, (at, at)
        theirs = place_in_file(axis, task)
        if theirs is not None and theirs != ours and not _is_that_day(plan, axis, task, ours):
            found[leaf.uid] = theirs, ours
    return found


def place_in_file(axis: Axis, task: FileTask) -> Place | None:
    """Return where a task lies by the file's own dates; None without any.

    Args:
        axis: where only days count, a moment stands for its day.
    """
    if task.start_on is None or task.finish_on is None:
        return None
    starts, ends = (countable(axis, on) for on in (task.start_on, task.finish_on))
    start = axis.start_boundary(starts)
    if task.duration_days == 0 and day_of(starts) >= day_of(ends):
        return start, start
    return start, axis.finish_boundary(ends)


def countable(axis: Axis, on: date) -> date:
    """Return a date as an axis takes it: without its hours where only days count."""
    return on if axis.per_day > 1 else day_of(on)


def _is_that_day(plan: PlanFile, axis: Axis, task: FileTask, ours: Place) -> bool:
    """Tell whether a milestone is at the end of its day, where a file gives only the day."""
    if plan.has_moments or task.duration_days or task.finish_on is None:
        return False
    return ours[0] == axis.finish_boundary(day_of(task.finish_on))
