"""How the sheets of a workbook come out of a printer: wide, with their headings on each page."""

from __future__ import annotations

from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

LETTER = 1
"""The paper of the United States, by its number in workbooks."""
LONGEST_FOOTER = 120
"""A footer has 255 characters at most, its codes included."""


def set_up(sheet: Worksheet, title: str, *, has_names_first: bool = False) -> None:
    """Set a sheet up to be printed as it lies.

    Args:
        title: of the plan, for the foot of each page.
        has_names_first: whether the first column says what each row is, so each page needs it.
    """
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = LETTER
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.print_title_rows = "1:1"
    if has_names_first:
        sheet.print_title_cols = "A:A"
    foot = sheet.oddFooter
    assert foot is not None
    assert foot.left is not None
    assert foot.right is not None
    foot.left.text, foot.right.text = title[:LONGEST_FOOTER].replace("&", "&&"), "&P / &N"
