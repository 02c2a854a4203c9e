"""When a suspense would fall, in words, before it is saved."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Directive, Plan, Task
from workplan.notation import suspenses
from workplan.notation.suspenses import Due
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.tasks.suspenses import SuspenseRule


def suspense_said(session: Session, plan: Plan, rule: SuspenseRule) -> str:
    """Say when a rule makes a task of a plan due, and from which working day reminders count."""
    after = None
    if rule.after_task_id is not None:
        after = session.scalar(select(Task.code).where(Task.id == rule.after_task_id))
    signed_on = session.scalar(select(Directive.signed_on).where(Directive.id == plan.directive_id))
    due = Due(rule.rule, rule.fixed_on, rule.offset_days, after, rule.first_on, rule.every)
    return suspenses.said(due, signed_on, calendar_of_plan(plan).on_or_before)
