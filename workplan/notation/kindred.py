"""Which of some texts are kindred to another: by shared words, of which rare ones count most.

Each word weighs by how few of the texts have it (inverse document frequency), and two texts are as
kindred as the cosine of the angle between their weights. Words are folded, short and common ones
left out, and endings cut, so that “exports” meets “export”.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from math import log, sqrt
from typing import NamedTuple

from workplan.folding import fold

SHORTEST, STEM = 3, 7
"""How many letters a word has at least, and by how many it is known."""
COMMON = frozenset({
    *("the", "and", "for", "that", "this", "with", "are", "our", "not", "you", "your", "from"),
    *("has", "have", "had", "its", "was", "were", "will", "should", "would", "can", "could", "may"),
    *("all", "any", "but", "how", "who", "what", "when", "which", "than", "then", "there", "they"),
    *("their", "them", "these", "those", "please", "more", "also", "into", "where", "one", "each"),
})  # fmt: skip
WORD = re.compile(r"[^\W_]+")


class Kin(NamedTuple):
    """A text by its place among those that were given, and how kindred it is, from 0 to 1."""

    place: int
    share: float


def kindred(text: str, others: Sequence[str], most: int = 3, least: float = 0.1) -> list[Kin]:
    """Return the texts that are most kindred to one, the nearest first.

    Args:
        most: how many are returned at most.
        least: how kindred each is at least.
    """
    wanted = _counted(text)
    found = [_counted(other) for other in others]
    have = Counter(word for words in found for word in words)
    # A word that none of them has weighs as one that a single text has.
    every = have.keys() | wanted.keys()
    weight = {word: log(1 + len(found) / max(have[word], 1)) for word in every}
    own = _length(wanted, weight)
    if not own:
        return []
    shares = []
    for place, words in enumerate(found):
        shared = wanted.keys() & words.keys()
        met = sum(wanted[word] * words[word] * weight[word] ** 2 for word in shared)
        if met:
            shares.append(Kin(place, met / (own * _length(words, weight))))
    near = [kin for kin in shares if kin.share >= least]
    return sorted(near, key=lambda kin: (-kin.share, kin.place))[:most]


def _counted(text: str) -> Counter[str]:
    words = (word for word in WORD.findall(fold(text)) if len(word) >= SHORTEST)
    return Counter(word[:STEM].removesuffix("s") for word in words if word not in COMMON)


def _length(words: Counter[str], weight: dict[str, float]) -> float:
    return sqrt(sum((number * weight[word]) ** 2 for word, number in words.items()))
