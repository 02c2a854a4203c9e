"""The reminder rules that every new plan begins with."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models import ReminderRule
from workplan.reminders.ladder import DEFAULT_LADDER


def add_default_rules(session: Session, plan_id: int) -> None:
    """Give a plan the default ladder, in the caller's transaction."""
    session.add_all(
        ReminderRule(plan_id=plan_id, rung_days=rung, audience=audience)
        for rung, audience in DEFAULT_LADDER
    )
