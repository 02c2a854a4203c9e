"""The tasks of an agency or an objective by how they stand, each counted once, for its bar."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from sqlalchemy import ColumnElement

from models import Task
from workplan.services.tasks import states
from workplan.services.tasks.plan_counts import number_of
from workplan.services.tasks.states import PlanDay

PARTS = ("done", "claimed", "late", "under way", "not started", "ended otherwise")
"""The parts of a bar in their order, by the words that its legend has for them."""
USUAL = ("done", "late", "under way", "not started")
"""The parts that a legend always has."""


class WorkParts(NamedTuple):
    """How many tasks that count stand in each of `PARTS`; together all of them."""

    done: int
    claimed: int
    late: int
    under_way: int
    not_started: int
    ended: int

    @classmethod
    def of(cls, total: int, row: Counted) -> WorkParts:
        """Make the parts of a total; what is in no other has not been started."""
        waiting = total - row.done - row.claimed - row.late_work - row.under_way - row.ended
        return cls(row.done, row.claimed, row.late_work, row.under_way, waiting, row.ended)

    @property
    def named(self) -> tuple[tuple[str, int], ...]:
        """Each part with the word that the legend has for it."""
        return tuple(zip(PARTS, self, strict=True))


class Counted(Protocol):
    """What a row must have so that its parts can be told; the columns of `part_columns`."""

    @property
    def done(self) -> int: ...
    @property
    def claimed(self) -> int: ...
    @property
    def late_work(self) -> int: ...
    @property
    def under_way(self) -> int: ...
    @property
    def ended(self) -> int: ...


def part_columns(day: PlanDay) -> tuple[ColumnElement[int], ...]:
    """Return `done`, `claimed`, `late_work`, `under_way` and `ended` of a grouped select of tasks.

    Work that is late is in no other part; a task with subtasks is in none, though it may be late.
    """
    counted, is_late = states.counts_itself(), states.is_late({day.plan_id: day})
    is_begun = counted & Task.is_open & ~is_late & (Task.percent > 0)
    return (
        number_of(counted & states.is_done()).label("done"),
        number_of(counted & states.is_claimed()).label("claimed"),
        number_of(counted & is_late).label("late_work"),
        number_of(is_begun).label("under_way"),
        number_of(counted & states.is_ended()).label("ended"),
    )
