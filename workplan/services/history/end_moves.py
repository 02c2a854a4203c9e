"""By how much the end of a plan moved between two days, and through which task."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models import JournalEntry, Plan, Task
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.history.date_moves import end_of
from workplan.services.record.kept_results import KeptResults
from workplan.services.tasks.states import carries_work


class End(NamedTuple):
    """A task that ends last, and when."""

    task_id: int
    name: str
    finish_on: date


KEPT: KeptResults[tuple[End | None, End | None]] = KeptResults(most=256)
"""The ends of plans on two days, as the journal tells them."""


class EndMove(NamedTuple):
    """The end on one day and on another, and the working days between them.

    Args:
        before: None where the plan had no end on the first day; then no days lie between.
    """

    before: End | None
    after: End
    days: int


def end_between(session: Session, plan: Plan, first: date, last: date) -> EndMove | None:
    """Return the move of the computed end; None when the plan had no end on the last day."""

    def ends() -> tuple[End | None, End | None]:
        return _end_on(session, plan, first), _end_on(session, plan, last)

    before, after = KEPT.of(session, (plan.id, first, last), ends)
    if after is None:
        return None
    if before is None:
        return EndMove(None, after, 0)
    calendar = calendar_of_plan(plan)
    days = calendar.working_days_between(before.finish_on, after.finish_on)
    return EndMove(before, after, days)


def _end_on(session: Session, plan: Plan, day: date) -> End | None:
    """Return the end as it stood when a day was over; of several, the first in the plan's order.

    It is computed back: whoever moved since stood where the first move since began.
    """
    entry, moment = JournalEntry, end_of(day, plan)
    first_moves = (
        select(entry.subject_id, func.min(entry.seq).label("seq"))
        .where(entry.plan_id == plan.id, entry.verb == "task.moved", entry.at >= moment)
        .group_by(entry.subject_id)
        .cte("first_moves")
    )
    was_there = (
        Task.plan_id == plan.id,
        carries_work(),
        or_(Task.removed_at.is_(None), Task.removed_at >= moment),
    )
    columns = (Task.id, Task.code, Task.name, Task.position)
    stands = (
        select(*columns, Task.finish_on)
        .where(
            *was_there,
            Task.finish_on.is_not(None),
            Task.id.not_in(select(first_moves.c.subject_id)),
        )
        .order_by(Task.finish_on.desc(), Task.position, Task.id)
    )
    # Kept as a text that sorts as its day does.
    kept = entry.before["finish_on"].as_string().label("stood_on")
    stood = (
        select(*columns, kept)
        .join(first_moves, first_moves.c.subject_id == Task.id)
        .join(entry, entry.seq == first_moves.c.seq)
        .where(*was_there)
        .order_by(kept.desc().nulls_last(), Task.position, Task.id)
    )
    ends = [
        (_day(finish_on), -position, -task_id, f"{code} {name}")
        for wanted in (stands, stood)
        for task_id, code, name, position, finish_on in session.execute(wanted.limit(1))
        if finish_on
    ]
    if not ends:
        return None
    finish_on, _, task_id, name = max(ends)
    return End(-task_id, name, finish_on)


def _day(finish_on: date | str) -> date:
    return date.fromisoformat(finish_on) if isinstance(finish_on, str) else finish_on
