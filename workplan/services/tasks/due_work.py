"""What reminders are about: open work that is due on a known date, and whom it still concerns.

The conditions are put together once, since that takes longer than asking them.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, update
from sqlalchemy.orm import Session, aliased

from models import InnerSuspense, Membership, Plan, Reminder, Suspense, Task, TaskAgency, User
from workplan.services.tasks.states import counts_itself, is_open

REMINDED_STAGES = ("approved", "implementing")
MOOT = (
    "Not sent: the task has ended or is claimed, its plan is closed, "
    "or its suspense, its person or what it was sent on has changed."
)
MOOT_BEFORE = "Not sent: the task is done, its plan is closed, or its suspense or person changed."
"""What rows say that were cancelled before there were other ways out."""


def is_under_way(plan: Any = Plan) -> ColumnElement[bool]:
    """Return the condition of a plan whose days pass and whose people are reminded.

    A template never is, whatever else is written of it.
    """
    return and_(plan.stage.in_(REMINDED_STAGES), ~plan.is_template, plan.removed_at.is_(None))


@cache
def owing() -> ColumnElement[bool]:
    """Return the condition on tasks that reminders are about: open, in their plan, and due.

    A suspense that counts from the end of another task has no date to remind of before that
    end: until then its date slides with every day that passes, and would be new every day. One
    that has an agreed day has a date.
    """
    anchor = aliased(Task)
    clock_has_not_started = (
        select(Suspense.id)
        .join(anchor, anchor.id == Suspense.after_task_id)
        .where(
            Suspense.task_id == Task.id,
            Suspense.rule == "after_task",
            Suspense.agreed_on.is_(None),
            is_open(anchor),
        )
    )
    return and_(
        Task.due_on.is_not(None),
        is_open(),
        ~clock_has_not_started.exists(),
    )


@cache
def has_agency_since() -> ColumnElement[bool]:
    """Return the condition of an inner suspense whose agency has had the task ever since."""
    return (
        select(TaskAgency.task_id)
        .where(
            TaskAgency.task_id == InnerSuspense.task_id,
            TaskAgency.agency_id == InnerSuspense.agency_id,
            TaskAgency.role == "lead",
            TaskAgency.given_at.is_not_distinct_from(InnerSuspense.given_at),
        )
        .exists()
    )


@cache
def inner_owing() -> ColumnElement[bool]:
    """Return the condition on inner suspenses and their tasks that reminders are about.

    One on the day of the suspense says nothing besides, and one that the suspense was moved
    before counts no more.
    """
    return and_(
        InnerSuspense.task_id == Task.id,
        InnerSuspense.due_on < Task.due_on,
        has_agency_since(),
        owing(),
    )


@cache
def owed() -> ColumnElement[bool]:
    """Return the condition on what agencies owe in plans under way: My work, all of it.

    That is every open task that carries work, and one with subtasks that has a suspense of its
    own; so whatever a reminder asks for is among it.
    """
    plan = aliased(Plan)
    under_way = select(plan.id).where(is_under_way(plan))
    carries_work = or_(counts_itself(), Task.due_on.is_not(None))
    return and_(is_open(), carries_work, Task.plan_id.in_(under_way))


@cache
def still_owed() -> ColumnElement[bool]:
    """Return the condition that what a ledger row was written for still holds."""
    of_inner = select(InnerSuspense.id).where(
        InnerSuspense.due_on == Reminder.due_on,
        InnerSuspense.agency_id == Reminder.inner_agency_id,
        inner_owing(),
    )
    return and_(
        Task.id == Reminder.task_id,
        or_(
            and_(~Reminder.is_inner, Task.due_on == Reminder.due_on),
            and_(Reminder.is_inner, of_inner.exists()),
        ),
        owing(),
        select(Plan.id).where(Plan.id == Reminder.plan_id, is_under_way()).exists(),
        select(Membership.id)
        .join(User, User.id == Membership.user_id)
        .where(
            Membership.plan_id == Reminder.plan_id,
            Membership.user_id == Reminder.user_id,
            User.disabled_at.is_(None),
        )
        .exists(),
    )


def cancel_moot(session: Session) -> None:
    """Cancel the reminders that wait and for which nothing holds any more."""
    session.execute(
        update(Reminder)
        .where(
            or_(Reminder.state == "pending", Reminder.state == "failed"),
            ~select(Task.id).where(still_owed()).correlate(Reminder).exists(),
        )
        .values(state="cancelled", last_reply=MOOT)
    )
