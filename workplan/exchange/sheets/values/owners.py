"""Owners as people write them: “State/DoD; Commerce (lead)”, one a line, “n/a”."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

NOTHING = ("", "-", "–", "n/a", "na", "none", "tbd", "tbc", "?", "unassigned", "vacant")
ENDS = re.compile(r"[;\n]")
LEAD = re.compile(r" ?[\[(] ?(?:lead|co-lead|lead agency|primary|opr|l) ?[\])]|^lead: ?", re.I)
SUPPORT = re.compile(
    r" ?[\[(] ?(?:support(?:ing)?|ocr|s|coord(?:inating)?|consult(?:ing|ed)?) ?[\])]", re.I
)
UNITS = re.compile(r" ?\[\d+(?:\.\d+)?%\]$")
"""How Project writes that somebody works on a task for a part of the time."""
LONGEST = 2_000
"""As many characters of a cell are looked at; no list of owners is longer."""


class Owners(NamedTuple):
    """Who leads, and who is named besides: where one is marked as the lead, the others do not."""

    leads: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


def owners_in(text: str, is_agency: Callable[[str], bool] = lambda _: False) -> Owners:
    """Return the names in a cell, each once, in their order.

    Args:
        is_agency: whether a name is that of an agency, so that “State/PM” is not parted.
    """
    marked: list[str] = []
    plain: list[str] = []
    others: list[str] = []
    for part in _parts(text, is_agency):
        name = " ".join(UNITS.sub("", SUPPORT.sub("", LEAD.sub("", part))).split())
        if name.lower() in NOTHING:
            continue
        kept = marked if LEAD.search(part) else others if SUPPORT.search(part) else plain
        kept.append(name)
    if marked:
        return Owners(_once(marked), _once([*plain, *others]))
    return Owners(_once(plain), _once(others))


def _parts(text: str, is_agency: Callable[[str], bool]) -> list[str]:
    """Return the names of a cell; a comma parts them only where nothing stronger does."""
    lines = (" ".join(line.split()) for line in ENDS.split(text[:LONGEST]))
    parts = [part for line in lines for part in line.split(" + ") if part]
    if len(parts) == 1 and not _agency(parts[0], is_agency):
        parts = parts[0].split(",")
    return [
        name.strip()
        for part in parts
        for name in (_agency(part.strip(), is_agency) or part.split("/"))
        if name.strip()
    ]


def _agency(part: str, is_agency: Callable[[str], bool]) -> list[str]:
    """Return the one agency that a part names, as with a comma or a slash in its name."""
    pieces = [piece.strip() for piece in part.split("/")]
    forms = (part, "/".join(pieces), " ".join(pieces))
    return next(([form] for form in forms if is_agency(form)), [])


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
