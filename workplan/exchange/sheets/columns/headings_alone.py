"""Files that are nearly a table of tasks: headings without rows, or a single column."""

from __future__ import annotations

from workplan.errors import InvalidInput
from workplan.exchange.sheets.cells import files
from workplan.exchange.sheets.cells.grid import Sheet
from workplan.exchange.sheets.columns import heading_row
from workplan.exchange.sheets.columns.fields import LONGEST_HEADING, SURE, meaning_of
from workplan.exchange.tables.columns import NO_ROWS
from workplan.exchange.tables.text_file import text_in


def why_no_plan(content: bytes) -> str:
    """Return what a file of text lacks that has a heading of a plan; "" when that is not it."""
    try:
        [sheet] = files.sheets_of(content)
    except (InvalidInput, ValueError):
        return _why_no_columns(content)
    return NO_ROWS if heading_row.find(sheet) and len(sheet.rows) == 1 else ""


def _why_no_columns(content: bytes) -> str:
    heading = text_in(content).strip().partition("\n")[0].strip()
    meaning = meaning_of(heading) if len(heading) <= LONGEST_HEADING else None
    if meaning is None or meaning[1] < SURE:
        return ""
    return (
        f"The file has a single column, “{heading}”. Put a start or a suspense beside the names of "
        "the tasks, with commas, semicolons or tabs between the cells."
    )


def refuse_alone(sheet: Sheet, row: int | None) -> None:
    """Refuse a sheet that has nothing below its headings.

    Raises:
        InvalidInput: with the way out.
    """
    if row is not None and not any(any(cells) for cells in sheet.rows[row + 1 :]):
        raise InvalidInput("file", NO_ROWS)
