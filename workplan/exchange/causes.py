"""Why a task comes out otherwise than in its file: only what is proved is said.

A cause is named when the dates, computed again without it, are the file's own. What no such trial
explains is not known, and said to be.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from workplan.exchange.planfile import FileTask, PlanFile
from workplan.exchange.positions import Place, differing
from workplan.scheduling.explain import day_words
from workplan.scheduling.schedule import Schedule, schedule

ROUNDS, PLACED = 10, 100_000
"""How many tasks in a row may each have a cause of their own before the rest is not known: more in
a small plan, so that about so many tasks are placed for each kind of trial."""
UNKNOWN = "Not known: its links and constraints give the dates here, and the file has others."
OF_LENGTH = ("Duration", "DurationFormat", "CalendarUID")

NO_TIME = 1e-6
"""A part of a day that is only a slip of counting with fractions."""

Differing = dict[int, tuple[Place, Place]]
Said = dict[tuple[int | None, str], str]
"""What was changed or rounded, by task and field."""


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
    pinned = replace(task, percent=0, actual_start_on=None, duration_days=_span(plan, task))
    if task.duration_days == 0 and not plan.has_moments:
        return replace(pinned, constraint="MFO", constraint_on=finish_on)
    return replace(pinned, constraint="MSO", constraint_on=start_on)


def _span(plan: PlanFile, task: FileTask) -> int:
    """Return how many working days a task takes in the file; of a milestone, none."""
    if task.duration_days == 0 or task.start_on is None or task.finish_on is None:
        return 0
    calendar = plan.calendar
    days = calendar.finish_boundary(task.finish_on) - calendar.start_boundary(task.start_on)
    return max(0, days)


def _own_causes(plan: PlanFile, roots: Differing) -> dict[int, str]:
    """Return the causes that tasks have in themselves, of those that are proved."""
    tasks = {task.uid: task for task in plan.tasks if task.uid in roots}
    said = {
        (remark.uid, remark.field): remark.said
        for remark in reversed(plan.remarks)
        if remark.kind in ("changed", "rounded")
    }
    found = {}
    for uid, (_, ours) in roots.items():
        if hours := _part_of_a_day(tasks[uid], ours):
            found[uid] = said.get((uid, "Duration"), hours)
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
    if rounded := {uid for uid, field in said if field == "LinkLag"}:
        for days in (1, -1):
            links = [
                link._replace(lag_days=link.lag_days + days) if link.successor in rounded else link
                for link in plan.links
            ]
            yield Trial(_variant(plan, links=links), lambda task: said.get((task.uid, "LinkLag")))
    uids = [task.uid for task in roots]
    as_long = _changed(plan, uids, lambda task: replace(task, duration_days=_span(plan, task)))
    yield Trial(as_long, lambda task: _of_length(plan, task, said))
    if plan.status_on is not None and not plan.is_moved_by_status:
        moved = (
            f"The file moves unfinished work to its status date, {day_words(plan.status_on)}; here "
            "that happens once the plan is approved."
        )
        yield Trial(plan, lambda _: moved, plan.status_on)
    early = [task.start_on for task in roots if task.start_on and task.start_on < plan.start_on]
    if early:
        before = f"The file starts it before the project start, {day_words(plan.start_on)}."
        yield Trial(_variant(plan, start_on=min(early)), lambda _: before)


def _part_of_a_day(task: FileTask, ours: Place) -> str:
    """Return that hours are the cause, when a task starts less than a day from where it does here.

    In the file it is then just as long as its hours, so that with whole days nothing differs.
    """
    exact = task.exact
    if exact is None or abs(exact.finish - exact.start - exact.days) > NO_TIME:
        return ""
    if abs(ours[0] - exact.start) >= 1 or abs(ours[1] - ours[0] - exact.days) >= 1:
        return ""
    return f"The file counts hours, from {exact.said}; here days are whole."


def _of_length(plan: PlanFile, task: FileTask, said: Said) -> str:
    """Return why a task takes longer or shorter here, where that is the whole difference."""
    for field in OF_LENGTH:
        if (task.uid, field) in said:
            return said[task.uid, field]
    return (
        f"In the file it takes {_span(plan, task)} working days, here {task.duration_days}; why "
        "is not known."
    )
