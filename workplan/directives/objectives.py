"""What a directive wants achieved: the lists of aims in its purpose and policy, as statements."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workplan.directives.wording.outline import Unit

AIMS = re.compile(r"\b(?:to|objectives|goals|priorities|principles|aims)\s*[:—–-]\s*$", re.I)
"""How a paragraph ends that a list of aims follows."""
SETTLED = ("General provisions", "A definition")
"""Reasons for leaving a paragraph out that make it no aim."""
INLINE = re.compile(r"\b(?P<before>\w+) to:? (?=\(?(?:1|i|a)\) )")
OF_OBJECTS = frozenset({
    "according", "applies", "apply", "limited", "refer", "refers", "related", "respect", "subject",
})  # fmt: skip
"""Words after which “to” leads to things, and not to what shall be done."""
SENTENCE_ENDS = re.compile(r"(?<!\bU\.S)\.\s+(?=[A-Z])")
MARK = re.compile(r"(?:[;,]? (?:and )?|^)\(?(?:\d{1,2}|[ivx]{1,4}|[a-h])\) ")
ENDS = re.compile(r"[;,.]?(?:\s+(?:and|or))?\s*$")
LONGEST = 1_000


def objectives_in(left_out: Sequence[tuple[Unit, str]]) -> list[str]:
    """Return the aims that a directive states, in the order of its text.

    A list counts when the paragraph above it ends in “to:” and nobody is ordered to do its items;
    within one paragraph, numbers after “to” do.

    Args:
        left_out: the paragraphs that order nothing, each with the reason.
    """
    aims = [unit for unit, why in left_out if why not in SETTLED]
    found: list[str] = []
    for unit in aims:
        if unit.parent is not None and AIMS.search(unit.parent.text):
            found.append(_statement(unit.text))
        elif (begun := INLINE.search(unit.text)) and begun["before"].lower() not in OF_OBJECTS:
            rest = SENTENCE_ENDS.split(unit.text[begun.end() :])[0]
            found += [_statement(part) for part in MARK.split(rest) if part.strip()]
    return [aim for aim in dict.fromkeys(found) if aim]


def _statement(text: str) -> str:
    """Return an aim as a sentence: with a capital, and a full stop."""
    plain = ENDS.sub("", " ".join(text.split()))
    if not plain or len(plain) >= LONGEST:
        return ""
    return f"{plain[0].upper()}{plain[1:]}."
