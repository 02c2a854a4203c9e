"""A plan as XLSX: one sheet a list; what reads and writes it is loaded with the first workbook."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from workplan.calendars.hours import read_hours
from workplan.errors import InvalidInput
from workplan.exchange.planfile import MAX_TASKS, PlanFile
from workplan.exchange.tables.cells import Cells, plain
from workplan.exchange.tables.columns import OtherColumns, missing_headings, read_rows

MAX_UNPACKED = 200 * 1024 * 1024
TASKS, PLAN = "Tasks", "Plan"
MOST_COLUMNS, MOST_FACTS = 100, 200
BROKEN = (
    BadZipFile,
    ExpatError,
    KeyError,
    NotImplementedError,
    OSError,
    SyntaxError,  # What XML readers raise, whichever of them openpyxl has found.
    RuntimeError,
    ValueError,
    zlib.error,
)
"""What a damaged, encrypted or strangely packed workbook raises."""
NONE, OFF_TOO = "none", "off as well"


def read(content: bytes, title: str = "Imported plan", start_on: date | None = None) -> PlanFile:
    """Return the plan in an XLSX file: its sheet Tasks, or else its first sheet.

    Sheets are read as their rows are asked for, so that damage may show at any of them.
    """
    try:
        return _read(content, title, start_on)
    except BROKEN as broken:
        raise InvalidInput("file", "The file is not a workbook that can be read.") from broken


def _read(content: bytes, title: str, start_on: date | None) -> PlanFile:
    from openpyxl import load_workbook  # 180 modules and NumPy, which only a workbook needs

    with ZipFile(BytesIO(content)) as packed:
        if sum(item.file_size for item in packed.infolist()) > MAX_UNPACKED:
            raise InvalidInput("file", "The workbook unpacks to more than 200 MB. Refused.")
    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    facts = dict(_pairs(book[PLAN])) if PLAN in book.sheetnames else {}
    sheet = book[TASKS] if TASKS in book.sheetnames else book[book.sheetnames[0]]
    rows = _bounded(sheet)
    headings = [str(cell or "").strip() for cell in next(rows, ())]
    if missing := missing_headings(headings):
        raise OtherColumns("file", f"The sheet has no column {', '.join(missing)}.")
    plan = read_rows(
        plain(str(facts.get("Title") or title)),
        headings,
        (dict(zip(headings, row, strict=False)) for row in rows),
        start_on or Cells(facts, "the sheet Plan").moment("Start"),
    )
    if facts.get("Hours"):
        plan.hours = read_hours(plain(str(facts["Hours"])))
    if "Week" in facts:
        plan.unsaid -= {"calendar"}
    if facts.get("Days off"):
        listed = str(facts["Days off"])
        plan.holidays = _days(facts, "Days off") if listed != NONE else ()
        plan.weekmask = str(facts.get("Week") or plan.weekmask)
        plan.worked = _days(facts, "Days worked")
        plan.is_federal = str(facts.get("Federal holidays") or "") == OFF_TOO
        plan.day_notes = _notes(facts)
    return plan


def _days(facts: dict[str, Any], heading: str) -> tuple[date, ...]:
    """Return the dates that a cell of the sheet Plan lists."""
    listed = str(facts.get(heading) or "").split()
    days = (Cells({heading: text}, "the sheet Plan").day(heading) for text in listed)
    return tuple(day for day in days if day is not None)


def _notes(facts: dict[str, Any]) -> dict[date, str]:
    """Return why days are off or worked: a line for each, the day first."""
    lines = str(facts.get("Notes on days") or "").splitlines()
    parted = (line.partition(" ") for line in lines if line.strip())
    days = ((Cells({"Notes on days": day}, "the sheet Plan"), note) for day, _, note in parted)
    found = ((cells.day("Notes on days"), plain(note)) for cells, note in days)
    return {day: note for day, note in found if day is not None}


def write(plan: PlanFile, status_on: date | None = None) -> bytes:
    """Return the plan as a workbook."""
    from workplan.exchange.tables import xlsx_sheets  # which needs those modules too

    return xlsx_sheets.write(plan, status_on)


def template() -> bytes:
    """Return a workbook with the headings and two rows to write over."""
    from workplan.exchange.planfile import FileLink, FileTask

    first = FileTask(1, "Draft the guidance", 10, "1", owners=("State PM",))
    second = FileTask(2, "Clear and publish it", 5, "2", owners=("State PM",))
    plan = PlanFile("My plan", date(2027, 1, 4))
    plan.tasks, plan.links = [first, second], [FileLink(1, 2, "FS")]
    return write(plan)


def _bounded(sheet: Any) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a sheet as far as a plan may go, those without anything in them too.

    Raises:
        InvalidInput: when there are more.
    """
    most = MAX_TASKS + 1
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)):
        if number > most:
            raise InvalidInput("file", f"The sheet has more than {MAX_TASKS:,} rows.")
        yield row


def _pairs(sheet: Any) -> Iterator[tuple[str, Any]]:
    for row in sheet.iter_rows(values_only=True, max_col=2, max_row=MOST_FACTS):
        if row and row[0]:
            yield str(row[0]), row[1] if len(row) > 1 else None
