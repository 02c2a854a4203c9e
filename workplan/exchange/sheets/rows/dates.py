"""The days in the cells of a task, with a finding for each that was not plain."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from workplan.exchange.sheets.cells.grid import text_of
from workplan.exchange.sheets.columns.fields import LABELS, Field
from workplan.exchange.sheets.rows.findings import Findings
from workplan.exchange.sheets.rows.table import Table
from workplan.exchange.sheets.values.days import DayOrder, NoDay, day_in
from workplan.notation.suspenses import is_rule

ENDS = frozenset({Field.FINISH, Field.DEADLINE, Field.ACTUAL_FINISH})
LACKING = {
    Field.START: "the task has no start of its own",
    Field.FINISH: "the task has no finish of its own",
    Field.DEADLINE: "the task has no suspense",
    Field.ACTUAL_START: "the task has no actual start",
    Field.ACTUAL_FINISH: "the task has no actual finish",
}


class TaskDates(NamedTuple):
    """The days that a row gives."""

    start: date | None
    finish: date | None
    deadline: date | None
    actual_start: date | None
    actual_finish: date | None


def dates_of(table: Table, row: int, uid: int, order: DayOrder, findings: Findings) -> TaskDates:
    """Return the days of a row; what is no day is said and counts as none."""

    def day(field: Field) -> date | None:
        cell = table.cell(row, field)
        if cell is None:
            return None
        place = table.place(row, field)
        try:
            found = day_in(cell, order, is_end=field in ENDS)
        except NoDay as wrong:
            if field is Field.DEADLINE and is_rule(text_of(cell)):
                return None  # It is read once all tasks and the plan's start are known.
            said = f"{wrong}; {LACKING[field]}"
            findings.cell(place, uid, LABELS[field], text_of(cell), said)
            return None
        if found is not None and found.said:
            said = f"“{text_of(cell)[:40]}” is {found.said}"
            findings.decided(place, uid, LABELS[field], said)
        return found.day if found else None

    return TaskDates(
        day(Field.START),
        day(Field.FINISH),
        day(Field.DEADLINE),
        day(Field.ACTUAL_START),
        day(Field.ACTUAL_FINISH),
    )
