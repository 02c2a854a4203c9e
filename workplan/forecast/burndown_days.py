"""The days of a burndown: what stood at the end of each, and what changed it."""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

Unit = Literal["tasks", "days"]
"""In what a burndown counts: tasks, or working days of work."""
UNIT_WORDS: dict[Unit, str] = {"tasks": "tasks", "days": "working days of work"}


class BurnDay(NamedTuple):
    """A day on which something changed, with what stood at its end.

    What changed the line of what is left stands apart: what reports said to be done or worked off,
    claimed or not; what was added with tasks and removed with them; what tasks were re-estimated
    by; and what was ended without being done. From one day to the next:
    left + added − removed + re-estimated − done − ended.

    In tasks, one that was done and is removed is done no more. In days what comes and goes with a
    task is what it leaves, or would if it did not stand apart; what was worked off stays so.
    """

    on: date
    scope_tasks: int
    scope_days: int
    remaining_tasks: int
    remaining_days: int
    added_tasks: int = 0
    removed_tasks: int = 0
    done_tasks: int = 0
    added_days: int = 0
    removed_days: int = 0
    reestimated_days: int = 0
    worked_days: int = 0
    ended_tasks: int = 0
    ended_days: int = 0

    def left(self, unit: Unit) -> int:
        """Return what is left."""
        return self.remaining_tasks if unit == "tasks" else self.remaining_days

    def scope(self, unit: Unit) -> int:
        """Return what there is in all."""
        return self.scope_tasks if unit == "tasks" else self.scope_days


class IdealDay(NamedTuple):
    """What the baseline planned to be left at the end of a day."""

    on: date
    remaining_tasks: int
    remaining_days: int

    def left(self, unit: Unit) -> int:
        """Return what was planned to be left."""
        return self.remaining_tasks if unit == "tasks" else self.remaining_days


class FlowDay(NamedTuple):
    """How many tasks were done, claimed, under way, not begun, and ended at the end of a day."""

    on: date
    done: int
    claimed: int
    under_way: int
    waiting: int
    ended: int


class Apart(NamedTuple):
    """How much stands apart at the end of a day, by each way, in tasks or in working days."""

    claimed: int = 0
    not_done: int = 0
    superseded: int = 0
    merged: int = 0

    @property
    def ended(self) -> int:
        """How much was ended without being done."""
        return self.not_done + self.superseded + self.merged

    def since(self, before: Apart) -> Apart:
        """Return by how much each grew since another day."""
        return Apart(*(now - then for now, then in zip(self, before, strict=True)))


NOTHING_APART = Apart()


class Arithmetic(NamedTuple):
    """How what is left came about.

    start − done − claimed − ended + added − removed + re-estimated = left; `apart` has what is
    claimed and what was ended, by each way.
    """

    start: int
    done: int
    added: int
    removed: int
    reestimated: int
    left: int
    apart: Apart = NOTHING_APART


def added_up(days: list[BurnDay], unit: Unit, apart: Apart = NOTHING_APART) -> Arithmetic:
    """Return the arithmetic of some days; the first of them is the start.

    What became less in no other way is done.

    Args:
        apart: by how much what stands apart grew over these days. It is left no more, and is not
            done.
    """
    first, later = days[0], days[1:]
    start, left = first.left(unit), days[-1].left(unit)
    added, removed = (
        sum(getattr(day, f"{name}_{unit}") for day in later) for name in ("added", "removed")
    )
    reestimated = sum(day.reestimated_days for day in later) if unit == "days" else 0
    done = start + added - removed + reestimated - left - apart.claimed - apart.ended
    return Arithmetic(start, done, added, removed, reestimated, left, apart)
