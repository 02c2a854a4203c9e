"""The number of each task, so that a later file of the same sheet meets the same tasks."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple
from zlib import crc32

from workplan.exchange.sheets.columns.fields import Field
from workplan.exchange.sheets.rows.findings import Findings
from workplan.exchange.sheets.rows.table import Table, TaskRow
from workplan.folding import fold

SEGMENT = re.compile(r"[A-Za-z]+|[0-9]+")
EACH, MOST_SEGMENTS = 100, 4
TEXTS, UNNUMBERED = 100_000_000, 900_000_000
"""From here on lie the numbers that stand for texts, and for rows beside numbered ones."""
SPREAD = UNNUMBERED - TEXTS
OUTLINE = re.compile(r"[0-9][0-9.]*")
LONGEST_CODE = LONGEST_OUTLINE = 40


class Numbers(NamedTuple):
    """How tasks are called.

    Args:
        uids: of each row.
        codes: of each row.
        refs: the uid of each name by which a predecessor may be called, as `ref_of` gives it.
    """

    uids: list[int]
    codes: list[str]
    refs: dict[str, int]


def numbers_of(table: Table, rows: list[TaskRow], findings: Findings) -> Numbers:
    """Return the numbers of tasks: from their number or outline number where that tells them apart.

    Else each has the number of its row, which stays as long as rows are added at the end.
    """
    uids: list[int] | None = None
    for field in (Field.NUMBER, Field.WBS):
        if uids is None and table.columns[field]:
            uids = _of_column(table, rows, field, findings)
    if uids is None:
        findings.whole("Number", "Each task has the number of its row.")
        uids = [row.row + 1 for row in rows]
    codes = _codes(table, rows, uids)
    return Numbers(uids, codes, _refs(table, rows, uids))


def ref_of(text: str) -> str:
    """Return how a task is called, without what makes no difference."""
    plain = " ".join(fold(text).split()).rstrip(".")
    return _bare(plain) if plain.isdecimal() else plain


def segments(text: str) -> tuple[str, ...]:
    """Return the parts of an outline number: 1.2.3 and 3(a)(i) have three; 1.0 is 1."""
    found = SEGMENT.findall(text.lower())
    while len(found) > 1 and not found[-1].strip("0"):
        found.pop()
    return tuple(_bare(part) if part.isdecimal() else part for part in found)


def _bare(digits: str) -> str:
    """Return a number without the zeros before it; it may be too long for a number of Python."""
    return digits.lstrip("0") or "0"


def _of_column(
    table: Table, rows: list[TaskRow], field: Field, findings: Findings
) -> list[int] | None:
    """Return numbers made of a column; None where it does not tell the tasks apart."""
    texts = [ref_of(_own(table, row, field)) for row in rows]
    given = [text for text in texts if text]
    heading = table.mapping.headings[table.columns[field][0]]
    count = Counter(given)
    doubles = [text for text, times in count.items() if times > 1]
    if sum(count[text] for text in doubles) * 2 > len(given):
        said = (
            f"“{doubles[0]}” stands more than once under “{heading}”, and others do too, so it "
            "does not number the tasks."
        )
        findings.whole("Number", said)
        return None
    for text in doubles:
        said = f"“{text}” stands {count[text]} times under “{heading}”; the first keeps it."
        findings.whole("Number", said)
    named = [row for row in rows if not row.is_section]
    if len(given) * 2 < len(named):
        findings.whole("Number", f"Most tasks have nothing under “{heading}”.")
        return None
    uids: list[int] = []
    met: Counter[str] = Counter()
    for text, row in zip(texts, rows, strict=True):
        met[text] += 1
        # A double is known by its place among those that are called so, wherever its row moves.
        own = f"{text} / {met[text]}"
        first = _number(text) if met[text] == 1 else TEXTS + crc32(own.encode()) % SPREAD
        uids.append(first if text else UNNUMBERED + row.row)
    return uids if len(set(uids)) == len(uids) else None


def _number(text: str) -> int:
    """Return a number for a text that is the same in every file."""
    is_outline = len(text) <= LONGEST_OUTLINE and OUTLINE.fullmatch(text) is not None
    parts = [*map(int, segments(text))] if is_outline else []
    if len(parts) == 1 and 0 < parts[0] < EACH**3:
        return parts[0]
    if 1 < len(parts) <= MOST_SEGMENTS and max(parts) < EACH:
        padded = [*parts, *[0] * (MOST_SEGMENTS - len(parts))]
        number = 0
        for part in padded:
            number = number * EACH + part
        return number
    return TEXTS + crc32(text.encode()) % SPREAD


def _codes(table: Table, rows: list[TaskRow], uids: list[int]) -> list[str]:
    """Return what people call each task: its outline number, its number, or that of its row."""
    taken: set[str] = set()
    codes = []
    for row, uid in zip(rows, uids, strict=True):
        own = [_own(table, row, field) for field in (Field.WBS, Field.NUMBER)]
        wanted = [*filter(None, own), str(uid) if uid < TEXTS else f"Row {row.row + 1}", str(uid)]
        code = next((code for code in wanted if fold(code) not in taken), f"Row {row.row + 1}")
        taken.add(fold(code))
        codes.append(code)
    return codes


def _own(table: Table, row: TaskRow, field: Field) -> str:
    columns = table.columns[field]
    text = table.sheet.text(row.row, columns[0]) if columns else ""
    return text if not row.is_section and len(text) <= LONGEST_CODE else ""


def _refs(table: Table, rows: list[TaskRow], uids: list[int]) -> dict[str, int]:
    """Return the uid of each name of a task: its number, its outline number, its own name."""
    refs: dict[str, int] = {}
    for field in (Field.NUMBER, Field.WBS):
        for row, uid in zip(rows, uids, strict=True):
            if text := _own(table, row, field):
                refs.setdefault(ref_of(text), uid)
    if not table.columns[Field.NUMBER]:
        for number, uid in enumerate(uids, 1):
            refs.setdefault(str(number), uid)
    for row, uid in zip(rows, uids, strict=True):
        refs.setdefault(ref_of(row.name), uid)
    return refs
