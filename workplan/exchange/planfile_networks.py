"""The plan of a file as the engine takes it, in whole days or to the minute."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from workplan.calendars.axis import Axis
from workplan.calendars.hours import DAY as MINUTES_A_DAY
from workplan.calendars.hours import lag_of
from workplan.calendars.own import axes_of
from workplan.scheduling.network import Activity, Link, Network

if TYPE_CHECKING:
    from workplan.exchange.planfile import FileTask, PlanFile


def network_in_days(plan: PlanFile, status_on: date | None) -> Network:
    """Return a plan of whole days as the engine takes it."""
    activities = [_activity(task, task.duration_days) for task in plan.tasks]
    links = [Link(*link[:5]) for link in plan.links]
    own = _own_axes(plan)
    return Network(activities, links, plan.calendar, plan.start_on, status_on, own)


def network_in_minutes(plan: PlanFile, status_on: date | None) -> Network:
    """Return a plan that has parts of days as the engine takes it."""
    per_day = plan.hours.per_day
    activities = [_activity(task, task.work(per_day)) for task in plan.tasks]
    links = [
        Link(
            *link[:3],
            lag_of(link.lag_days, link.lag_parts, MINUTES_A_DAY if link.is_elapsed else per_day),
            link.is_elapsed,
        )
        for link in plan.links
    ]
    own = _own_axes(plan, in_minutes=True)
    return Network(activities, links, plan.minutes, plan.start_on, status_on, own)


def _own_axes(plan: PlanFile, *, in_minutes: bool = False) -> dict[int, Axis]:
    """Return what the work of each task is counted on that has a calendar of its own, by uid."""
    own = [task for task in plan.tasks if task.work_calendar]
    known = axes_of(plan.calendars, (task.work_calendar for task in own), in_minutes=in_minutes)
    return {task.uid: known[task.work_calendar] for task in own}


def _activity(task: FileTask, duration: int) -> Activity:
    return Activity(
        task.uid,
        duration,
        task.name,
        task.constraint,
        task.constraint_on,
        task.deadline_on,
        task.due_after,
        task.actual_start_on,
        task.actual_finish_on,
        task.percent,
        task.forecast_on,
        task.parent,
    )
