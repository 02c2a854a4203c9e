"""Write Microsoft Project XML, with our computed dates as the file's own."""

from __future__ import annotations

from datetime import date, timedelta
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from workplan.exchange.planfile import FileLink, FileTask, PlanFile
from workplan.exchange.project.calendars import PLAIN_NAMES
from workplan.exchange.project.links import TYPES
from workplan.exchange.project.task_elements import CONSTRAINTS
from workplan.scheduling.schedule import Schedule, schedule

NAMESPACE = "http://schemas.microsoft.com/project"
DAY_START, DAY_END = "T08:00:00", "T17:00:00"
MINUTES_A_DAY, TENTHS = 480, 10
CALENDAR_UID = "1"


def write(plan: PlanFile, status_on: date | None = None) -> bytes:
    """Return the plan as Project XML.

    Args:
        status_on: the date by which the dates in the file are computed; None for Project's rule.
    """
    computed = schedule(plan.network(status_on))
    root = Element("Project", xmlns=NAMESPACE)
    _texts(
        root,
        SaveVersion="14",
        Name=plan.title,
        Title=plan.title,
        **({"Subject": plan.source} if plan.source else {}),
        ScheduleFromStart="1",
        StartDate=plan.start_on.isoformat() + DAY_START,
        FinishDate=(computed.finish_on or plan.start_on).isoformat() + DAY_END,
        CalendarUID=CALENDAR_UID,
        DefaultStartTime="08:00:00",
        DefaultFinishTime="17:00:00",
        MinutesPerDay=str(MINUTES_A_DAY),
        MinutesPerWeek=str(MINUTES_A_DAY * plan.weekmask.count("1")),
        DaysPerMonth="20",
        HonorConstraints="1",
        NewTasksAreManual="0",
    )
    if plan.status_on is not None:
        _texts(root, StatusDate=plan.status_on.isoformat() + DAY_END)
    _calendar(SubElement(root, "Calendars"), plan, computed)
    _tasks(SubElement(root, "Tasks"), plan, computed)
    _resources(root, plan)
    indent(root, " ")
    body: bytes = tostring(root, "utf-8")
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + body


def _calendar(calendars: Element, plan: PlanFile, computed: Schedule) -> None:
    calendar = SubElement(calendars, "Calendar")
    _texts(calendar, UID=CALENDAR_UID, Name="Standard", IsBaseCalendar="1", BaseCalendarUID="-1")
    week = SubElement(calendar, "WeekDays")
    for day_type in range(1, 8):
        is_working = plan.weekmask[(day_type - 2) % 7] == "1"
        day = SubElement(week, "WeekDay")
        _texts(day, DayType=str(day_type), DayWorking=str(int(is_working)))
        if is_working:
            _working_times(day)
    exceptions = SubElement(calendar, "Exceptions")
    notes = plan.day_notes
    for off in _days_off(plan, computed):
        _exception(exceptions, off, notes.get(off, PLAIN_NAMES[0]), is_working=False)
    for worked in plan.worked:
        name = notes.get(worked, PLAIN_NAMES[1])
        _working_times(_exception(exceptions, worked, name, is_working=True))


def _exception(exceptions: Element, day: date, name: str, *, is_working: bool) -> Element:
    exception = SubElement(exceptions, "Exception")
    _texts(exception, EnteredByOccurrences="0")
    period = SubElement(exception, "TimePeriod")
    _texts(period, FromDate=f"{day}T00:00:00", ToDate=f"{day}T23:59:00")
    _texts(exception, Occurrences="1", Name=name, Type="1", DayWorking=str(int(is_working)))
    return exception


def _working_times(day: Element) -> None:
    times = SubElement(day, "WorkingTimes")
    for start, finish in (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00")):
        _texts(SubElement(times, "WorkingTime"), FromTime=start, ToTime=finish)


def _days_off(plan: PlanFile, computed: Schedule) -> list[date]:
    """Return the days off of the plan's own list, and the federal ones around its dates."""
    own = set(plan.holidays or ())
    if plan.holidays is not None and not plan.is_federal:
        return sorted(own)
    last = computed.finish_on or plan.start_on
    days = (last - plan.start_on).days + 731
    span = (plan.start_on + timedelta(days=n) for n in range(-366, days))
    in_week = (d for d in span if plan.weekmask[d.weekday()] == "1")
    return sorted(own.union(d for d in in_week if not plan.calendar.is_working(d)))


def _tasks(element: Element, plan: PlanFile, computed: Schedule) -> None:
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
            _texts(node, UID=str(task.uid), ID=str(number), Name=task.name, Active="1", Manual="0")
            _texts(node, WBS=task.code, OutlineNumber=at, OutlineLevel=str(at.count(".") + 1))
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
    if is_summary:
        below = computed.summary(task.uid)
        start, finish, percent = below.start_on, below.finish_on, below.percent
        done = task.actual_finish_on is not None and not below.is_open
        days = plan.calendar.working_days_between(start, finish) + 1
        starts, ends = f"{start}{DAY_START}", f"{finish}{DAY_END}"
    else:
        dates = computed.dates(computed.position[task.uid])
        at_end = task.duration_days == 0 and dates.is_end_of_day
        starts = f"{dates.start_on}{DAY_END if at_end else DAY_START}"
        is_start = task.duration_days == 0 and not at_end
        ends = f"{dates.finish_on}{DAY_START if is_start else DAY_END}"
        days, percent = task.duration_days, task.percent
        done = task.actual_finish_on is not None or percent == 100
    spent = days if done else days * percent // 100
    _texts(
        node,
        Priority=str(task.priority),
        Start=starts,
        Finish=ends,
        Duration=_hours(days),
        DurationFormat="7",
        Milestone=str(int(not is_summary and days == 0)),
        Summary=str(int(is_summary)),
        PercentComplete=str(100 if done else percent),
    )
    # The schema wants this order; some readers insist on it.
    is_moment = task.duration_days == 0 and not is_summary
    if task.actual_start_on is not None or (done and not is_summary):
        _texts(
            node,
            ActualStart=starts
            if is_moment or task.actual_start_on is None
            else f"{task.actual_start_on}{DAY_START}",
        )
    if done:
        _texts(
            node,
            ActualFinish=ends
            if is_moment or task.actual_finish_on is None
            else f"{task.actual_finish_on}{DAY_END}",
        )
    if percent or done:
        _texts(node, ActualDuration=_hours(spent))
    # Of a task with subtasks no constraint counts; Project would hold its subtasks by it.
    constraint = "ASAP" if is_summary else task.constraint
    _texts(
        node,
        RemainingDuration=_hours(days - spent),
        ConstraintType=str(CONSTRAINTS.index(constraint)),
        CalendarUID="-1",
    )
    if task.constraint_on is not None and not is_summary:
        by_finish = task.constraint in ("FNET", "FNLT", "MFO")
        _texts(node, ConstraintDate=f"{task.constraint_on}{DAY_END if by_finish else DAY_START}")
    if task.deadline_on is not None:
        _texts(node, Deadline=f"{task.deadline_on}{DAY_END}")
    if task.note:
        _texts(node, Notes=task.note)
    for link in links:
        _link(node, link)
    for number, baseline in sorted(task.baselines.items()):
        _texts(
            SubElement(node, "Baseline"),
            Number=str(number),
            Start=f"{baseline.start_on}{DAY_START}",
            Finish=f"{baseline.finish_on}{DAY_END}",
            Duration=_hours(baseline.duration_days),
            DurationFormat="7",
        )


def _hours(days: int) -> str:
    return f"PT{days * 8}H0M0S"


def _link(node: Element, link: FileLink) -> None:
    a_day = 1440 if link.is_elapsed else MINUTES_A_DAY
    _texts(
        SubElement(node, "PredecessorLink"),
        PredecessorUID=str(link.predecessor),
        Type=str(TYPES.index(link.type)),
        CrossProject="0",
        LinkLag=str(link.lag_days * a_day * TENTHS),
        LagFormat="8" if link.is_elapsed else "7",
    )


def _resources(root: Element, plan: PlanFile) -> None:
    names = sorted({name for task in plan.tasks for name in task.owners})
    resources, assignments = SubElement(root, "Resources"), SubElement(root, "Assignments")
    for uid, name in enumerate(names, 1):
        _texts(SubElement(resources, "Resource"), UID=str(uid), ID=str(uid), Name=name, Type="1")
    number = 0
    for task in plan.tasks:
        for name in task.owners:
            number += 1
            uids = {"TaskUID": str(task.uid), "ResourceUID": str(names.index(name) + 1)}
            _texts(SubElement(assignments, "Assignment"), UID=str(number), **uids, Units="1")


def _texts(parent: Element, **fields: str) -> None:
    for name, text in fields.items():
        SubElement(parent, name).text = _printable(text)


def _printable(text: str) -> str:
    """Leave out the control characters that XML cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\t\n\r")
