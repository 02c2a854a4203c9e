"""Which task lies in which: by a column, by outline numbers, by indents, or by bold rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from workplan.exchange.sheets.cells.emphasis import Emphasis
from workplan.exchange.sheets.columns.fields import Field
from workplan.exchange.sheets.rows.findings import Findings
from workplan.exchange.sheets.rows.numbering import Numbers, ref_of, segments
from workplan.exchange.sheets.rows.table import Table, TaskRow

LEVELS = "Levels"
"""The field of the remark that says where levels are from."""
PUT_BETWEEN = re.compile(r"[0-9]+[A-Za-z]")
OF_WORK = (Field.DURATION, Field.PERCENT, Field.STATUS, Field.PREDECESSORS)
"""What a row says that is work itself, and no heading of others."""
BLANK_IN_HEADS = (Field.START, Field.FINISH, Field.DURATION, Field.DEADLINE)


class Levels(NamedTuple):
    """Which row lies in which, and what tells so.

    Args:
        parents: of each row, the index of the row that it lies in.
        said: where the levels are from; "" where all tasks are on one level.
    """

    parents: list[int | None]
    said: str = ""


def levels_of(
    table: Table,
    rows: list[TaskRow],
    numbers: Numbers,
    emphasis_of: Callable[[], Emphasis],
    findings: Findings,
) -> Levels:
    """Return the levels of tasks by the first that tells some.

    In this order: a column of levels or of parents, outline numbers, indents, and rows that are
    bold or stand alone and have no dates.

    Args:
        emphasis_of: gives what is bold or moved in; asked only when it matters.
    """
    if found := _by_column(table, rows, findings):
        return found
    if found := _by_parent(table, rows, numbers, findings):
        return found
    if found := _by_outline(table, rows):
        return found
    if any(row.indent for row in rows):
        return Levels(_nested([row.indent for row in rows]), "the blanks before the names")
    emphasis = emphasis_of()
    indents = [emphasis.indents.get(row.row, 0) for row in rows]
    if any(indents):
        return Levels(_nested(indents), "the indents of the names")
    heads = [row.is_section or _is_bold_head(table, row, emphasis) for row in rows]
    if any(heads) and not all(heads):
        said = "rows that are bold or stand alone, and have no dates"
        return Levels(_nested([0 if head else 1 for head in heads]), said)
    return Levels([None] * len(rows))


def _by_column(table: Table, rows: list[TaskRow], findings: Findings) -> Levels | None:
    if not table.columns[Field.LEVEL]:
        return None
    levels: list[int] = []
    for row in rows:
        text = table.text(row.row, Field.LEVEL)
        if not (text.isascii() and text.isdigit() and len(text) < 4):
            if text:
                said = "is no level; the one above is taken"
                findings.cell(table.place(row.row, Field.LEVEL), None, "Level", text, said)
            levels.append(levels[-1] if levels else 0)
        else:
            levels.append(int(text))
    if len(set(levels)) < 2:
        return None
    column = table.columns[Field.LEVEL][0]
    return Levels(_nested(levels), f"the column “{table.mapping.headings[column]}”")


def _by_parent(
    table: Table, rows: list[TaskRow], numbers: Numbers, findings: Findings
) -> Levels | None:
    """Return levels by the column that names the task in which each lies."""
    if not table.columns[Field.PARENT]:
        return None
    places = {uid: index for index, uid in enumerate(numbers.uids)}
    parents: list[int | None] = [None] * len(rows)
    for index, row in enumerate(rows):
        text = table.text(row.row, Field.PARENT)
        uid = numbers.refs.get(ref_of(text)) if text else None
        if uid is not None and not _lies_in(places[uid], index, parents):
            parents[index] = places[uid]
        elif text not in ("", "0"):
            said = "names no task in which this one can lie"
            findings.cell(table.place(row.row, Field.PARENT), None, "Level", text, said)
    if not any(parent is not None for parent in parents):
        return None
    heading = table.mapping.headings[table.columns[Field.PARENT][0]]
    return Levels(parents, f"the column “{heading}”")


def _lies_in(inner: int | None, outer: int, parents: Sequence[int | None]) -> bool:
    """Tell whether a row is another, or lies in it at any depth."""
    while inner is not None and inner != outer:
        inner = parents[inner]
    return inner == outer


def _by_outline(table: Table, rows: list[TaskRow]) -> Levels | None:
    """Return levels by outline numbers: a row lies in the one whose number begins its own."""
    for field in (Field.WBS, Field.NUMBER):
        if not table.columns[field]:
            continue
        parts = [segments(table.text(row.row, field)) if not row.is_section else () for row in rows]
        places: dict[tuple[str, ...], int] = {}
        for index, own in enumerate(parts):
            places.setdefault(own, index)
        parents = [_above(own, places) for own in parts]
        for index, (row, parent) in enumerate(zip(rows, parents, strict=True)):
            if parent is not None and _is_put_between(table, row, rows[parent], field):
                parents[index] = None
        if any(parent is not None for parent in parents):
            heading = table.mapping.headings[table.columns[field][0]]
            return Levels(_in_sections(rows, parents), f"the numbers in “{heading}”")
    return None


def _is_put_between(table: Table, row: TaskRow, above: TaskRow, field: Field) -> bool:
    """Tell whether 2a is a task that came between 2 and 3, since 2 is work of its own."""
    is_lettered = PUT_BETWEEN.fullmatch(table.text(row.row, field)) is not None
    return is_lettered and any(table.text(above.row, own) for own in OF_WORK)


def _above(own: tuple[str, ...], places: dict[tuple[str, ...], int]) -> int | None:
    for length in range(len(own) - 1, 0, -1):
        if own[:length] in places:
            return places[own[:length]]
    return None


def _in_sections(rows: Sequence[TaskRow], parents: list[int | None]) -> list[int | None]:
    """Return parents where a row without one lies in the heading above it that stands alone."""
    section: int | None = None
    found: list[int | None] = []
    for index, (row, parent) in enumerate(zip(rows, parents, strict=True)):
        if row.is_section:
            section = index
        found.append(parent if parent is not None or row.is_section else section)
    return found


def _nested(depths: Sequence[int]) -> list[int | None]:
    """Return the parents of rows: the last row above that is less deep."""
    stack: list[tuple[int, int]] = []
    parents: list[int | None] = []
    for index, depth in enumerate(depths):
        while stack and stack[-1][0] >= depth:
            stack.pop()
        parents.append(stack[-1][1] if stack else None)
        stack.append((depth, index))
    return parents


def _is_bold_head(table: Table, row: TaskRow, emphasis: Emphasis) -> bool:
    is_blank = not any(table.text(row.row, field) for field in BLANK_IN_HEADS)
    return is_blank and row.row in emphasis.bold
