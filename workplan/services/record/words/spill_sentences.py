"""The sentences about what has to leave for good; none of them says what it was."""

from __future__ import annotations

from workplan.services.record.words.sentences import Told, count
from workplan.vocabulary import SpillKind

LEFT = {"texts": "text", "entries": "journal entry", "files": "file", "mails": "mail"}
"""What an entry counts, each with the noun for one."""


def what(t: Told) -> str:
    """Say of which kind it is."""
    said = SpillKind.said(t.after.get("kind", SpillKind.WORDS))
    return said[0].lower() + said[1:]


def removed(t: Told) -> str:
    """Say how much left."""
    counted = [count(t.after[key], noun) for key, noun in LEFT.items() if t.after.get(key)]
    again = " that was in a restored backup" if t.after.get("again") else ""
    return f"Removed for good{again}: {', '.join(counted) or 'nothing was there any more'}"
