"""A table of text as a sheet: commas, semicolons, tabs or bars, in any usual letters."""

from __future__ import annotations

import csv
from io import StringIO
from itertools import islice

from workplan.errors import InvalidInput
from workplan.exchange.sheets.cells.extents import Reach
from workplan.exchange.sheets.cells.grid import Sheet
from workplan.exchange.tables.text_file import DELIMITERS, text_in

SIGNS = (*DELIMITERS, "|")
LOOKED_AT = 60
TOLD = "sep="
"""With what a first line begins that tells Excel the delimiter."""


def sheets_in(content: bytes) -> list[Sheet]:
    """Return the one sheet that a table of text is; none when it has no second column.

    Raises:
        InvalidInput: for binary data, and for more cells than can be taken.
    """
    text = text_in(content)
    first, _, rest = text.partition("\n")
    if first.lower().startswith(TOLD):
        text = rest
    sign = delimiter_of(text)
    reach, rows = Reach(), []
    try:
        for number, row in enumerate(csv.reader(StringIO(text, newline=""), delimiter=sign), 1):
            reach.add(number, len(row))
            rows.append(row)
    except csv.Error as broken:
        raise InvalidInput("file", f"The table cannot be read: {broken}.") from broken
    return [Sheet("", rows)] if any(len(row) > 1 for row in rows) else []


def delimiter_of(text: str) -> str:
    """Return what stands between the cells: what gives most rows the same number of columns.

    Lines of title stand above a table, so the first line alone does not decide.
    """
    return max(SIGNS, key=lambda sign: _evenness(text, sign))


def _evenness(text: str, sign: str) -> tuple[int, int]:
    try:
        reader = csv.reader(StringIO(text, newline=""), delimiter=sign)
        widths = [len(row) for row in islice(reader, LOOKED_AT)]
    except csv.Error:
        return (0, 0)  # Another sign may read it; if none does, reading says why.
    several = [width for width in widths if width > 1]
    most = max(several, key=several.count, default=0)
    return (several.count(most), most)
