"""Every task of a file as it would be here, a page at a time; those to look at come first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy.orm import Session

from workplan.calendars.hours import PARTS, days_said
from workplan.calendars.minutes import day_of
from workplan.exchange.lines_of_effort import efforts_of
from workplan.exchange.planfile import FileTask, PlanFile
from workplan.notation.suspenses import written
from workplan.paging import page_within, pages_of
from workplan.scheduling.explain import day_words
from workplan.scheduling.schedule import Schedule, schedule
from workplan.services.interchange.imports import ImportReport, ImportWishes, agency_ids
from workplan.services.people import agencies

A_PAGE = 100


class Reviewed(NamedTuple):
    """A task of a file as it would be here.

    Args:
        start_on: as computed here; None for what groups others, with `finish_on`.
        leads: the labels of agencies, or a name that no agency has; `supports` with their roles.
        due: its suspense in words.
        before: the numbers of the tasks that it waits for.
        said: what somebody should look at.
    """

    code: str
    name: str
    is_effort: bool
    days: str
    start_on: date | None
    finish_on: date | None
    leads: str
    supports: str
    due: str
    before: str
    said: tuple[str, ...]


class Review(NamedTuple):
    """A page of the tasks of a file, and how many there are to look at."""

    rows: list[Reviewed]
    page: int
    pages: int
    total: int
    to_look_at: int


def review(
    session: Session,
    plan: PlanFile,
    report: ImportReport,
    wishes: ImportWishes,
    page: int,
    today: date,
) -> Review:
    """Return a page of the tasks of a file.

    Args:
        report: on the same file, with the same wishes.
    """
    said = _said(plan, report, today)
    ordered = sorted(plan.tasks, key=lambda task: task.uid not in said)
    page = page_within(page, len(ordered), A_PAGE)
    shown = ordered[(page - 1) * A_PAGE : page * A_PAGE]
    known, labels = agency_ids(session, wishes), agencies.labels(session)
    called = {name: labels[agency] for name, agency in known.items()}
    reader = _Reader(
        schedule(plan.network(plan.status_on if plan.is_moved_by_status else None)),
        {task.uid: task.code for task in plan.tasks},
        _predecessors(plan, {task.uid for task in shown}),
        {task.uid for task in efforts_of(plan)},
        called,
        said,
    )
    rows = [reader.row(task) for task in shown]
    return Review(rows, page, pages_of(len(ordered), A_PAGE), len(ordered), len(said))


def _said(plan: PlanFile, report: ImportReport, today: date) -> dict[int, tuple[str, ...]]:
    """Return what there is to look at in each task that has something."""
    found: dict[int, list[str]] = defaultdict(list)
    for remark in report.remarks:
        if remark.uid is not None and remark.kind != "taken":
            found[remark.uid].append(remark.said)
        for uid, said in remark.of_tasks:
            found[uid].append(said)
    for one in report.differences:
        found[one.uid].append(f"Its dates are not those of the file: {one.cause}")
    unmapped = set(report.unmapped)
    for task in plan.tasks:
        done_on = task.actual_finish_on and day_of(task.actual_finish_on)
        if done_on is not None and done_on > today:
            said = f"It is said to be done, and ends on a day to come, {day_words(done_on)}."
            found[task.uid].append(said)
        lost = [name for name in _named(task) if name in unmapped]
        if lost:
            found[task.uid].append(f"No agency is called {' or '.join(f'“{n}”' for n in lost)}.")
    known = {task.uid for task in plan.tasks}
    return {uid: tuple(dict.fromkeys(words)) for uid, words in found.items() if uid in known}


def _named(task: FileTask) -> Iterable[str]:
    return (*task.owners, *(name for name, _ in task.supports))


def _predecessors(plan: PlanFile, shown: set[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for link in plan.links:
        if link.successor in shown:
            found[link.successor].append(link.predecessor)
    return found


class _Reader(NamedTuple):
    computed: Schedule
    codes: dict[int, str]
    before: dict[int, list[int]]
    efforts: set[int]
    called: dict[str, str]
    said: dict[int, tuple[str, ...]]

    def row(self, task: FileTask) -> Reviewed:
        """Return a task as it would be here."""
        at = self.computed.position.get(task.uid)
        dates = None if at is None else self.computed.dates(at)
        role = ((self._label(name), role) for name, role in task.supports)
        return Reviewed(
            task.code,
            task.name,
            task.uid in self.efforts,
            days_said(task.duration_days - task.short_parts / PARTS),
            None if dates is None else dates.start_on,
            None if dates is None else dates.finish_on,
            " + ".join(map(self._label, task.owners)),
            ", ".join(": ".join(pair) for pair in role),
            self._due(task),
            ", ".join(self.codes[uid] for uid in self.before.get(task.uid, ())),
            self.said.get(task.uid, ()),
        )

    def _label(self, name: str) -> str:
        return self.called.get(name.lower(), name)

    def _due(self, task: FileTask) -> str:
        if task.due_rule is not None:
            return written(task.due_rule)
        if task.due_after is not None:
            anchor, within = task.due_after
            return f"{within.words} after {self.codes.get(anchor, anchor)}"
        return day_words(task.deadline_on) if task.deadline_on else ""
