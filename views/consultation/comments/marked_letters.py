"""A letter on its page: which of its words are a point, and whether some are in none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from workplan.services.pages.comments.point_rows import PointRow

FEW_CHARACTERS = 40
"""So many characters outside every point are a greeting or a name, and nothing to warn of."""


class Marked(NamedTuple):
    """A part of a letter, and the point that says it; 0 for what no point says."""

    text: str
    point: int


def marked(words: str, points: Sequence[PointRow]) -> list[Marked]:
    """Return a letter in parts, those marked that are a point of their own."""
    found: dict[int, tuple[int, int]] = {}
    for point in points:
        pattern = r"\s+".join(map(re.escape, point.words.split()))
        if point.words and (match := re.search(pattern, words)):
            found.setdefault(match.start(), (match.end(), point.number))
    parts, at = [], 0
    for start, (end, number) in sorted(found.items()):
        if start >= at:
            parts += [Marked(words[at:start], 0), Marked(words[start:end], number)]
            at = end
    return [part for part in (*parts, Marked(words[at:], 0)) if part.text]


def leaves_words_out(letter: Sequence[Marked]) -> bool:
    """Say whether a letter that was split has more than a greeting in no point."""
    outside = "".join(part.text for part in letter if not part.point).strip()
    return any(part.point for part in letter) and len(outside) > FEW_CHARACTERS
