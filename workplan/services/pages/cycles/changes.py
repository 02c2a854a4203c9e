"""What changed between two cycles: figures, and each task that moved, came, ended or left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from models import Plan, ReportingCycle, Task
from workplan.clock import civil_date
from workplan.services.history.date_moves import TaskMove, moves_between
from workplan.services.reporting.cycles import finding, standings
from workplan.services.reporting.cycles.standings import Stood
from workplan.services.tasks.plan_counts import Counts, counts_of
from workplan.services.tasks.states import PlanDay
from workplan.vocabulary import CycleState


class Changed(NamedTuple):
    """A task that is not as it was.

    Args:
        kind: moved, new, ended, split into subtasks, or left.
        days: by how many working days its finish moved; later is more.
        move: why, for one that moved.
    """

    kind: str
    task: Stood
    before: Stood | None
    days: int = 0
    move: TaskMove | None = None


class Since(NamedTuple):
    """What changed since a cycle was closed."""

    cycle: ReportingCycle
    first: date
    then: Counts
    now: Counts
    end_days: int
    tasks: list[Changed]

    @property
    def added(self) -> int:
        """How many tasks came."""
        return sum(one.kind == "new" for one in self.tasks)

    @property
    def ended(self) -> int:
        """How many tasks are done by now, or were ended otherwise."""
        return sum(one.kind == "ended" for one in self.tasks)


def figures_kept(figures: Mapping[str, Any]) -> Counts:
    """Return the counts of a plan as a cycle kept them when it was closed."""
    kept: dict[str, Any] = {k: v for k, v in figures.items() if k in Counts._fields}
    days = {k: date.fromisoformat(kept[k]) for k in ("finish_on", "last_due_on") if kept.get(k)}
    return Counts(**(kept | days))


def since_last(session: Session, plan: Plan, cycle: ReportingCycle, day: PlanDay) -> Since | None:
    """Return what changed since the cycle before; until this one's closing, once it is closed."""
    before = finding.closed_before(session, cycle)
    if before is None:
        return None
    is_closed = cycle.state == CycleState.CLOSED
    now = figures_kept(cycle.figures) if is_closed else counts_of(session, {plan.id: day})[plan.id]
    then = figures_kept(before.figures)
    first, last = _day(plan, before), _day(plan, cycle) if is_closed else None
    moves = {one.task_id: one for one in moves_between(session, plan, first, last)}
    was = {one.task_id: one for one in standings.tasks_kept(session, before)}
    stands = (
        standings.tasks_kept(session, cycle) if is_closed else standings.tasks_now(session, day)
    )
    end_days = 0
    if then.finish_on and now.finish_on:
        end_days = day.calendar.working_days_between(then.finish_on, now.finish_on)
    found = [change for one in stands if (change := _change(one, was, moves, day))]
    here = {one.task_id for one in stands}
    gone = [one for one in was.values() if one.task_id not in here]
    removed = set(session.scalars(select(Task.id).where(_is_removed([g.task_id for g in gone]))))
    found += [Changed("left" if g.task_id in removed else "split", g, g) for g in gone]
    return Since(before, first, then, now, end_days, sorted(found, key=_order))


def _change(
    one: Stood, was: dict[int, Stood], moves: dict[int, TaskMove], day: PlanDay
) -> Changed | None:
    before = was.get(one.task_id)
    if before is None:
        return Changed("new", one, None)
    if one.is_over:
        return None if before.is_over else Changed("ended", one, before)
    if before.finish_on is None or one.finish_on is None or before.finish_on == one.finish_on:
        return None
    days = day.calendar.working_days_between(before.finish_on, one.finish_on)
    move = moves.get(one.task_id)
    # What moved on the very days of the closings is told by whole days elsewhere, and not here.
    return Changed("moved", one, before, days, move if move and move.days == days else None)


def _is_removed(ids: list[int]) -> ColumnElement[bool]:
    return Task.id.in_(ids) & Task.removed_at.is_not(None)


def _order(one: Changed) -> tuple[int, int]:
    """Put what moved most on top, then what is new, what ended, and what left."""
    return ("moved", "new", "ended", "split", "left").index(one.kind), -abs(one.days)


def _day(plan: Plan, cycle: ReportingCycle) -> date:
    assert cycle.ended_at is not None, "only what was closed is asked about"
    return civil_date(cycle.ended_at, plan.time_zone)
