"""What a text of a directive changed since it was read into a plan before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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


MOST_COMPARED = 150
"""As many words are compared one by one; of longer changes both are shown whole."""


def changed_words(before: str, after: str) -> list[Words]:
    """Return a sentence with the words that went and that came; empty when it is as before.

    Line breaks and spaces are no words.
    """
    old, new = before.split(), after.split()
    if old == new:
        return []
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - head
    tail = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    middle = _changed(old[head : len(old) - tail], new[head : len(new) - tail])
    ends = (old[:head], "same"), (old[len(old) - tail :], "same")
    first, last = ([Words(kind, " ".join(words))] if words else [] for words, kind in ends)
    return [*first, *middle, *last]


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


class Before:
    """What was read into a plan before, as the sentences of its tasks tell it."""

    def __init__(self, kept: Mapping[str, Kept]) -> None:
        self.kept = kept
        self._sentences = {code: _plain(task.sentence) for code, task in kept.items()}

    def has(self, sentence: str) -> bool:
        """Tell whether a task is ordered by a sentence, perhaps joined with others."""
        wanted = _plain(sentence)
        return any(wanted in own for own in self._sentences.values() if own)

    def changed(self, code: str, sentence: str) -> list[Words]:
        """Return what changed in the sentence of the task that has a number; empty for nothing."""
        own = self._sentences.get(code, "")
        if not own or _plain(sentence) in own or self.has(sentence):
            return []
        return changed_words(self.kept[code].sentence, sentence)

    def gone(self, codes: Collection[str], sentences: Iterable[str]) -> dict[str, Kept]:
        """Return the tasks that nothing in the text orders any more, by number."""
        present = [_plain(sentence) for sentence in sentences]
        return {
            code: self.kept[code]
            for code, own in self._sentences.items()
            if own and code not in codes and not any(one in own for one in present)
        }


def _plain(sentence: str) -> str:
    return " ".join(sentence.split())
