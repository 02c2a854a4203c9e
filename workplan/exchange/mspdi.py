"""Read Microsoft Project XML (MSPDI), as Project, ProjectLibre and GanttProject write it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from workplan.errors import InvalidInput
from workplan.exchange.mspdi_calendars import read_calendar
from workplan.exchange.mspdi_links import read_links
from workplan.exchange.planfile import FileBaseline, FileTask, PlanFile, Remark
from workplan.scheduling.network import Constraint

CONSTRAINTS: tuple[Constraint, ...] = (
    "ASAP",
    "ALAP",
    "MSO",
    "MFO",
    "SNET",
    "SNLT",
    "FNET",
    "FNLT",
)
ELAPSED_FORMATS = frozenset({"4", "6", "8", "10", "12", "36", "38", "40", "42", "44"})
MIDDAY = time(12)
DURATION = re.compile(r"^(-?)P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?$")


def read(content: bytes) -> PlanFile:
    """Return the plan in a Project XML file.

    Raises:
        InvalidInput: when it is no XML, brings a DTD or entities, or has no project in it.
    """
    root = _parsed(content)
    if root.tag != "Project":
        raise InvalidInput("file", f"The XML holds a “{root.tag[:60]}”, not a Project.")
    start = root.findtext("StartDate")
    if not start:
        raise InvalidInput("StartDate", "The project has no StartDate. Save it again in Project.")
    calendar = read_calendar(root.find("Calendars"), root.findtext("CalendarUID", "1"))
    plan = PlanFile(
        title=root.findtext("Title") or root.findtext("Name") or "Imported plan",
        start_on=_day(start),
        status_on=_day(status) if (status := root.findtext("StatusDate")) else None,
        weekmask=calendar.weekmask,
        holidays=tuple(sorted(calendar.days_off)),
    )
    minutes = int(root.findtext("MinutesPerDay") or 480) or 480
    reader = TaskReader(plan, minutes, root.findtext("CalendarUID", "1"))
    elements = [e for e in root.iterfind("Tasks/Task") if reader.is_wanted(e)]
    plan.tasks = list(reader.tasks(elements))
    _own(root, plan)
    read_links(plan, elements, minutes)
    if calendar.extra_days:
        plan.remarks.append(
            Remark(
                "dropped",
                None,
                "Calendar",
                f"{len(calendar.extra_days)} days that are worked against the week are not kept.",
            )
        )
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


@dataclass
class TaskReader:
    """Turns task elements into tasks of whole days, and says what it changed."""

    plan: PlanFile
    minutes_a_day: int
    calendar_uid: str

    def is_wanted(self, element: Element) -> bool:
        """Tell whether an element is a task of the plan; say which are left out, and why."""
        uid = int(element.findtext("UID") or 0)
        if uid == 0 or _is_on(element, "IsNull"):
            return False
        name = element.findtext("Name") or ""
        if element.findtext("Active") in ("0", "false"):
            self._say("dropped", uid, "Active", f"“{name}” is inactive, so it is left out.")
            return False
        if _is_on(element, "ExternalTask"):
            self._say("dropped", uid, "ExternalTask", f"“{name}” lives in another file.")
            return False
        return True

    def tasks(self, elements: list[Element]) -> Iterator[FileTask]:
        """Yield the tasks, each below the last one of a lower outline level."""
        seen: set[int] = set()
        above: list[tuple[int, int]] = []
        for element in elements:
            uid = int(element.findtext("UID") or 0)
            if uid in seen:
                raise InvalidInput("UID", f"Two tasks carry the UID {uid}. Save the file again.")
            seen.add(uid)
            level = int(element.findtext("OutlineLevel") or 1)
            while above and above[-1][0] >= level:
                above.pop()
            parent = above[-1][1] if above else None
            above.append((level, uid))
            yield self._task(element, uid, parent)

    def _task(self, element: Element, uid: int, parent: int | None) -> FileTask:
        is_summary = _is_on(element, "Summary")
        task = FileTask(
            uid=uid,
            name=" ".join((element.findtext("Name") or f"Task {uid}").split())[:200],
            duration_days=0 if is_summary else self._duration(element, uid),
            code=(element.findtext("WBS") or element.findtext("OutlineNumber") or str(uid))[:40],
            parent=parent,
            deadline_on=self._finish(element, "Deadline"),
            percent=max(0, min(100, int(float(element.findtext("PercentComplete") or 0)))),
            note=(element.findtext("Notes") or "").strip(),
            priority=int(element.findtext("Priority") or 500),
            start_on=self._start(element, "Start"),
            finish_on=self._finish(element, "Finish", is_plain=True),
            baselines=dict(self._baselines(element)),
        )
        if is_summary:
            task.percent = 0
            return task
        task.actual_start_on = self._start(element, "ActualStart")
        task.actual_finish_on = self._finish(element, "ActualFinish")
        self._constrain(element, task)
        return task

    def _constrain(self, element: Element, task: FileTask) -> None:
        code = CONSTRAINTS[int(element.findtext("ConstraintType") or 0) % len(CONSTRAINTS)]
        if _is_on(element, "Manual") and task.start_on is not None:
            task.constraint, task.constraint_on = "MSO", task.start_on
            said = f"“{task.name}” is scheduled by hand, so it must start on {task.start_on}."
            self._say("changed", task.uid, "Manual", said)
        elif code in ("ASAP", "ALAP"):
            task.constraint = code
        else:
            read = self._finish if code in ("MFO", "FNET", "FNLT") else self._start
            task.constraint_on = read(element, "ConstraintDate")
            task.constraint = code if task.constraint_on else "ASAP"
        calendar = element.findtext("CalendarUID") or "-1"
        if calendar not in ("-1", self.calendar_uid):
            said = f"“{task.name}” has a calendar of its own; it now follows the plan's."
            self._say("changed", task.uid, "CalendarUID", said)

    def _duration(self, element: Element, uid: int) -> int:
        minutes = minutes_of(element.findtext("Duration") or "PT0S")
        a_day = self.minutes_a_day
        if element.findtext("DurationFormat") in ELAPSED_FORMATS:
            a_day = 1440
            said = "An elapsed duration is counted in working days here."
            self._say("changed", uid, "DurationFormat", said)
        whole = round(minutes / a_day)
        if minutes and minutes % a_day:
            whole = max(1, whole)
            said = f"{minutes / a_day:.2f} days are rounded to {whole}."
            self._say("rounded", uid, "Duration", said)
        return whole

    def _baselines(self, element: Element) -> Iterator[tuple[int, FileBaseline]]:
        for baseline in element.iterfind("Baseline"):
            start = self._start(baseline, "Start")
            finish = self._finish(baseline, "Finish", is_plain=True)
            if start and finish:
                minutes = minutes_of(baseline.findtext("Duration") or "PT0S")
                days = round(minutes / self.minutes_a_day)
                number = int(baseline.findtext("Number") or 0)
                yield number, FileBaseline(min(start, finish), finish, days)

    def _start(self, element: Element, field: str) -> date | None:
        """Return a start-type date: the day that begins at the moment, or next after it."""
        moment = _moment(element, field)
        if moment is None:
            return None
        return moment.date() if moment.time() <= MIDDAY else moment.date() + timedelta(days=1)

    def _finish(self, element: Element, field: str, *, is_plain: bool = False) -> date | None:
        """Return a finish-type date: the day that ends at the moment, or before it.

        Args:
            is_plain: keep the date whatever the time, since it is only compared.
        """
        moment = _moment(element, field)
        if moment is None:
            return None
        is_end = is_plain or moment.time() >= MIDDAY or moment.time() == time(0)
        return moment.date() if is_end else moment.date() - timedelta(days=1)

    def _say(self, kind: str, uid: int, field: str, said: str) -> None:
        self.plan.remarks.append(Remark(kind, uid, field, said))  # type: ignore[arg-type]


def minutes_of(text: str) -> int:
    """Return the minutes of a duration such as PT40H0M0S."""
    found = DURATION.match(text.strip())
    if found is None:
        raise InvalidInput("Duration", f"“{text[:40]}” is no duration. Project writes PT40H0M0S.")
    sign, days, hours, minutes, seconds = found.groups(default="0")
    total = int(days) * 1440 + int(hours) * 60 + int(minutes) + round(float(seconds) / 60)
    return -total if sign == "-" else total


def _own(root: Element, plan: PlanFile) -> None:
    """Give each task the names of the resources that are assigned to it."""
    names = {
        r.findtext("UID"): r.findtext("Name") or "" for r in root.iterfind("Resources/Resource")
    }
    owners: dict[int, list[str]] = {}
    for assignment in root.iterfind("Assignments/Assignment"):
        name = names.get(assignment.findtext("ResourceUID"))
        if name:
            owners.setdefault(int(assignment.findtext("TaskUID") or 0), []).append(name)
    for task in plan.tasks:
        task.owners = tuple(dict.fromkeys(owners.get(task.uid, [])))


def _is_on(element: Element, field: str) -> bool:
    return element.findtext(field) in ("1", "true")


def _moment(element: Element, field: str) -> datetime | None:
    text = element.findtext(field)
    if not text or text.startswith("NA"):
        return None
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=None)
    except ValueError:
        raise InvalidInput(field, f"{field} is “{text[:40]}”, which is no date.") from None


def _day(text: str) -> date:
    try:
        return datetime.fromisoformat(text.strip()).date()
    except ValueError:
        raise InvalidInput("StartDate", f"“{text[:40]}” is no date.") from None
