"""A plan as XLSX: one sheet a list, with real dates, filters, and a Gantt chart in the cells."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workplan.errors import InvalidInput
from workplan.exchange.planfile import MAX_TASKS, PlanFile
from workplan.exchange.tables.columns import (
    HEADINGS,
    Cells,
    missing_headings,
    plain,
    read_rows,
    rows_of,
    safe,
)
from workplan.scheduling.schedule import Schedule, schedule

MAX_UNPACKED = 200 * 1024 * 1024
TASKS, PLAN, LINKS, GANTT = "Tasks", "Plan", "Dependencies", "Gantt"
WEEKS = 104
MOST_COLUMNS, MOST_FACTS = 100, 200
BROKEN = (
    BadZipFile,
    ExpatError,
    KeyError,
    NotImplementedError,
    OSError,
    ParseError,
    RuntimeError,
    ValueError,
    zlib.error,
)
"""What a damaged, encrypted or strangely packed workbook raises."""
NONE, OFF_TOO = "none", "off as well"
HEAD = PatternFill("solid", fgColor="162E51")
BAR, CRITICAL, DONE = (PatternFill("solid", fgColor=c) for c in ("73B3E7", "B50909", "1B1B1B"))
WIDTHS = {"Name": 48, "Note": 40, "Agencies": 24, "Predecessors": 18}


def read(content: bytes, title: str = "Imported plan", start_on: date | None = None) -> PlanFile:
    """Return the plan in an XLSX file: its sheet Tasks, or else its first sheet.

    Sheets are read as their rows are asked for, so that damage may show at any of them.
    """
    try:
        return _read(content, title, start_on)
    except BROKEN as broken:
        raise InvalidInput("file", "The file is not a workbook that can be read.") from broken


def _read(content: bytes, title: str, start_on: date | None) -> PlanFile:
    with ZipFile(BytesIO(content)) as packed:
        if sum(item.file_size for item in packed.infolist()) > MAX_UNPACKED:
            raise InvalidInput("file", "The workbook unpacks to more than 200 MB. Refused.")
    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    facts = dict(_pairs(book[PLAN])) if PLAN in book.sheetnames else {}
    sheet = book[TASKS] if TASKS in book.sheetnames else book[book.sheetnames[0]]
    rows = _bounded(sheet)
    headings = [str(cell or "").strip() for cell in next(rows, ())]
    if missing := missing_headings(headings):
        raise InvalidInput("file", f"The sheet has no column {', '.join(missing)}.")
    plan = read_rows(
        plain(str(facts.get("Title") or title)),
        headings,
        (dict(zip(headings, row, strict=False)) for row in rows),
        start_on or Cells(facts, "the sheet Plan").day("Start"),
    )
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
    computed = schedule(plan.network(status_on))
    rows = rows_of(plan, computed)
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = TASKS
    _fill(sheet, HEADINGS, rows)
    names = {task.uid: safe(task.name) for task in plan.tasks}
    links = [
        [
            link.predecessor,
            names[link.predecessor],
            link.successor,
            names[link.successor],
            link.type,
            link.lag_days,
            "calendar" if link.is_elapsed else "working",
        ]
        for link in plan.links
    ]
    heads = ("Predecessor", "Name", "Successor", "Name", "Type", "Lag", "Days")
    _fill(book.create_sheet(LINKS), heads, links)
    _gantt(book.create_sheet(GANTT), plan, computed)
    _facts(book.create_sheet(PLAN), plan)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


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


def _fill(sheet: Worksheet, headings: tuple[str, ...], rows: list[list[Any]]) -> None:
    sheet.append(list(headings))
    for row in rows:
        sheet.append(row)
    for number, heading in enumerate(headings, 1):
        cell = sheet.cell(1, number)
        cell.fill, cell.font = HEAD, Font(bold=True, color="FFFFFF")
        sheet.column_dimensions[get_column_letter(number)].width = WIDTHS.get(heading, 13)
    sheet.freeze_panes = "D2" if sheet.title == TASKS else "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(headings))}{len(rows) + 1}"


def _facts(sheet: Worksheet, plan: PlanFile) -> None:
    sheet.append(["Title", safe(plan.title)])
    sheet.append(["Start", plan.start_on])
    sheet.append(["Status date", plan.status_on])
    sheet.append(["Week", plan.weekmask])
    if plan.holidays is not None:
        days = " ".join(day.isoformat() for day in plan.holidays)
        sheet.append(["Days off", days or NONE])
        if plan.is_federal:
            sheet.append(["Federal holidays", OFF_TOO])
    if plan.worked:
        sheet.append(["Days worked", " ".join(day.isoformat() for day in plan.worked)])
    if plan.day_notes:
        notes = (f"{day} {note}" for day, note in sorted(plan.day_notes.items()))
        sheet.append(["Notes on days", safe("\n".join(notes))])
    if plan.source:
        sheet.append(["Source", plan.source])
    sheet.column_dimensions["B"].width = 40


def _gantt(sheet: Worksheet, plan: PlanFile, computed: Schedule) -> None:
    """Draw a bar a task, a cell a week."""
    monday = plan.start_on - timedelta(days=plan.start_on.weekday())
    last = computed.finish_on or plan.start_on
    weeks = min(WEEKS, (last - monday).days // 7 + 1)
    sheet.append(["Task", *(monday + timedelta(weeks=n) for n in range(weeks))])
    sheet.column_dimensions["A"].width = 48
    for number in range(2, weeks + 2):
        sheet.column_dimensions[get_column_letter(number)].width = 3.2
        sheet.cell(1, number).alignment = Alignment(text_rotation=90)
    for i, leaf in enumerate(computed.graph.leaves):
        dates = computed.dates(i)
        sheet.append([safe(leaf.name)])
        first_week = (dates.start_on - monday).days // 7
        last_week = (dates.finish_on - monday).days // 7
        done_until = first_week + (last_week - first_week + 1) * leaf.percent // 100
        for week in range(max(0, first_week), min(weeks, last_week + 1)):
            cell = sheet.cell(i + 2, week + 2)
            cell.fill = DONE if week < done_until else CRITICAL if dates.is_critical else BAR
    sheet.freeze_panes = "B2"
