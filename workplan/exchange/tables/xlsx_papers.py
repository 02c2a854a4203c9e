"""A document as a workbook: its words on the first sheet, and a sheet for each of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workplan.exchange.tables.cells import safe
from workplan.exchange.tables.xlsx_print import set_up
from workplan.exchange.tables.xlsx_sheets import HEAD
from workplan.papers.blocks import (
    Beside,
    Block,
    Bullets,
    Callout,
    Figure,
    Grid,
    Heading,
    Paragraph,
    Quotation,
    Run,
    Runs,
)
from workplan.papers.paper import Paper

NUMBER = re.compile(r"[-+−]?[0-9]{1,3}(,?[0-9]{3})*")
DAY = re.compile(r"[0-9]{1,2} [A-Z][a-z]{2} [0-9]{4}")
UNFIT = re.compile(r"[\\/*?:\[\]]")
"""What no sheet may be called (ECMA-376, Excel's limits)."""
LONGEST_NAME, LONG, NARROW, WIDE = 31, 30, 14, 48
TASKS = ("Code", "Task", "Lead", "Start", "Finish", "Suspense")


def write(paper: Paper) -> bytes:
    """Return a document as a workbook; numbers and days of its tables are such in the cells."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "Report"
    for line in (paper.marking, paper.kind, paper.title, *paper.facts):
        if line:
            first.append([safe(line)])
    names = {"report"}
    for section in paper.sections:
        if section.heading:
            first.append([])
            first.append([safe(section.heading)])
            first.cell(first.max_row, 1).font = Font(bold=True)
        for heading, block in _every(section.blocks, section.heading):
            if isinstance(block, Grid):
                _table(book, paper, _free(names, heading), block)
            else:
                for said in _words(block):
                    first.append([safe(said)])
    first.append([])
    first.append([safe(paper.foot)])
    first.column_dimensions["A"].width = 110
    for row in first.iter_rows():
        row[0].alignment = Alignment(vertical="top", wrap_text=True)
    set_up(first, paper.kind)
    if paper.schedule is not None:
        _tasks(book, paper, _free(names, "Tasks"))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _every(blocks: Iterable[Block], heading: str) -> Iterator[tuple[str, Block]]:
    """Yield each block that has no others, with the heading that it stands under."""
    for block in blocks:
        if isinstance(block, Callout):
            yield heading, Paragraph((Run(block.heading),))
            yield from _every(block.blocks, block.heading)
        elif isinstance(block, Beside):
            for name, inner in block.parts:
                yield from _every(inner, name)
        elif isinstance(block, Quotation):
            yield from _every(block.blocks, heading)
        elif isinstance(block, Bullets):
            for item in block.items:
                yield from _every(item, heading)
        else:
            yield heading, block


def _words(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph | Heading):
        yield _text(block.runs)
    elif isinstance(block, Figure):
        yield block.alt


def _table(book: Workbook, paper: Paper, name: str, grid: Grid) -> None:
    rows = [[_value(_text(cell)) for cell in row] for row in grid.rows]
    _sheet(book, paper, name, [_text(head) for head in grid.head], rows)


def _tasks(book: Workbook, paper: Paper, name: str) -> None:
    assert paper.schedule is not None
    tasks = [bar.task for bar in paper.schedule.bars]
    rows = [
        [t.code, f"{'   ' * t.depth}{t.name}", t.lead, t.start_on, t.finish_on, t.due_on]
        for t in tasks
    ]
    _sheet(book, paper, name, TASKS, rows)


def _sheet(
    book: Workbook,
    paper: Paper,
    name: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[object]],
) -> None:
    sheet = book.create_sheet(name)
    sheet.append(list(heads))
    for row in rows:
        sheet.append([safe(value) if isinstance(value, str) else value for value in row])
    for number, column in enumerate(sheet.iter_cols(), 1):
        is_long = any(isinstance(one.value, str) and len(one.value) > LONG for one in column)
        width = WIDE if is_long else NARROW
        sheet.column_dimensions[get_column_letter(number)].width = width
        column[0].fill, column[0].font = HEAD, Font(bold=True, color="FFFFFF")
        for cell in column[1:]:
            cell.alignment = Alignment(vertical="top", wrap_text=is_long)
            if isinstance(cell.value, date):
                cell.number_format = "yyyy-mm-dd"
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions
    set_up(sheet, paper.kind, has_names_first=True)


def _free(names: set[str], wanted: str) -> str:
    """Return a name that no sheet has yet, and that one may have."""
    plain = UNFIT.sub(" ", wanted).strip(" '")[:LONGEST_NAME] or "Table"
    name, number = plain, 1
    while name.lower() in names:
        number += 1
        end = f" {number}"
        name = plain[: LONGEST_NAME - len(end)] + end
    names.add(name.lower())
    return name


def _value(text: str) -> object:
    """Return a cell as the number or the day that it says, else as it is."""
    if NUMBER.fullmatch(text):
        return int(text.replace(",", "").replace("−", "-"))
    if DAY.fullmatch(text):
        return datetime.strptime(text, "%d %b %Y").date()  # noqa: DTZ007  # a day has no zone
    return text


def _text(runs: Runs) -> str:
    return "".join(run.text for run in runs)
