"""What would fill the memory, or is damaged, is refused in a sentence before it is expanded."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.workplan.exchange.sheets.made import comma, ods, rows_of, words_of, xlsx
from tests.workplan.exchange.sheets.old_workbook import xls
from workplan.errors import InvalidInput
from workplan.exchange.sheets.cells import files
from workplan.exchange.sheets.cells.grid import address
from workplan.exchange.sheets.columns.proposal import propose
from workplan.exchange.sheets.reading import read_sheet

PLAN = "Task|Start|Finish\nA|=2026-01-05|=2026-01-09\n"


def test_a_workbook_of_1997_is_read_with_its_dates() -> None:
    content = xls(rows_of(PLAN))

    proposed = propose(content, "plan.xls").mapping

    assert " ".join(proposed.fields) == "name start finish"
    assert words_of(read_sheet(content, proposed)) == ["2 A: 5d 260105..260109"]


@pytest.mark.parametrize(
    ("stream", "words"),
    [
        ("EncryptedPackage", "locked by a password"),
        ("Props9", "From Microsoft Project choose “Save as”, XML"),
    ],
)
def test_other_files_of_that_time_are_told_from_workbooks(stream: str, words: str) -> None:
    with pytest.raises(InvalidInput, match=words):
        files.sheets_of(xls(rows_of(PLAN), name=stream))


def moved(content: bytes) -> bytes:
    """Return a workbook whose sheets stand under another name in the package."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = before.read(name)
            if name.endswith((".rels", "[Content_Types].xml")):
                part = part.replace(b"worksheets/sheet1.xml", b"s/one.dat")
            after.writestr(name.replace("worksheets/sheet1.xml", "s/one.dat"), part)
    return out.getvalue()


def with_cell(content: bytes, place: str) -> bytes:
    """Return a workbook with one more cell, far from the others."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(out, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            part = before.read(name)
            if "/worksheets/" in name:
                row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
                more = f'<row r="{row}"><c r="{place}"><v>1</v></c></row></sheetData>'
                part = part.replace(b"</sheetData>", more.encode())
            after.writestr(name, part)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(with_cell(xlsx(PLAN), "XFD1048576"), id="a cell in the last corner"),
        pytest.param(with_cell(xlsx(PLAN), "A1048576"), id="a cell in the last row"),
        pytest.param(moved(with_cell(xlsx(PLAN), "XFD1048576")), id="a sheet of another name"),
        pytest.param(ods(PLAN, row_times=1_048_576), id="a row repeated to the last"),
        pytest.param(xls(rows_of(PLAN), far=(65_535, 255)), id="a cell of 1997 in the corner"),
        pytest.param(b"Task,Start\n" + b"A," * 3_000_000 + b"\n", id="a line of many cells"),
    ],
)
def test_what_reaches_too_far_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput, match=r"A sheet reaches to row [\d,]+ and column"):
        files.sheets_of(content)


def test_what_unpacks_to_too_much_is_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", bytes(210 * 1024 * 1024))

    with pytest.raises(InvalidInput, match="more than 200 MB"):
        files.sheets_of(out.getvalue())


def test_a_document_type_is_refused() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as packed:
        packed.writestr("xl/worksheets/sheet1.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')

    with pytest.raises(InvalidInput, match="document type"):
        files.sheets_of(out.getvalue())


@pytest.mark.parametrize("whole", [xlsx(PLAN), ods(PLAN), xls(rows_of(PLAN))])
def test_a_workbook_cut_anywhere_is_refused_in_a_sentence(whole: bytes) -> None:
    for part in range(1, 10):
        with pytest.raises(InvalidInput):
            propose(whole[: len(whole) * part // 12], "x")


@pytest.mark.parametrize("content", [b"", b"prose", b"<a/>", b"{}", b"%PDF-1.7\na,b\n", b"a\0,b\n"])
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(InvalidInput):
        files.sheets_of(content)


def test_addresses_count_as_spreadsheets_do() -> None:
    assert [address(0, 0), address(13, 3), address(9, 26), address(9, 702)] == [
        "A1",
        "D14",
        "AA10",
        "AAA10",
    ]


def test_a_sheet_without_a_named_row_is_refused() -> None:
    content = comma("Task|Start\n|2026-01-05\n")

    with pytest.raises(InvalidInput, match="no row has a name"):
        read_sheet(content, propose(content, "x").mapping)


@pytest.mark.parametrize(
    "cell",
    ["a" + " " * 30_000 + "b", "(" * 30_000, "[" * 30_000, "State /" + " " * 30_000, ", " * 15_000],
    ids=["blanks", "parentheses", "brackets", "a slash", "commas"],
)
def test_a_cell_that_patterns_could_lose_themselves_in_is_read_at_once(cell: str) -> None:
    """The time is bounded by the test's own limit: some took minutes."""
    table = f'Task,Owner,Predecessors,Duration,Start\nA,"{cell}","{cell}","{cell}",2026-01-05\n'
    content = table.encode()
    plan = read_sheet(content, propose(content, "plan.csv").mapping)
    assert [task.name for task in plan.tasks] == ["A"]
