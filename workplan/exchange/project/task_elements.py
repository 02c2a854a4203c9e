"""The tasks of a Project XML file, as tasks of whole days; with what was changed to fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from xml.etree.ElementTree import Element

from workplan.errors import InvalidInput
from workplan.exchange.planfile import (
    FileBaseline,
    FileTask,
    PlanFile,
    Remark,
    RemarkKind,
)
from workplan.exchange.project.exact_times import exact_of
from workplan.exchange.project.values import (
    MIDNIGHT,
    STAND_IN,
    Hours,
    is_on,
    minutes_of,
    moment_of,
    rounded,
    text_of,
    whole,
)
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
BY_FINISH = ("MFO", "FNET", "FNLT")
ELAPSED_FORMATS = frozenset({4, 6, 8, 10, 12, 36, 38, 40, 42, 44})


@dataclass
class TaskReader:
    """Turns task elements into tasks of whole days, and says what it changed.

    Args:
        others: who works a task on another calendar than the plan's, by its uid.
        left_out: why a task is not in the plan, by uid.
        manual: the tasks that are scheduled by hand.
        levelled: the tasks that resource levelling holds back.
        on_summaries: the constraints that stand on summaries, which hold for all below them.
        summaries_by_hand: the summaries that are scheduled by hand.
    """

    plan: PlanFile
    hours: Hours
    others: Mapping[int, str]
    left_out: dict[int, str] = field(default_factory=dict)
    manual: list[FileTask] = field(default_factory=list)
    levelled: list[FileTask] = field(default_factory=list)
    on_summaries: list[tuple[FileTask, Constraint, date]] = field(default_factory=list)
    summaries_by_hand: list[FileTask] = field(default_factory=list)

    def is_wanted(self, element: Element) -> bool:
        """Tell whether an element is a task of the plan; say which are left out, and why."""
        uid = whole(element, "UID")
        if uid == 0 or is_on(element, "IsNull"):
            return False
        name = text_of(element, "Name")
        if text_of(element, "Active").lower() in ("0", "false"):
            self.left_out[uid] = "is inactive"
            self.say("dropped", uid, "Active", f"“{name}” is inactive, so it is left out.")
        elif is_on(element, "ExternalTask"):
            self.left_out[uid] = "lives in another file"
            self.say("dropped", uid, "ExternalTask", f"“{name}” lives in another file.")
        return uid not in self.left_out

    def tasks(self, elements: list[Element]) -> list[FileTask]:
        """Return the tasks, each below the last one of a lower outline level."""
        seen: set[int] = set()
        above: list[tuple[int, int]] = []
        parents: list[int | None] = []
        for element in elements:
            uid = whole(element, "UID")
            if uid in seen:
                raise InvalidInput("UID", f"Two tasks carry the UID {uid}. Save the file again.")
            seen.add(uid)
            level = whole(element, "OutlineLevel", 1)
            while above and above[-1][0] >= level:
                above.pop()
            parents.append(above[-1][1] if above else None)
            above.append((level, uid))
        has_children = set(parents)
        return [
            self._task(element, parent, is_summary=whole(element, "UID") in has_children)
            for element, parent in zip(elements, parents, strict=True)
        ]

    def say(self, kind: RemarkKind, uid: int | None, field: str, said: str) -> None:
        """Note what became of a part of the file."""
        self.plan.remarks.append(Remark(kind, uid, field, said))

    def _task(self, element: Element, parent: int | None, *, is_summary: bool) -> FileTask:
        uid = whole(element, "UID")
        start, finish = moment_of(element, "Start"), moment_of(element, "Finish")
        task = FileTask(
            uid=uid,
            name=" ".join((text_of(element, "Name") or f"Task {uid}").split())[:200],
            duration_days=0,
            code=(text_of(element, "WBS") or text_of(element, "OutlineNumber") or str(uid))[:40],
            parent=parent,
            deadline_on=self._deadline(element),
            percent=max(0, min(100, whole(element, "PercentComplete"))),
            note=text_of(element, "Notes"),
            priority=whole(element, "Priority", 500),
            start_on=self.hours.start_day(start) if start else None,
            finish_on=self._last_day(start, finish),
            baselines=dict(self._baselines(element)),
        )
        self._constrain(element, task, is_summary=is_summary)
        if is_summary:
            task.percent = 0
            if is_on(element, "Manual") and task.start_on is not None:
                self.summaries_by_hand.append(task)
            return task
        task.duration_days = self._duration(element, task)
        self._report(element, task)
        if whole(element, "DurationFormat") not in ELAPSED_FORMATS:
            task.exact = exact_of(element, self.hours, self.plan.calendar)
        if is_on(element, "Manual") and task.start_on is not None:
            self.manual.append(task)
        elif whole(element, "LevelingDelay"):
            self.levelled.append(task)
        return task

    def _constrain(self, element: Element, task: FileTask, *, is_summary: bool) -> None:
        code = CONSTRAINTS[whole(element, "ConstraintType") % len(CONSTRAINTS)]
        wanted = self._day(element, "ConstraintDate", is_finish=code in BY_FINISH)
        if code not in ("ASAP", "ALAP") and wanted is None:
            code = "ASAP"
        if is_summary:
            if wanted is not None and code != "ASAP":
                self.on_summaries.append((task, code, wanted))
            return
        task.constraint = code
        task.constraint_on = wanted if code not in ("ASAP", "ALAP") else None

    def _actual(self, element: Element, field: str) -> datetime | None:
        """Return when something happened; a stand-in is no date where nothing is done."""
        moment = moment_of(element, field)
        is_none = moment == STAND_IN and not whole(element, "PercentComplete")
        return None if is_none else moment

    def _deadline(self, element: Element) -> date | None:
        moment = moment_of(element, "Deadline")
        return None if moment in (None, STAND_IN) else self.hours.finish_day(moment)

    def _report(self, element: Element, task: FileTask) -> None:
        """Take what has happened; a milestone that is done lies at one moment."""
        start, finish = self._actual(element, "ActualStart"), self._actual(element, "ActualFinish")
        if finish is not None and text_of(element, "PercentComplete") in ("0", "0.0"):
            said = "It is 0 % complete and has an actual finish; it is taken as done."
            self.say("changed", task.uid, "ActualFinish", said)
        if task.duration_days == 0 and finish is not None:
            on = self.plan.calendar.on_or_before(self.hours.finish_day(finish))
            task.actual_start_on = task.actual_finish_on = on
            return
        task.actual_start_on = start.date() if start else None
        task.actual_finish_on = _end(start, finish)

    def _duration(self, element: Element, task: FileTask) -> int:
        text = text_of(element, "Duration") or text_of(element, "ManualDuration")
        if not text:
            days = self._days_between(task)
            if days:
                said = f"No duration is given, so its dates give one: {days} days."
                self.say("changed", task.uid, "Duration", said)
            return days
        minutes = max(0, minutes_of(text, self.hours.minutes))
        if whole(element, "DurationFormat") in ELAPSED_FORMATS and minutes:
            working = round(minutes / 1440 * self.plan.weekmask.count("1") / 7)
            days = self._days_between(task) or max(1, working)
            said = f"An elapsed duration is counted in working days here: {days}."
            self.say("changed", task.uid, "DurationFormat", said)
            return days
        days = rounded(minutes / self.hours.minutes)
        if task.uid in self.others:
            return self._on_another_calendar(task, days)
        if minutes % self.hours.minutes:
            days = max(1, days)
            said = f"{minutes / self.hours.minutes:.2f} days are rounded to {days}."
            self.say("rounded", task.uid, "Duration", said)
        elif days and self._is_whole(element) and self._is_interrupted(element):
            span = self._days_between(task)
            if span > days:
                said = (
                    f"The work of {days} days is interrupted and takes {span} from start to "
                    "finish; here it runs without a break and lasts as long."
                )
                self.say("changed", task.uid, "Duration", said)
                return span
        return days

    def _on_another_calendar(self, task: FileTask, days: int) -> int:
        """Return the working days of the plan that work takes in the file, on its calendar."""
        taken = self._days_between(task) if days else 0
        if taken == days:
            return days
        said = f"{self.others[task.uid]}: its {days} days take {taken} working days of the plan's."
        if not taken:
            said = f"{self.others[task.uid]}; here it takes {days} working days of the plan's."
        self.say("changed", task.uid, "CalendarUID", said)
        return taken or days

    def _is_interrupted(self, element: Element) -> bool:
        """Tell whether a span longer than the work is a pause, and not how the work went.

        Work that is done took as long as it took. Work that has begun stopped, and resumes later.
        """
        if self._actual(element, "ActualFinish") or whole(element, "PercentComplete") >= 100:
            return False
        if not self._actual(element, "ActualStart") and not whole(element, "PercentComplete"):
            return True
        stop, resume = moment_of(element, "Stop"), moment_of(element, "Resume")
        if stop is None or resume is None:
            return False
        calendar, hours = self.plan.calendar, self.hours
        last = calendar.finish_boundary(hours.finish_day(stop))
        return calendar.start_boundary(hours.start_day(resume)) > last

    def _last_day(self, start: datetime | None, finish: datetime | None) -> date | None:
        """Return the last day worked; a milestone keeps the date of its moment."""
        if finish is None or start is None or finish <= start:
            return finish.date() if finish else None
        return self.hours.finish_day(finish)

    def _is_whole(self, element: Element) -> bool:
        """Tell whether a task begins when a day opens and ends when one closes."""
        start, finish = moment_of(element, "Start"), moment_of(element, "Finish")
        if start is None or finish is None:
            return False
        return (start.time(), finish.time()) == (self.hours.opens, self.hours.closes)

    def _days_between(self, task: FileTask) -> int:
        if task.start_on is None or task.finish_on is None:
            return 0
        calendar = self.plan.calendar
        first, last = (
            calendar.start_boundary(task.start_on),
            calendar.finish_boundary(task.finish_on),
        )
        return max(0, last - first)

    def _baselines(self, element: Element) -> Iterator[tuple[int, FileBaseline]]:
        for baseline in element.iterfind("Baseline"):
            start, finish = moment_of(baseline, "Start"), moment_of(baseline, "Finish")
            if start and finish:
                last = _end(start, finish) or finish.date()
                minutes = minutes_of(text_of(baseline, "Duration") or "PT0S", self.hours.minutes)
                days = max(0, rounded(minutes / self.hours.minutes))
                yield (
                    whole(baseline, "Number"),
                    FileBaseline(min(start.date(), last), last, days),
                )

    def _day(self, element: Element, field: str, *, is_finish: bool) -> date | None:
        """Return a date that something starts or finishes on, from the moment in the file."""
        moment = moment_of(element, field)
        if moment is None:
            return None
        return self.hours.finish_day(moment) if is_finish else self.hours.start_day(moment)


def _end(start: datetime | None, finish: datetime | None) -> date | None:
    """Return the last day of what finishes at a moment; midnight ends the day before."""
    if finish is None:
        return None
    is_midnight = finish.time() == MIDNIGHT and start is not None and finish.date() > start.date()
    return date.fromordinal(finish.toordinal() - 1) if is_midnight else finish.date()
