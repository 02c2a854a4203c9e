"""Why a cell is not understood: the value, the way out, and where it can be a replacement."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple


class Mending(NamedTuple):
    """A text that can be put into the cell at once, with the words of its button."""

    label: str
    value: str


class NotUnderstood(ValueError):
    """A text that says nothing here.

    Args:
        message: names the value, and the way out.
        mendings: texts for the whole cell that would be understood.
    """

    def __init__(self, message: str, *mendings: Mending) -> None:
        super().__init__(message)
        self.message = message
        self.mendings = mendings


def nearest(typed: str, known: Iterable[str]) -> str | None:
    """Return the known word that somebody most likely meant; None when none is near."""
    folded = {word.casefold(): word for word in known}
    found = get_close_matches(typed.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else None


def use(word: str, typed: str, text: str) -> tuple[Mending, ...]:
    """Return the offer to write a word in the place of what was typed, within the whole text."""
    return (Mending(f"Use {word}", text.replace(typed, word, 1)),)
