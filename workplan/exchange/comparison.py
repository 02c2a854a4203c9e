"""Our computed dates against the file's own, task by task, with the cause of each difference."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from workplan.calendars.minutes import day_of
from workplan.exchange.causes import causes_of
from workplan.exchange.planfile import PlanFile
from workplan.exchange.positions import differing
from workplan.scheduling.schedule import schedule


class DateDifference(NamedTuple):
    """A task whose dates here are not those of the file.

    Args:
        days: working days from the file's finish to ours, parts of one too; negative when ours is
            earlier.
    """

    uid: int
    name: str
    theirs: tuple[date | None, date | None]
    ours: tuple[date, date]
    days: float
    cause: str


def compare(plan: PlanFile) -> list[DateDifference]:
    """Schedule a file's plan by our rules and return the tasks that come out differently.

    Milestones are compared as moments, so the end of a Friday is the start of a Monday.
    """
    computed = schedule(plan.network(plan.status_on if plan.is_moved_by_status else None))
    found = differing(plan, computed)
    if not found:
        return []
    causes = causes_of(plan, computed, found)
    tasks = {task.uid: task for task in plan.tasks}
    differences = []
    for uid, (theirs, ours) in found.items():
        task, dates = tasks[uid], computed.dates(computed.position[uid])
        shown = task.start_on and day_of(task.start_on), task.finish_on and day_of(task.finish_on)
        if computed.network.calendar.per_day > 1 and shown == dates[:2]:
            continue  # Within the same days: what differs by hours is not shown as a difference.
        differences.append(
            DateDifference(
                uid,
                task.name,
                shown,
                (dates.start_on, dates.finish_on),
                computed.in_days(ours[1] - theirs[1]),
                causes[uid],
            )
        )
    return differences
