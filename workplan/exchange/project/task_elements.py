"""The tasks of a Project XML file, as tasks here; with what was changed to fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from xml.etree.ElementTree import Element

from workplan.calendars.hours import DAY, whole_days
from workplan.calendars.minutes import WorkingMinutes, day_of
from workplan.errors import InvalidInput
from workplan.exchange.planfile import (
    FileBaseline,
    FileTask,
    PlanFile,
    Remark,
    RemarkKind,
)
from workplan.exchange.project.moments import Moments
from workplan.exchange.project.other_calendars import OtherCalendars
from workplan.exchange.project.values import (
    MIDNIGHT,
    STAND_IN,
    is_on,
    minutes_of,
    moment_of,
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
    """Turns task elements into tasks, and says what it changed.

    Args:
        others: which tasks run on another calendar than the plan's.
        left_out: why a task is not in the plan, by uid.
        manual: the tasks that are scheduled by hand.
        levelled: the tasks that resource levelling holds back.
        on_summaries: the constraints that stand on summaries, which hold for all below them.
        summaries_by_hand: the summaries that are scheduled by hand.
        calendar: the name of the one by which it reads moments; empty for the plan's.
    """

    plan: PlanFile
    moments: Moments
    others: OtherCalendars
    left_out: dict[int, str] = field(default_factory=dict)
    manual: list[FileTask] = field(default_factory=list)
    levelled: list[FileTask] = field(default_factory=list)
    on_summaries: list[tuple[FileTask, Constraint, date]] = field(default_factory=list)
    summaries_by_hand: list[FileTask] = field(default_factory=list)
    calendar: str = ""

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
            self._on_its_calendar(element, has_children)._task(
                element, parent, is_summary=whole(element, "UID") in has_children
            )
            for element, parent in zip(elements, parents, strict=True)
        ]

    def _on_its_calendar(self, element: Element, summaries: set[int | None]) -> TaskReader:
        """Return a reader that reads the moments of a task by the hours that its work runs on."""
        uid = whole(element, "UID")
        name = "" if uid in summaries else self.others.by_task.get(uid, "")
        # An elapsed duration runs round the clock, and no calendar is asked.
        if not name or whole(element, "DurationFormat") in ELAPSED_FORMATS:
            return self
        own = self.others.calendars[name].minutes
        return replace(self, moments=self.moments._replace(calendar=own), calendar=name)

    def say(self, kind: RemarkKind, uid: int | None, field: str, said: str) -> None:
        """Note what became of a part of the file."""
        self.plan.remarks.append(Remark(kind, uid, field, said))

    def _task(self, element: Element, parent: int | None, *, is_summary: bool) -> FileTask:
        uid = whole(element, "UID")
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
            start_on=self.moments.start(element, "Start"),
            finish_on=self._finish(element),
            baselines=dict(self._baselines(element)),
            work_calendar=self.calendar,
        )
        self._constrain(element, task, is_summary=is_summary)
        if is_summary:
            task.percent = 0
            if is_on(element, "Manual") and task.start_on is not None:
                self.summaries_by_hand.append(task)
            return task
        self._last(task, self._duration(element, task))
        self._report(element, task)
        if is_on(element, "Manual") and task.start_on is not None:
            self.manual.append(task)
        elif whole(element, "LevelingDelay"):
            self.levelled.append(task)
        return task

    def _constrain(self, element: Element, task: FileTask, *, is_summary: bool) -> None:
        code = CONSTRAINTS[whole(element, "ConstraintType") % len(CONSTRAINTS)]
        read = self.moments.finish if code in BY_FINISH else self.moments.start
        wanted = read(element, "ConstraintDate")
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
        if moment_of(element, "Deadline") == STAND_IN:
            return None
        on = self.moments.finish(element, "Deadline")
        return on and day_of(on)

    def _report(self, element: Element, task: FileTask) -> None:
        """Take what has happened; a milestone that is done lies at one moment."""
        start, finish = self._actual(element, "ActualStart"), self._actual(element, "ActualFinish")
        if finish is not None and text_of(element, "PercentComplete") in ("0", "0.0"):
            said = "It is 0 % complete and has an actual finish; it is taken as done."
            self.say("changed", task.uid, "ActualFinish", said)
        if task.duration_days == 0 and finish is not None:
            on = self.moments.finish(element, "ActualFinish") or finish.date()
            if not isinstance(on, datetime):
                on = self.moments.calendar.days.on_or_before(on)
            task.actual_start_on = task.actual_finish_on = on
            return
        task.actual_start_on = self.moments.begun(element, "ActualStart") if start else None
        task.actual_finish_on = self.moments.ended(element, "ActualFinish") if finish else None

    def _last(self, task: FileTask, minutes: int) -> None:
        """Let a task take so many minutes of work: days, rounded up, and what they are too long."""
        task.duration_days, task.short_parts = whole_days(minutes, self.moments.per_day)

    def _duration(self, element: Element, task: FileTask) -> int:
        """Return the minutes of work that a task takes, counted on the calendar that it runs on."""
        per_day = self.moments.per_day
        text = text_of(element, "Duration") or text_of(element, "ManualDuration")
        taken = self._taken(task, self.moments.calendar)
        if not text:
            if taken:
                said = f"No duration is given, so its dates give one: {self._days(taken)} days."
                self.say("changed", task.uid, "Duration", said)
            return taken
        minutes = max(0, minutes_of(text, per_day))
        if whole(element, "DurationFormat") in ELAPSED_FORMATS and minutes:
            working = round(minutes / DAY * self.plan.weekmask.count("1") / 7)
            found = taken or max(1, working) * per_day
            said = f"An elapsed duration is counted in working days here: {self._days(found)}."
            self.say("changed", task.uid, "DurationFormat", said)
            return found
        if task.work_calendar and self._taken(task, self.plan.minutes) == minutes:
            return minutes  # The file runs it on the plan's calendar; the import names it.
        if minutes and taken > minutes and self._is_interrupted(element):
            said = (
                f"The work of {self._days(minutes)} days is interrupted and takes "
                f"{self._days(taken)} from start to finish; here it runs without a break and "
                "lasts as long."
            )
            self.say("changed", task.uid, "Duration", said)
            return taken
        return minutes

    def _days(self, minutes: int) -> str:
        return f"{minutes / self.moments.per_day:.4g}"

    def _taken(self, task: FileTask, axis: WorkingMinutes) -> int:
        """Return the minutes of work between a task's own dates, on a calendar."""
        if task.start_on is None or task.finish_on is None:
            return 0
        return max(0, axis.finish_boundary(task.finish_on) - axis.start_boundary(task.start_on))

    def _is_interrupted(self, element: Element) -> bool:
        """Tell whether a span longer than the work is a pause, and not how the work went.

        Work that is done took as long as it took. Work that has begun stopped, and resumes later.
        """
        if self._actual(element, "ActualFinish") or whole(element, "PercentComplete") >= 100:
            return False
        if not self._actual(element, "ActualStart") and not whole(element, "PercentComplete"):
            return True
        stop, resume = (
            self.moments.finish(element, "Stop"),
            self.moments.start(element, "Resume"),
        )
        if stop is None or resume is None:
            return False
        axis = self.moments.calendar
        return axis.start_boundary(resume) > axis.finish_boundary(stop)

    def _finish(self, element: Element) -> date | None:
        """Return when a task ends; a milestone keeps the date of its moment."""
        start, finish = moment_of(element, "Start"), moment_of(element, "Finish")
        if finish is None or start is None or finish <= start:
            return self.moments.within(element, "Finish")
        return self.moments.finish(element, "Finish")

    def _baselines(self, element: Element) -> Iterator[tuple[int, FileBaseline]]:
        for baseline in element.iterfind("Baseline"):
            start, finish = moment_of(baseline, "Start"), moment_of(baseline, "Finish")
            if start and finish:
                last = _end(start, finish) or finish.date()
                minutes = minutes_of(text_of(baseline, "Duration") or "PT0S", self.moments.per_day)
                days, _ = whole_days(max(0, minutes), self.moments.per_day)
                yield (
                    whole(baseline, "Number"),
                    FileBaseline(min(start.date(), last), last, days),
                )


def _end(start: datetime | None, finish: datetime | None) -> date | None:
    """Return the last day of what finishes at a moment; midnight ends the day before."""
    if finish is None:
        return None
    is_midnight = finish.time() == MIDNIGHT and start is not None and finish.date() > start.date()
    return date.fromordinal(finish.toordinal() - 1) if is_midnight else finish.date()
