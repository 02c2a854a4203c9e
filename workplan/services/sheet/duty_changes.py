"""What a text of a directive changed since it was read into a plan before."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Task


class Kept(NamedTuple):
    """A task of the plan, and the sentence that ordered it when it was read; empty for none."""

    task_id: int
    name: str
    sentence: str


class Words(NamedTuple):
    """Words of a sentence: `same`, `gone` from it, or `new` in it."""

    kind: str
    text: str


def kept_of(session: Session, plan_id: int) -> dict[str, Kept]:
    """Return the tasks of a plan by their numbers."""
    wanted = select(Task.code, Task.id, Task.name, Task.sentence)
    found = session.execute(wanted.where(Task.plan_id == plan_id, Task.removed_at.is_(None)))
    return {row.code: Kept(row.id, row.name, row.sentence) for row in found}


def changed_words(before: str, after: str) -> list[Words]:
    """Return a sentence with the words that went and that came; empty when it is as before.

    Line breaks and spaces are no words.
    """
    old, new = before.split(), after.split()
    if old == new:
        return []
    found = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            found.append(Words("same", " ".join(old[old_from:old_to])))
            continue
        if old_to > old_from:
            found.append(Words("gone", " ".join(old[old_from:old_to])))
        if new_to > new_from:
            found.append(Words("new", " ".join(new[new_from:new_to])))
    return found


def no_longer_ordered(kept: Mapping[str, Kept], codes: set[str]) -> dict[str, Kept]:
    """Return the tasks whose sentence stands in no paragraph of the text any more, by number."""
    return {code: task for code, task in kept.items() if task.sentence and code not in codes}
