"""Files that are broken or hostile: one sentence each, and nothing is saved."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from io import BytesIO
from random import Random
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from support.record.snapshots import snapshot
from workplan import clock
from workplan.errors import InvalidInput
from workplan.exchange import formats, planfile
from workplan.exchange.tables import xlsx_file
from workplan.services.interchange import imports
from workplan.services.interchange.imports import ImportWishes
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.ground.office import Office

LAUGHS = (
    '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
    "<Project><Name>&c;</Name></Project>"
)
OUTSIDE = (
    '<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/hostname">]><Project><Name>&x;</Name></Project>'
)


def project(start: str = "2027-01-04T08:00:00", tasks: str = "") -> bytes:
    return f"<Project><StartDate>{start}</StartDate><Tasks>{tasks}</Tasks></Project>".encode()


def bomb() -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", b"0" * (xlsx_file.MAX_UNPACKED + 1))
    return out.getvalue()


def table(*rows: str) -> bytes:
    return "\n".join(["UID,Name,Duration,Predecessors,Start", *rows]).encode()


FILES: dict[str, bytes | Callable[[], bytes]] = {
    "empty": b"",
    "blank": b" \n\t ",
    "a renamed picture": b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + bytes(200),
    "a picture named after a table": b"UID,\x00\xff\xd8\xff\xe0",
    "billion laughs": LAUGHS.encode(),
    "an outside entity": OUTSIDE.encode(),
    "a document type": b"<!DOCTYPE Project><Project/>",
    "unclosed": b"<Project><Tasks>",
    "other XML": b"<html></html>",
    "without a start": b"<Project></Project>",
    "an unknown encoding": b'<?xml version="1.0" encoding="no-such"?><Project/>',
    "year 1": project("0001-01-01T08:00:00", "<Task><UID>1</UID></Task>"),
    "year 9999": project("9999-12-31T17:00:00", "<Task><UID>1</UID></Task>"),
    "no date": project("tomorrow"),
    "a uid in words": project(tasks="<Task><UID>one</UID></Task>"),
    "a duration in words": project(tasks="<Task><UID>1</UID><Duration>long</Duration></Task>"),
    "the end of time": project(tasks="<Task><UID>1</UID><Start>9999-12-31T17:00:00</Start></Task>"),
    "half a workbook": b"PK\x03\x04" + bytes(100),
    "a zip bomb": bomb,
    "a loop": table("1,Draft,3,2,2027-01-04", "2,Clear,3,1,2027-01-04"),
    "a link to nowhere": table("1,Draft,3,9,2027-01-04"),
    "two of a uid": table("1,Draft,3,,2027-01-04", "1,Clear,3,,2027-01-04"),
    "no dependency": table("1,Draft,3,soon,2027-01-04"),
    "a duration that is none": table("1,Draft,three,,2027-01-04"),
    "an infinite duration": table("1,Draft,inf,,2027-01-04"),
    "without any start": table("1,Draft,3,,"),
    "JSON of another kind": b'{"a": 1}',
    "deep JSON": b'{"a":' + b"[" * 200_000,
    "owners that are none": b'{"project_start":"2027-01-04","tasks":'
    b'[{"uid":1,"duration_days":1,"owners":5}]}',
}


def import_file(office: Office, content: bytes) -> None:
    """Do what an import does with a file."""
    me = office.coordinator
    plan_file = formats.read(content, "plan")
    imports.import_plan(Change(me, clock.now()), plan_file, me.id or 0, ImportWishes())


@pytest.mark.parametrize("name", FILES)
def test_a_bad_file_is_refused_in_one_sentence_and_nothing_is_saved(
    name: str, office: Office
) -> None:
    made = FILES[name]
    content = made if isinstance(made, bytes) else made()
    before = snapshot()

    with pytest.raises(InvalidInput) as refusal:
        import_file(office, content)

    assert refusal.value.message.endswith(".")
    assert "\n" not in refusal.value.message
    assert snapshot() == before


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    with pytest.raises(InvalidInput, match="64 MB can be taken"):
        formats.read(b"<" * (formats.MAX_BYTES + 1))


def test_a_table_in_the_letters_of_windows_is_read() -> None:
    content = "UID;Name;Duration\n1;Décret;3\n".encode("cp1252")

    assert formats.read(content, "plan.csv", date(2027, 1, 4)).tasks[0].name == "Décret"


@pytest.mark.parametrize(
    "content",
    [
        table("1,A,1,,2027-01-04", "2,B,1,1FS,2027-01-04", "3,C,1,,2027-01-04"),
        project(tasks="".join(f"<Task><UID>{n}</UID><Name>T</Name></Task>" for n in (1, 2, 3))),
        b'{"tasks": [{"uid": 1}, {"uid": 2}, {"uid": 3}]}',
    ],
    ids=["table", "XML", "JSON"],
)
def test_a_file_of_more_tasks_than_a_plan_may_have_is_refused_before_it_is_read_further(
    content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planfile, "MAX_TASKS", 2)
    with pytest.raises(InvalidInput, match=r"more than 2 tasks\. Divide it into several plans"):
        formats.read(content)


PARTS = (
    "docProps/core.xml",
    "xl/worksheets/sheet1.xml",
    "xl/styles.xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "[Content_Types].xml",
)


def altered(part: str, content: bytes) -> bytes:
    """Return a workbook of ours in which one part is another."""
    out = BytesIO()
    with ZipFile(BytesIO(xlsx_file.template())) as whole, ZipFile(out, "w") as packed:
        for name in whole.namelist():
            packed.writestr(name, content if name == part else whole.read(name))
    return out.getvalue()


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("content", [b"<a><b>", b"", b"\xff\xfe\0"], ids=["torn", "empty", "odd"])
def test_a_damaged_workbook_is_refused_in_a_sentence_or_read(part: str, content: bytes) -> None:
    with suppress(InvalidInput):
        assert formats.read(altered(part, content)).tasks


def test_a_workbook_with_flipped_bytes_is_refused_in_a_sentence_or_read() -> None:
    whole, chance = xlsx_file.template(), Random(7)  # noqa: S311  # repeatable
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(3):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        with suppress(InvalidInput):
            formats.read(bytes(damaged))


def test_cells_far_to_the_right_and_rows_far_below_cost_nothing() -> None:
    head = "".join(
        f'<c r="{column}1" t="inlineStr"><is><t>{text}</t></is></c>'
        for column, text in zip("ABCD", ("UID", "Name", "Duration", "Start"), strict=True)
    )
    for rows in (
        '<row r="2"><c r="XFD2"/></row>' * 2000,
        '<row r="1048576"><c r="XFD1048576"/></row>',
    ):
        sheet = (
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            f'<sheetData><row r="1">{head}</row>{rows}</sheetData></worksheet>'
        )
        with pytest.raises(InvalidInput):
            formats.read(altered("xl/worksheets/sheet1.xml", sheet.encode()))


@pytest.mark.parametrize("field", ["constraint", "name", "note", "code"])
def test_half_a_pair_of_surrogates_is_refused_in_every_text(field: str) -> None:
    task = {"uid": 1, "name": "A", "duration_days": 1, field: "\ud800"}
    content = json.dumps({"project_start": "2027-03-01", "tasks": [task], "links": []}).encode()
    with pytest.raises(InvalidInput) as refused:
        formats.read(content)
    refused.value.message.encode()
