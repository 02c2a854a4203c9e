"""A diagnosis, and the words that all of them share."""

from __future__ import annotations

from typing import Literal, NamedTuple

from workplan.scheduling.schedule import Schedule


class Finding(NamedTuple):
    """A diagnosis. `uids` are the tasks to open; the sentence names the way out."""

    id: str
    severity: Literal["error", "warning", "advice"]
    uids: tuple[int, ...]
    sentence: str


def name_of(schedule: Schedule, i: int) -> str:
    """Return the name of the leaf at a position, in quotation marks."""
    leaf = schedule.graph.leaves[i]
    return f"“{leaf.name or f'task {leaf.uid}'}”"


def working_days(days: float) -> str:
    """Return “1 working day” or “3 working days”."""
    return f"{days:g} working day{'' if days == 1 else 's'}"
