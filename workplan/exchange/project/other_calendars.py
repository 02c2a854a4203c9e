"""Who works on another calendar than the plan's: resources, and tasks with one of their own.

Project runs assigned work where the calendar of the task and that of the resource both work; a task
may say that it does not ask its resources. Of several assignments the one that ends last decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import nan
from typing import NamedTuple
from xml.etree.ElementTree import Element

from workplan.calendars.minutes import WorkingMinutes
from workplan.calendars.own import MAX_NAME, OwnCalendar, check_count
from workplan.calendars.working import LAST_YEAR
from workplan.errors import InvalidInput
from workplan.exchange.planfile import Remark, RemarkKind
from workplan.exchange.project.calendars import FileCalendar, read_calendar
from workplan.exchange.project.overlaps import overlap
from workplan.exchange.project.values import is_on, minutes_of, moment_of, text_of, whole
from workplan.plain_text import one_line

NONE = ("", "-1")
DECIMAL = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)(e[-+]?\d+)?", re.ASCII | re.IGNORECASE)
LEAST_UNITS, MOST_UNITS = 0.0001, 1000.0
"""How much of a resource an assignment can take: less would last longer than any plan."""
NEVER = -1
USES = (
    ("Tasks/Task", "CalendarUID"),
    ("Resources/Resource", "CalendarUID"),
    ("Calendars/Calendar", "BaseCalendarUID"),
)
"""Where a file asks for a calendar by its uid."""


class _Work(NamedTuple):
    """An assignment of a task, or the task itself, and what it runs on.

    Args:
        calendar: None for the plan's.
        uid: of the base calendar that this is; empty for what is no calendar of that name.
    """

    element: Element
    calendar: FileCalendar | None
    name: str
    uid: str = ""


@dataclass
class OtherCalendars:
    """The calendars beside the plan's, by name, and which task runs on which, by its uid."""

    calendars: dict[str, OwnCalendar] = field(default_factory=dict)
    by_task: dict[int, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def other_calendars(
    root: Element, calendar: FileCalendar, calendar_uid: str, minutes_a_day: int
) -> OtherCalendars:
    """Return what of a file's work runs on another calendar.

    Args:
        calendar: of the plan, whose uid is `calendar_uid`.
        minutes_a_day: how long a day is of a calendar that says no hours.
    """
    return _Reader(root, calendar, calendar_uid, minutes_a_day).read()


class _Reader:
    """Reads the calendars that the work of a file runs on, each once."""

    def __init__(self, root: Element, calendar: FileCalendar, uid: str, minutes: int) -> None:
        self.root, self.plain, self.minutes = root, calendar, minutes
        self.plan = own_of(calendar, minutes)
        self.plan_uid = uid
        self.known: dict[str, tuple[FileCalendar, bool]] = {}
        self.names: dict[str, str] = {}
        self.of_people = {
            text_of(resource, "UID"): (text_of(resource, "CalendarUID"), _name(resource))
            for resource in root.iterfind("Resources/Resource")
            if text_of(resource, "Type") in ("", "1")
        }
        self.found = OtherCalendars()

    def read(self) -> OtherCalendars:
        """Return the calendars that are used, and by which tasks."""
        assigned: dict[int, list[Element]] = {}
        for assignment in self.root.iterfind("Assignments/Assignment"):
            if text_of(assignment, "ResourceUID") in self.of_people:
                assigned.setdefault(whole(assignment, "TaskUID"), []).append(assignment)
        for task in self.root.iterfind("Tasks/Task"):
            uid = whole(task, "UID")
            if is_on(task, "Summary"):
                continue
            wanted = [*self._of_work(task, assigned.get(uid, []))]
            if all(one.calendar is None for one in wanted):
                continue
            last = wanted[0]
            if len(wanted) > 1:
                last = max(wanted, key=lambda one: self._end(task, one.element, one.calendar))
            if last.calendar is not None:
                self.found.by_task[uid] = self._kept(last.calendar, last.name, last.uid)
        self._say_what_is_unused()
        return self.found

    def _of_work(self, task: Element, assignments: list[Element]) -> Iterator[_Work]:
        """Yield each assignment of a task with its calendar; without any, the task itself."""
        uid = text_of(task, "CalendarUID")
        named = uid not in NONE
        own = self._other(uid, is_named=True)
        name = own.name if own else self.plain.name
        alone = _Work(task, own, name, uid if own and own.is_base else "")
        if not assignments or (named and is_on(task, "IgnoreResourceCalendar")):
            yield alone
            return
        for assignment in assignments:
            of_person, who = self.of_people[text_of(assignment, "ResourceUID")]
            theirs = self._other(of_person)
            if not named:
                yield _Work(assignment, theirs, who)
            elif theirs is None:
                yield alone._replace(element=assignment)
            else:
                yield self._common(task, assignment, alone, theirs, who)

    def _common(
        self, task: Element, assignment: Element, alone: _Work, theirs: FileCalendar, who: str
    ) -> _Work:
        """Return an assignment on what the calendars of its task and its resource both work."""
        own, name = alone.calendar, alone.name
        common = overlap(own or self.plain, theirs)
        if "1" not in common.weekmask:
            self._say_nothing_common(task, name, who)
            return alone._replace(element=assignment)
        if self._is_plans(common):
            is_own = own is None or self._is_plans(own)
            return alone._replace(element=assignment) if is_own else _Work(assignment, None, name)
        return _Work(assignment, common, f"{name} and {who}")

    def _end(self, task: Element, assignment: Element, calendar: FileCalendar | None) -> int:
        """Return when an assignment ends that begins as its task does, by the clock.

        One that ends when no calendar reaches decides nothing: it ends before all others.
        """
        work = self._work(task, assignment)
        minutes = work or minutes_of(text_of(task, "Duration") or "PT0S", self.minutes)
        axis: WorkingMinutes = (own_of(calendar, self.minutes) if calendar else self.plan).minutes
        begun = moment_of(task, "Start") or moment_of(self.root, "StartDate")
        assert begun is not None  # A file without a start is refused before.
        start = axis.start_boundary(begun)
        try:
            return axis.closes_at(start + max(1, round(minutes)))
        except InvalidInput:
            said = f"An assignment of it would end after {LAST_YEAR}; the others decide."
            self._say("changed", task, "Assignments", said)
            return NEVER

    def _work(self, task: Element, assignment: Element) -> float:
        """Return the minutes for which an assignment lasts; 0 where it does not say."""
        said, units = text_of(assignment, "Units"), 1.0
        if said:
            # What is no number is none between the bounds either.
            units = float(said) if DECIMAL.fullmatch(said) else nan
            if not LEAST_UNITS <= units <= MOST_UNITS:
                words = f"An assignment of it has “{said[:40]}” units; it is read as one."
                self._say("changed", task, "Units", words)
                units = 1.0
        length = text_of(assignment, "Work")
        return minutes_of(length, self.minutes) / units if length else 0

    def _other(self, uid: str, *, is_named: bool = False) -> FileCalendar | None:
        """Return a calendar by its uid; None for none, and for one that is as the plan's.

        Args:
            is_named: whether a task names it; then a base calendar stays one, whatever its days.
        """
        if uid in NONE or uid == self.plan_uid:
            return None
        if uid not in self.known:
            read = read_calendar(self.root.find("Calendars"), uid)
            self.known[uid] = read, self._is_plans(read)
        found, is_plans = self.known[uid]
        is_one = (is_named and found.is_base) or not is_plans
        return found if is_one and "1" in found.weekmask else None

    def _is_plans(self, calendar: FileCalendar) -> bool:
        return own_of(calendar, self.minutes).is_worked_as(self.plan)

    def _kept(self, calendar: FileCalendar, name: str, uid: str) -> str:
        """Keep a calendar once, whoever works on it, and return its name.

        One that people gave a name is that one; others are one where they have the same days.
        """
        own = own_of(calendar, self.minutes)
        if uid in self.names:
            return self.names[uid]
        for known, kept in self.found.calendars.items():
            if not uid and kept.is_worked_as(own):
                return known
        free = self._free(one_line(name, MAX_NAME) or "Calendar")
        if uid:
            self.names[uid] = free
        self.found.calendars[free] = own
        check_count(len(self.found.calendars))
        self._say_what_is_lost(free, calendar)
        return free

    def _free(self, name: str) -> str:
        """Return a name, with a number where another has it."""
        number, free = 1, name
        while free in self.found.calendars:
            number += 1
            after = f" {number}"
            free = name[: MAX_NAME - len(after)] + after
        return free

    def _say_what_is_unused(self) -> None:
        """Name the calendars of the file that nothing in it asks for."""
        used = {self.plan_uid}
        for path, field_ in USES:
            used |= {text_of(one, field_) for one in self.root.iterfind(path)}
        for one in self.root.iterfind("Calendars/Calendar"):
            if (name := text_of(one, "Name")) and text_of(one, "UID") not in used:
                said = f"Nothing in the file runs on the calendar “{name}”, so it is not taken."
                self.found.remarks.append(Remark("dropped", None, "Calendars", said))

    def _say_what_is_lost(self, name: str, calendar: FileCalendar) -> None:
        for is_so, part, words in (
            (calendar.has_weeks, "WorkWeeks", "weeks with hours of their own"),
            (calendar.has_hours_apart, "WorkingTimes", "days with hours of their own"),
        ):
            if is_so:
                said = f"The calendar “{name}” has {words}; here they follow its usual week."
                self.found.remarks.append(Remark("changed", None, part, said))

    def _say_nothing_common(self, task: Element, name: str, who: str) -> None:
        said = f"“{who}” never works when the calendar “{name}” does; here it runs on “{name}”."
        self._say("changed", task, "IgnoreResourceCalendar", said)

    def _say(self, kind: RemarkKind, task: Element, field: str, said: str) -> None:
        self.found.remarks.append(Remark(kind, whole(task, "UID"), field, said))


def own_of(calendar: FileCalendar, minutes_a_day: int) -> OwnCalendar:
    """Return a calendar of a file as one of ours."""
    apart = calendar.days_off | calendar.worked
    return OwnCalendar(
        calendar.weekmask if "1" in calendar.weekmask else "1111111",
        tuple(sorted(calendar.days_off)),
        tuple(sorted(calendar.worked)),
        hours=calendar.week(minutes_a_day),
        notes={d.isoformat(): note for d, note in sorted(calendar.notes.items()) if d in apart},
    )


def _name(resource: Element) -> str:
    return text_of(resource, "Name") or "Somebody"
