"""Who is named in a text by @ and their name, or their agency's."""

from __future__ import annotations

import re
from collections.abc import Iterable


def named_in(text: str, labels: Iterable[str]) -> set[str]:
    """Return the labels that a text names; the longest that fits counts, so State PM is not State.

    A label ends where its word ends: “@DoDo” names nobody.
    """
    return set(_found(text, labels)[0])


def unknown_in(text: str, labels: Iterable[str]) -> list[str]:
    """Return the words after an @ that name nobody, each once, as they stand."""
    return list(dict.fromkeys(_found(text, labels)[1]))


def _found(text: str, labels: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return the labels that follow an @, and the words that do and are none."""
    listed = sorted(set(labels), key=len, reverse=True)
    known = "|".join(map(re.escape, listed)) or r"(?!)"
    pattern = rf"(?<!\w)@(?:(?P<known>{known})(?!\w)|(?P<word>\w[\w-]*))"
    matches = [*re.finditer(pattern, text)] if "@" in text else []
    return (
        [match["known"] for match in matches if match["known"]],
        [match["word"] for match in matches if match["word"]],
    )
