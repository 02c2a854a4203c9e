"""Write the tasks of a Project XML file, with our computed dates as the file's own."""

from __future__ import annotations

from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from workplan.calendars.hours import DAY, lag_of
from workplan.exchange.planfile import FileLink, FileTask, PlanFile
from workplan.exchange.project.elements import closes, opens, texts
from workplan.exchange.project.links import TENTHS, TYPES
from workplan.exchange.project.task_elements import CONSTRAINTS
from workplan.exchange.project.written.calendars import uid_of
from workplan.scheduling.schedule import Schedule


def write_tasks(element: Element, plan: PlanFile, computed: Schedule) -> None:
    """Add each task below the one that it is part of, in order."""
    parents = {task.parent for task in plan.tasks}
    below: dict[int | None, list[FileTask]] = {}
    for task in plan.tasks:
        below.setdefault(task.parent, []).append(task)
    before: dict[int, list[FileLink]] = {}
    for link in plan.links:
        before.setdefault(link.successor, []).append(link)
    number = 0

    def walk(parent: int | None, outline: str) -> None:
        nonlocal number
        for place, task in enumerate(below.get(parent, []), 1):
            number += 1
            at = f"{outline}{place}"
            node = SubElement(element, "Task")
            # Project counts no inactive task, as we count none that was ended, among the done.
            active = str(int(not task.is_ended))
            texts(node, UID=str(task.uid), ID=str(number), Name=task.name)
            texts(node, Active=active, Manual="0")
            texts(node, WBS=task.code, OutlineNumber=at, OutlineLevel=str(at.count(".") + 1))
            links = before.get(task.uid, [])
            _task(node, plan, task, computed, links, is_summary=task.uid in parents)
            walk(task.uid, at + ".")

    walk(None, "")


def _task(
    node: Element,
    plan: PlanFile,
    task: FileTask,
    computed: Schedule,
    links: list[FileLink],
    *,
    is_summary: bool,
) -> None:
    written = _of_summary(plan, task, computed) if is_summary else _of_leaf(plan, task, computed)
    starts, ends, minutes, percent, done = written
    spent = minutes if done else _spent(plan, minutes, percent)
    texts(
        node,
        Priority=str(task.priority),
        Start=starts,
        Finish=ends,
        Duration=_length(minutes),
        DurationFormat="7",
        Milestone=str(int(not is_summary and minutes == 0)),
        Summary=str(int(is_summary)),
        PercentComplete=str(100 if done else percent),
    )
    # The schema wants this order; some readers insist on it.
    _progress(node, plan, task, written, is_summary=is_summary)
    if percent or done:
        texts(node, ActualDuration=_length(spent))
    texts(node, RemainingDuration=_length(minutes - spent))
    _limits(node, plan, task, is_summary=is_summary)
    if task.note:
        texts(node, Notes=task.note)
    for link in links:
        _link(node, link, plan.hours.per_day)
    hours = plan.minutes_of(task).hours
    for number, baseline in sorted(task.baselines.items()):
        texts(
            SubElement(node, "Baseline"),
            Number=str(number),
            Start=opens(hours, baseline.start_on),
            Finish=closes(hours, baseline.finish_on),
            Duration=_length(baseline.duration_days * plan.hours.per_day),
            DurationFormat="7",
        )


def _progress(
    node: Element, plan: PlanFile, task: FileTask, written: _Written, *, is_summary: bool
) -> None:
    """Say when it began and ended, if it did; a milestone did both at its moment."""
    is_moment = task.duration_days == 0 and not is_summary
    hours = plan.minutes_of(task).hours
    begun, ended = task.actual_start_on, task.actual_finish_on
    if begun is not None or (written.done and not is_summary):
        at = written.starts if is_moment or begun is None else opens(hours, begun)
        texts(node, ActualStart=at)
    if written.done:
        at = written.ends if is_moment or ended is None else closes(hours, ended)
        texts(node, ActualFinish=at)


def _limits(node: Element, plan: PlanFile, task: FileTask, *, is_summary: bool) -> None:
    """Say what holds it; of a task with subtasks no constraint counts, and Project would use it."""
    constraint = "ASAP" if is_summary else task.constraint
    hours = plan.minutes_of(task).hours
    texts(node, ConstraintType=str(CONSTRAINTS.index(constraint)))
    texts(node, CalendarUID=uid_of(plan, task.work_calendar) if task.work_calendar else "-1")
    if task.work_calendar:
        # Whoever is assigned has no calendar in the file, and Project would give them the plan's.
        texts(node, IgnoreResourceCalendar="1")
    if task.constraint_on is not None and not is_summary:
        bound = closes if task.constraint in ("FNET", "FNLT", "MFO") else opens
        texts(node, ConstraintDate=bound(hours, task.constraint_on))
    if task.deadline_on is not None:
        texts(node, Deadline=closes(hours, task.deadline_on))


class _Written(NamedTuple):
    """What is written of a task: its moments, minutes of work, percent, and whether it is done."""

    starts: str
    ends: str
    minutes: int
    percent: int
    done: bool


def _of_summary(plan: PlanFile, task: FileTask, computed: Schedule) -> _Written:
    below = computed.summary(task.uid, plan.ended)
    days = plan.calendar.working_days_between(below.start_on, below.finish_on) + 1
    starts, ends = opens(plan.hours, below.start_on), closes(plan.hours, below.finish_on)
    minutes = days * plan.hours.per_day
    moments = [m for i in computed.graph.summaries[task.uid] if (m := computed.moments(i))]
    if moments:
        first, last = min(m[0] for m in moments), max(m[1] for m in moments)
        starts, ends = first.isoformat(), last.isoformat()
        minutes = plan.minutes.finish_boundary(last) - plan.minutes.start_boundary(first)
    done = task.actual_finish_on is not None and not below.is_open
    return _Written(starts, ends, minutes, below.percent, done)


def _of_leaf(plan: PlanFile, task: FileTask, computed: Schedule) -> _Written:
    i = computed.position[task.uid]
    dates, moments = computed.dates(i), computed.moments(i)
    is_moment = task.duration_days == 0
    first = closes if is_moment and dates.is_end_of_day else opens
    last = opens if is_moment and not dates.is_end_of_day else closes
    hours = plan.minutes_of(task).hours
    starts, ends = first(hours, dates.start_on), last(hours, dates.finish_on)
    if moments:
        starts, ends = (moment.isoformat() for moment in moments)
    minutes = task.work(plan.hours.per_day)
    done = task.actual_finish_on is not None or task.percent == 100
    return _Written(starts, ends, minutes, task.percent, done)


def _spent(plan: PlanFile, minutes: int, percent: int) -> int:
    """Return how much of some minutes is done: whole days where there are no parts of any."""
    unit = 1 if plan.has_parts_of_days else plan.hours.per_day
    return minutes // unit * percent // 100 * unit


def _length(minutes: int) -> str:
    return f"PT{minutes // 60}H{minutes % 60}M0S"


def _link(node: Element, link: FileLink, per_day: int) -> None:
    a_day = DAY if link.is_elapsed else per_day
    texts(
        SubElement(node, "PredecessorLink"),
        PredecessorUID=str(link.predecessor),
        Type=str(TYPES.index(link.type)),
        CrossProject="0",
        LinkLag=str(lag_of(link.lag_days, link.lag_parts, a_day) * TENTHS),
        LagFormat="8" if link.is_elapsed else "7",
    )
