"""The order that people give to parts of a plan, and the short texts by which they name them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar
from unicodedata import category

from workplan.errors import InvalidInput

MAX_CODE, MAX_LINE = 40, 200


class Placed(Protocol):
    """A row that has a place among its neighbours."""

    id: int
    position: int


Row = TypeVar("Row", bound=Placed)


def put(rows: Sequence[Row], number: int, place: int) -> tuple[int, int]:
    """Put one of some rows at a place, counted from one, and return its places before and after.

    A place before the first or behind the last is the nearest that there is.

    Args:
        rows: the neighbours in their order, with the one that moves.
    """
    ids = [row.id for row in rows]
    before = ids.index(number) + 1
    after = min(max(place, 1), len(rows))
    in_order = [*rows]
    in_order.insert(after - 1, in_order.pop(before - 1))
    for position, row in enumerate(in_order, 1):
        row.position = position
    return before, after


def checked_line(field: str, what: str, text: str, longest: int = MAX_LINE) -> str:
    """Return a text that stands on one line, without the blanks around it.

    Args:
        what: what it is the text of, such as “line of effort”.

    Raises:
        InvalidInput: when it is empty, too long, or holds control characters.
    """
    text = text.strip()
    if not text:
        raise InvalidInput(field, f"The {field} is empty. Give the {what} a {field}.")
    if any(category(c) == "Cc" for c in text):
        raise InvalidInput(
            field, f"A {field} stands on one line. Remove line breaks and control characters."
        )
    if len(text) > longest:
        raise InvalidInput(
            field, f"The {field} has {len(text):,} characters, and {longest:,} fit. Shorten it."
        )
    return text
