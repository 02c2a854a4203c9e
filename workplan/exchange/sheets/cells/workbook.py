"""The sheets of a workbook: XLSX, XLS and ODS."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from workplan.errors import InvalidInput
from workplan.exchange.sheets.cells.extents import check_packed
from workplan.exchange.sheets.cells.grid import Place, Sheet
from workplan.exchange.sheets.cells.old_extents import LOCKED, check_old
from workplan.exchange.tables.xlsx_file import BROKEN

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

MOST_SHEETS = 50
PANIC = "PanicException"
"""What the reader raises on some damage; it is no Exception, and its module cannot be imported."""
MOST_SPANNED = 50_000
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
"""With what XLS begins, and every other file of the Office of that time."""


def sheets_in(content: bytes) -> list[Sheet]:
    """Return the sheets of a workbook that hold something, in their order.

    Raises:
        InvalidInput: for a file that is damaged, locked by a password, or reaches too far.
    """
    import python_calamine as calamine  # which only a workbook needs

    broken = InvalidInput("file", "The file is not a workbook that can be read.")
    try:
        check_old(content) if content.startswith(OLD_WORKBOOK) else check_packed(content)
        book = calamine.load_workbook(BytesIO(content))
        visible = calamine.SheetVisibleEnum.Visible
        listed = list(book.sheets_metadata)[:MOST_SHEETS]
        found = [
            _sheet(book.get_sheet_by_name(known.name), is_hidden=known.visible != visible)
            for known in listed
            if known.typ == calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError as locked:
        raise InvalidInput("file", LOCKED) from locked
    except (*BROKEN, calamine.CalamineError) as error:
        raise broken from error
    except BaseException as error:
        if type(error).__name__ != PANIC:
            raise
        raise broken from error
    return [sheet for sheet in found if any(map(any, sheet.rows))]


def _sheet(found: CalamineSheet, *, is_hidden: bool) -> Sheet:
    rows = found.to_python(skip_empty_area=False) if found.start else []
    return Sheet(found.name, rows, _spanned(found.merged_cell_ranges or ()), is_hidden)


def _spanned(areas: Sequence[tuple[Place, Place]]) -> dict[Place, Place]:
    """Return, for each cell that another spans from above, the place of that one.

    What is merged sideways keeps its value in its first column: it is a line of text.
    """
    spanned: dict[Place, Place] = {}
    for (top, left), (bottom, _) in areas:
        for row in range(top + 1, min(bottom, top + 500) + 1):
            spanned[row, left] = (top, left)
        if len(spanned) > MOST_SPANNED:
            break
    return spanned
