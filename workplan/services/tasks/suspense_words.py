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
    return suspenses.said(due_from(rule, after), signed_on, calendar_of_plan(plan).on_or_before)


def due_from(rule: SuspenseRule, after: str | None) -> Due:
    """Return a rule in the notation of cells; `after` is the number of the task it counts from."""
    found = {name: getattr(rule, name) for name in Due._fields if name != "after"}
    return Due(**found, after=after)
