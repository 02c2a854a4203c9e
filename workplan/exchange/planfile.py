"""A plan as a file describes it, whatever its format; and what was done to make it fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Literal, NamedTuple

from workplan.calendars.axis import Axis
from workplan.calendars.hours import OFFICE_HOURS, WeekHours, work_of
from workplan.calendars.minutes import WorkingMinutes
from workplan.calendars.own import OwnCalendar
from workplan.calendars.spans import Span
from workplan.calendars.working import (
    MONDAY_TO_FRIDAY,
    WorkingCalendar,
    calendar_of,
    federal_calendar,
)
from workplan.errors import InvalidInput
from workplan.exchange.planfile_networks import network_in_days, network_in_minutes
from workplan.notation.suspenses import Due
from workplan.scheduling.network import Constraint, LinkType, Network

MAX_TASKS, MAX_LINKS = 100_000, 300_000
"""What one plan may have; reading more would keep a worker busy for minutes."""
RemarkKind = Literal["taken", "changed", "dropped"]


class Remark(NamedTuple):
    """What became of a part of the file: taken as it is, changed, or dropped.

    Args:
        uid: the task that it is about; None for the file as a whole.
        field: the part of the task or file.
        said: a sentence with the value and what was made of it.
        of_tasks: where it gathers what became of several tasks, what is to be said of each, by uid.
    """

    kind: RemarkKind
    uid: int | None
    field: str
    said: str
    of_tasks: tuple[tuple[int, str], ...] = ()


class FileBaseline(NamedTuple):
    """The dates of a task in one of the file's baselines."""

    start_on: date
    finish_on: date
    duration_days: int


@dataclass
class FileTask:
    """A task of a file. `start_on` and `finish_on` are the file's own computed dates.

    Any date but those of suspenses may be a datetime: a moment within a day. A date stands for the
    whole of one.

    Args:
        short_parts: by how many parts of a day (`hours.PARTS`) it is shorter than its days, which
            are rounded up.
        due_after: the uid of the task from whose finish its suspense counts, and the span of time.
        due_rule: the rule of its suspense, where it is more than a day or another task's finish;
            only sheets of one's own say it.
        supports: who supports it, each with its role; the same holds for them.
        work_calendar: the name of the calendar that its work runs on; empty for the plan's.
        status: how its people say that it stands; only written, since no file overrules them.
        is_ended: whether it was ended without being done; only written.
        ordered_by: who ordered its suspense; only written, since no file overrules that.
    """

    uid: int
    name: str
    duration_days: int
    code: str = ""
    parent: int | None = None
    constraint: Constraint = "ASAP"
    constraint_on: date | None = None
    deadline_on: date | None = None
    actual_start_on: date | None = None
    actual_finish_on: date | None = None
    forecast_on: date | None = None
    percent: int = 0
    note: str = ""
    priority: int = 500
    owners: tuple[str, ...] = ()
    baselines: dict[int, FileBaseline] = field(default_factory=dict)
    start_on: date | None = None
    finish_on: date | None = None
    due_after: tuple[int, Span] | None = None
    due_rule: Due | None = field(default=None, compare=False)
    supports: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    short_parts: int = 0
    status: str = field(default="", compare=False)
    is_ended: bool = field(default=False, compare=False)
    ordered_by: str = field(default="", compare=False)
    work_calendar: str = ""

    def work(self, per_day: int) -> int:
        """Return the minutes of work that it takes, of days that have so many."""
        return work_of(self.duration_days, self.short_parts, per_day)

    @property
    def called(self) -> str:
        """What people call it; a uid may be a number that nobody ever saw."""
        return f"{self.code or self.uid} {self.name}"

    @property
    def is_done(self) -> bool:
        """Tell whether it is finished: by a date, or by a hundred percent."""
        return self.actual_finish_on is not None or self.percent >= 100


class FileLink(NamedTuple):
    """A dependency of a file, by uid.

    Args:
        lag_parts: what the lag has beside its days, with their sign, in parts of one.
    """

    predecessor: int
    successor: int
    type: LinkType
    lag_days: int = 0
    is_elapsed: bool = False
    lag_parts: int = 0


def check_size(tasks: int, links: int = 0) -> None:
    """Refuse what is larger than a plan may be, before it is read further.

    Raises:
        InvalidInput: with how much there is, and how much can be taken.
    """
    for count, most, what in ((tasks, MAX_TASKS, "tasks"), (links, MAX_LINKS, "dependencies")):
        if count > most:
            raise InvalidInput(
                "file", f"The file has more than {most:,} {what}. Divide it into several plans."
            )


@dataclass
class PlanFile:
    """What a file holds. Without holidays of its own it follows the federal calendar.

    Args:
        start_on: its first day, or a moment within that.
        worked: days that are worked although the week has them off.
        is_federal: whether the federal holidays are off besides those that it lists.
        day_notes: why a day is off or worked.
        has_moments: whether the file's own dates tell the start of a day from its end.
        is_moved_by_status: whether the file's own dates keep remaining work after its status date.
        hours: when its days open, pause and close; it only matters where it has parts of days.
        archive: the plan's people, reports and journal, in a file that carries its history.
        unsaid: what the file does not tell: fields of its tasks, “links”, “start_on” or “calendar”.
            A merge leaves them as they are.
        calendars: others, on which some of its work runs, by name.
        source: which state of the journal the plan was written from; nothing that is read.
    """

    title: str
    start_on: date
    status_on: date | None = None
    weekmask: str = MONDAY_TO_FRIDAY
    holidays: tuple[date, ...] | None = None
    worked: tuple[date, ...] = ()
    tasks: list[FileTask] = field(default_factory=list)
    links: list[FileLink] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    has_moments: bool = True
    is_moved_by_status: bool = False
    archive: dict[str, Any] | None = None
    unsaid: frozenset[str] = frozenset()
    source: str = field(default="", compare=False)
    is_federal: bool = False
    day_notes: dict[date, str] = field(default_factory=dict)
    hours: WeekHours = OFFICE_HOURS
    calendars: dict[str, OwnCalendar] = field(default_factory=dict)

    @property
    def called(self) -> dict[int, str]:
        """What people call each task: its number, where it has one, and its name; by its uid."""
        return {task.uid: task.called for task in self.tasks}

    @cached_property
    def ended(self) -> frozenset[int]:
        """The uids of what was ended without being done, and counts in no percent."""
        return frozenset(task.uid for task in self.tasks if task.is_ended)

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The calendar by which the file's dates are computed."""
        if self.holidays is None:
            return federal_calendar()
        own = self.weekmask, self.holidays, self.worked
        return calendar_of(*own, is_federal=self.is_federal)

    @property
    def own(self) -> OwnCalendar:
        """Its own calendar, as its others are."""
        if self.holidays is None:
            return OwnCalendar(is_federal=True, hours=self.hours)
        return OwnCalendar(
            self.weekmask, self.holidays, self.worked, is_federal=self.is_federal, hours=self.hours
        )

    @cached_property
    def minutes(self) -> WorkingMinutes:
        """The same days with their hours."""
        return WorkingMinutes(self.calendar, self.hours)

    def minutes_of(self, task: FileTask) -> WorkingMinutes:
        """Return what the work of a task runs on, to the minute."""
        return self.calendars[task.work_calendar].minutes if task.work_calendar else self.minutes

    def axis_of(self, task: FileTask) -> Axis:
        """Return what the dates of a task are counted on."""
        if not task.work_calendar:
            return self.axis
        own = self.calendars[task.work_calendar]
        return own.minutes if self.has_parts_of_days else own.days

    @property
    def has_parts_of_days(self) -> bool:
        """Tell whether something that decides its dates is not told by whole days."""
        return (
            isinstance(self.start_on, datetime)
            or self.hours.is_uneven(self.weekmask)
            or any(map(_has_parts, self.tasks))
            or any(link.lag_parts for link in self.links)
            or any(self.calendars[name].hours != self.hours for name in self._used())
        )

    def _used(self) -> set[str]:
        return {task.work_calendar for task in self.tasks if task.work_calendar}

    @property
    def axis(self) -> Axis:
        """What its dates are counted on: days, or minutes where it has parts of days."""
        return self.minutes if self.has_parts_of_days else self.calendar

    def network(self, status_on: date | None = None) -> Network:
        """Return the plan as the engine takes it.

        Args:
            status_on: the date before which no remaining work may lie; the file's own is not
                used, since the programs that wrote it do not move work by it.
        """
        counted = network_in_minutes if self.has_parts_of_days else network_in_days
        return counted(self, status_on)


def _has_parts(task: FileTask) -> bool:
    return task.short_parts > 0 or any(
        isinstance(on, datetime)
        for on in (task.constraint_on, task.actual_start_on, task.actual_finish_on)
    )
