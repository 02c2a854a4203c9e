"""What changed from one text to another: word by word in a sentence, paragraph by paragraph."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple


class Words(NamedTuple):
    """Words of a text: `same`, `gone` from it, or `new` in it."""

    kind: str
    text: str


MOST_COMPARED = 150
"""As many words are compared one by one; of longer changes both are shown whole."""


def changed_words(before: str, after: str) -> list[Words]:
    """Return a sentence with the words that went and that came; empty when it is as before.

    Line breaks and spaces are no words.
    """
    old, new = before.split(), after.split()
    if old == new:
        return []
    head, tail = _alike(old, new)
    middle = _changed(old[head : len(old) - tail], new[head : len(new) - tail])
    ends = (old[:head], "same"), (old[len(old) - tail :], "same")
    first, last = ([Words(kind, " ".join(words))] if words else [] for words, kind in ends)
    return [*first, *middle, *last]


def _alike(old: list[str], new: list[str]) -> tuple[int, int]:
    """Return how many parts are the same at the beginning, and how many of the rest at the end."""
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - head
    return head, next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)


def _changed(old: list[str], new: list[str]) -> list[Words]:
    if max(len(old), len(new)) > MOST_COMPARED:
        pairs = [("gone", old), ("new", new)]
    else:
        pairs = []
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
            if kind == "equal":
                pairs.append(("same", old[old_from:old_to]))
            else:
                pairs += [("gone", old[old_from:old_to]), ("new", new[new_from:new_to])]
    return [Words(kind, " ".join(words)) for kind, words in pairs if words]


def changed_paragraphs(before: str, after: str) -> list[list[Words]]:
    """Return the paragraphs of a text in which words went or came, in order; empty for none.

    A paragraph is a line with words. One that moved went where it was, and came where it is.
    """
    old, new = _paragraphs(before), _paragraphs(after)
    head, tail = _alike(old, new)
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    if max(len(old), len(new)) > MOST_COMPARED:
        blocks = [("replace", 0, len(old), 0, len(new))]
    else:
        blocks = [*SequenceMatcher(None, old, new, autojunk=False).get_opcodes()]
    return [
        changed_words(was, now)
        for kind, *(i, j, k, m) in blocks
        if kind != "equal"
        for was, now in zip_longest(old[i:j], new[k:m], fillvalue="")
    ]


def _paragraphs(text: str) -> list[str]:
    return [plain for line in text.splitlines() if (plain := " ".join(line.split()))]
