"""A sheet of cells with addresses, as each kind of file gives it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

Cell = str | int | float | bool | date | datetime | time | timedelta | None
Place = tuple[int, int]
"""A row and a column, from 0."""
NO_BREAK = str.maketrans({"\u00a0": " ", "\u2007": " ", "\u202f": " ", "\ufeff": None})


@dataclass(frozen=True)
class Sheet:
    """The cells of a sheet from its first row and column on.

    Args:
        name: as its tab has it; "" in a file of text.
        rows: each row's cells; rows may differ in length.
        spanned: by place, the place whose cell spans it: merged cells have one value.
        is_hidden: whether whoever opens the file does not see it.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    spanned: dict[Place, Place] = field(default_factory=dict)
    is_hidden: bool = False

    def cell(self, row: int, column: int) -> Cell:
        """Return a cell; None where nothing stands."""
        cells = self.rows[row] if row < len(self.rows) else ()
        found = cells[column] if column < len(cells) else None
        return None if found == "" else found

    def text(self, row: int, column: int) -> str:
        """Return a cell as text without the blanks around it."""
        return text_of(self.cell(row, column))

    def spanned_cell(self, row: int, column: int) -> Cell:
        """Return a cell, or of a merged one below its first row the value that it shares."""
        found = self.cell(row, column)
        if found is None and (row, column) in self.spanned:
            return self.cell(*self.spanned[row, column])
        return found

    @property
    def width(self) -> int:
        """The number of columns."""
        return max(map(len, self.rows), default=0)


def letters(column: int) -> str:
    """Return the letters of a column, such as AB."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def address(row: int, column: int) -> str:
    """Return the address of a cell, such as D14."""
    return f"{letters(column)}{row + 1}"


def text_of(cell: Cell) -> str:
    """Return a cell as people read it, without the blanks around it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time(0):
        return cell.date().isoformat()
    return str(cell).translate(NO_BREAK).strip()
