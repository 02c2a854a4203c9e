"""By how much the end of a plan moved between two days, and through which task."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models import JournalEntry, Plan, Task
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.history.date_moves import end_of
from workplan.services.record.read_models import read
from workplan.services.tasks.states import carries_work


class End(NamedTuple):
    """A task that ends last, and when."""

    task_id: int
    name: str
    finish_on: date


class EndMove(NamedTuple):
    """The end on one day and on another, and the working days between them."""

    before: End
    after: End
    days: int


class _Finish(NamedTuple):
    """A task's finish as it stands, and its earliest move after a day, if it moved since."""

    id: int
    code: str
    name: str
    finish_on: date | None
    first_move: int | None


def end_between(session: Session, plan: Plan, first: date, last: date) -> EndMove | None:
    """Return the move of the computed end; None when it had no end on one of the days."""
    before, after = (_end_on(session, plan, day) for day in (first, last))
    if before is None or after is None:
        return None
    calendar = calendar_of_plan(plan)
    days = calendar.working_days_between(before.finish_on, after.finish_on)
    return EndMove(before, after, days)


def _end_on(session: Session, plan: Plan, day: date) -> End | None:
    """Return the end as it stood when a day was over.

    It is computed back: whoever moved since stood where that move began.
    """
    entry, moment = JournalEntry, end_of(day, plan)
    first_moves = (
        select(entry.subject_id, func.min(entry.seq).label("seq"))
        .where(entry.plan_id == plan.id, entry.verb == "task.moved", entry.at >= moment)
        .group_by(entry.subject_id)
        .cte("first_moves")
    )
    wanted = (
        select(Task.id, Task.code, Task.name, Task.finish_on, first_moves.c.seq.label("first_move"))
        .outerjoin(first_moves, first_moves.c.subject_id == Task.id)
        .where(
            Task.plan_id == plan.id,
            carries_work(),
            or_(Task.removed_at.is_(None), Task.removed_at >= moment),
        )
        .order_by(Task.position, Task.id)
    )
    rows = read(_Finish, session.execute(wanted))
    stood = {
        seq: (before or {}).get("finish_on")
        for seq, before in session.execute(
            select(entry.seq, entry.before).where(entry.seq.in_(select(first_moves.c.seq)))
        )
    }
    ends = []
    for row in rows:
        kept = stood.get(row.first_move or 0)
        finish_on = row.finish_on if row.first_move is None else kept and date.fromisoformat(kept)
        if finish_on:
            ends.append(End(row.id, f"{row.code} {row.name}", finish_on))
    return max(ends, key=lambda end: end.finish_on, default=None)
