"""What stands apart in a burndown: claimed and not yet accepted, or ended without being done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from workplan.forecast.burndown_days import NOTHING_APART, Apart, BurnDay, Unit


class ApartDay(NamedTuple):
    """A day on which what stands apart changed, in tasks and in working days of work.

    Args:
        tasks: what stood apart at its end.
        days: the same in working days: what is left of these tasks if it does not hold.
        came_days: how much of it came that day with tasks that came, from elsewhere or back.
        went_days: how much of it went with tasks that were removed or went elsewhere.
        reestimated_days: by how much it grew as tasks that stand apart were re-estimated.
        ended_days: by how much what was ended grew otherwise; less than nothing when tasks were
            brought back.
    """

    on: date
    tasks: Apart
    days: Apart
    came_days: int = 0
    went_days: int = 0
    reestimated_days: int = 0
    ended_days: int = 0

    def of(self, unit: Unit) -> Apart:
        """Return what stood apart at its end."""
        return self.tasks if unit == "tasks" else self.days


NO_APART_DAY = ApartDay(date.min, NOTHING_APART, NOTHING_APART)


def apart_on(apart: Sequence[ApartDay], day: date, unit: Unit) -> Apart:
    """Return what stood apart at the end of a day.

    Args:
        apart: the days on which it changed, in their order.
    """
    before = [one for one in apart if one.on <= day]
    return before[-1].of(unit) if before else NOTHING_APART


def with_apart(days: Sequence[BurnDay], apart: Sequence[ApartDay]) -> list[BurnDay]:
    """Return the days of a burndown, which count what is left alone, with what stands apart.

    What was ended is no work, and a task that stands apart comes, goes and is re-estimated with
    what it would leave. The first day is the start, on which nothing changed.
    """
    changed = {one.on: (one, before) for before, one in pairwise((NO_APART_DAY, *apart))}
    later = (_with(day, *changed[day.on]) if day.on in changed else day for day in days[1:])
    return [*days[:1], *later]


def _with(day: BurnDay, apart: ApartDay, before: ApartDay) -> BurnDay:
    ended_tasks = apart.tasks.ended - before.tasks.ended
    ended_days = apart.days.ended - before.days.ended
    scope_days = apart.came_days - apart.went_days + apart.reestimated_days
    return day._replace(
        done_tasks=day.done_tasks - ended_tasks,
        added_days=day.added_days + apart.came_days,
        removed_days=day.removed_days + apart.went_days,
        reestimated_days=day.reestimated_days + apart.reestimated_days,
        worked_days=day.worked_days + scope_days - ended_days,
        ended_tasks=ended_tasks,
        ended_days=ended_days,
    )
