"""The burndown of a plan, or of a part of it, on any day, from the journal alone.

The journal is append-only and each entry says by how much it changed scope and remaining work,
so a past day gives today the figures that it gave then.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, and_, case, func, select, text
from sqlalchemy.orm import Session

from models import BaselineTask, JournalEntry, Plan
from models.record.journal import COUNTING
from workplan.forecast.apart import ApartDay, with_apart
from workplan.forecast.burndown import Burndown
from workplan.forecast.burndown_days import BurnDay, IdealDay
from workplan.forecast.pace import NO_PROJECTION, projected
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.pages.burndown.parts import WHOLE, Part
from workplan.services.pages.burndown.replays import Replay, apart_of_plan, replayed
from workplan.services.record.kept_results import KeptResults
from workplan.services.record.read_models import read
from workplan.services.structure.baseline import chart_baselines
from workplan.services.structure.baseline.chart_baselines import Charted
from workplan.services.tasks import states

Days = tuple[Sequence[BurnDay], Sequence[ApartDay]]
KEPT: KeptResults[Days] = KeptResults(most=64)
"""The days of whole plans until a day; ten years of one take a third of a megabyte."""


class ChangedDay(NamedTuple):
    """By how much the entries of a day changed scope and remaining work."""

    on_day: date
    scope_tasks: int
    scope_days: int
    remaining_tasks: int
    remaining_days: int
    added_tasks: int
    removed_tasks: int
    done_tasks: int
    added_days: int
    removed_days: int
    reestimated_days: int
    worked_days: int


def burndown_of(
    session: Session,
    plan: Plan,
    as_of: date,
    part: Part = WHOLE,
    baseline: Charted | None = None,
    replay: Replay | None = None,
) -> Burndown:
    """Return a burndown as it stood at the end of a day.

    The number of selects is the same for any number of tasks and days.

    Args:
        part: what of the plan is counted.
        baseline: what it is compared with; unless given, the one that charts compare with.
        replay: how the work of the part went until that day, where that is known already.
    """
    inside: frozenset[int] | None = None
    if part.is_whole:
        days, apart = _days(session, plan.id, as_of)
    else:
        replay = replay or replayed(session, plan.id, part, as_of)
        inside, apart = replay.inside, replay.apart
        days = _added_up(ChangedDay(day, *changed) for day, changed in replay.days)
    baseline = baseline or chart_baselines.charted(session, plan.id, as_of)
    closed_on = states.closing_day(session, plan)
    is_closed = closed_on is not None and closed_on <= as_of
    return Burndown(
        as_of,
        with_apart(days, apart),
        _ideal(session, baseline.id, days, inside) if baseline else [],
        baseline.name if baseline else None,
        NO_PROJECTION if is_closed else projected(days, as_of, calendar_of_plan(plan), apart),
        is_closed,
        part.name,
        apart,
    )


def _days(session: Session, plan_id: int, as_of: date) -> Days:
    def worked_out() -> Days:
        days = _added_up(read(ChangedDay, session.execute(_changed(plan_id, as_of))))
        return days, apart_of_plan(session, plan_id, as_of)

    return KEPT.of(session, (plan_id, as_of), worked_out)


def _changed(plan_id: int, as_of: date) -> Select[Any]:
    entry = JournalEntry
    grows, shrinks = entry.scope_tasks > 0, entry.scope_tasks < 0
    stays = entry.scope_tasks == 0
    is_new_estimate = and_(stays, entry.scope_days != 0)
    is_work = and_(stays, entry.scope_days == 0)

    def only(column: Any, condition: Any) -> Any:
        return func.sum(case((condition, column), else_=0))

    return (
        select(
            entry.on_day,
            func.sum(entry.scope_tasks).label("scope_tasks"),
            func.sum(entry.scope_days).label("scope_days"),
            func.sum(entry.remaining_tasks).label("remaining_tasks"),
            func.sum(entry.remaining_days).label("remaining_days"),
            only(entry.scope_tasks, grows).label("added_tasks"),
            only(-entry.scope_tasks, shrinks).label("removed_tasks"),
            func.sum(entry.scope_tasks - entry.remaining_tasks).label("done_tasks"),
            only(entry.remaining_days, grows).label("added_days"),
            only(-entry.remaining_days, shrinks).label("removed_days"),
            only(entry.remaining_days, is_new_estimate).label("reestimated_days"),
            only(-entry.remaining_days, is_work).label("worked_days"),
        )
        .where(entry.plan_id == plan_id, entry.on_day <= as_of, text(f"({COUNTING})"))
        .group_by(entry.on_day)
        .order_by(entry.on_day)
    )


def _added_up(rows: Iterable[ChangedDay]) -> list[BurnDay]:
    """Return the changes as what stood at the end of each day; the first day is the start."""
    days: list[BurnDay] = []
    stood = (0, 0, 0, 0)
    for row in rows:
        stood = (
            stood[0] + row.scope_tasks,
            stood[1] + row.scope_days,
            stood[2] + row.remaining_tasks,
            stood[3] + row.remaining_days,
        )
        days.append(BurnDay(row.on_day, *stood, *(row[5:] if days else ())))
    return days


def _ideal(
    session: Session, baseline_id: int, days: Sequence[BurnDay], inside: frozenset[int] | None
) -> list[IdealDay]:
    """Return what the baseline planned to be left after each of its finishes.

    Args:
        inside: the tasks that are counted, unless all are.
    """
    task = BaselineTask
    of_baseline = (task.baseline_id == baseline_id, task.is_summary.is_(False))
    if inside is None:
        found = (
            select(task.finish_on, func.count(), func.sum(task.duration_days))
            .where(*of_baseline)
            .group_by(task.finish_on)
        )
        ends = [(on, tasks, work) for on, tasks, work in session.execute(found)]
    else:
        each = select(task.finish_on, task.task_id, task.duration_days).where(*of_baseline)
        ends = [(on, 1, work) for on, key, work in session.execute(each) if key in inside]
    left_tasks, left_days = sum(tasks for _, tasks, _ in ends), sum(work for *_, work in ends)
    ideal = [IdealDay(days[0].on, left_tasks, left_days)] if days else []
    for on, tasks, work in sorted(ends):
        left_tasks, left_days = left_tasks - tasks, left_days - work
        if ideal and ideal[-1].on == on:
            ideal.pop()
        ideal.append(IdealDay(on, left_tasks, left_days))
    return ideal
