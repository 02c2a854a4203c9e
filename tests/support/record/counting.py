"""What burn counts should be: a plan's tasks counted afresh, and the journal's columns added up."""

from __future__ import annotations

from math import ceil

from sqlalchemy import func, select

from models import JournalEntry, Plan, Task
from workplan.extensions import db
from workplan.services.record.journal import Burn


def in_journal(slug: str) -> Burn:
    """Return the sums of the journal's columns over a plan."""
    columns = (
        JournalEntry.scope_tasks,
        JournalEntry.scope_days,
        JournalEntry.remaining_tasks,
        JournalEntry.remaining_days,
    )
    row = db.session.execute(
        select(*(func.sum(c) for c in columns)).where(JournalEntry.plan_id == _plan(slug))
    ).one()
    return Burn(*(int(value or 0) for value in row))


def by_counting(slug: str) -> Burn:
    """Count a plan's tasks afresh: those in it that have no subtask in it."""
    live = db.session.execute(
        select(
            Task.id,
            Task.parent_id,
            Task.duration_days,
            Task.percent,
            Task.actual_finish_on,
            Task.ended_on,
        ).where(Task.plan_id == _plan(slug), Task.removed_at.is_(None))
    ).all()
    parents = {task.parent_id for task in live}
    total = Burn()
    for task in live:
        if task.id not in parents:
            left = 0 if task.actual_finish_on or task.ended_on else 1
            days = left * ceil(task.duration_days * (100 - task.percent) / 100)
            total = plus(total, Burn(1, task.duration_days, left, days))
    return total


def plus(one: Burn, other: Burn) -> Burn:
    """Add two counts."""
    return Burn(*(a + b for a, b in zip(one, other, strict=True)))


def _plan(slug: str) -> int:
    db.session.rollback()
    return db.session.scalars(select(Plan.id).where(Plan.slug == slug)).one()
