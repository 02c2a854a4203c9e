"""Shares of work that are done: 0.5, 50, “50%”, “~50 %”, “half”."""

from __future__ import annotations

import re
from collections.abc import Iterable

from workplan.exchange.sheets.cells.grid import Cell, text_of

ONE = re.compile(
    r"(?:~|approx\.?|about|c\.)?\s*(?P<number>\d+(?:[.,]\d+)?)\s*(?P<sign>%|percent|pct)?"
)
NOTHING = ("", "-", "–", "n/a", "na", "none")
WORDS = {"half": 50, "done": 100, "complete": 100, "completed": 100, "yes": 100, "no": 0}


class NoShare(ValueError):
    """A text that is no share; it says why, to be put behind the text."""


def are_fractions(cells: Iterable[Cell]) -> bool:
    """Tell whether a column gives shares as parts of one: no bare number is larger than 1.

    Where a sheet stores numbers, these alone tell it: “40” typed as text is a percentage.
    """
    kept = list(cells)
    stored = [
        float(cell) for cell in kept if isinstance(cell, int | float) and is_stored_number(cell)
    ]
    texts = [text_of(cell) for cell in kept]
    numbers = stored or [float(text) for text in texts if re.fullmatch(r"\d+(?:\.\d+)?", text)]
    return bool(numbers) and max(numbers) <= 1


def is_stored_number(cell: Cell) -> bool:
    """Tell whether a sheet keeps a number in a cell, and not a text that looks like one."""
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def percent_in(cell: Cell, *, is_fraction: bool) -> int | None:
    """Return the whole percent in a cell; None for an empty one.

    Args:
        is_fraction: that 0.5 without a sign is a half.

    Raises:
        NoShare: for what is no share, with the reason.
    """
    text = text_of(cell).lower()
    if text in NOTHING:
        return None
    if text in WORDS:
        return WORDS[text]
    found = ONE.fullmatch(text)
    if found is None:
        raise NoShare("is no percentage")
    number = float(found["number"].replace(",", "."))
    if is_fraction and not found["sign"] and (is_stored_number(cell) or number <= 1):
        number *= 100
    if number > 100:
        raise NoShare("is more than 100 %")
    return int(number + 0.5)
