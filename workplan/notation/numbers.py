"""The next free number of a task, in the way in which those around it are numbered."""

from __future__ import annotations

import re
from collections.abc import Container

LONGEST = 40
COUNTED = re.compile(r"(?P<stem>.*?)(?P<number>\d+|(?<![A-Za-z])[a-yA-Y])(?P<end>\)?)", re.S)


def following(last: str, taken: Container[str]) -> str | None:
    """Return the number after one, counted on: 3(b) after 3(a), 4.10 after 4.9.

    Args:
        taken: numbers that tasks have.

    Returns:
        None for a number that cannot be counted on, or is as long as one may be.
    """
    code = last
    while (found := COUNTED.fullmatch(code)) is not None:
        number = found["number"]
        more = str(int(number) + 1) if number.isdigit() else chr(ord(number) + 1)
        code = f"{found['stem']}{more}{found['end']}"
        if len(code) > LONGEST:
            return None
        if code not in taken:
            return code
    return None


def below(above: str, taken: Container[str]) -> str:
    """Return the first free number of a subtask: 3(b).1 below 3(b)."""
    stem, number = above[: LONGEST - 6], 1
    while f"{stem}.{number}" in taken:
        number += 1
    return f"{stem}.{number}"


def fresh(taken: Container[str]) -> str:
    """Return the first free plain number."""
    number = 1
    while str(number) in taken:
        number += 1
    return str(number)
