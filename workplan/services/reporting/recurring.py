"""Occurrences of a recurring suspense: which is owed, met, and whether another one comes."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Suspense, Task
from workplan.calendars.directed import Series
from workplan.services.tasks.suspenses import meet


def recurs(session: Session, task_id: int) -> bool:
    """Tell whether the suspense of a task recurs."""
    wanted = select(Suspense.id).where(Suspense.task_id == task_id, Suspense.rule == "recurring")
    return session.scalar(wanted) is not None


def owed_on(session: Session, task_id: int) -> date | None:
    """Return the occurrence of a recurring suspense that is owed, whatever was agreed for it."""
    row = session.scalars(select(Suspense).where(Suspense.task_id == task_id)).one()
    assert row.first_on is not None
    assert row.every is not None
    return Series(row.first_on, row.every, row.met_on, row.until_on).next_on


def comes_again(session: Session, task_id: int) -> bool:
    """Tell whether a recurring suspense has another occurrence after the one just met."""
    row = session.scalars(select(Suspense).where(Suspense.task_id == task_id)).one()
    assert row.first_on is not None
    assert row.every is not None
    assert row.met_on is not None
    return Series(row.first_on, row.every, None, row.until_on).goes_on_after(row.met_on)


def meet_occurrence(session: Session, task: Task) -> date | None:
    """Mark the occurrence that a task owes as met and return it; None where none recurs."""
    if task.due_on is None or not recurs(session, task.id):
        return None
    owed = owed_on(session, task.id)
    meet(session, task.id, owed)
    return owed
