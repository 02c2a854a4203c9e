"""Our computed dates against the file's own, task by task, with the cause of each difference."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from workplan.exchange.planfile import FileTask, PlanFile
from workplan.scheduling.explain import day_words
from workplan.scheduling.schedule import Schedule, schedule


class DateDifference(NamedTuple):
    """A task whose dates here are not those of the file.

    Args:
        days: working days from the file's finish to ours; negative when ours is earlier.
    """

    uid: int
    name: str
    theirs: tuple[date | None, date | None]
    ours: tuple[date, date]
    days: int
    cause: str


def compare(plan: PlanFile) -> list[DateDifference]:
    """Schedule a file's plan by our rules and return the tasks that come out differently.

    Milestones are compared as moments, so the end of a Friday is the start of a Monday.
    """
    computed = schedule(plan.network())
    tasks = {task.uid: task for task in plan.tasks}
    found = []
    for i, leaf in enumerate(computed.graph.leaves):
        task = tasks[leaf.uid]
        theirs = _boundaries(plan, task)
        ours = (computed.early.start[i], computed.early.finish[i])
        if leaf.duration == 0:
            ours = (ours[1], ours[1])
        if theirs is None or theirs == ours or _is_that_day(plan, task, ours):
            continue
        dates = computed.dates(i)
        found.append(
            DateDifference(
                task.uid,
                task.name,
                (task.start_on, task.finish_on),
                (dates.start_on, dates.finish_on),
                computed.early.finish[i] - theirs[1],
                "",
            )
        )
    differing = {difference.uid for difference in found}
    return [d._replace(cause=_cause(plan, computed, d.uid, differing)) for d in found]


def _boundaries(plan: PlanFile, task: FileTask) -> tuple[int, int] | None:
    if task.start_on is None or task.finish_on is None:
        return None
    start = plan.calendar.start_boundary(task.start_on)
    if task.duration_days == 0 and task.start_on >= task.finish_on:
        return start, start
    return start, plan.calendar.finish_boundary(task.finish_on)


def _is_that_day(plan: PlanFile, task: FileTask, ours: tuple[int, int]) -> bool:
    """Tell whether a milestone is at the end of its day, where a file gives only the day."""
    if plan.has_moments or task.duration_days or task.finish_on is None:
        return False
    return ours[0] == plan.calendar.finish_boundary(task.finish_on)


def _cause(plan: PlanFile, computed: Schedule, uid: int, differing: set[int]) -> str:
    own = [remark.said for remark in plan.remarks if remark.uid == uid and remark.kind != "taken"]
    if own:
        return own[0]
    driver = computed.driver(computed.position[uid])
    if driver.predecessor in differing:
        name = next(task.name for task in plan.tasks if task.uid == driver.predecessor)
        return f"“{name}”, which drives it, comes out differently."
    task = next(task for task in plan.tasks if task.uid == uid)
    if plan.status_on is not None and task.finish_on and task.finish_on >= plan.status_on:
        return (
            f"The file moves unfinished work to its status date, {day_words(plan.status_on)}; "
            "here that happens once the plan is approved."
        )
    of_file = [r.said for r in plan.remarks if r.uid is None and r.kind == "changed"]
    if of_file:
        return of_file[0]
    if task.percent:
        return "The file splits or resumes the work; here it runs without a break."
    if task.start_on is not None and task.start_on < plan.start_on:
        return f"The file starts it before the project start, {day_words(plan.start_on)}."
    return "The file keeps a date that its own links and constraints do not give."
