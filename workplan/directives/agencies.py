"""Which agency of the house a name in a directive means: "the Secretary of State" is State."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

OFFICES = (
    (r"Attorney General", "Department of Justice"),
    (r"United States Trade Representative", "Office of the United States Trade Representative"),
    (r"Secretar(?:y|ies) of (?:the )?(.+)", r"Department of \1"),
    (r"Assistant to the President .*", "National Security Council"),
    (
        r"(?:Director|Administrator|Chair(?:man|person)?|Commissioner|Archivist|Chief Executive "
        r"Officer|President) of (?:the )?(.+)",
        r"\1",
    ),
)
SMALL = re.compile(r"\b(?:the|of|and|for|on|office|department|u\.s\.|united states)\b")


def guess(owner: str, names: Mapping[str, Iterable[str]]) -> str:
    """Return the short name of the agency that an owner leads or is; empty where none is plain.

    Args:
        owner: as the directive names it, abbreviations written out.
        names: every name of each agency, by its short name.
    """
    said = [
        label
        for label, others in names.items()
        if owner.casefold() in {name.casefold() for name in (label, *others)}
    ]
    if len(said) == 1:
        return said[0]
    meant = owner
    for office, agency in OFFICES:
        if (found := re.fullmatch(office, owner)) is not None:
            meant = found.expand(agency)
            break
    wanted = {_core(owner), _core(meant)}
    fitting = [
        label
        for label, others in names.items()
        if any(_core(name) in wanted for name in (label, *others) if _core(name))
    ]
    return fitting[0] if len(fitting) == 1 else ""


def _core(name: str) -> str:
    """Return a name without the small words in which its forms differ."""
    return " ".join(SMALL.sub(" ", name.lower().replace(",", " ")).split())
