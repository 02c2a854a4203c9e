"""On which condition a reminder goes out: of which tasks it holds, and whether it still does."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, case, or_, select
from sqlalchemy.orm import Session

from models import Reminder, ReminderRule, StatusReport, Task
from workplan.policy import STALE
from workplan.services.coordination.tasking.unacknowledged import is_unacknowledged
from workplan.vocabulary import RuleCondition, Status


@cache
def _standing() -> dict[str, ColumnElement[bool]]:
    """Return the conditions on a task that ask for no day."""
    return {
        RuleCondition.UNACKNOWLEDGED: is_unacknowledged(),
        RuleCondition.BLOCKED: Task.status == Status.BLOCKED,
        RuleCondition.CRITICAL: and_(Task.is_critical),
        RuleCondition.LATE: Task.late_days > 0,
    }


def holding(
    session: Session, plan_id: int, conditions: Iterable[str], now: datetime
) -> dict[str, set[int]]:
    """Return of which tasks of a plan each condition holds; one select a condition.

    What holds of every open task is left out.
    """
    asked = {**_standing(), RuleCondition.UNREPORTED: is_unreported(now)}
    return {
        condition: set(
            session.scalars(select(Task.id).where(Task.plan_id == plan_id, asked[condition]))
        )
        for condition in sorted(set(conditions))
        if condition in asked
    }


def is_unreported(now: datetime) -> ColumnElement[bool]:
    """Return the condition that nothing was reported on a task lately."""
    return or_(Task.reported_at.is_(None), Task.reported_at < now - STALE)


@cache
def still_holds() -> ColumnElement[bool]:
    """Return that what a row of the ledger was written on still holds of its task.

    Nothing was reported when the row was written; so it still holds until somebody reports.
    """
    reported = select(StatusReport.id).where(
        StatusReport.task_id == Task.id, StatusReport.reported_on >= Reminder.send_on
    )
    asked: dict[str, Any] = {**_standing(), RuleCondition.UNREPORTED: ~reported.exists()}
    narrowed = select(ReminderRule.id).where(
        ReminderRule.id == Reminder.rule_id,
        ReminderRule.condition != RuleCondition.OPEN,
        ~case(asked, value=ReminderRule.condition, else_=True),
    )
    return and_(True, ~narrowed.exists())
