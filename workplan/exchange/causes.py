"""Why a task comes out otherwise than in its file: only what is proved is said.

A cause is named when the dates, computed again without it, are the file's own. What no such trial
explains is not known, and said to be.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from workplan.calendars.hours import PARTS, whole_days
from workplan.calendars.minutes import day_of
from workplan.exchange.planfile import FileTask, PlanFile
from workplan.exchange.positions import Place, differing, place_in_file
from workplan.scheduling.explain import day_words
from workplan.scheduling.schedule import Schedule, schedule

ROUNDS, PLACED = 10, 100_000
"""How many tasks in a row may each have a cause of their own before the rest is not known: more in
a small plan, so that about so many tasks are placed for each kind of trial."""
UNKNOWN = "Not known: its links and constraints give the dates here, and the file has others."
OF_LENGTH = ("Duration", "DurationFormat")

Differing = dict[int, tuple[Place, Place]]
Said = dict[tuple[int | None, str], str]
"""What was changed, by task and field."""


def causes_of(plan: PlanFile, computed: Schedule, found: Differing) -> dict[int, str]:
    """Return the cause of each difference, by uid.

    Those that nothing else which differs drives come first: each is tried for itself. Then these
    stand where the file has them, and what comes out right by that was driven by them.
    """
    names = {task.uid: task.name for task in plan.tasks}
    causes = dict.fromkeys(found, UNKNOWN)
    left, current, at = found, computed, plan
    for _ in range(max(ROUNDS, PLACED // len(plan.tasks))):
        drivers = {uid: current.driver(current.position[uid]).predecessor for uid in left}
        roots = {uid: left[uid] for uid, driver in drivers.items() if driver not in left}
        causes |= _own_causes(at, roots)
        at = _changed(at, roots, lambda task: _as_in_file(plan, task))
        current = _scheduled(at)
        still = differing(plan, current)
        for uid in left.keys() - still.keys() - roots.keys():
            name = names.get(drivers[uid] or 0, "")
            causes[uid] = f"“{name}”, which drives it, comes out differently."
        left = {uid: still[uid] for uid in left if uid in still and uid not in roots}
        if not left or not roots:
            break
    return causes


def _scheduled(plan: PlanFile, status_on: date | None = None) -> Schedule:
    moved_on = plan.status_on if plan.is_moved_by_status else None
    return schedule(plan.network(status_on or moved_on))


def _variant(plan: PlanFile, **changes: Any) -> PlanFile:
    """Return a plan with something else in it, counting by the very same calendar."""
    found = replace(plan, **changes)
    found.__dict__["calendar"] = plan.calendar
    return found


def _changed(
    plan: PlanFile, uids: Collection[int], change: Callable[[FileTask], FileTask]
) -> PlanFile:
    tasks = [change(task) if task.uid in uids else task for task in plan.tasks]
    return _variant(plan, tasks=tasks)


def _as_in_file(plan: PlanFile, task: FileTask) -> FileTask:
    """Return a task that lies where the file has it, whatever drives it."""
    start_on, finish_on = task.start_on, task.finish_on
    if task.is_done:
        return replace(task, actual_start_on=start_on, actual_finish_on=finish_on)
    pinned = replace(as_long_as_in_file(plan, task), percent=0, actual_start_on=None)
    if task.duration_days == 0 and not plan.has_moments:
        return replace(pinned, constraint="MFO", constraint_on=finish_on)
    return replace(pinned, constraint="MSO", constraint_on=start_on)


def as_long_as_in_file(plan: PlanFile, task: FileTask) -> FileTask:
    """Return a task that takes what it takes in the file; a milestone takes nothing."""
    is_within_days = any(isinstance(on, datetime) for on in (task.start_on, task.finish_on))
    axis = plan.minutes_of(task) if is_within_days else plan.axis_of(task)
    per_day = plan.hours.per_day if axis.per_day > 1 else 1
    place = place_in_file(axis, task) if task.duration_days else None
    span = max(0, place[1] - place[0]) if place else 0
    days, short = whole_days(span, per_day)
    return replace(task, duration_days=days, short_parts=short)


def _own_causes(plan: PlanFile, roots: Differing) -> dict[int, str]:
    """Return the causes that tasks have in themselves, of those that are proved."""
    tasks = {task.uid: task for task in plan.tasks if task.uid in roots}
    said = {
        (remark.uid, remark.field): remark.said
        for remark in reversed(plan.remarks)
        if remark.kind == "changed"
    }
    found: dict[int, str] = {}
    for trial in _trials(plan, [*tasks.values()], said):
        left = [uid for uid in roots if uid not in found]
        if not left:
            break
        still = differing(plan, _scheduled(trial.plan, trial.status_on))
        for uid in left:
            if uid not in still and (why := trial.words(tasks[uid])):
                found[uid] = why
    return found


class Trial(NamedTuple):
    """A plan without one cause, and what is said of the tasks that come out right in it."""

    plan: PlanFile
    words: Callable[[FileTask], str | None]
    status_on: date | None = None


def _trials(plan: PlanFile, roots: list[FileTask], said: Said) -> Iterator[Trial]:
    """Yield what is tried, the more particular first."""
    uids = [task.uid for task in roots]
    if any(task.work_calendar for task in roots):
        plain = _changed(plan, uids, lambda task: replace(task, work_calendar=""))
        yield Trial(plain, _of_calendar)
    as_long = _changed(plan, uids, lambda task: as_long_as_in_file(plan, task))
    yield Trial(as_long, lambda task: _of_length(plan, task, said))
    if plan.status_on is not None and not plan.is_moved_by_status:
        moved = (
            f"The file moves unfinished work to its status date, {day_words(plan.status_on)}; here "
            "that happens once the plan is approved."
        )
        yield Trial(plan, lambda _: moved, plan.status_on)
    if late := {on for on in map(_hour_late(plan), roots) if on is not None}:
        begun = min(late)
        said_late = f"The file’s work begins at {begun:%H:%M}; here it begins as the day opens."
        yield Trial(_variant(plan, start_on=begun), lambda _: said_late)
    starts = (day_of(task.start_on) for task in roots if task.start_on)
    early = [start_on for start_on in starts if start_on < day_of(plan.start_on)]
    if early:
        before = f"The file starts it before the project start, {day_words(plan.start_on)}."
        yield Trial(_variant(plan, start_on=min(early)), lambda _: before)


def _hour_late(plan: PlanFile) -> Callable[[FileTask], datetime | None]:
    """Return what tells at which moment a task begins that begins within the plan's first day."""
    first = plan.calendar.day_from(plan.calendar.start_boundary(day_of(plan.start_on)))

    def begun(task: FileTask) -> datetime | None:
        on = task.start_on
        return on if isinstance(on, datetime) and on.date() == first else None

    return begun


def _of_calendar(task: FileTask) -> str | None:
    """Return that a task's own calendar is the whole difference."""
    if not task.work_calendar:
        return None
    return f"It runs on the calendar “{task.work_calendar}” here, and in the file on the plan’s."


def _of_length(plan: PlanFile, task: FileTask, said: Said) -> str:
    """Return why a task takes longer or shorter here, where that is the whole difference."""
    for field in OF_LENGTH:
        if (task.uid, field) in said:
            return said[task.uid, field]
    theirs, ours = (_days(each) for each in (as_long_as_in_file(plan, task), task))
    return f"In the file it takes {theirs} working days, here {ours}; why is not known."


def _days(task: FileTask) -> str:
    return f"{task.duration_days - task.short_parts / PARTS:.4g}"
