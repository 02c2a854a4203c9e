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
IN_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
SIGNS = re.compile(r"[^\w#%]+|_")


class Field(StrEnum):
    """What a column fills; KEEP adds it to the notes of its task, LEAVE lets it go."""

    NUMBER = "number"
    WBS = "wbs"
    LEVEL = "level"
    PARENT = "parent"
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
VAGUE = frozenset({"name", "title", "description", "item", "summary"})
"""What says little at the end of a heading: an “Agency name” is an agency."""
SEVERAL = frozenset({Field.NOTE, Field.KEEP, Field.LEAVE, Field.OWNER})
"""What more than one column may be."""
DATES = (Field.START, Field.FINISH, Field.DEADLINE, Field.ACTUAL_START, Field.ACTUAL_FINISH)
LABELS = {
    Field.NUMBER: "Number of the task",
    Field.WBS: "Outline number (1.2.3)",
    Field.LEVEL: "Outline level",
    Field.PARENT: "Task that it lies in",
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

    A heading that holds a known one as whole words means the same, less surely: the one at its
    end, where the noun stands, and else the longest. What stands behind “of” tells no more.
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
    if "of" in words[1:]:
        words = words[: words.index("of")]
    parts = {
        " ".join(words[first:last]): last == len(words)
        for first in range(len(words))
        for last in range(first + 1, len(words) + 1)
    }
    likely = [part for part in parts if len(part) > 2 and _means_in_part(part)]
    if not likely:
        return None
    best = max(likely, key=lambda part: (parts[part] and part not in VAGUE, len(part)))
    return known[best][0], len(best)


def _means_in_part(text: str) -> bool:
    known = synonyms()
    return text in known and known[text][0] not in ONLY_WHOLE
