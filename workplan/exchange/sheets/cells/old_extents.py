"""How far the sheets of an XLS file reach: its records walked through before they are read.

The file is a small file system (MS-CFB) with one stream of records (MS-XLS); each record of a cell
begins with its row and column.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from workplan.errors import InvalidInput
from workplan.exchange.sheets.cells.extents import Reach

END = 0xFFFFFFFA
"""From here on a sector's number is no number, but says that a chain ends."""
HEADER, ENTRY, SMALL_STREAM = 512, 128, 4096
LOCKED_NAME = "EncryptedPackage".encode("utf-16-le")
LOCKED = "The workbook is locked by a password. Save it without one, and choose it again."
OTHER = (
    "The file is of an older Office, and no workbook. From Microsoft Project choose “Save as”, XML."
)
STREAMS = ("Workbook", "Book")
BEGIN, DIMENSIONS = (0x0009, 0x0209, 0x0409, 0x0809), (0x0000, 0x0200)
CELLS = frozenset({0x0006, 0x0203, 0x0204, 0x0205, 0x027E, 0x00D6, 0x00FD, 0x0001, 0x0002, 0x0003})
SEVERAL_CELLS = (0x00BD, 0x00BE)


def check_old(content: bytes) -> None:
    """Refuse an XLS file whose cells lie too far apart.

    Raises:
        InvalidInput: with how far it reaches; when it is not built as such files are; and for
            what holds no workbook, as files of Microsoft Project or locked ones.
    """
    try:
        found = 0
        for stream in _streams(content):
            _check_records(stream)
            found += 1
    except (struct.error, IndexError, MemoryError) as broken:
        raise InvalidInput("file", "The file is not a workbook that can be read.") from broken
    if not found:
        raise InvalidInput("file", LOCKED if LOCKED_NAME in content else OTHER)


def _check_records(stream: bytes) -> None:
    reach, at = Reach(), 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = at + 4
        if kind in BEGIN:
            reach = Reach()
        elif kind in DIMENSIONS and length >= 8:
            form = "<IIHH" if length >= 14 else "<HHHH"
            _, last_row, _, last_column = struct.unpack_from(form, stream, body)
            Reach().add(last_row, max(last_column, 1))
        elif kind in CELLS and length >= 4:
            row, column = struct.unpack_from("<HH", stream, body)
            reach.add(row + 1, column + 1)
        elif kind in SEVERAL_CELLS and length >= 6:
            row, column = struct.unpack_from("<HH", stream, body)
            reach.add(row + 1, column + (length - 6) // 6 + 1)
        at = body + length


def _streams(content: bytes) -> Iterator[bytes]:
    """Yield the streams that may hold the workbook; small ones lie in sectors of their own."""
    size = 1 << _short(content, 30)
    table = _table(content, size)
    directory = _chain(content, _long(content, 48), table, size)
    roots = [e for e in range(0, len(directory) - ENTRY + 1, ENTRY) if directory[e + 66] == 5]
    seen: set[str] = set()
    for at in range(0, len(directory) - ENTRY + 1, ENTRY):
        length = _short(directory, at + 64)
        name = directory[at : at + max(0, length - 2)].decode("utf-16-le", "replace")
        if name not in STREAMS or name in seen:
            continue
        seen.add(name)
        first, bytes_long = _long(directory, at + 116), _long(directory, at + 120)
        if bytes_long >= SMALL_STREAM:
            yield _chain(content, first, table, size)[:bytes_long]
        elif roots:
            small = _chain(content, _long(directory, roots[0] + 116), table, size)
            numbers = _chain(content, _long(content, 60), table, size)
            yield _chain(bytes(HEADER) + small, first, _longs(numbers), 64, HEADER)[:bytes_long]


def _table(content: bytes, size: int) -> tuple[int, ...]:
    """Return which sector follows each; the list of the table's own sectors goes on in chains."""
    own = list(struct.unpack_from("<109I", content, 76))
    following, each = _long(content, 68), size // 4
    seen: set[int] = set()
    while following < END and following not in seen:
        seen.add(following)
        numbers = struct.unpack_from(f"<{each}I", content, HEADER + following * size)
        own += numbers[:-1]
        following = numbers[-1]
    parts = [_sector(content, n, size) for n in dict.fromkeys(own) if n < END]
    return _longs(b"".join(parts))


def _chain(content: bytes, first: int, table: tuple[int, ...], size: int, header: int = 0) -> bytes:
    """Return what a chain of sectors holds; one that runs in a circle is cut."""
    parts: list[bytes] = []
    most = len(content) // size + 1
    while first < END and len(parts) <= most:
        parts.append(_sector(content, first, size, header))
        first = table[first]
    return b"".join(parts)


def _sector(content: bytes, number: int, size: int, header: int = 0) -> bytes:
    start = (header or max(HEADER, size)) + number * size
    return content[start : start + size]


def _short(content: bytes, at: int) -> int:
    found: int = struct.unpack_from("<H", content, at)[0]
    return found


def _long(content: bytes, at: int) -> int:
    found: int = struct.unpack_from("<I", content, at)[0]
    return found


def _longs(content: bytes) -> tuple[int, ...]:
    return struct.unpack_from(f"<{len(content) // 4}I", content)
