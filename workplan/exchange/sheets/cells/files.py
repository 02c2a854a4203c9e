"""The sheets of a file, whatever kind of sheet it is; the content decides."""

from __future__ import annotations

from workplan.errors import InvalidInput
from workplan.exchange.sheets.cells import text_table, workbook
from workplan.exchange.sheets.cells.grid import Sheet

PACKED = b"PK\x03\x04"
OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
NOT_TABLES = (b"<", b"{", b"[", b"%PDF")


def is_foreign_workbook(content: bytes) -> bool:
    """Tell whether a file is a workbook that only this room reads: XLS or ODS."""
    return content.startswith(workbook.OLD_WORKBOOK) or (
        content.startswith(PACKED) and OPEN_DOCUMENT in content[:200]
    )


def sheets_of(content: bytes) -> list[Sheet]:
    """Return the sheets of a file that hold something.

    Raises:
        InvalidInput: for a file without any, and for what is no table.
    """
    if content.startswith((PACKED, workbook.OLD_WORKBOOK)):
        found = workbook.sheets_in(content)
    elif content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(NOT_TABLES):
        found = []
    else:
        found = text_table.sheets_in(content)
    if not found:
        raise InvalidInput(
            "file", "The file holds no table: a sheet with columns is needed, one row a task."
        )
    return found


def has_table(content: bytes) -> bool:
    """Tell whether a file holds a table of more than one column and row."""
    try:
        return any(len(sheet.rows) > 1 for sheet in sheets_of(content))
    except InvalidInput:
        return False
