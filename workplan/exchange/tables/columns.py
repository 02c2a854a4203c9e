"""A plan as rows under headings: what CSV and XLSX have in common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from workplan.calendars.hours import PARTS, days_written, in_minutes, whole_days
from workplan.calendars.minutes import day_of
from workplan.errors import InvalidInput
from workplan.exchange.planfile import FileLink, FileTask, PlanFile, Remark, check_size
from workplan.exchange.tables.cells import Cells, safe
from workplan.exchange.tables.links_text import read_links, write_links
from workplan.scheduling.explain import day_words
from workplan.scheduling.network import CONSTRAINTS
from workplan.scheduling.schedule import Schedule
from workplan.vocabulary import OrderedBy, stands

HEADINGS = (
    "UID",
    "Code",
    "Name",
    "Part of",
    "Duration",
    "Predecessors",
    "Constraint",
    "Constraint date",
    "Deadline",
    "Actual start",
    "Actual finish",
    "% complete",
    "Forecast finish",
    "Agencies",
    "Note",
    "Start",
    "Finish",
    "Late finish",
    "In hand",
    "Critical",
    "Status",
    "Ordered by",
    "Calendar",
)
NEEDED = ("UID", "Name", "Duration")
OURS = frozenset({"UID", "Code", "Part of", "Constraint date", "Late finish"})
"""Headings that only a table from here has. An Excel of the United States writes its dates anew."""
COLUMNS = {
    "code": "Code",
    "parent": "Part of",
    "links": "Predecessors",
    "constraint": "Constraint",
    "constraint_on": "Constraint",
    "deadline_on": "Deadline",
    "actual_start_on": "Actual start",
    "actual_finish_on": "Actual finish",
    "percent": "% complete",
    "forecast_on": "Forecast finish",
    "owners": "Agencies",
    "note": "Note",
}
"""The column that says each part of a task; a table without it says nothing of that part."""
NEVER_SAID = frozenset({"priority", "due_after", "calendar", "work_calendar"})
MAX_DAYS = 20_000
NO_ROWS = "The table has headings and no row below them. Write a row for each task and save it."


class OtherColumns(InvalidInput):
    """A table whose columns are not ours, so what each of them means has to be said first."""


def read_rows(
    title: str,
    headings: Iterable[str],
    rows: Iterable[Mapping[str, Any]],
    start_on: date | None,
) -> PlanFile:
    """Return the plan in rows, each a mapping from heading to cell; unknown headings are left.

    Args:
        headings: those of the table; what none of them says, the file does not tell.
        start_on: the plan's start; the earliest Start of a row unless given.
    """
    known = set(headings)
    unsaid = NEVER_SAID | {part for part, heading in COLUMNS.items() if heading not in known}
    plan = PlanFile(title, start_on or date.max, has_moments=False)
    plan.unsaid = unsaid if start_on else unsaid | {"start_on"}
    for number, row in enumerate(rows, 2):
        cells = Cells(row, f"row {number}", is_month_first=known >= OURS)
        if cells.is_empty():
            continue
        task = _task(cells)
        plan.tasks.append(task)
        named = cells.text("Predecessors")
        plan.links += read_links(named, task.uid, f"row {number}")
        check_size(len(plan.tasks), len(plan.links))
    if not plan.tasks:
        raise InvalidInput("file", NO_ROWS)
    if start_on is None:
        starts = [task.start_on for task in plan.tasks if task.start_on]
        if not starts:
            raise InvalidInput(
                "Start", "No row has a Start, so the plan's start is not known. Give one."
            )
        plan.start_on = min(starts)
        said = f"The plan starts on {plan.start_on}, the earliest Start in the table."
        plan.remarks.append(Remark("changed", None, "Start", said))
    if "constraint" in unsaid:
        hold_starts(plan)
    return plan


def hold_starts(plan: PlanFile) -> None:
    """Let work that nothing drives start when the table says, as Project does with a typed start.

    Only in a table without constraints: one that has them says itself what holds a start.
    """
    driven = {link.successor for link in plan.links} | {task.parent for task in plan.tasks}
    for task in plan.tasks:
        start_on = task.start_on
        if task.uid in driven or start_on is None or task.actual_start_on or task.percent:
            continue
        if start_on > day_of(plan.start_on) and not task.is_done:
            task.constraint, task.constraint_on = "SNET", start_on
            said = (
                f"It has no predecessor, so it may not start before {day_words(start_on)}, "
                "the start in the table."
            )
            plan.remarks.append(Remark("changed", task.uid, "Start", said))


def missing_headings(found: Iterable[str]) -> list[str]:
    """Return the headings that a table needs and does not have."""
    known = set(found)
    return [heading for heading in NEEDED if heading not in known]


def rows_of(plan: PlanFile, computed: Schedule) -> list[list[Any]]:
    """Return a plan's rows under HEADINGS; dates are dates, numbers numbers."""
    before: dict[int, list[FileLink]] = {}
    for link in plan.links:
        before.setdefault(link.successor, []).append(link)
    return [_row(plan, task, before.get(task.uid, []), computed) for task in plan.tasks]


def _task(cells: Cells) -> FileTask:
    place = f"{cells.place[0].upper()}{cells.place[1:]}"
    constraint = cells.text("Constraint").upper() or "ASAP"
    if constraint not in CONSTRAINTS:
        listed = ", ".join(CONSTRAINTS)
        said = f"{place}: “{constraint[:20]}” is no constraint. Use one of {listed}."
        raise InvalidInput("Constraint", said)
    constraint_on = cells.moment("Constraint date")
    if (constraint_on is None) != (constraint in ("ASAP", "ALAP")):
        said = f"{place}: {constraint} " + (
            "needs a constraint date." if constraint_on is None else "takes no constraint date."
        )
        raise InvalidInput("Constraint date", said)
    uid = cells.whole("UID", 1, 10**9)
    days, short = whole_days(in_minutes(cells.number("Duration", 0, MAX_DAYS), PARTS), PARTS)
    return FileTask(
        uid=uid,
        name=" ".join(cells.text("Name").split())[:200] or f"Task {uid}",
        code=cells.text("Code")[:40] or str(uid),
        parent=cells.whole("Part of", 0, 10**9, 0) or None,
        duration_days=days,
        short_parts=short,
        constraint=constraint,
        constraint_on=constraint_on,
        deadline_on=cells.day("Deadline"),
        actual_start_on=cells.moment("Actual start"),
        actual_finish_on=cells.moment("Actual finish"),
        percent=cells.whole("% complete", 0, 100, 0),
        forecast_on=cells.day("Forecast finish"),
        owners=tuple(o.strip() for o in cells.text("Agencies").split(";") if o.strip()),
        note=cells.text("Note"),
        start_on=cells.day("Start"),
        finish_on=cells.day("Finish"),
    )


def _days(task: FileTask) -> float:
    if not task.short_parts:
        return task.duration_days
    return float(days_written(task.duration_days - task.short_parts / PARTS))


def _row(plan: PlanFile, task: FileTask, links: list[FileLink], computed: Schedule) -> list[Any]:
    has_subtasks = task.uid in computed.graph.summaries
    below = computed.summary(task.uid, plan.ended) if has_subtasks else None
    if below is not None:
        # One with subtasks is as far as they are, whatever was reported on it.
        done_on = None if below.is_open else task.actual_finish_on
        task = replace(task, percent=below.percent, actual_finish_on=done_on)
    more = [OrderedBy.said(task.ordered_by), safe(task.work_calendar)]
    own = [
        task.uid,
        safe(task.code),
        safe(task.name),
        task.parent,
        _days(task),
        safe(write_links(links)),
        "" if task.constraint == "ASAP" else task.constraint,
        task.constraint_on,
        task.deadline_on,
        task.actual_start_on,
        task.actual_finish_on,
        task.percent,
        task.forecast_on,
        safe("; ".join(task.owners)),
        safe(task.note),
    ]
    if below is None:
        dates = computed.dates(computed.position[task.uid])
        return [
            *own,
            dates.start_on,
            dates.finish_on,
            dates.late_finish_on,
            int(dates.total_float // 1),
            "yes" if dates.is_critical else "",
            stands(task.status),
            *more,
        ]
    critical = "yes" if below.is_critical else ""
    return [*own, below.start_on, below.finish_on, None, None, critical, "", *more]
