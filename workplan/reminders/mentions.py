"""Who is named in a text by @ and their name, or their agency's."""

from __future__ import annotations

import re
from collections.abc import Iterable


def named_in(text: str, labels: Iterable[str]) -> set[str]:
    """Return the labels that a text names; the longest that fits counts, so State PM is not State.

    A label ends where its word ends: “@DoDo” names nobody.
    """
    listed = sorted(set(labels), key=len, reverse=True)
    if not listed or "@" not in text:
        return set()
    pattern = "|".join(map(re.escape, listed))
    return set(re.findall(rf"(?<!\w)@({pattern})(?!\w)", text))
