"""The rows below the headings of a sheet: which of them are tasks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from workplan.exchange.planfile import check_size
from workplan.exchange.sheets.cells.grid import NO_BREAK, Cell, Sheet, text_of
from workplan.exchange.sheets.columns.fields import LONGEST_HEADING, Field, folded
from workplan.exchange.sheets.columns.mapping import SheetMapping
from workplan.exchange.sheets.rows.findings import Findings
from workplan.exchange.tables.cells import plain
from workplan.plain_text import one_line

TAB = 4
LONGEST_NAME = 200
TOTALS = frozenset({"total", "totals", "grand total", "subtotal", "sum"})


class TaskRow(NamedTuple):
    """A row that is a task.

    Args:
        row: of the sheet, from 0.
        name: of the task.
        indent: how many blanks stand before the name.
        is_section: whether its text stands alone, beside the column of names.
    """

    row: int
    name: str
    indent: int = 0
    is_section: bool = False


class Table:
    """The rows of a sheet under a mapping."""

    def __init__(self, sheet: Sheet, mapping: SheetMapping) -> None:
        self.sheet = sheet
        self.mapping = mapping
        self.columns = {field: mapping.columns(field) for field in Field}
        self.name_column = self.columns[Field.NAME][0]
        self.first = 0 if mapping.heading_row is None else mapping.heading_row + 1

    def place(self, row: int, field: Field) -> tuple[int, int]:
        """Return where the cell of a field stands."""
        return row, self.columns[field][0]

    def is_used(self, place: tuple[int, int]) -> bool:
        """Tell whether a cell stands below the headings, in a column that is not left out."""
        row, column = place
        fields = self.mapping.fields
        return row >= self.first and column < len(fields) and fields[column] is not Field.LEAVE

    def cell(self, row: int, field: Field) -> Cell:
        """Return the cell of a field; None where no column fills it, or nothing stands in it."""
        columns = self.columns[field]
        return self.sheet.spanned_cell(row, columns[0]) if columns else None

    def text(self, row: int, field: Field) -> str:
        """Return the cell of a field as text."""
        return text_of(self.cell(row, field))

    def texts(self, row: int, field: Field) -> list[tuple[int, str]]:
        """Return the filled cells of a field that several columns may fill, with their columns."""
        cells = ((at, self.sheet.spanned_cell(row, at)) for at in self.columns[field])
        found = ((at, plain(text_of(cell))) for at, cell in cells)
        return [(at, text) for at, text in found if text]

    def task_rows(self, findings: Findings) -> list[TaskRow]:
        """Return the rows that are tasks; what is left out is said, except what is empty."""
        found: list[TaskRow] = []
        alone: list[TaskRow] = []
        for row in range(self.first, len(self.sheet.rows)):
            filled = [at for at in range(len(self.mapping.headings)) if self.sheet.text(row, at)]
            same = self._same_as_headings(row, filled)
            if same == len(filled):
                continue
            if same > 1 and self._same_as_headings(row, [self.name_column]):
                said = "begins another table, which is left out"
                findings.cell((row, filled[0]), None, "Name", self.sheet.text(row, filled[0]), said)
                break
            raw = self.sheet.cell(row, self.name_column)
            name = one_line(plain(text_of(raw)), LONGEST_NAME)
            if name and folded(name) not in TOTALS:
                found += [*alone, TaskRow(row, name, _indent(raw))]
                alone = []
                check_size(len(found))
            elif name:
                said = "is a sum, and no task"
                findings.cell((row, self.name_column), None, "Name", name, said)
            elif filled[-1] < self.name_column and not _is_number(self.sheet.text(row, filled[0])):
                text = one_line(self.sheet.text(row, filled[0]), LONGEST_NAME)
                alone.append(TaskRow(row, text, is_section=True))
            else:
                self._nameless(row, filled[0], findings)
        for rest in alone:
            said = "stands alone below the last task, so it is none"
            findings.cell((rest.row, 0), None, "Name", rest.name, said)
        return found

    def _nameless(self, row: int, column: int, findings: Findings) -> None:
        shared = self.sheet.spanned.get((row, self.name_column))
        said = "has no name beside it, so its row is left out"
        if shared is not None:
            said = "belongs to a merged task that is read from its first row; it is left out"
        findings.cell((row, column), None, "Name", self.sheet.text(row, column), said)

    def _same_as_headings(self, row: int, filled: list[int]) -> int:
        """Return how many cells of a row say what their headings say.

        All of them do where headings stand again, as at the top of each page; several, the name
        among them, where another table begins below.
        """
        headings = self.mapping.headings
        texts = ((self.sheet.text(row, at), headings[at]) for at in filled)
        return sum(
            len(text) <= LONGEST_HEADING and folded(text) == folded(heading)
            for text, heading in texts
        )

    def filled(self, rows: list[TaskRow], field: Field) -> Iterator[Cell]:
        """Yield the cells of a field in some rows that hold something."""
        for row in rows:
            if (cell := self.cell(row.row, field)) is not None:
                yield cell


def _indent(raw: Cell) -> int:
    text = raw.translate(NO_BREAK).expandtabs(TAB) if isinstance(raw, str) else ""
    return len(text) - len(text.lstrip())


def _is_number(text: str) -> bool:
    return text.replace(".", "").isdigit()
