"""A block of cells as a spreadsheet copies it: cells parted by tabs, perhaps with headings."""

from __future__ import annotations

import csv
import io
from typing import NamedTuple

from workplan.notation.refusals import NotUnderstood

LEVEL = "level"
HEADINGS = {
    "no": "code", "number": "code", "code": "code", "id": "code", "wbs": "code", "#": "code",
    "task": "name", "name": "name", "task name": "name", "title": "name",
    "lead": "leads", "leads": "leads", "lead agency": "leads", "owner": "leads",
    "agency": "leads", "agencies": "leads", "supports": "supports", "support": "supports",
    "days": "days", "duration": "days", "working days": "days",
    "waits for": "waits", "predecessors": "waits", "predecessor": "waits",
    "suspense": "suspense", "due": "suspense", "deadline": "suspense", "due date": "suspense",
    "level": LEVEL, "outline level": LEVEL,
    "finish": "", "start": "", "notes": "", "status": "",
}  # fmt: skip
"""What the headings of other programs mean; what is computed here is left out."""
MOST_ROWS = 500


class Line(NamedTuple):
    """A line of a block: its cells by column, and on which level it stands."""

    cells: dict[str, str]
    level: int = 1


def read(text: str, columns: tuple[str, ...]) -> list[Line]:
    """Return the rows of a block; with headings in the first line, whatever their order is.

    Args:
        columns: those of the sheet, in which cells are taken without headings; a block of one
            column has names.

    Raises:
        NotUnderstood: for more columns than the sheet has, without headings, and for too many
            rows.
    """
    found = [
        [cell.strip() for cell in row]
        for row in csv.reader(io.StringIO(text.strip("\n\r")), dialect="excel-tab", strict=False)
        if any(cell.strip() for cell in row)
    ]
    if not found:
        return []
    named = [HEADINGS.get(cell.casefold().strip(" .:")) for cell in found[0]]
    if sum(name is not None for name in named) * 2 > len(named):
        order, found = [name or "" for name in named], found[1:]
    else:
        order = ["name"] if max(map(len, found)) == 1 else [*columns]
    if len(found) > MOST_ROWS:
        raise NotUnderstood(
            f"The block has {len(found):,} rows. Paste {MOST_ROWS} at most, and the others after."
        )
    width = max(map(len, found), default=0)
    if width > len(order):
        raise NotUnderstood(
            f"The block has {width} columns, and the sheet {len(order)}. Put the name of each "
            "column into its first line: No., Task, Lead, Supports, Days, Waits for, Suspense."
        )
    return [_line(row, order) for row in found]


def _line(row: list[str], order: list[str]) -> Line:
    cells = dict(zip(order, row, strict=False))
    level = cells.pop(LEVEL, "")
    cells.pop("", None)
    return Line(cells, int(level) if level.isdigit() and int(level) else 1)
