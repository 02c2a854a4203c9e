"""What a change that is tried would do to the reminders of its task."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from models import Plan, Task
from workplan.clock import civil_date
from workplan.extensions import db
from workplan.services.changes.consequences import Consequence, reminded
from workplan.services.changes.previews import Preview, preview_with
from workplan.services.dates.rescheduling import Move
from workplan.services.record.change import Change
from workplan.services.reminding.task_reminders import days_to_come

Days = dict[int, list[date]]
"""On which days mail about a task goes out, by its number."""
MOST = 3
"""Of so many tasks whose suspense would move it is said; a preview answers at once."""


def tried(
    change: Change, plan_id: int, save: Callable[[Change], list[Move]]
) -> tuple[Preview, list[Consequence]]:
    """Return what a change would move, and what it does to the reminders of a few tasks.

    They are worked out only where a suspense becomes another day.

    Args:
        change: who would make it, when, and from which form.
        save: the use case that makes it.

    Raises:
        Whatever saving raises: a preview is refused for the same reasons.
    """

    def also(session: Session, found: Preview, moves: list[Move]) -> tuple[Preview, Days]:
        moved = [m for m in moves if m.before.due_on != m.after.due_on and m.before.due_on]
        plan, then = session.get_one(Plan, plan_id), Days()
        for move in moved[:MOST]:
            task = session.get_one(Task, move.task_id)
            # What is tried is computed, and not stored.
            task.due_on, task.due_set_on = move.after.due_on, civil_date(change.now, plan.time_zone)
            session.flush()
            then[task.id] = days_to_come(session, plan, task, change.now)
        return found, then

    found, then = preview_with(change, plan_id, save, also)
    session = db.session()
    plan = session.get_one(Plan, plan_id)
    told = []
    for number, after in then.items():
        task = session.get_one(Task, number, populate_existing=True)
        told.append(reminded(task.code, days_to_come(session, plan, task, change.now), after))
    return found, [*filter(None, told)]
