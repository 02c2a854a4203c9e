"""A plan as a file describes it, whatever its format; and what was done to make it fit."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, NamedTuple

from workplan.calendars.spans import Span
from workplan.calendars.working import (
    MONDAY_TO_FRIDAY,
    WorkingCalendar,
    calendar_of,
    federal_calendar,
)
from workplan.errors import InvalidInput
from workplan.notation.suspenses import Due
from workplan.scheduling.network import Activity, Constraint, Link, LinkType, Network

MAX_TASKS, MAX_LINKS = 100_000, 300_000
"""What one plan may have; reading more would keep a worker busy for minutes."""
RemarkKind = Literal["taken", "changed", "rounded", "dropped"]


class Remark(NamedTuple):
    """What became of a part of the file: taken as it is, changed, rounded, or dropped.

    Args:
        uid: the task that it is about; None for the file as a whole.
        field: the part of the task or file.
        said: a sentence with the value and what was made of it.
    """

    kind: RemarkKind
    uid: int | None
    field: str
    said: str


class FileBaseline(NamedTuple):
    """The dates of a task in one of the file's baselines."""

    start_on: date
    finish_on: date
    duration_days: int


class Exact(NamedTuple):
    """When a file has a task to the minute, where its days are not whole.

    Args:
        start: the boundary at its start, with the part of a day that is worked before it.
        finish: the same at its finish.
        days: its duration.
        said: the moments, as people read them.
    """

    start: float
    finish: float
    days: float
    said: str


@dataclass
class FileTask:
    """A task of a file. `start_on` and `finish_on` are the file's own computed dates.

    Args:
        due_after: the uid of the task from whose finish its suspense counts, and the span of time.
        due_rule: the rule of its suspense, where it is more than a day or another task's finish;
            only sheets of one's own say it.
        supports: who supports it, each with its role; the same holds for them.
        exact: its moments, where they say more than its dates.
        status: how its people say that it stands; only written, since no file overrules them.
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
    exact: Exact | None = None
    status: str = field(default="", compare=False)

    @property
    def is_done(self) -> bool:
        """Tell whether it is finished: by a date, or by a hundred percent."""
        return self.actual_finish_on is not None or self.percent >= 100


class FileLink(NamedTuple):
    """A dependency of a file, by uid."""

    predecessor: int
    successor: int
    type: LinkType
    lag_days: int = 0
    is_elapsed: bool = False


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
        worked: days that are worked although the week has them off.
        is_federal: whether the federal holidays are off besides those that it lists.
        day_notes: why a day is off or worked.
        has_moments: whether the file's own dates tell the start of a day from its end.
        is_moved_by_status: whether the file's own dates keep remaining work after its status date.
        archive: the plan's people, reports and journal, in a file that carries its history.
        unsaid: what the file does not tell: fields of its tasks, “links”, “start_on” or “calendar”.
            A merge leaves them as they are.
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

    @cached_property
    def calendar(self) -> WorkingCalendar:
        """The calendar by which the file's dates are computed."""
        if self.holidays is None:
            return federal_calendar()
        own = self.weekmask, self.holidays, self.worked
        return calendar_of(*own, is_federal=self.is_federal)

    def network(self, status_on: date | None = None) -> Network:
        """Return the plan as the engine takes it.

        Args:
            status_on: the date before which no remaining work may lie; the file's own is not
                used, since the programs that wrote it do not move work by it.
        """
        activities = [
            Activity(
                task.uid,
                task.duration_days,
                task.name,
                task.constraint,
                task.constraint_on,
                task.deadline_on,
                task.due_after,
                task.actual_start_on,
                task.actual_finish_on,
                task.percent,
                task.forecast_on,
                task.parent,
            )
            for task in self.tasks
        ]
        links = [Link(*link) for link in self.links]
        return Network(activities, links, self.calendar, self.start_on, status_on)
