"""A workbook of the Office of 1997, XLS: as few records in as small a file system as can be."""

from __future__ import annotations

from datetime import date
from struct import pack
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

SECTOR = 512
FREE, END_OF_CHAIN, TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
PLAIN_CELL, DATE_CELL = 0, 1
DATE_FORM = 14


def xls(
    rows: Iterable[Iterable[Any]], *, far: tuple[int, int] | None = None, name: str = "Workbook"
) -> bytes:
    """Return a workbook of one sheet.

    Args:
        far: a row and a column, from 0, in which a number stands besides.
        name: of the stream; another than a workbook's makes another kind of file.
    """
    cells = b"".join(
        _cell(r, c, value) for r, row in enumerate(rows) for c, value in enumerate(row)
    )
    if far is not None:
        cells += _cell(*far, 1.0)
    sheet = _record(0x0809, pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 6)) + cells + _record(0x0A)
    begin = _record(0x0809, pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 6))
    forms = b"".join(_record(0x00E0, pack("<HH16x", 0, form)) for form in (0, DATE_FORM))
    tab = b"Plan"
    listed = 4 + 4 + 2 + 2 + len(tab)
    offset = len(begin) + len(forms) + listed + 4
    bound = _record(0x0085, pack("<IBBBB", offset, 0, 0, len(tab), 0) + tab)
    return _packed(begin + forms + bound + _record(0x0A) + sheet, name)


def _record(kind: int, body: bytes = b"") -> bytes:
    return pack("<HH", kind, len(body)) + body


def _cell(row: int, column: int, value: Any) -> bytes:
    if value is None:
        return b""
    if isinstance(value, date):
        days = (value - date(1899, 12, 30)).days
        return _record(0x0203, pack("<HHHd", row, column, DATE_CELL, days))
    if isinstance(value, float):
        return _record(0x0203, pack("<HHHd", row, column, PLAIN_CELL, value))
    text = value.encode("utf-16-le")
    return _record(0x0204, pack("<HHHHB", row, column, PLAIN_CELL, len(value), 1) + text)


def _packed(stream: bytes, name: str) -> bytes:
    """Return a file system with the one stream: header, table, folder, then the stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // SECTOR) * SECTOR), b"\0")
    count = len(stream) // SECTOR
    table = [TABLE, END_OF_CHAIN, *range(3, count + 2), END_OF_CHAIN]
    table += [FREE] * (SECTOR // 4 - len(table))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END_OF_CHAIN, 0, END_OF_CHAIN, 0)
    header += pack("<109I", 0, *[FREE] * 108)
    folder = _entry("Root Entry", 5, END_OF_CHAIN, 0, child=1)
    folder += _entry(name, 2, 2, len(stream)) + bytes(2 * 128)
    return header + pack(f"<{len(table)}I", *table) + folder + stream


def _entry(name: str, kind: int, first: int, size: int, child: int = FREE) -> bytes:
    text = (name + "\0").encode("utf-16-le")
    return (
        text.ljust(64, b"\0")
        + pack("<HBBIII", len(text), kind, 1, FREE, FREE, child)
        + bytes(36)
        + pack("<IQ", first, size)
    )
