"""The plan in a sheet: cells become rows, rows become tasks, and what is unclear is said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from workplan.calendars.hours import whole_days
from workplan.errors import InvalidInput
from workplan.exchange.planfile import FileTask, PlanFile, Remark
from workplan.exchange.saved_form import as_saved
from workplan.exchange.sheets.cells import files, formulas
from workplan.exchange.sheets.cells.emphasis import emphasis_in
from workplan.exchange.sheets.columns.fields import Field
from workplan.exchange.sheets.columns.mapping import SheetMapping
from workplan.exchange.sheets.columns.proposal import date_cells, sheet_named
from workplan.exchange.sheets.rows import (
    dates,
    lengths,
    notes,
    numbering,
    progress,
    suspense_rules,
    task_links,
)
from workplan.exchange.sheets.rows.findings import Findings
from workplan.exchange.sheets.rows.holidays import fitted
from workplan.exchange.sheets.rows.levels import LEVELS, levels_of
from workplan.exchange.sheets.rows.table import Table, TaskRow
from workplan.exchange.sheets.values.days import DEFAULT_ORDER, DayOrder, day_in, orders_in
from workplan.exchange.sheets.values.percents import are_fractions
from workplan.exchange.tables.columns import NEVER_SAID, hold_starts
from workplan.scheduling.explain import day_words

SAID_BY = {
    "code": (Field.WBS, Field.NUMBER),
    "links": (Field.PREDECESSORS,),
    "deadline_on": (Field.DEADLINE,),
    "actual_start_on": (Field.ACTUAL_START, Field.STATUS),
    "actual_finish_on": (Field.ACTUAL_FINISH, Field.STATUS),
    "percent": (Field.PERCENT, Field.STATUS),
    "owners": (Field.OWNER,),
    "supports": (Field.OWNER,),
    "note": (Field.NOTE, Field.KEEP, Field.STATUS),
}
"""The columns that say each part of a task; a sheet without them says nothing of that part."""
OWN_DATES = (Field.START, Field.FINISH, Field.DURATION)
UNSAID = NEVER_SAID | {"constraint", "constraint_on", "forecast_on"}


def read_sheet(
    content: bytes,
    mapping: SheetMapping,
    start_on: date | None = None,
    is_agency: Callable[[str], bool] = lambda _: False,
) -> PlanFile:
    """Return the plan in a sheet, with a remark on each cell that was not plain.

    Args:
        mapping: what its columns fill.
        start_on: the plan's start; the earliest start of a row unless given.
        is_agency: whether a name is that of an agency, so that “State/PM” is not parted.

    Raises:
        InvalidInput: for a file without the sheet, a mapping without names, a sheet without a
            task, and a plan whose start nothing tells.
    """
    sheet = sheet_named(files.sheets_of(content), mapping.sheet)
    table = Table(sheet, mapping.checked())
    findings = Findings()
    findings.remarks.append(Remark("taken", None, "Columns", mapping.words()))
    rows = table.task_rows(findings)
    if not rows:
        raise InvalidInput("file", "Below the headings no row has a name, so there is no task.")
    order = _order(table, findings)
    plan = PlanFile(mapping.title, date.max, has_moments=False)
    numbers = numbering.numbers_of(table, rows, findings)
    findings.uids = {row.row: uid for row, uid in zip(rows, numbers.uids, strict=True)}
    levels = levels_of(
        table, rows, numbers, lambda: emphasis_in(content, sheet.name, table.name_column), findings
    )
    parents = [None if at is None else numbers.uids[at] for at in levels.parents]
    is_fraction = are_fractions(table.filled(rows, Field.PERCENT))
    reader = _Reader(
        table, plan, findings, order, set(filter(None, parents)), is_fraction, is_agency
    )
    for row, uid, code, parent in zip(rows, numbers.uids, numbers.codes, parents, strict=True):
        plan.tasks.append(reader.task(row, uid, code, parent))
    findings.say_gathered()
    said = f"The levels are from {levels.said}." if levels.said else "All tasks are on one level."
    findings.whole(LEVELS, said)
    _begin(plan, start_on, findings)
    suspense_rules.give_rules(table, rows, numbers, plan, findings)
    _tie(plan, table, dict(zip(numbers.uids, rows, strict=True)), numbers, findings)
    findings.uncomputed += [
        place for place in formulas.without_result(content, sheet.name) if table.is_used(place)
    ]
    plan.unsaid = _unsaid(table, has_levels=bool(levels.said), has_start=start_on is not None)
    return _finished(plan, findings)


@dataclass(frozen=True)
class _Reader:
    """Reads a row as a task.

    Args:
        order: of the numbers of dates.
        summaries: the uids of tasks in which others lie: they last as long as those.
        is_fraction: whether the column of percentages gives parts of one.
        is_agency: whether a name is that of an agency.
    """

    table: Table
    plan: PlanFile
    findings: Findings
    order: DayOrder
    summaries: set[int]
    is_fraction: bool
    is_agency: Callable[[str], bool]

    def task(self, row: TaskRow, uid: int, code: str, parent: int | None) -> FileTask:
        """Return the task of a row."""
        table, findings = self.table, self.findings
        task = FileTask(uid, row.name, 0, code=code, parent=parent)
        if row.is_section:
            return task
        found = dates.dates_of(table, row.row, uid, self.order, findings)
        task.deadline_on = found.deadline
        task.owners, task.supports = notes.owners_of(table, row.row, self.is_agency)
        if task.supports:
            findings.several.append(table.place(row.row, Field.OWNER))
        status = ""
        if uid not in self.summaries:
            sized = lengths.Sized(row.row, uid, found)
            minutes = lengths.minutes_of(table, sized, self.plan.minutes, findings)
            per_day = self.plan.hours.per_day
            task.duration_days, task.short_parts = whole_days(minutes, per_day)
            self._place(task, row, found)
            done = progress.progress_of(
                table, row.row, uid, found, findings, is_fraction=self.is_fraction
            )
            task.percent, task.actual_start_on, task.actual_finish_on, status = done
        else:
            findings.unused += [
                table.place(row.row, field) for field in OWN_DATES if table.text(row.row, field)
            ]
        task.note = notes.note_of(table, row.row, status)
        return task

    def _place(self, task: FileTask, row: TaskRow, found: dates.TaskDates) -> None:
        """Give a task its start and finish; from a finish alone, its start is counted back."""
        task.start_on, task.finish_on = found.start, found.finish
        if found.start is not None and found.finish is not None and found.finish < found.start:
            task.finish_on = None
        if found.start is None and found.finish is not None and found.actual_start is None:
            calendar = self.plan.calendar
            before = calendar.finish_boundary(found.finish) - max(1, task.duration_days)
            task.start_on = calendar.day_from(before)
            said = (
                f"the finish is alone, so the start is counted back to {day_words(task.start_on)}"
            )
            place = self.table.place(row.row, Field.FINISH)
            self.findings.decided(place, task.uid, "Start", said)


def _finished(plan: PlanFile, findings: Findings) -> PlanFile:
    """Return a plan as it is saved, with all that was found: of the whole first, then by task."""
    findings.say_of_whole()
    hold_starts(plan)
    found = fitted(as_saved(plan), findings)
    found.remarks = sorted(findings.remarks + plan.remarks, key=lambda r: r.uid is not None)
    return found


def _tie(
    plan: PlanFile,
    table: Table,
    rows: dict[int, TaskRow],
    numbers: numbering.Numbers,
    findings: Findings,
) -> None:
    """Give a plan the dependencies of its rows, by uid, and let go of what runs in circles."""
    plan.links = task_links.links_of(table, [*rows.values()], numbers, plan.tasks, findings)
    if plan.links:
        cells = {uid: table.place(row.row, Field.PREDECESSORS) for uid, row in rows.items()}
        task_links.cut_loops(plan, cells, findings)
        task_links.gather_driven(plan, table, rows, findings)


def _order(table: Table, findings: Findings) -> DayOrder:
    """Return the order of the numbers of dates: as proved, as chosen, or else the usual one."""
    chosen = table.mapping.day_order
    found = orders_in(date_cells(table.sheet, table.mapping))
    if found.decided and chosen and found.decided is not chosen:
        first = "day" if found.decided is DayOrder.DAY_FIRST else "month"
        said = f"Some dates can only have the {first} first, so all are read so."
        findings.whole("Dates", said)
    if chosen or found.decided or not found.ambiguous:
        return found.decided or chosen or DEFAULT_ORDER
    day = day_in(found.ambiguous, DEFAULT_ORDER, is_end=False)
    read = day_words(day.day) if day else ""
    findings.whole(
        "Dates",
        f"Dates such as {found.ambiguous[:40]} have two readings. The month is taken first, as in "
        f"the United States: {read}. Choose the other order if that is wrong.",
    )
    return DEFAULT_ORDER


def _begin(plan: PlanFile, start_on: date | None, findings: Findings) -> None:
    """Give the plan its start: as said, or the earliest of its tasks.

    Raises:
        InvalidInput: when nothing tells it.
    """
    starts = [day for task in plan.tasks for day in (task.start_on, task.actual_start_on) if day]
    if start_on is None and not starts:
        raise InvalidInput(
            "start_on", "No row has a start, so the plan’s start is not known. Give one."
        )
    plan.start_on = start_on or min(starts)
    if start_on is None:
        said = f"The plan starts on {day_words(plan.start_on)}, the earliest start in the sheet."
        findings.whole("Start", said)


def _unsaid(table: Table, *, has_levels: bool, has_start: bool) -> frozenset[str]:
    """Return what the sheet does not tell, which a merge leaves as it is."""
    parts = {
        part
        for part, fields in SAID_BY.items()
        if not any(table.columns[field] for field in fields)
    }
    if not has_levels:
        parts.add("parent")
    return UNSAID | parts if has_start else UNSAID | parts | {"start_on"}
