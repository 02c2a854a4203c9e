"""A document as a workbook: its words first, and a sheet for each table."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

from openpyxl import Workbook, load_workbook

from workplan.exchange.tables import xlsx_papers
from workplan.papers.blocks import Beside, Block, Callout, Figure, Paragraph, Run
from workplan.papers.paper import Paper, ScheduledTask, Section, scheduled, table_of


def said(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def book(*blocks: Block, heading: str = "Late", **others: object) -> Workbook:
    paper = Paper("It ends late", "Report", ["30 Nov 2026"], [Section(heading, blocks)], **others)  # type: ignore[arg-type]
    return load_workbook(BytesIO(xlsx_papers.write(paper)))


TABLE = table_of((("Task", 1), ("Days", 1), ("By", 1)), [("1a", "1,204", "14 Jan 2027")])


def test_the_words_stand_first_in_their_order() -> None:
    found = book(
        said("Two are late."), Figure("<svg/>", "A chart of it"), marking="CUI", foot="End"
    )
    lines = [row[0] for row in found["Report"].values if row[0]]
    assert lines == [
        *("CUI", "Report", "It ends late", "30 Nov 2026", "Late", "Two are late."),
        *("A chart of it", "End"),
    ]


def test_a_table_has_a_sheet_with_numbers_and_days_as_such() -> None:
    sheet = book(TABLE)["Late"]
    assert list(sheet.values) == [("Task", "Days", "By"), ("1a", 1204, datetime(2027, 1, 14))]  # noqa: DTZ001
    assert sheet.freeze_panes == "B2"


def test_what_is_no_number_stays_as_it_is() -> None:
    rows = [("+20", "−9", "3 of 8"), ("=1+1", "12,5", "0")]
    sheet = book(table_of((("a", 1), ("b", 1), ("c", 1)), rows))["Late"]
    assert list(sheet.values)[1:] == [(20, -9, "3 of 8"), ("'=1+1", "12,5", 0)]


def test_tables_inside_others_have_sheets_of_their_own_names() -> None:
    beside = Beside((("Left: all", (TABLE,)), ("Late", (TABLE,))))
    found = book(TABLE, Callout("2 decisions", (TABLE,)), beside)
    assert found.sheetnames == ["Report", "Late", "2 decisions", "Left  all", "Late 2"]


def test_a_long_heading_is_cut_and_stays_its_own() -> None:
    name = "Suspenses of the next ten working days of the plan"
    found = book(TABLE, TABLE, heading=name)
    assert found.sheetnames[1:] == [name[:31], f"{name[:29]} 2"]


def test_the_tasks_beside_their_bars_are_a_sheet_too() -> None:
    days = (date(2026, 6, 1), date(2026, 6, 5))
    task = ScheduledTask("1a", "Draft", "State", 1, False, False, *days)
    sheet = book(schedule=scheduled([task]))["Tasks"]
    assert list(sheet.values)[1][:5] == (
        *("1a", "   Draft", "State"),
        *(datetime(day.year, day.month, day.day) for day in days),  # noqa: DTZ001
    )
