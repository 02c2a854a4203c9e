"""Owners as people write them: “State/DoD; Commerce (lead)”, one a line, “n/a”."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

NOTHING = ("", "-", "–", "n/a", "na", "none", "tbd", "tbc", "?", "unassigned", "vacant")
PARTS = re.compile(r"[;\n]|\s+\+\s+")
SLASH = re.compile(r"\s*/\s*")
COMMA = re.compile(r"\s*,\s*")
LEAD = re.compile(r"\s*[\[(]\s*(?:lead|co-lead|lead agency|primary|opr|l)\s*[\])]|^lead:\s*", re.I)
SUPPORT = re.compile(
    r"\s*[\[(]\s*(?:support(?:ing)?|ocr|s|coord(?:inating)?|consult(?:ing|ed)?)\s*[\])]", re.I
)
UNITS = re.compile(r"\s*\[\d+(?:\.\d+)?%\]$")
"""How Project writes that somebody works on a task for a part of the time."""


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
    """Return the names of a cell; a comma parts them only where nothing else does."""
    if text.strip().lower() in NOTHING:
        return []
    parts = [
        name
        for part in PARTS.split(text)
        for name in (_agency(part, is_agency) or SLASH.split(part))
    ]
    return COMMA.split(text) if len(parts) == 1 else parts


def _agency(part: str, is_agency: Callable[[str], bool]) -> list[str]:
    """Return the one agency that a part with a slash names; nothing for two."""
    written = " ".join(part.split())
    forms = (written, SLASH.sub("/", written), SLASH.sub(" ", written))
    return next(([form] for form in forms if is_agency(form)), [])


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
