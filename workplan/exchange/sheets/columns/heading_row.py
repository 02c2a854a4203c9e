"""Where the headings of a sheet stand: below its lines of title, above its rows."""

from __future__ import annotations

from typing import NamedTuple

from workplan.exchange.sheets.cells.grid import Sheet, letters, text_of
from workplan.exchange.sheets.columns.fields import LONGEST_HEADING, SURE, Field, meaning_of

LOOKED_AT = 60
MOST_COLUMNS = 80
FEWEST = 2
"""As many columns must be known before a row is taken for the headings."""
LONGEST_TITLE = 200
NEARLY = 0.75


class Found(NamedTuple):
    """A row that looks like the headings of a plan, and how much it does."""

    row: int
    score: int


def width_of(sheet: Sheet) -> int:
    """Return how many columns are looked at."""
    return min(sheet.width, MOST_COLUMNS)


def find(sheet: Sheet) -> Found | None:
    """Return the row that is most like headings of a plan, the first of several; None for none."""
    best: Found | None = None
    for row in range(min(len(sheet.rows), LOOKED_AT)):
        score = _score(sheet, row)
        if score and (best is None or score > best.score or _is_below(best, row, score)):
            best = Found(row, score)
    return best


def _is_below(best: Found, row: int, score: int) -> bool:
    """Tell whether a row stands right below another and is nearly as good: the lower of the two."""
    return row == best.row + 1 and score >= best.score * NEARLY


def _score(sheet: Sheet, row: int) -> int:
    sure: set[Field] = set()
    likely: set[Field] = set()
    for column in range(width_of(sheet)):
        cell = sheet.spanned_cell(row, column)
        if not isinstance(cell, str) or len(cell) > LONGEST_HEADING:
            continue
        if meaning := meaning_of(cell):
            (sure if meaning[1] >= SURE else likely).add(meaning[0])
    known = sure | likely
    if len(known) < FEWEST or not sure:
        return 0
    return 4 * len(sure) + len(likely - sure) + (2 if Field.NAME in known else 0)


def headings_of(sheet: Sheet, row: int | None) -> tuple[str, ...]:
    """Return the headings in a row; of two that are equal, each with what stands above it."""
    if row is None:
        return tuple(f"Column {letters(column)}" for column in range(width_of(sheet)))
    own = [_text(sheet, row, column) for column in range(width_of(sheet))]
    above = [_above(sheet, row, column) for column in range(len(own))]
    return tuple(
        f"{over} {heading}" if heading and over and own.count(heading) > 1 else heading
        for heading, over in zip(own, above, strict=True)
    )


def _text(sheet: Sheet, row: int, column: int) -> str:
    return " ".join(text_of(sheet.spanned_cell(row, column)).split())


def _above(sheet: Sheet, row: int, column: int) -> str:
    """Return what stands above a heading, or to the left of that, as over merged cells."""
    if row == 0:
        return ""
    texts = (sheet.text(row - 1, at) for at in range(column, -1, -1))
    return next((text for text in texts if text), "")


def title_of(sheet: Sheet, row: int | None) -> str:
    """Return the first line of title above the headings; "" when there is none."""
    for above in range(row or 0):
        texts = [text for at in range(width_of(sheet)) if (text := sheet.text(above, at))]
        if len(texts) == 1 and not texts[0].replace(".", "").isdigit():
            return texts[0][:LONGEST_TITLE]
    return ""
