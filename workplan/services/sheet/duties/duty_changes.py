"""What a text of a directive changed since it was read into a plan before."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Task
from workplan.notation.changed_words import Words, changed_words


class Kept(NamedTuple):
    """A task of the plan, and the sentence that ordered it when it was read; empty for none."""

    task_id: int
    name: str
    sentence: str


def kept_of(session: Session, plan_id: int) -> dict[str, Kept]:
    """Return the tasks of a plan by their numbers."""
    wanted = select(Task.code, Task.id, Task.name, Task.sentence)
    found = session.execute(wanted.where(Task.plan_id == plan_id, Task.removed_at.is_(None)))
    return {row.code: Kept(row.id, row.name, row.sentence) for row in found}


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
