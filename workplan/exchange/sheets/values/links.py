"""Predecessors as people write them: “3;4”, “5FS+2 days”, “2SS-1d”, “1.2, 1.3”, names of tasks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple, cast

from workplan.exchange.sheets.values.durations import NoLength, length_in
from workplan.scheduling.network import LinkType

SUFFIX = re.compile(
    r"(?P<ref>.*?) ?(?:\(?(?P<type>FS|SS|FF|SF)\)?)? ?(?:(?P<sign>[+\-−]) ?(?P<lag>[^+]+))?",
    re.IGNORECASE,
)
PERCENT = re.compile(r"(\d+(?:\.\d+)?) ?%")
NOTHING = ("", "-", "–", "n/a", "na", "none", "nil", "0")
PARTS = re.compile(r"[;,\n]| and |&")
WORD = re.compile(r"^(?:task|item|no\.?|#|row|id|after|action|step) ?(?=[\w(])", re.IGNORECASE)
LONGEST, LONGEST_PART = 10_000, 300
"""As many characters of a cell, and of one predecessor, are looked at."""


class ReadLink(NamedTuple):
    """A predecessor that a cell names.

    Args:
        ref: how it is named.
        lag_days: in days; where `is_percent`, of the predecessor's duration in percent.
    """

    ref: str
    type: LinkType = "FS"
    lag_days: float = 0
    is_elapsed: bool = False
    is_percent: bool = False


def links_in(text: str, is_known: Callable[[str], bool]) -> Iterator[ReadLink | str]:
    """Yield the predecessors that a cell names, and what is none as it stands.

    Args:
        is_known: whether a name is that of a task, so that “A-1” is not read as A less a day.
    """
    if text.lower() in NOTHING:
        return
    lines = (" ".join(line.split()) for line in text[:LONGEST].split("\n"))
    parts = [text] if is_known(text) else [part for line in lines for part in PARTS.split(line)]
    for part in parts:
        if found := part.strip().strip("."):
            yield _one(found, is_known) if len(found) <= LONGEST_PART else found


def _one(part: str, is_known: Callable[[str], bool]) -> ReadLink | str:
    for whole in (part, WORD.sub("", part)):
        if is_known(whole):
            return ReadLink(whole)
    found = SUFFIX.fullmatch(WORD.sub("", part))
    if found is None or not is_known(found["ref"]):
        return part
    kind = cast("LinkType", (found["type"] or "FS").upper())
    if not found["lag"]:
        return ReadLink(found["ref"], kind)
    back = -1 if found["sign"] in "-−" else 1
    if share := PERCENT.fullmatch(found["lag"].strip()):
        return ReadLink(found["ref"], kind, back * float(share[1]), is_percent=True)
    try:
        length = length_in(found["lag"].strip())
    except NoLength:
        return part
    if length is None:
        return part
    return ReadLink(found["ref"], kind, back * length.days, length.is_elapsed)
