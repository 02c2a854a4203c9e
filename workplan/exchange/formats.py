"""Which format a file is in: its content decides, not its name."""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Callable
from datetime import date
from math import ceil
from typing import NamedTuple

from workplan.errors import InvalidInput
from workplan.exchange import neutral_json
from workplan.exchange.planfile import PlanFile
from workplan.exchange.project import converter, mspdi
from workplan.exchange.saved_form import as_saved
from workplan.exchange.sheets.cells import files
from workplan.exchange.sheets.columns.headings_alone import why_no_plan
from workplan.exchange.tables import csv_file, xlsx_file
from workplan.exchange.tables.columns import OtherColumns
from workplan.exchange.tables.text_file import DELIMITERS

MAX_BYTES = converter.MOST_BYTES
UNREADABLE = (ValueError, TypeError, LookupError, ArithmeticError, RecursionError)
"""What a reader raises on text where a number or a date should stand."""


def read(content: bytes, name: str = "file", start_on: date | None = None) -> PlanFile:
    """Return the plan in a file of any format that can be imported.

    Args:
        name: the file's name; only a title, when the file has none.
        start_on: the plan's start, for a table that has none.

    Raises:
        OtherColumns: for a table that `sheets` reads, once its columns are mapped.
        InvalidInput: one sentence, whatever is wrong with the file.
    """
    content = plain(content)
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not head:
        raise InvalidInput("file", "The file is empty. Choose the file that holds the plan.")
    try:
        found = _read(content, head, name.rpartition(".")[0] or name, start_on)
        if not found.tasks and found.archive is None:
            raise InvalidInput("file", "The file holds no task, so there is no plan in it.")
        return as_saved(found)
    except UNREADABLE as broken:
        raise InvalidInput(
            "file", "The file holds a value that cannot be read. Save it again, and check it."
        ) from broken


def plain(content: bytes) -> bytes:
    """Return a file as it is, or as Project XML where Project keeps its form to itself.

    Raises:
        InvalidInput: for a file that is too large, or that no converter here can read.
    """
    if len(content) > MAX_BYTES:
        size = ceil(len(content) / 1024 / 1024)
        raise InvalidInput("file", f"The file has {size} MB, and 64 MB can be taken.")
    return converter.to_xml(content) if converter.is_own_form(content) else content


class Reader(NamedTuple):
    """A form that can be brought in: what people call it, and how its content is known and read."""

    label: str
    is_it: Callable[[bytes, bytes], bool]
    read: Callable[[bytes, str, date | None], PlanFile]


def _read(content: bytes, head: bytes, title: str, start_on: date | None) -> PlanFile:
    if files.is_foreign_workbook(content):
        raise OtherColumns("file", "What the columns of this workbook mean has to be said first.")
    if content.startswith(WIDE):
        head = content[:4096].decode("utf-16", "ignore").lstrip().encode("utf-8", "ignore")
    for reader in READERS:
        if reader.is_it(content, head):
            return reader.read(content, title, start_on)
    if why := why_no_plan(content):
        raise InvalidInput("file", why)
    known = ", ".join(reader.label for reader in READERS[:-1])
    refusal = OtherColumns if files.has_table(content) else InvalidInput
    raise refusal(
        "file",
        f"We cannot read this file: it is not {known}, and no table of text either. From Microsoft "
        "Project choose “Save as”, XML; from a spreadsheet, XLSX or CSV.",
    )


def _is_table(_content: bytes, head: bytes) -> bool:
    return b"UID" in head and any(sign.encode() in head for sign in DELIMITERS)


WIDE = (BOM_UTF16_LE, BOM_UTF16_BE)
READERS = (
    Reader(
        "Project XML",
        lambda content, head: (
            head.startswith(b"<") or (content.startswith(WIDE) and b"UID" not in head)
        ),
        lambda content, _title, _start_on: mspdi.read(content),
    ),
    Reader(
        "JSON (complete plan)",
        lambda _content, head: head.startswith(b"{"),
        lambda content, _title, _start_on: neutral_json.read(content),
    ),
    Reader("XLSX", lambda _content, head: head.startswith(b"PK\x03\x04"), xlsx_file.read),
    Reader("CSV with a column UID", _is_table, csv_file.read),
)
"""The first that fits reads a file; a table fits most texts, so it is asked last."""
