"""Write Microsoft Project XML, with our computed dates as the file's own."""

from __future__ import annotations

from datetime import date
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from workplan.exchange.planfile import PlanFile
from workplan.exchange.project.elements import closes, opens, texts, time_said
from workplan.exchange.project.written.calendars import CALENDAR_UID, write_calendars
from workplan.exchange.project.written.tasks import write_tasks
from workplan.scheduling.schedule import schedule

NAMESPACE = "http://schemas.microsoft.com/project"


def write(plan: PlanFile, status_on: date | None = None) -> bytes:
    """Return the plan as Project XML.

    Args:
        status_on: the date by which the dates in the file are computed; None for Project's rule.
    """
    computed = schedule(plan.network(status_on))
    root = Element("Project", xmlns=NAMESPACE)
    usual = plan.hours.usual
    per_day = usual.minutes
    texts(
        root,
        SaveVersion="14",
        Name=plan.title,
        Title=plan.title,
        **({"Subject": plan.source} if plan.source else {}),
        ScheduleFromStart="1",
        StartDate=opens(plan.hours, plan.start_on),
        FinishDate=closes(plan.hours, computed.finish_on or plan.start_on),
        CalendarUID=CALENDAR_UID,
        DefaultStartTime=time_said(usual.stretches[0][0]),
        DefaultFinishTime=time_said(usual.stretches[-1][1]),
        MinutesPerDay=str(per_day),
        MinutesPerWeek=str(per_day * plan.weekmask.count("1")),
        DaysPerMonth="20",
        HonorConstraints="1",
        NewTasksAreManual="0",
    )
    if plan.status_on is not None:
        texts(root, StatusDate=closes(plan.hours, plan.status_on))
    write_calendars(SubElement(root, "Calendars"), plan, computed)
    write_tasks(SubElement(root, "Tasks"), plan, computed)
    _resources(root, plan)
    indent(root, " ")
    body: bytes = tostring(root, "utf-8")
    return b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + body


def _resources(root: Element, plan: PlanFile) -> None:
    names = sorted({name for task in plan.tasks for name in task.owners})
    resources, assignments = SubElement(root, "Resources"), SubElement(root, "Assignments")
    for uid, name in enumerate(names, 1):
        texts(SubElement(resources, "Resource"), UID=str(uid), ID=str(uid), Name=name, Type="1")
    number = 0
    for task in plan.tasks:
        for name in task.owners:
            number += 1
            uids = {"TaskUID": str(task.uid), "ResourceUID": str(names.index(name) + 1)}
            texts(SubElement(assignments, "Assignment"), UID=str(number), **uids, Units="1")
