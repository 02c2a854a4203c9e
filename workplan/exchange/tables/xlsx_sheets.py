"""The sheets of a plan's workbook: its lists, with real dates and filters, and its Gantt chart."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from workplan.calendars.hours import OFFICE_HOURS, PARTS
from workplan.calendars.minutes import day_of
from workplan.exchange.planfile import PlanFile
from workplan.exchange.tables.cells import safe
from workplan.exchange.tables.columns import HEADINGS, rows_of
from workplan.exchange.tables.xlsx_file import NONE, OFF_TOO, PLAN, TASKS
from workplan.exchange.tables.xlsx_print import set_up
from workplan.scheduling.schedule import Schedule, schedule

LINKS, GANTT = "Dependencies", "Gantt"
WEEKS = 104
HEAD = PatternFill("solid", fgColor="162E51")
BAR, CRITICAL, DONE = (PatternFill("solid", fgColor=c) for c in ("73B3E7", "B50909", "1B1B1B"))
WIDTHS = {"Name": 48, "Note": 40, "Agencies": 24, "Predecessors": 18}


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
            link.lag_days + link.lag_parts / PARTS if link.lag_parts else link.lag_days,
            "calendar" if link.is_elapsed else "working",
        ]
        for link in plan.links
    ]
    heads = ("Predecessor", "Name", "Successor", "Name", "Type", "Lag", "Days")
    _fill(book.create_sheet(LINKS), heads, links)
    _gantt(book.create_sheet(GANTT), plan, computed)
    _facts(book.create_sheet(PLAN), plan)
    for printed in book.worksheets[:-1]:
        set_up(printed, plan.title, has_names_first=printed.title == GANTT)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


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
    if plan.hours != OFFICE_HOURS:
        sheet.append(["Hours", safe(plan.hours.written())])
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
    first = day_of(plan.start_on)
    monday = first - timedelta(days=first.weekday())
    last = computed.finish_on or first
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
