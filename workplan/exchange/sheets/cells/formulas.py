"""Formulas whose result a workbook does not hold: programs write such, and nobody computed them."""

from __future__ import annotations

import posixpath
import re
from io import BytesIO
from zipfile import ZipFile

from workplan.exchange.sheets.cells.extents import Attributes, OdsCells, place_of, walk
from workplan.exchange.sheets.cells.files import PACKED, is_foreign_workbook
from workplan.exchange.sheets.cells.grid import Place

BOOK, BOOK_PARTS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
CELL = re.compile(
    rb"<(?:\w+:)?c\b(?P<of_cell>[^>]*)>\s*"
    rb"<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
"""A cell of XLSX with a formula and nothing behind it."""
IS_TEXT, ADDRESS = re.compile(rb"\bt=[\"']str[\"']"), re.compile(rb"\br=[\"']([A-Z]+[0-9]+)[\"']")


def without_result(content: bytes, sheet: str) -> list[Place]:
    """Return the cells of a sheet that have a formula and no stored result, in their order.

    A text that is empty is a result. Tables of text and XLS have none such.
    """
    if not content.startswith(PACKED):
        return []
    with ZipFile(BytesIO(content)) as packed:
        if is_foreign_workbook(content):
            cells = _OdsFormulas(sheet)
            walk(packed, "content.xml", cells.begin)
            return cells.found
        part = _part_of(packed, sheet)
        text = packed.read(part) if part in packed.namelist() else b""
    found = (cell["of_cell"] for cell in CELL.finditer(text) if not IS_TEXT.search(cell["of_cell"]))
    return [place_of(at[1].decode()) for cell in found if (at := ADDRESS.search(cell))]


def _part_of(packed: ZipFile, sheet: str) -> str:
    """Return under which name a workbook keeps a sheet; "" when it does not say so."""
    ids: dict[str, str] = {}
    targets: dict[str, str] = {}

    def sheets(name: str, attributes: Attributes) -> None:
        if name.rpartition(":")[2] == "sheet":
            by = next((v for key, v in attributes.items() if key.endswith(":id")), "")
            ids[attributes.get("name", "")] = by

    def parts(name: str, attributes: Attributes) -> None:
        if name.rpartition(":")[2] == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    if not {BOOK, BOOK_PARTS} <= {*packed.namelist()}:
        return ""
    walk(packed, BOOK, sheets)
    walk(packed, BOOK_PARTS, parts)
    target = targets.get(ids.get(sheet, ""), "")
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/") if target else ""


class _OdsFormulas(OdsCells):
    """The cells of one table of an ODS file that have a formula and no value."""

    def __init__(self, sheet: str) -> None:
        super().__init__()
        self.sheet, self.name = sheet, ""
        self.found: list[Place] = []

    def begin(self, name: str, attributes: Attributes) -> None:
        """Take what an element begins with."""
        super().begin(name, attributes)
        if name == "table:table":
            self.name = attributes.get("table:name", "")
        is_empty = "table:formula" in attributes and "office:value-type" not in attributes
        if is_empty and self.name == self.sheet:
            self.found.append((self.row - 1, self.column - 1))
