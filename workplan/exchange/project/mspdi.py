"""Read Microsoft Project XML (MSPDI), as Project, ProjectLibre and GanttProject write it."""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from workplan.calendars.hours import DAY
from workplan.errors import InvalidInput
from workplan.exchange.planfile import FileTask, PlanFile, Remark, check_size
from workplan.exchange.project.calendars import A_DAY, FileCalendar, read_calendar
from workplan.exchange.project.links import read_links
from workplan.exchange.project.moments import Moments
from workplan.exchange.project.other_calendars import other_calendars
from workplan.exchange.project.settling import settle
from workplan.exchange.project.task_elements import TaskReader
from workplan.exchange.project.values import is_on, moment_of, text_of, whole
from workplan.scheduling.explain import day_words

UNSAID = frozenset({"forecast_on", "due_after"})
"""What Project has no field for."""
CALENDARS = frozenset({"calendar", "work_calendar"})


def read(content: bytes) -> PlanFile:
    """Return the plan in a Project XML file.

    Raises:
        InvalidInput: when it is no XML, brings a DTD or entities, or has no project in it.
    """
    root = _parsed(content)
    if root.tag != "Project":
        raise InvalidInput("file", f"The XML holds a “{root.tag[:60]}”, not a Project.")
    start = moment_of(root, "StartDate")
    if start is None:
        raise InvalidInput("StartDate", "The project has no StartDate. Save it again in Project.")
    calendar_uid = text_of(root, "CalendarUID") or "1"
    calendar = read_calendar(root.find("Calendars"), calendar_uid)
    plan = _without_tasks(root, calendar, start.date())
    moments = Moments(plan.minutes, plan.hours.per_day)
    plan.start_on = moments.start(root, "StartDate") or start.date()
    _remark_on_head(root, plan, calendar)
    if plan.status_on is not None:
        said = (
            f"The status date, {day_words(plan.status_on)}, is set aside: Project moves nothing by "
            "it. Here days count from when the plan is approved."
        )
        plan.remarks.append(Remark("dropped", None, "StatusDate", said))
    others = other_calendars(root, calendar, calendar_uid, plan.hours.per_day)
    reader = TaskReader(plan, moments, others)
    plan.remarks += others.remarks
    found = len(root.findall("Tasks/Task")), len(root.findall("Tasks/Task/PredecessorLink"))
    check_size(*found)
    elements = [e for e in root.iterfind("Tasks/Task") if reader.is_wanted(e)]
    plan.tasks = reader.tasks(elements)
    used = {task.work_calendar for task in plan.tasks}
    plan.calendars = {name: one for name, one in others.calendars.items() if name in used}
    plan.remarks += map(_runs_on, (task for task in plan.tasks if task.work_calendar))
    _own(root, plan)
    held = read_links(plan, elements, reader.left_out)
    settle(plan, reader, held)
    return plan


def _parsed(content: bytes) -> Element:
    try:
        root: Element = fromstring(content, forbid_dtd=True)
    except DefusedXmlException as hostile:
        raise InvalidInput(
            "file", "The XML brings a document type or entities, which no plan needs. Refused."
        ) from hostile
    except (ParseError, ValueError, LookupError) as broken:
        raise InvalidInput("file", f"The file is not well-formed XML: {broken}.") from broken
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = element.tag.rpartition("}")[2]
    return root


def _without_tasks(root: Element, calendar: FileCalendar, start_on: date) -> PlanFile:
    """Return what the head of a project and its calendar say of a plan."""
    status = moment_of(root, "StatusDate")
    # A day of a duration is a day of the calendar; MinutesPerDay only says how Project shows it.
    minutes = whole(root, "MinutesPerDay", A_DAY)
    return PlanFile(
        title=text_of(root, "Title") or text_of(root, "Name") or "Imported plan",
        start_on=start_on,
        status_on=status.date() if status else None,
        weekmask=calendar.weekmask,
        holidays=tuple(sorted(calendar.days_off)),
        worked=tuple(sorted(calendar.worked)),
        day_notes={
            day: name
            for day, name in sorted(calendar.notes.items())
            if day in calendar.days_off | calendar.worked
        },
        hours=calendar.week(minutes if 0 < minutes <= DAY else A_DAY),
        unsaid=UNSAID if root.find("Calendars/Calendar") is not None else UNSAID | CALENDARS,
    )


def _runs_on(task: FileTask) -> Remark:
    said = f"It runs on the calendar “{task.work_calendar}”, as in the file."
    return Remark("taken", task.uid, "CalendarUID", said)


def _remark_on_head(root: Element, plan: PlanFile, calendar: FileCalendar) -> None:
    """Say what of the file as a whole no plan here can keep."""
    said = []
    if text_of(root, "ScheduleFromStart") in ("0", "false"):
        said.append(
            ("ScheduleFromStart", "The file is scheduled backward from its end; here forward.")
        )
    if calendar.has_weeks:
        said.append(("WorkWeeks", "Weeks with hours of their own follow those of the usual week."))
    if calendar.has_hours_apart:
        words = "Days apart from the week with hours of their own follow those of their weekday."
        said.append(("WorkingTimes", words))
    plan.remarks += (Remark("changed", None, field, words) for field, words in said)


def _own(root: Element, plan: PlanFile) -> None:
    """Give each task the names of the people and agencies that are assigned to it."""
    names = {
        text_of(r, "UID"): text_of(r, "Name")
        for r in root.iterfind("Resources/Resource")
        if text_of(r, "Type") in ("", "1") and not is_on(r, "IsCostResource")
    }
    owners: dict[int, list[str]] = {}
    for assignment in root.iterfind("Assignments/Assignment"):
        name = names.get(text_of(assignment, "ResourceUID"))
        if name:
            owners.setdefault(whole(assignment, "TaskUID"), []).append(name)
    for task in plan.tasks:
        task.owners = tuple(dict.fromkeys(owners.get(task.uid, [])))
