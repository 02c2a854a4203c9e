"""Try a change of a plan itself: the suspenses that it moves, and the dates, and take it back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Task
from workplan.services.changes.previews import Preview, preview_with
from workplan.services.dates.rescheduling import Move
from workplan.services.record.change import Change


class MovedSuspense(NamedTuple):
    """A suspense that would fall on another day, or on none."""

    id: int
    code: str
    name: str
    before: date | None
    after: date | None


class PlanPreview(NamedTuple):
    """What a change would do to a plan: its dates, and the suspenses among them."""

    dates: Preview
    suspenses: list[MovedSuspense]


def preview(change: Change, plan_id: int, save: Callable[[Change], list[Move]]) -> PlanPreview:
    """Return what a change of a plan would do; nothing of it is kept.

    Args:
        change: who would make it, when, and from which form.
        save: the use case that makes it.

    Raises:
        Whatever saving raises: a preview is refused for the same reasons.
    """
    return preview_with(
        change,
        plan_id,
        save,
        lambda session, found, moves: PlanPreview(found, _suspenses(session, moves)),
    )


def _suspenses(session: Session, moves: Iterable[Move]) -> list[MovedSuspense]:
    moved = {m.task_id: m for m in moves if m.before.due_on != m.after.due_on}
    rows = session.execute(
        select(Task.id, Task.code, Task.name)
        .where(Task.id.in_(moved))
        .order_by(Task.position, Task.id)
    )
    return [
        MovedSuspense(
            row.id, row.code, row.name, moved[row.id].before.due_on, moved[row.id].after.due_on
        )
        for row in rows
    ]
