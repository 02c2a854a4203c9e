"""A list as a workbook: cells as they were, moments in UTC, nothing cut in silence."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO

from openpyxl import load_workbook

from workplan.exchange.tables import xlsx_lists

WEST = timezone(timedelta(hours=-5))
HEADINGS = ("Point", "Words", "Came (UTC)", "Due", "Alike")


def test_values_come_out_as_they_went_in_and_moments_in_utc() -> None:
    came = datetime(2026, 11, 17, 20, 30, tzinfo=WEST)
    row = ("P-1", "Please.", came, date(2026, 12, 1), 3)
    content = xlsx_lists.write("Plan", "List", HEADINGS, [row])
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["List"]
    headings, line = book["List"].iter_rows(values_only=True)
    assert headings == HEADINGS
    assert line[:2] == ("P-1", "Please.")
    assert line[2] == came.astimezone(UTC).replace(tzinfo=None)
    assert line[3:] == (datetime(2026, 12, 1), 3)  # noqa: DTZ001  # a cell has no zone
    assert book["List"]["C2"].number_format == xlsx_lists.MOMENT


def test_a_list_of_nothing_has_its_headings() -> None:
    content = xlsx_lists.write("Plan & plan", "List", HEADINGS, [])
    sheet = load_workbook(BytesIO(content))["List"]
    assert list(sheet.iter_rows(values_only=True)) == [HEADINGS]
    assert sheet.oddFooter.left.text == "Plan && plan"


def test_words_too_long_for_a_cell_end_with_a_mark() -> None:
    whole, over = "a" * 32_767, "a" * 32_768
    content = xlsx_lists.write("Plan", "List", ("A", "B"), [(whole, over)])
    [_, line] = load_workbook(BytesIO(content))["List"].iter_rows(values_only=True)
    assert line[0] == whole
    assert (len(str(line[1])), str(line[1])[-5:]) == (32_767, "a […]")
