"""A list as a workbook: headings that stay, long words in wide cells, printed as it lies."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workplan.exchange.tables.cells import safe
from workplan.exchange.tables.xlsx_print import set_up
from workplan.exchange.tables.xlsx_sheets import HEAD

MOST_CHARACTERS = 32_767
"""A cell of a workbook holds no more (ECMA-376, Excel's limits)."""
CUT = " […]"
LONG = 30
"""A column whose words have more characters than this is wide, and breaks its lines."""
NARROW, WIDE = 16, 48
MOMENT = "yyyy-mm-dd hh:mm"


def write(
    title: str, name: str, headings: Sequence[str], rows: Iterable[Sequence[object]]
) -> bytes:
    """Return a list as a workbook of one sheet.

    Moments are in UTC, because no cell has a zone. What is longer than a cell ends with “[…]”.

    Args:
        title: of the plan, for the foot of each page.
        name: of the sheet.
        rows: one value for each heading.
    """
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    sheet.append(list(headings))
    for row in rows:
        sheet.append([_cell(value) for value in row])
    for number, (column, heading) in enumerate(zip(sheet.iter_cols(), headings, strict=True), 1):
        is_long = any(isinstance(one.value, str) and len(one.value) > LONG for one in column)
        width = WIDE if is_long else max(NARROW, len(heading) + 4)
        sheet.column_dimensions[get_column_letter(number)].width = width
        column[0].fill, column[0].font = HEAD, Font(bold=True, color="FFFFFF")
        for cell in column[1:]:
            cell.alignment = Alignment(vertical="top", wrap_text=is_long)
            if isinstance(cell.value, datetime):
                cell.number_format = MOMENT
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    set_up(sheet, title, has_names_first=True)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None)
    text = safe(value)
    if isinstance(text, str) and len(text) > MOST_CHARACTERS:
        return text[: MOST_CHARACTERS - len(CUT)] + CUT
    return text
