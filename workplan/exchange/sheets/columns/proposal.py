"""What the columns of a file are proposed to mean, with samples for whoever decides."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workplan.errors import InvalidInput
from workplan.exchange.sheets.cells import files
from workplan.exchange.sheets.cells.grid import Cell, Sheet, text_of
from workplan.exchange.sheets.columns import heading_row
from workplan.exchange.sheets.columns.evidence import agreed, is_wordy
from workplan.exchange.sheets.columns.fields import DATES, SEVERAL, Field, meaning_of
from workplan.exchange.sheets.columns.headings_alone import refuse_alone
from workplan.exchange.sheets.columns.mapping import SheetMapping
from workplan.exchange.sheets.values.days import Orders, orders_in

REPEATED = SEVERAL - {Field.OWNER}
"""What is proposed for several columns; who else is named goes with the notes until one says so."""
MOST_SAMPLES = 3
LOOKED_AT = 300
"""As many rows tell what stands in a column."""
LONGEST_SAMPLE = 60


class Proposal(NamedTuple):
    """What a file is proposed to be.

    Args:
        sheets: the names of its sheets.
        samples: of each column, its first different values.
    """

    mapping: SheetMapping
    sheets: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]


class Place(NamedTuple):
    """Where somebody says that the table is.

    Args:
        sheet: the name of its sheet; None to choose the one most like a plan.
        row: of the headings, from 0; None to look for them.
        has_headings: False where no row has any.
    """

    sheet: str | None = None
    row: int | None = None
    has_headings: bool = True


def propose(content: bytes, name: str, place: Place | None = None) -> Proposal:
    """Return what the columns of a file may mean.

    Args:
        name: the file's; the plan's title, where no line of the sheet is.

    Raises:
        InvalidInput: for a file without a table, and a sheet or a row that it has not.
    """
    place = place or Place()
    sheets = files.sheets_of(content)
    sheet = sheet_named(sheets, place.sheet) if place.sheet is not None else likeliest(sheets)
    row = place.row
    if row is not None and not 0 <= row < len(sheet.rows):
        raise InvalidInput(
            "heading_row",
            f"There is no row {str(row + 1)[:20]} in the sheet, which has {len(sheet.rows):,}. "
            "Give the row with the headings.",
        )
    if row is None and place.has_headings:
        found = heading_row.find(sheet)
        row = found.row if found else None
    refuse_alone(sheet, row)
    headings = heading_row.headings_of(sheet, row)
    cells = [_cells(sheet, row, column) for column in range(len(headings))]
    title = heading_row.title_of(sheet, row) or name.rpartition(".")[0] or name
    mapping = SheetMapping(sheet.name, row, headings, _fields(headings, cells), title)
    samples = tuple(map(_samples, cells))
    return Proposal(mapping, tuple(known.name for known in sheets), samples)


def sheet_named(sheets: Sequence[Sheet], name: str) -> Sheet:
    """Return the sheet of a name.

    Raises:
        InvalidInput: when there is none, with those that there are.
    """
    for sheet in sheets:
        if sheet.name.strip().lower() == name.strip().lower():
            return sheet
    listed = ", ".join(f"“{sheet.name}”" for sheet in sheets)
    raise InvalidInput("sheet", f"There is no sheet “{name[:60]}”. The file has {listed}.")


def likeliest(sheets: Sequence[Sheet]) -> Sheet:
    """Return the sheet that is most like a plan: by its headings, then by its rows."""
    shown = [sheet for sheet in sheets if not sheet.is_hidden] or sheets

    def likeness(sheet: Sheet) -> tuple[int, int]:
        found = heading_row.find(sheet)
        return (found.score if found else 0, len(sheet.rows))

    return max(shown, key=likeness)


def orders_of(content: bytes, mapping: SheetMapping) -> Orders:
    """Return what the dates of a sheet tell of the order of their numbers."""
    sheet = sheet_named(files.sheets_of(content), mapping.sheet)
    return orders_in(date_cells(sheet, mapping))


def date_cells(sheet: Sheet, mapping: SheetMapping) -> list[Cell]:
    """Return the cells of all columns that hold dates."""
    columns = [column for field in DATES for column in mapping.columns(field)]
    first = 0 if mapping.heading_row is None else mapping.heading_row + 1
    return [sheet.cell(row, column) for row in range(first, len(sheet.rows)) for column in columns]


def _cells(sheet: Sheet, row: int | None, column: int) -> list[Cell]:
    first = 0 if row is None else row + 1
    rows = range(first, min(len(sheet.rows), first + LOOKED_AT))
    return [cell for at in rows if (cell := sheet.cell(at, column)) is not None]


def _samples(cells: list[Cell]) -> tuple[str, ...]:
    texts = dict.fromkeys(" ".join(text_of(cell).split())[:LONGEST_SAMPLE] for cell in cells)
    return tuple(text for text in texts if text)[:MOST_SAMPLES]


def _fields(headings: Sequence[str], cells: Sequence[list[Cell]]) -> tuple[Field, ...]:
    """Return what each column may fill: the surest first, and each field once."""
    likely: list[tuple[int, int, Field]] = []
    for column, heading in enumerate(headings):
        if meaning := meaning_of(heading):
            field = agreed(meaning[0], cells[column])
            likely.append((-meaning[1], column, field))
    fields = [Field.KEEP if column else Field.LEAVE for column in cells]
    taken: set[Field] = set()
    for _, column, field in sorted(likely):
        if field in REPEATED or field not in taken:
            fields[column] = field
            taken.add(field)
    if Field.NAME not in taken and (wordiest := _wordiest(cells, fields)) is not None:
        fields[wordiest] = Field.NAME
    return tuple(fields)


def _wordiest(cells: Sequence[list[Cell]], fields: Sequence[Field]) -> int | None:
    """Return the column with the longest texts among those that nothing is known of."""
    lengths = {
        column: sum(len(cell) for cell in found if isinstance(cell, str)) / len(found)
        for column, found in enumerate(cells)
        if found and fields[column] is Field.KEEP and is_wordy(found)
    }
    return max(lengths, key=lengths.__getitem__, default=None)
