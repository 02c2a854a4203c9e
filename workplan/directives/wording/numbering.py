"""The numbers before paragraphs, "(b)(ii)(A)", and which of them stand below which.

A number alone does not tell its level: "(i)" is a numeral under "(g)" and a letter after "(h)".
So each is read beside those before it, and beside those that follow.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

MARKS = re.compile(r"\s*((?:\((?:[A-Z]{1,2}|[a-z]{1,5}|\d{1,2})\)\s*)+)")
ONE = re.compile(r"\(([A-Za-z]{1,5}|\d{1,2})\)")
DEEPEST = 6
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


class Mark(NamedTuple):
    """One number of a paragraph, as one style reads it.

    Args:
        text: with its brackets.
        style: lower, roman, upper, digit or upper roman.
        ordinal: which of its list, from 1.
    """

    text: str
    style: str
    ordinal: int


def marks_at(text: str) -> tuple[list[str], int]:
    """Return the numbers that a paragraph begins with, and where its words begin."""
    found = MARKS.match(text)
    if found is None:
        return [], len(text) - len(text.lstrip())
    return [f"({mark})" for mark in ONE.findall(found[1])][:DEEPEST], found.end()


def below(
    stack: Sequence[Mark], text: str, *, opens: bool, after: Sequence[str] = ()
) -> list[Mark]:
    """Return the numbers that lead to a paragraph, its own last.

    Args:
        stack: those that led to the paragraph before.
        text: its own number, with brackets.
        opens: whether the words before announce a list, by a colon or a dash.
        after: the numbers of the paragraphs that follow, which tell a letter from a numeral.
    """
    readings = _readings(text)
    carried_on = [
        [*stack[:level], reading]
        for level in range(len(stack) - 1, -1, -1)
        for reading in readings
        if (stack[level].style, stack[level].ordinal + 1) == (reading.style, reading.ordinal)
    ]
    begun = [
        [*stack, reading]
        for reading in readings
        if reading.ordinal == 1 and all(reading.style != above.style for above in stack)
    ]
    if carried_on and begun:
        # "(i)" after "(h)": a list is begun only where one was announced.
        is_list = opens and _first_follower(after) != "(j)"
        return begun[0] if is_list else carried_on[0]
    if carried_on or begun:
        return (carried_on or begun)[0]
    # A number was left out or is repeated: it stands where its style stands.
    for level in range(len(stack) - 1, -1, -1):
        for reading in readings:
            if stack[level].style == reading.style:
                return [*stack[:level], reading]
    return [*stack, readings[0]]


def _first_follower(after: Sequence[str]) -> str:
    return next((mark for mark in after if mark in ("(ii)", "(j)")), "")


def _readings(text: str) -> list[Mark]:
    """Return what a number can be, the likelier first."""
    inner = text.strip("()")
    if inner.isdigit():
        return [Mark(text, "digit", int(inner))]
    is_lower = inner == inner.lower()
    letter, roman = ("lower", "roman") if is_lower else ("upper", "upper roman")
    found = []
    if len(inner) == 1:
        found.append(Mark(text, letter, ord(inner.lower()) - ord("a") + 1))
    elif len(set(inner)) == 1:
        # After (z) comes (aa).
        doubled = Mark(text, letter, 26 + ord(inner[0].lower()) - ord("a") + 1)
        found.append(doubled)
    value = _roman(inner.lower())
    if value:
        found.append(Mark(text, roman, value))
    return found or [Mark(text, letter, 0)]


def _roman(text: str) -> int:
    """Return the value of a Roman numeral; 0 for what is none."""
    if not text or any(letter not in ROMAN for letter in text):
        return 0
    values = [ROMAN[letter] for letter in text]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)
