"""A workbook as people expect it: printed whole in width, its heading frozen, with real dates."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO

from openpyxl import load_workbook

from workplan.exchange import formats
from workplan.exchange.planfile import FileTask, PlanFile
from workplan.exchange.tables import xlsx_file


def workbook() -> bytes:
    plan = PlanFile("Arms & trade", date(2027, 1, 4))
    plan.tasks = [
        FileTask(1, "Rule", 0),
        FileTask(2, "Draft", 5, parent=1, deadline_on=date(2027, 2, 1), status="at_risk"),
    ]
    return xlsx_file.write(plan)


def test_every_list_is_printed_wide_and_whole_with_its_headings_on_each_page() -> None:
    book = load_workbook(BytesIO(workbook()))

    for name in ("Tasks", "Dependencies", "Gantt"):
        sheet = book[name]
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.oddFooter.left.text == "Arms && trade"
        assert sheet.oddFooter.right.text == "&P / &N"
        assert sheet.freeze_panes
    assert book["Gantt"].print_title_cols == "$A:$A"


def test_dates_are_dates_and_the_status_has_a_column_in_words() -> None:
    rows = [*load_workbook(BytesIO(workbook()))["Tasks"].iter_rows(values_only=True)]
    rule, draft = (dict(zip(rows[0], row, strict=True)) for row in rows[1:])

    assert draft["Deadline"] == datetime(2027, 2, 1)  # noqa: DTZ001  # cells have no time zone
    assert isinstance(draft["Start"], datetime)
    assert draft["Status"] == "At risk"
    assert rule["Status"] in ("", None)


def test_the_status_that_is_written_is_not_read() -> None:
    tasks = formats.read(workbook(), "plan.xlsx").tasks

    assert [task.status for task in tasks] == ["", ""]
