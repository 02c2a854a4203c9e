"""Files that lack something are answered in one clear sentence, or their cells are named."""

from __future__ import annotations

from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.workplan.exchange.sheets.made import ods, words_of, xlsx
from workplan.errors import InvalidInput
from workplan.exchange import formats
from workplan.exchange.sheets.columns.mapping import with_choices
from workplan.exchange.sheets.columns.proposal import propose
from workplan.exchange.sheets.reading import read_sheet
from workplan.exchange.tables.columns import OtherColumns

NO_ROW = "The table has headings and no row below them. Write a row for each task"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Task,Start,Due\n", NO_ROW),
        (b"UID,Name,Duration\n", NO_ROW),
        (b"Task\nDraft\nClear\n", "The file has a single column, “Task”. Put a start"),
        (b"Task\n", "The file has a single column, “Task”."),
        (b"Hello there\nThis is prose.\n", "We cannot read this file"),
    ],
)
def test_headings_alone_and_a_single_column_are_told_in_one_sentence(
    content: bytes, said: str
) -> None:
    with pytest.raises(InvalidInput) as refused:
        formats.read(content)

    assert refused.value.message.startswith(said)
    assert not isinstance(refused.value, OtherColumns)


@pytest.mark.parametrize("content", [xlsx("Task|Start|Due\n"), b"Our plan,,\nTask,Start,Due\n,,\n"])
def test_headings_below_a_title_or_in_a_workbook_are_told_the_same(content: bytes) -> None:
    with pytest.raises(OtherColumns):
        formats.read(content)
    with pytest.raises(InvalidInput, match=NO_ROW):
        propose(content, "x")


def test_formulas_without_a_stored_result_are_named_by_their_cells() -> None:
    book = load_workbook(BytesIO(xlsx("Task|Start|Finish\nA|=2026-10-05|\nB|=2026-10-05|\n")))
    book.worksheets[0]["C2"] = "=B2+4"
    book.worksheets[0]["C3"] = "=B3+4"
    out = BytesIO()
    book.save(out)

    plan = read_sheet(out.getvalue(), propose(out.getvalue(), "x").mapping)

    assert words_of(plan) == ["2 A: 1d 261005..–", "3 B: 1d 261005..–"]
    [remark] = [remark for remark in plan.remarks if remark.field == "Formulas"]
    assert "so their cells count as empty: C2:C3. Open it where it was made" in remark.said
    said = "{}: the formula has no result in the file."
    assert remark.of_tasks == ((2, said.format("C2")), (3, said.format("C3")))


def test_formulas_of_an_open_document_without_a_value_are_named_too() -> None:
    content = ods("Task|Start|Finish\nA|=2026-10-05|of:=[.B2]+4\n")

    plan = read_sheet(content, propose(content, "x").mapping)

    assert any("count as empty: C2." in remark.said for remark in plan.remarks)


def test_a_formula_in_a_column_that_is_left_out_is_not_named() -> None:
    content = ods("Task|Start|Finish\nA|=2026-10-05|of:=[.B2]+4\n")
    mapping = with_choices(propose(content, "x").mapping, {"leave": "Finish"})

    fields = [remark.field for remark in read_sheet(content, mapping).remarks]

    assert "Formulas" not in fields
