"""Lists that name who is ordered: “The following officials shall each submit …: (i) …; (ii) …”."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import NamedTuple

from workplan.directives.deadlines import Due, due_in, joined
from workplan.directives.orders.clauses import Clause, clauses_of
from workplan.directives.orders.roles import ROLE, role_of, roles_in
from workplan.directives.wording.names import Names
from workplan.directives.wording.outline import Unit
from workplan.directives.wording.owners import owners_in
from workplan.directives.wording.sentences import Sentence

FOLLOWING = re.compile(
    r"\b(?:(?:[Tt]he )?[Hh]eads? of (?:each of )?|[Ee]ach of )?[Tt]he following "
    r"(?:[A-Za-z]+ ){0,3}?(?:officials?|officers?|agenc(?:y|ies)|departments?|heads|members|"
    r"individuals|entities|offices)"
    r"(?: (?:and|or) (?:officials|officers|agencies|departments|offices))?"
    r"(?: of (?:the )?(?:executive )?(?:agencies|departments))?\b"
)
"""Who is ordered, and only named in the list below."""
STAND_IN = "Named Officers"
"""Who stands in their place while the sentence is read."""
NEXT = re.compile(r"[;,]\s*(?:and |or )?(?P<number>\(\w{1,4}\))\s+")
"""Where a further item begins on the same line."""
INLINE = re.compile(r":\s*(?P<number>\((?:a|i|1)\))\s+")
"""Where a list begins in the midst of a sentence."""
ENDS = " ,;.:—–-"


class Item(NamedTuple):
    """Somebody whom a list names, and what they are ordered.

    Args:
        number: of an item behind the first on a line, “(ii)”; "" for the first.
        at: where it begins in its sentence.
    """

    number: str
    at: int
    text: str
    clause: Clause
    due: Due


def announced_in(
    sentence: Sentence, unit: Unit, names: Names, words: tuple[str, ...]
) -> Clause | None:
    """Return what those named in the list below are ordered; None where no such list begins."""
    clause = _of_the_following(sentence.text, names, words)
    if clause is None or not unit.children:
        return None
    first = (text for _, _, text in _parts(unit.children[0].text))
    return clause if all(_named(text, names) for text in first) else None


def announced_inline(
    text: str, names: Names, words: tuple[str, ...]
) -> tuple[Clause, re.Match[str]] | None:
    """Return what a sentence orders of those whom it lists itself, and where its list begins."""
    opened = INLINE.search(text)
    if opened is None:
        return None
    clause = _of_the_following(text[: opened.start() + 1], names, words)
    return None if clause is None else (clause, opened)


def named_items(text: str, ordered: Clause, due: Due, names: Names) -> list[Item]:
    """Return what each of those is ordered whom an item names, several where they share a line.

    Nothing for an item that does more than name somebody: it is read as any other.

    Args:
        due: by when they are ordered above; a time of the item's own comes before it.
    """
    found = []
    for number, at, part in _parts(text):
        through: list[str] = []
        for opened in ROLE.finditer(part):
            if role_of(opened) == "through":
                through += [o.name for o in owners_in(part, opened.end(), names, at_most=1)[0]]
        supporting = [*ordered.supporting, *roles_in(part, names)]
        if not (leads := _named(part, names)):
            return []
        clause = replace(ordered, leads=leads, through=through, supporting=supporting)
        found.append(Item(number, at, part, clause, joined(due_in(part, len(part)), due)))
    return found


def _parts(text: str) -> list[tuple[str, int, str]]:
    """Return the items of a line: the number of each but the first, where it begins, its words."""
    cuts = [*NEXT.finditer(text)]
    begins = [("", 0), *((cut["number"], cut.end()) for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(text)]
    return [(number, at, text[at:end]) for (number, at), end in zip(begins, ends, strict=True)]


def _of_the_following(text: str, names: Names, words: tuple[str, ...]) -> Clause | None:
    said = " ".join(text.split())
    if FOLLOWING.search(said) is None:
        return None
    stood_in = FOLLOWING.sub(f"the {STAND_IN}", said, count=1)
    found = [c for c in clauses_of(stood_in, names, words) if c.leads == [STAND_IN]]
    if not found or not found[-1].verb:
        return None
    return replace(found[-1], predicate=found[-1].predicate.rstrip(ENDS))


def _named(text: str, names: Names) -> list[str]:
    """Return whom an item names, when it does nothing but name them, and with whom they act."""
    bare = re.sub(r"[,;.]?\s*(?:\b(?:and|or))?\s*$", "", text)
    listed, end = owners_in(bare, 0, names)
    rest = bare[end:].strip(ENDS)
    is_all = not rest or ROLE.match(rest) is not None or due_in(rest, len(rest)).is_dated
    return [owner.name for owner in listed] if is_all else []
