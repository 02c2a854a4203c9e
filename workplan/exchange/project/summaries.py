"""Summaries that are scheduled by hand: they hold their own dates, and what is tied to them.

Project starts nothing in such a summary before it, and lets its successors wait for its own dates,
whatever those of its tasks.
"""

from __future__ import annotations

from datetime import date, datetime, time

from workplan.calendars.axis import Axis
from workplan.calendars.hours import DAY, lag_of
from workplan.calendars.minutes import WorkingMinutes
from workplan.errors import InvalidInput
from workplan.exchange.planfile import FileLink, FileTask, PlanFile, Remark
from workplan.exchange.positions import countable
from workplan.scheduling.apart import on_plan
from workplan.scheduling.explain import day_words
from workplan.scheduling.network import Constraint
from workplan.scheduling.schedule import Schedule, schedule

Below = dict[int | None, list[FileTask]]


def keep_summaries(plan: PlanFile, by_hand: list[FileTask]) -> None:
    """Give the tasks in summaries by hand, and those after them, what keeps these dates."""
    if not by_hand:
        return
    below: Below = {}
    for task in plan.tasks:
        below.setdefault(task.parent, []).append(task)
    for summary in by_hand:
        _hold_inside(plan, summary, leaves_below(below, summary.uid))
    try:
        computed = schedule(plan.network())
    except InvalidInput:
        return  # The import says what is wrong with such a plan, for every kind of file.
    hands = {summary.uid: summary for summary in by_hand}
    for link in [link for link in plan.links if link.predecessor in hands]:
        _hold_after(plan, computed, hands[link.predecessor], link, below)


def leaves_below(below: Below, uid: int) -> list[FileTask]:
    """Return the tasks in a summary that have no subtasks, however deep; of a task, itself."""
    waiting, found = [*below.get(uid, ())], []
    for task in waiting:
        waiting += below.get(task.uid, ())
        if task.uid not in below:
            found.append(task)
    return found


def _hold_inside(plan: PlanFile, summary: FileTask, leaves: list[FileTask]) -> None:
    """Let nothing in a summary start before it; what follows inside it starts later anyway."""
    assert summary.start_on is not None
    said = f"It is scheduled by hand, so nothing in it starts before {day_words(summary.start_on)}."
    plan.remarks.append(Remark("changed", summary.uid, "Manual", said))
    if not is_before(plan.start_on, summary.start_on):
        return
    inside = {task.uid for task in leaves}
    following = {
        link.successor
        for link in plan.links
        if link.predecessor in inside
        and link.type == "FS"
        and min(link.lag_days, link.lag_parts) >= 0
    }
    for task in leaves:
        if task.uid not in following:
            hold(task, "SNET", summary.start_on)


def is_before(first: date, then: date) -> bool:
    """Tell whether what starts on a day, or at a moment, starts before another."""
    return _as_moment(first) < _as_moment(then)


def _as_moment(on: date) -> datetime:
    return on if isinstance(on, datetime) else datetime.combine(on, time(0))


def hold(task: FileTask, code: Constraint, on: date) -> bool:
    """Let a task that has not begun wait for a date, unless it has another constraint."""
    has_begun = task.actual_start_on is not None or task.percent > 0
    if has_begun or task.constraint not in ("ASAP", code):
        return False
    if task.constraint_on is None or is_before(task.constraint_on, on):
        task.constraint, task.constraint_on = code, on
        return True
    return False


def _hold_after(
    plan: PlanFile, computed: Schedule, summary: FileTask, link: FileLink, below: Below
) -> None:
    """Let what is linked to a summary wait for its own date, where its tasks give another one."""
    is_from_finish = link.type in ("FS", "FF")
    own_on = summary.finish_on if is_from_finish else summary.start_on
    inside = [computed.position[task.uid] for task in leaves_below(below, summary.uid)]
    if own_on is None or not inside:
        return
    calendar = computed.network.calendar
    own_on = countable(calendar, own_on)
    own = calendar.finish_boundary(own_on) if is_from_finish else calendar.start_boundary(own_on)
    # A link from a summary's start counts from the last of its tasks to start.
    positions = computed.early.finish if is_from_finish else computed.early.start
    axes = computed.graph.axes
    theirs = max(on_plan(calendar, axes[i], positions[i], finish=is_from_finish) for i in inside)
    if own == theirs:
        return
    lag = link.lag_days
    if calendar.per_day > 1:
        lag = lag_of(lag, link.lag_parts, DAY if link.is_elapsed else calendar.per_day)
    at = calendar.elapsed(own, lag, finish=is_from_finish) if link.is_elapsed else own + lag
    is_start = link.type in ("FS", "SS")
    code: Constraint = "SNET" if is_start else "FNET"
    on = _start(calendar, at) if is_start else _finish(calendar, at)
    if own < theirs:
        plan.links.remove(link)  # Its tasks would push further than the summary itself does.
    edge = "ends" if is_from_finish else "starts"
    verb = "start" if is_start else "finish"
    said = (
        f"“{summary.name}” is scheduled by hand and {edge} on {day_words(own_on)}, so it may "
        f"not {verb} before {day_words(on)}."
    )
    for task in leaves_below(below, link.successor) or [_task(plan, link.successor)]:
        if hold(task, code, on):
            plan.remarks.append(Remark("changed", task.uid, "PredecessorLink", said))


def _start(axis: Axis, at: int) -> date:
    return axis.start_from(at) if isinstance(axis, WorkingMinutes) else axis.day_from(at)


def _finish(axis: Axis, at: int) -> date:
    return axis.finish_until(at) if isinstance(axis, WorkingMinutes) else axis.day_until(at)


def _task(plan: PlanFile, uid: int) -> FileTask:
    return next(task for task in plan.tasks if task.uid == uid)
