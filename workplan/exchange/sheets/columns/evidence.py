"""Whether the values of a column agree with its heading; else what they say that it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from workplan.exchange.sheets.cells.grid import Cell, text_of
from workplan.exchange.sheets.columns.fields import DATES, Field
from workplan.exchange.sheets.values.days import DEFAULT_ORDER, UNKNOWN, NoDay, day_in
from workplan.exchange.sheets.values.durations import NoLength, length_in
from workplan.exchange.sheets.values.percents import NoShare, percent_in
from workplan.notation.suspenses import is_rule

YES_NO = frozenset({"yes", "no", "y", "n", "x", "true", "false", "m"})
OUTLINE = re.compile(r"\w{1,4}(?:[.(]\w{1,4}\)?)+\.?")
MOST = 0.5
LONG = 30
"""What is longer on average is prose, not a word of status."""


def agreed(field: Field, cells: Sequence[Cell]) -> Field:
    """Return what a column is, given what its heading says and what stands in it."""
    filled = [cell for cell in cells if text_of(cell)]
    if not filled:
        return field
    if field is Field.FINISH and _share(filled, _is_percent) >= MOST:
        return Field.PERCENT  # A “Completion” may be a day, and may be a share.
    if field in DATES:
        is_it = _is_due if field is Field.DEADLINE else _is_day
        return field if _share(filled, is_it) >= MOST else Field.KEEP
    other = OTHERS.get(field)
    return other(filled) if other else field


def is_wordy(cells: Sequence[Cell]) -> bool:
    """Tell whether most of what stands in a column is words, not days or numbers."""
    return _share(cells, _has_words) >= MOST


def _has_words(cell: Cell) -> bool:
    return isinstance(cell, str) and any(map(str.isalpha, cell)) and not _is_day(cell)


def _share(cells: Sequence[Cell], is_it: Callable[[Cell], bool]) -> float:
    return sum(map(is_it, cells)) / len(cells)


def _is_day(cell: Cell) -> bool:
    try:
        return UNKNOWN.fullmatch(text_of(cell)) is not None or bool(
            day_in(cell, DEFAULT_ORDER, is_end=False)
        )
    except NoDay as wrong:
        return "year" in str(wrong)


def _is_due(cell: Cell) -> bool:
    return _is_day(cell) or is_rule(text_of(cell))


def _is_percent(cell: Cell) -> bool:
    text = text_of(cell).lower()
    if text not in YES_NO and not any(map(str.isdigit, text)):
        return False
    try:
        return percent_in(cell, is_fraction=False) is not None
    except NoShare:
        return False


def _is_length(cell: Cell) -> bool:
    try:
        return length_in(cell) is not None
    except NoLength:
        return UNKNOWN.fullmatch(text_of(cell)) is not None


def _name(cells: Sequence[Cell]) -> Field:
    is_marked = _share(cells, lambda cell: text_of(cell).lower() in YES_NO) >= MOST
    if _share(cells, lambda cell: isinstance(cell, date)) >= MOST:
        return Field.KEEP
    return Field.MILESTONE if is_marked else Field.NAME


def _number(cells: Sequence[Cell]) -> Field:
    """Return WBS for numbers that have parts, and the name for what is prose."""
    if any(OUTLINE.fullmatch(text_of(cell)) for cell in cells):
        return Field.WBS
    return Field.NUMBER if _mean(cells) <= LONG else Field.KEEP


def _status(cells: Sequence[Cell]) -> Field:
    if _share(cells, lambda cell: _is_percent(cell) and "%" in text_of(cell)) >= MOST:
        return Field.PERCENT
    return Field.STATUS if _mean(cells) <= LONG else Field.NOTE


def _percent(cells: Sequence[Cell]) -> Field:
    if _share(cells, lambda cell: isinstance(cell, date)) >= MOST:
        return Field.ACTUAL_FINISH
    if _share(cells, _is_percent) >= MOST:
        return Field.PERCENT
    return Field.STATUS if _mean(cells) <= LONG else Field.NOTE


def _duration(cells: Sequence[Cell]) -> Field:
    return Field.DURATION if _share(cells, _is_length) >= MOST else Field.KEEP


def _level(cells: Sequence[Cell]) -> Field:
    return (
        Field.LEVEL if _share(cells, lambda cell: text_of(cell).isdigit()) >= MOST else Field.KEEP
    )


def _wbs(cells: Sequence[Cell]) -> Field:
    return Field.WBS if _mean(cells) <= LONG else Field.KEEP


def _mean(cells: Sequence[Cell]) -> float:
    return sum(len(text_of(cell)) for cell in cells) / len(cells)


OTHERS: dict[Field, Callable[[Sequence[Cell]], Field]] = {
    Field.NAME: _name,
    Field.NUMBER: _number,
    Field.STATUS: _status,
    Field.PERCENT: _percent,
    Field.DURATION: _duration,
    Field.LEVEL: _level,
    Field.WBS: _wbs,
}
"""What decides about a column whose heading says a field."""
