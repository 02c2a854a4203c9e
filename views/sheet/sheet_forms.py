"""Read a sheet as a page sends it: with a script only what was touched, without one every row."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from flask import request

from views.support.sent.asked import whole
from workplan.notation import blocks
from workplan.notation.refusals import NotUnderstood
from workplan.services.sheet.cells import COLUMNS, Cells, Spot, Typed, TypedRow
from workplan.services.sheet.typed.order import numbered

NAME = re.compile(r"((?:t|n)[1-9][0-9]{0,9})\.([a-z]+)")
SPOT = re.compile(r"([htn][1-9][0-9]{0,9}):([0-9]{1,2})")
FIRST_PASTED = 1_000_001


def typed() -> tuple[Typed, str]:
    """Return the sheet of this request, and why the block beside it is not read, if it is not."""
    sent = fields()
    _mend(sent)
    rows = [_row(key, row) for key, row in sent.items()]
    shown = spots(request.form.get("shown", ""))
    wanted = spots(request.form.get("sequence", ""))
    if not wanted:
        named = {row.key for row in rows if row.task_id or not row.cells.is_blank}
        wanted = numbered(
            shown,
            _numbers(sent, "order", named),
            _numbers(sent, "level", named),
        )
    pasted, refusal = _pasted()
    if pasted:
        wanted = _below(wanted, [spot for spot, _ in pasted], request.form.get("below", ""))
        rows += [row for _, row in pasted]
    return Typed(tuple(rows), shown, wanted), refusal


def fields() -> dict[str, dict[str, str]]:
    """Return what was sent of each row, by its key."""
    found: dict[str, dict[str, str]] = {}
    for name, value in request.form.items():
        if match := NAME.fullmatch(name):
            found.setdefault(match[1], {})[match[2]] = value
    return found


def _mend(fields: dict[str, dict[str, str]]) -> None:
    """Put into a cell what a button offers for it, if one was pressed."""
    name, found, value = request.form.get("mend", "").partition("=")
    match = NAME.fullmatch(name)
    if found and match is not None and match[1] in fields:
        fields[match[1]][match[2]] = value


def _row(key: str, sent: dict[str, str]) -> TypedRow:
    return TypedRow(
        key,
        Cells(*(sent.get(column, "")[:2000] for column in COLUMNS)),
        _was(sent.get("was", "")),
        whole(sent.get("version", "")) or 0,
        is_removed="removed" in sent,
        sentence=sent.get("sentence", "")[:10_000],
    )


def _was(text: str) -> Cells:
    """Return the cells as the page showed them; a page of its own makes no other."""
    try:
        found = json.loads(text) if text else []
    except ValueError:
        found = []
    is_whole = isinstance(found, list) and len(found) == len(COLUMNS)
    return Cells(*map(str, found)) if is_whole else Cells()


def spots(text: str) -> tuple[Spot, ...]:
    """Return an order of rows, each with its level, as a field holds it."""
    found = (SPOT.fullmatch(word) for word in text.split())
    return tuple(
        Spot(match[1], 0 if match[1][0] == "h" else max(1, whole(match[2]) or 0))
        for match in found
        if match
    )


def _numbers(
    fields: dict[str, dict[str, str]], column: str, named: Iterable[str]
) -> dict[str, int]:
    found = {key: whole(fields[key].get(column, "").strip()) for key in named}
    return {key: number for key, number in found.items() if number is not None}


def _pasted() -> tuple[list[tuple[Spot, TypedRow]], str]:
    """Return the rows of the block that was pasted into the field for it, or why there are none."""
    text = request.form.get("block", "")
    try:
        lines = blocks.read(text, COLUMNS) if text.strip() else []
    except NotUnderstood as wrong:
        return [], wrong.message
    found = []
    for number, line in enumerate(lines, FIRST_PASTED):
        cells = Cells(**line.cells).tidied()
        found.append((Spot(f"n{number}", line.level), TypedRow(f"n{number}", cells)))
    return found, ""


def _below(wanted: tuple[Spot, ...], pasted: list[Spot], head: str) -> tuple[Spot, ...]:
    """Put pasted rows at the end of a line of effort, or of the page."""
    keys = [spot.key for spot in wanted]
    at = len(wanted)
    if head in keys:
        later = range(keys.index(head) + 1, len(wanted))
        at = next((number for number in later if wanted[number].level == 0), at)
    return (*wanted[:at], *pasted, *wanted[at:])
