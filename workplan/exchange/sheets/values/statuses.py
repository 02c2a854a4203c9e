"""States of work as people write them: “Complete”, “In progress”, “On hold”."""

from __future__ import annotations

import re
from enum import StrEnum


class State(StrEnum):
    """What a word says of work; OTHER is kept as text, since only its people can say it here."""

    NOTHING = ""
    NOT_BEGUN = "not begun"
    BEGUN = "begun"
    DONE = "done"
    OTHER = "other"


WORDS = {
    State.NOTHING: ("", "-", "–", "n/a", "na", "none"),
    State.NOT_BEGUN: (
        "not started",
        "not yet started",
        "not begun",
        "to do",
        "todo",
        "open",
        "planned",
        "new",
        "future",
        "pending",
        "not start",
        "upcoming",
        "backlog",
    ),
    State.BEGUN: (
        "in progress",
        "in process",
        "started",
        "ongoing",
        "under way",
        "underway",
        "on track",
        "on schedule",
        "working",
        "wip",
        "active",
        "begun",
        "partially complete",
        "in work",
    ),
    State.DONE: (
        "complete",
        "completed",
        "done",
        "closed",
        "finished",
        "complete d",
        "100%",
        "100 %",
        "delivered",
        "implemented",
    ),
}
STATES = {word: state for state, words in WORDS.items() for word in words}
SIGNS = re.compile(r"[^\w%]+")


def state_in(text: str) -> State:
    """Return what a word says of work, whatever its capitals and signs."""
    plain = text.strip().lower()
    return STATES.get(plain, STATES.get(" ".join(SIGNS.sub(" ", plain).split()), State.OTHER))
