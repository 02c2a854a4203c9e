"""How far a task is, from its percentage, its word of status and its actual dates."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from workplan.exchange.sheets.columns.fields import Field
from workplan.exchange.sheets.rows.dates import TaskDates
from workplan.exchange.sheets.rows.findings import Findings
from workplan.exchange.sheets.rows.table import Table
from workplan.exchange.sheets.values.percents import NoShare, percent_in
from workplan.exchange.sheets.values.statuses import State, state_in


class Progress(NamedTuple):
    """How far a task is.

    Args:
        kept: a word of status that only its people can say here, for its notes.
    """

    percent: int = 0
    actual_start_on: date | None = None
    actual_finish_on: date | None = None
    kept: str = ""


def progress_of(
    table: Table, row: int, uid: int, dates: TaskDates, findings: Findings, *, is_fraction: bool
) -> Progress:
    """Return how far the task of a row is.

    Args:
        is_fraction: that the column of percentages gives parts of one.
    """
    percent = _percent(table, row, uid, findings, is_fraction=is_fraction)
    text = table.text(row, Field.STATUS)
    state = state_in(text)
    start_on, kept = dates.actual_start, ""
    if state is State.DONE and percent is None:
        percent = 100
    elif state is State.DONE and percent is not None and percent < 100:
        said = f"contradicts {percent} %, which is taken"
        findings.cell(table.place(row, Field.STATUS), uid, "Status", text, said)
    elif state is State.BEGUN and not percent and start_on is None and dates.start:
        start_on = dates.start
        said = f"“{text[:40]}”, so the start is taken for the actual one"
        findings.decided(table.place(row, Field.STATUS), uid, "Status", said)
    elif state is State.OTHER or (state is State.BEGUN and not percent and start_on is None):
        kept = text
        said = f"“{text[:40]}” is kept in the notes; here its people report the status"
        findings.decided(table.place(row, Field.STATUS), uid, "Status", said)
    return Progress(percent or 0, start_on, dates.actual_finish, kept)


def _percent(
    table: Table, row: int, uid: int, findings: Findings, *, is_fraction: bool
) -> int | None:
    cell = table.cell(row, Field.PERCENT)
    if cell is None:
        return None
    try:
        return percent_in(cell, is_fraction=is_fraction)
    except NoShare as wrong:
        said = f"{wrong}; the task has none"
        findings.cell(
            table.place(row, Field.PERCENT), uid, "% complete", table.text(row, Field.PERCENT), said
        )
        return None
