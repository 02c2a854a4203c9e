"""The tasks of an agency or an objective by how they stand, each counted once, for its bar."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement

from models import Task
from workplan.services.tasks import states
from workplan.services.tasks.plan_counts import number_of
from workplan.services.tasks.states import PlanDay


class WorkParts(NamedTuple):
    """How many tasks that count are done, late, under way and not started; together all of them."""

    done: int
    late: int
    under_way: int
    not_started: int

    @classmethod
    def of(cls, total: int, done: int, late: int, under_way: int) -> WorkParts:
        """Make the parts of a total; what is in no other part has not been started."""
        return cls(done, late, under_way, total - done - late - under_way)

    @property
    def named(self) -> tuple[tuple[str, int], ...]:
        """Each part with the word that the legend has for it."""
        return tuple(zip(("done", "late", "under way", "not started"), self, strict=True))


def part_columns(day: PlanDay) -> tuple[ColumnElement[int], ColumnElement[int]]:
    """Return the columns `late_work` and `under_way` of a grouped select of tasks.

    Work that is late is in no other part; a task with subtasks is in none, though it may be late.
    """
    counted, is_late = states.counts_itself(), states.is_late({day.plan_id: day})
    is_begun = counted & Task.is_open & ~is_late & (Task.percent > 0)
    return (
        number_of(counted & is_late).label("late_work"),
        number_of(is_begun).label("under_way"),
    )
