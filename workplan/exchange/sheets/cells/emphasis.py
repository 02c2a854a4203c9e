"""What is bold and what is moved in, in a sheet of XLSX: the only kind that tells it here."""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple

from workplan.errors import InvalidInput
from workplan.exchange.sheets.cells.extents import MAX_ROWS
from workplan.exchange.sheets.cells.files import PACKED, is_foreign_workbook
from workplan.exchange.tables.xlsx_file import BROKEN


class Emphasis(NamedTuple):
    """Of a column: the rows that are bold, and how far each is moved in."""

    bold: frozenset[int] = frozenset()
    indents: dict[int, int] = {}  # noqa: RUF012  # nobody changes it


def emphasis_in(content: bytes, sheet: str, column: int) -> Emphasis:
    """Return what is bold and moved in, in a column of a sheet; nothing of other kinds of file.

    Raises:
        InvalidInput: for a workbook that is damaged.
    """
    if not content.startswith(PACKED) or is_foreign_workbook(content):
        return Emphasis()
    from openpyxl import load_workbook  # 180 modules, which only a workbook needs

    bold: set[int] = set()
    indents: dict[int, int] = {}
    try:
        book = load_workbook(BytesIO(content), read_only=True)
        if sheet not in book.sheetnames:
            return Emphasis()
        at = column + 1
        cells = book[sheet].iter_rows(min_col=at, max_col=at, max_row=MAX_ROWS)
        for row, [cell] in enumerate(cells):
            if cell.value is None:
                continue
            if cell.font.b:
                bold.add(row)
            if cell.alignment.indent:
                indents[row] = int(cell.alignment.indent)
    except BROKEN as broken:
        raise InvalidInput("file", "The file is not a workbook that can be read.") from broken
    return Emphasis(frozenset(bold), indents)
