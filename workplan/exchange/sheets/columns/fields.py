"""What a column of a sheet can mean, and what people call it."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

from workplan.folding import fold

SYNONYMS = Path(__file__).with_name("synonyms.toml")
LONGEST_HEADING = 80
KNOWN, SURE = 1000, 800
"""How sure a known heading is, and from where on one is known as it stands."""
IN_BRACKETS = re.compile(r"[(\[].*?[)\]]")
SIGNS = re.compile(r"[^\w#%]+|_")


class Field(StrEnum):
    """What a column fills; KEEP adds it to the notes of its task, LEAVE lets it go."""

    NUMBER = "number"
    WBS = "wbs"
    LEVEL = "level"
    NAME = "name"
    DURATION = "duration"
    START = "start"
    FINISH = "finish"
    DEADLINE = "deadline"
    ACTUAL_START = "actual_start"
    ACTUAL_FINISH = "actual_finish"
    PERCENT = "percent"
    PREDECESSORS = "predecessors"
    OWNER = "owner"
    STATUS = "status"
    MILESTONE = "milestone"
    NOTE = "note"
    KEEP = "keep"
    LEAVE = "leave"


NUMBERS = frozenset({"#", "no", "nr", "number", "id", "num", "ref"})
"""What ends the heading of a number, behind what tasks are called: “Tasking #”."""
ONLY_WHOLE = frozenset({Field.NUMBER, Field.LEVEL, Field.MILESTONE, Field.LEAVE})
"""What a heading means only as it stands: a “Budget line” is no number of a task."""
SEVERAL = frozenset({Field.NOTE, Field.KEEP, Field.LEAVE, Field.OWNER})
"""What more than one column may be."""
DATES = (Field.START, Field.FINISH, Field.DEADLINE, Field.ACTUAL_START, Field.ACTUAL_FINISH)
LABELS = {
    Field.NUMBER: "Number of the task",
    Field.WBS: "Outline number (1.2.3)",
    Field.LEVEL: "Outline level",
    Field.NAME: "Name of the task",
    Field.DURATION: "Duration",
    Field.START: "Start",
    Field.FINISH: "Finish",
    Field.DEADLINE: "Suspense",
    Field.ACTUAL_START: "Actual start",
    Field.ACTUAL_FINISH: "Actual finish",
    Field.PERCENT: "% complete",
    Field.PREDECESSORS: "Predecessors",
    Field.OWNER: "Lead agencies",
    Field.STATUS: "Status",
    Field.MILESTONE: "Is a milestone",
    Field.NOTE: "Note",
    Field.KEEP: "Keep with the notes",
    Field.LEAVE: "Leave out",
}


def folded(heading: str) -> str:
    """Return a heading as it is compared: small letters, no signs but # and %, no brackets."""
    plain = fold(heading.replace("\n", " "))
    bare = IN_BRACKETS.sub(" ", plain)
    return " ".join(SIGNS.sub(" ", bare if SIGNS.sub("", bare) else plain).split())


@cache
def synonyms() -> dict[str, tuple[Field, int]]:
    """Return what each known heading means, and how usual it is for that: the first are surest."""
    with SYNONYMS.open("rb") as file:
        listed: dict[str, list[str]] = tomllib.load(file)
    return {
        text: (Field(name), KNOWN - place)
        for name, texts in listed.items()
        for place, text in enumerate(texts)
    }


def meaning_of(heading: str) -> tuple[Field, int] | None:
    """Return what a heading means, and how sure that is; from `SURE` on it is known as it stands.

    A heading that holds a known one as whole words means the same, less surely: the longer, the
    surer, and the last of two that are equally long, since the noun stands last.
    """
    text = folded(heading)
    if not text or len(heading) > LONGEST_HEADING:
        return None
    known = synonyms()
    if text in known:
        return known[text]
    words = text.split()
    before = known.get(" ".join(words[:-1]))
    if words[-1] in NUMBERS and before is not None and before[0] is Field.NAME:
        return Field.NUMBER, SURE
    found: tuple[Field, int] | None = None
    for first in range(len(words)):
        for last in range(first + 1, len(words) + 1):
            part = " ".join(words[first:last])
            if part not in known or known[part][0] in ONLY_WHOLE or len(part) < 3:
                continue
            if found is None or len(part) >= found[1]:
                found = known[part][0], len(part)
    return found
