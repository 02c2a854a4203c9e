"""What reminders are about: open work that is due on a known date, and whom it still concerns.

The conditions are put together once, since that takes longer than asking them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import CTE, ColumnElement, and_, or_, select
from sqlalchemy.orm import aliased

from models import Membership, Plan, Reminder, Suspense, Task, User

REMINDED_STAGES = ("approved", "implementing")


@cache
def owing() -> ColumnElement[bool]:
    """Return the condition on tasks that reminders are about: open, in their plan, and due.

    A suspense that counts from the end of another task has no date to remind of before that
    end: until then its date slides with every day that passes, and would be new every day.
    """
    anchor = aliased(Task)
    clock_has_not_started = (
        select(Suspense.id)
        .join(anchor, anchor.id == Suspense.after_task_id)
        .where(Suspense.task_id == Task.id, Suspense.rule == "after_task", is_open(anchor))
    )
    return and_(
        Task.removed_at.is_(None),
        Task.due_on.is_not(None),
        is_open(Task),
        ~clock_has_not_started.exists(),
    )


@cache
def still_owed() -> ColumnElement[bool]:
    """Return the condition that what a ledger row was written for still holds."""
    return and_(
        Task.id == Reminder.task_id,
        Task.due_on == Reminder.due_on,
        owing(),
        select(Plan.id)
        .where(Plan.id == Reminder.plan_id, Plan.stage.in_(REMINDED_STAGES))
        .exists(),
        select(Membership.id)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.plan_id == Reminder.plan_id,
            Membership.user_id == Reminder.user_id,
            User.disabled_at.is_(None),
        )
        .exists(),
    )


def is_open(task: Any) -> ColumnElement[bool]:
    """Return that a task is open, or has an open one at the end of a branch below it.

    A task with subtasks is done when they are, whatever is reported on it.
    """
    child, leaf, below = aliased(Task), aliased(Task), _under()
    children = select(child.id).where(child.parent_id == task.id, child.removed_at.is_(None))
    open_leaves = (
        select(leaf.id)
        .join(below, below.c.id == leaf.id)
        .where(
            below.c.top == task.id,
            leaf.actual_finish_on.is_(None),
            leaf.id.not_in(select(below.c.top)),
        )
    )
    return or_(and_(task.actual_finish_on.is_(None), ~children.exists()), open_leaves.exists())


@cache
def _under() -> CTE:
    """Return each task that has subtasks with every task below it."""
    below, deeper = aliased(Task), aliased(Task)
    found = (
        select(below.parent_id.label("top"), below.id.label("id"))
        .where(below.parent_id.is_not(None), below.removed_at.is_(None))
        .cte("under", recursive=True)
    )
    return found.union(
        select(found.c.top, deeper.id).where(
            deeper.parent_id == found.c.id, deeper.removed_at.is_(None)
        )
    )
