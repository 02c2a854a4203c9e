"""How far the sheets of a packed workbook reach, found before anything is expanded.

A few bytes can name a cell a million rows down, and a reader that makes a table of it fills the
memory. So the parts of the file are walked through first, and what reaches too far is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from xml.parsers.expat import ExpatError, ParserCreate
from zipfile import ZipFile

from workplan.errors import InvalidInput
from workplan.exchange.planfile import MAX_TASKS
from workplan.exchange.tables.xlsx_file import MAX_UNPACKED

MAX_ROWS = MAX_TASKS + 100
MAX_CELLS = 2_000_000
ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")
Attributes = dict[str, str]


class Reach:
    """The last row and column of a sheet that hold something, counted from 1.

    Raises:
        InvalidInput: as soon as they are more than can be taken.
    """

    def __init__(self) -> None:
        self.row = self.column = 0

    def add(self, row: int, column: int) -> None:
        """Take a cell that holds something."""
        self.row, self.column = max(self.row, row), max(self.column, column)
        if self.row > MAX_ROWS or self.row * self.column > MAX_CELLS:
            raise InvalidInput(
                "file",
                f"A sheet reaches to row {self.row:,} and column {self.column:,}, and "
                f"{MAX_ROWS:,} rows or {MAX_CELLS:,} cells can be taken. Delete what lies far "
                "below or beside the table, and save it again.",
            )


def check_packed(content: bytes) -> None:
    """Refuse an XLSX or ODS file that would unpack to too much.

    Raises:
        InvalidInput: with how far it reaches, and how far it may.
    """
    with ZipFile(BytesIO(content)) as packed:
        if sum(item.file_size for item in packed.infolist()) > MAX_UNPACKED:
            raise InvalidInput("file", "The workbook unpacks to more than 200 MB. Refused.")
        for name in packed.namelist():
            if name == "content.xml":
                cells = OdsCells()
                walk(packed, name, cells.begin, cells.end)
            else:
                # A workbook may keep a sheet under any name; what is no XML holds none.
                try:
                    walk(packed, name, _XlsxCells().begin)
                except ExpatError:
                    if "/worksheets/" in name.lower():
                        raise


def walk(
    packed: ZipFile,
    name: str,
    begin: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
) -> None:
    """Give each element of a part of a packed file, by its name and attributes, to `begin`."""
    parser = ParserCreate()
    parser.StartElementHandler = begin
    if end is not None:
        parser.EndElementHandler = end
    parser.StartDoctypeDeclHandler = _refuse
    with packed.open(name) as part:
        parser.ParseFile(part)


def _refuse(*_: object) -> None:
    raise InvalidInput("file", "The workbook has a document type in it. Refused.")


class _XlsxCells:
    """The cells of a sheet of XLSX: each has its address, or stands beside the one before."""

    def __init__(self) -> None:
        self.reach = Reach()
        self.row = self.column = 0

    def begin(self, name: str, attributes: Attributes) -> None:
        name = name.rpartition(":")[2]
        if name == "row":
            self.row = _number(attributes.get("r"), self.row + 1)
            self.column = 0
        elif name == "c":
            self.column += 1
            if ADDRESS.fullmatch(attributes.get("r", "")):
                row, column = place_of(attributes["r"])
                self.column, self.row = column + 1, row + 1
        elif name in ("v", "is", "f"):
            self.reach.add(self.row, self.column)


class OdsCells:
    """The cells of an ODS file: rows and cells say how often they are repeated."""

    def __init__(self) -> None:
        self._begin_table()

    def _begin_table(self) -> None:
        self.reach = Reach()
        self.row = self.column = self.times = 0

    def begin(self, name: str, attributes: Attributes) -> None:
        """Take what an element begins with."""
        if name == "table:table":
            self._begin_table()
        elif name == "table:table-row":
            self.times = _number(attributes.get("table:number-rows-repeated"), 1)
            self.row, self.column = self.row + self.times, 0
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self.column += _number(attributes.get("table:number-columns-repeated"), 1)
            if "office:value-type" in attributes:
                self.reach.add(self.row, self.column)

    def end(self, name: str) -> None:
        """Take a paragraph too, which may stand in a cell that has no type."""
        if name == "text:p":
            self.reach.add(self.row, self.column)


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() else default


def place_of(address: str) -> tuple[int, int]:
    """Return the row and column, from 0, of an address such as D14."""
    found = ADDRESS.fullmatch(address)
    assert found is not None, address
    number = 0
    for letter in found[1]:
        number = number * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, number - 1
