"""A burndown: what is left, what the baseline planned, how scope changed, and when it ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from workplan.forecast.apart import ApartDay, apart_on
from workplan.forecast.burndown_days import (
    Apart,
    Arithmetic,
    BurnDay,
    IdealDay,
    Unit,
    added_up,
)
from workplan.forecast.pace import NO_PROJECTION, Projection


@dataclass(frozen=True)
class Burndown:
    """The burndown as it stood on a day; nothing recorded later is in it.

    Args:
        of: the part of the plan that is counted, in words; empty for all of it.
        apart_days: what stood apart, claimed or ended, at the end of each day on which it changed.
    """

    as_of: date
    days: Sequence[BurnDay]
    ideal: Sequence[IdealDay]
    baseline: str | None
    projection: Projection = NO_PROJECTION
    is_closed: bool = False
    of: str = ""
    apart_days: Sequence[ApartDay] = ()

    @property
    def ends_on(self) -> date | None:
        """When the work ends at the present pace, if that is in sight."""
        return self.projection.ends_on

    @property
    def last(self) -> BurnDay | None:
        """The latest day with a change."""
        return self.days[-1] if self.days else None

    def arithmetic(self, unit: Unit) -> Arithmetic | None:
        """Return how what is left came about; None before the first day."""
        if not self.days:
            return None
        grown = self.apart(unit).since(apart_on(self.apart_days, self.days[0].on, unit))
        return added_up([*self.days], unit, grown)

    def apart(self, unit: Unit) -> Apart:
        """Return what stands apart: claimed and not accepted, or ended without being done."""
        return apart_on(self.apart_days, self.as_of, unit)

    def planned_on(self, day: date) -> IdealDay | None:
        """Return what the baseline planned for a day."""
        before = [ideal for ideal in self.ideal if ideal.on <= day]
        return before[-1] if before else None

    def finding(self, unit: Unit = "tasks") -> str:
        """Return what the chart shows, as a sentence: its title."""
        last = self.last
        if last is None:
            return "No work has been recorded yet"
        of = f" of {self.of}" if self.of else ""
        if last.remaining_tasks == 0:
            if last.scope_tasks == 0:
                return f"No task{of} is in the plan"
            apart = self.apart("tasks")
            if apart.claimed or apart.ended:
                done = last.scope_tasks - apart.claimed - apart.ended
                return f"No task{of} is open: {done:,} done{_besides(apart)}"
            if last.scope_tasks == 1:
                return f"The one task{of} is done"
            return f"All {last.scope_tasks:,} tasks{of} are done"
        noun, left, scope = "tasks", last.left(unit), last.scope(unit)
        verb = "remains" if scope == 1 else "remain"
        if scope == 1:
            noun = "task"
        if unit == "days":
            noun = f"working day{'s' if scope != 1 else ''} of work"
        said = f"{left:,} of {scope:,} {noun}{of} {verb}"
        planned = self.planned_on(self.as_of)
        if planned is None:
            return said
        behind = left - planned.left(unit)
        if not behind:
            return f"{said}, as “{self.baseline}” foresaw"
        more = "more" if behind > 0 else "fewer"
        return f"{said}, {abs(behind):,} {more} than “{self.baseline}” foresaw"


def _besides(apart: Apart) -> str:
    claimed = f", {apart.claimed:,} claimed" if apart.claimed else ""
    return claimed + (f", {apart.ended:,} ended otherwise" if apart.ended else "")
