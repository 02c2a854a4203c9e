"""Fold a text, so that accents, case, width, and kinds of dashes and quotes make no difference."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# What Unicode keeps apart and a person who types does not.
ALIKE = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
    **{"\u2212": "-", "ø": "o", "đ": "d", "ł": "l", "ħ": "h", "\u0131": "i", "æ": "ae", "œ": "oe"},
}
DROPPED = ("Cc", "Cf", "Cs")
"""The categories of what nobody sees: control characters, soft hyphens, halves of a pair."""


def fold(text: str) -> str:
    """Return a text as it is stored to be searched, and as what is looked for is compared.

    It is decomposed (NFKD, which makes full width half), combining marks are left out, and case
    is folded. Each character is folded alone, so a text and its parts fold alike.
    """
    if text.isascii() and text.isprintable():
        return text.lower()
    return "".join(map(_folded, text))


def fold_with_origins(text: str) -> tuple[str, list[int]]:
    """Return a folded text, and for each character of it the index of the one that it is from."""
    pieces = [_folded(character) for character in text]
    return "".join(pieces), [index for index, piece in enumerate(pieces) for _ in piece]


@lru_cache(maxsize=8192)
def _folded(character: str) -> str:
    if character.isspace():
        return "\n" if character in "\r\n" else " "
    if unicodedata.category(character) in DROPPED:
        return ""
    opened = _bare(character).casefold()
    # Folding case opens some letters that were closed, such as ŉ.
    return "".join(_alike(one) for one in _bare(opened))


def _bare(text: str) -> str:
    return "".join(
        one for one in unicodedata.normalize("NFKD", text) if not unicodedata.combining(one)
    )


def _alike(character: str) -> str:
    return "-" if unicodedata.category(character) == "Pd" else ALIKE.get(character, character)
