"""Owners as people write them: “State/DoD; Commerce (lead)”, one a line, “n/a”.

As in a cell of the task list, what a plus sign or a slash joins leads jointly, and of several names
beside each other the first leads.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from workplan.notation.agencies import PLAIN_ROLE

NOTHING = ("", "-", "–", "n/a", "na", "none", "tbd", "tbc", "?", "unassigned", "vacant")
ENDS = re.compile(r"[;\n]")
LEAD = re.compile(r" ?[\[(] ?(?:lead|co-lead|lead agency|primary|opr|l) ?[\])]|^lead: ?", re.I)
ROLES = {"consult": "consult", "coord": "coordinate", "ocr": "coordinate", "s": "assist"}
"""The role that a mark begins with."""
SUPPORT = re.compile(
    r" ?[\[(] ?(support(?:ing)?|ocr|s|coord(?:inating)?|consult(?:ing|ed)?) ?[\])]", re.I
)
UNITS = re.compile(r" ?\[\d+(?:\.\d+)?%\]$")
"""How Project writes that somebody works on a task for a part of the time."""
LONGEST = 2_000
"""As many characters of a cell are looked at; no list of owners is longer."""


class Owners(NamedTuple):
    """Who leads, and who supports in which role: those marked as leads, or else the first."""

    leads: tuple[str, ...] = ()
    supports: tuple[tuple[str, str], ...] = ()


def owners_in(text: str, is_agency: Callable[[str], bool] = lambda _: False) -> Owners:
    """Return the names in a cell, each once, in their order.

    Args:
        is_agency: whether a name is that of an agency, so that “State/PM” is not parted.
    """
    marked: list[str] = []
    plain: list[list[str]] = []
    supports: dict[str, str] = {}
    for part in _parts(text, is_agency):
        joint = []
        for raw in part:
            name = " ".join(UNITS.sub("", SUPPORT.sub("", LEAD.sub("", raw))).split())
            if name.lower() in NOTHING:
                continue
            if LEAD.search(raw):
                marked.append(name)
            elif role := SUPPORT.search(raw):
                supports.setdefault(name, _role(role[1]))
            else:
                joint.append(name)
        plain += [joint] if joint else []
    leads = _once(marked or (plain.pop(0) if plain else []))
    for name in (name for joint in plain for name in joint):
        supports.setdefault(name, PLAIN_ROLE)
    return Owners(leads, tuple(one for one in supports.items() if one[0] not in leads))


def _role(mark: str) -> str:
    return next(role for begin, role in ROLES.items() if mark.lower().startswith(begin))


def _parts(text: str, is_agency: Callable[[str], bool]) -> list[list[str]]:
    """Return the names of a cell, joint ones together."""
    lines = [line for each in ENDS.split(text[:LONGEST]) if (line := " ".join(each.split()))]
    if not _are_people(lines):
        lines = [name for line in lines for name in _beside(line, is_agency)]
    return [
        [
            name.strip()
            for part in line.split(" + ")
            for name in (_agency(part.strip(), is_agency) or _joint(part))
            if name.strip()
        ]
        for line in lines
    ]


def _joint(part: str) -> list[str]:
    """Return the names that slashes join; that of “n/a” joins nobody."""
    return [] if part.strip().lower() in NOTHING else part.split("/")


def _are_people(lines: list[str]) -> bool:
    """Tell whether each name has its one comma: “Doe, Jane; Roe, Rick” are two people."""
    return len(lines) > 1 and all(line.count(",") == 1 for line in lines)


def _beside(line: str, is_agency: Callable[[str], bool]) -> list[str]:
    """Return what commas part, unless the comma belongs to the name of an agency."""
    if any(map(is_agency, (line, *line.split(" + ")))):
        return [line]
    return line.split(",")


def _agency(part: str, is_agency: Callable[[str], bool]) -> list[str]:
    """Return the one agency that a part names, as with a comma or a slash in its name."""
    pieces = [piece.strip() for piece in part.split("/")]
    forms = (part, "/".join(pieces), " ".join(pieces))
    return next(([form] for form in forms if is_agency(form)), [])


def _once(names: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
