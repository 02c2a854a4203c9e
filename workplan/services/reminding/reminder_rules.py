"""The reminder rules of a plan: read, add, turn on and off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan, ReminderRule
from workplan.errors import InvalidInput, NotFound
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.read_models import read
from workplan.vocabulary import Audience

FARTHEST = 260


class Rule(NamedTuple):
    """A reminder rule of a plan."""

    id: int
    plan_id: int
    rung_days: int
    audience: str
    is_active: bool


def rules_of(session: Session, plan_ids: Sequence[int]) -> list[Rule]:
    """Return the rules of some plans, from the earliest rung to the latest."""
    wanted = (
        select(
            ReminderRule.id,
            ReminderRule.plan_id,
            ReminderRule.rung_days,
            ReminderRule.audience,
            ReminderRule.is_active,
        )
        .where(ReminderRule.plan_id.in_(plan_ids))
        .order_by(ReminderRule.plan_id, ReminderRule.rung_days, ReminderRule.audience)
    )
    return read(Rule, session.execute(wanted))


def add(change: Change, slug: str, rung_days: int, audience: str) -> None:
    """Add a rule: so many working days from the suspense, negative before it."""
    if audience not in Audience.codes():
        raise InvalidInput("audience", f"“{audience}” is no audience. Choose from the list.")
    if not -FARTHEST <= rung_days <= FARTHEST:
        raise InvalidInput(
            "rung_days",
            f"{rung_days} working days is too far. Give −{FARTHEST} (before) to {FARTHEST}.",
        )
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        if session.scalar(
            select(ReminderRule.id).where(
                ReminderRule.plan_id == plan.id,
                ReminderRule.rung_days == rung_days,
                ReminderRule.audience == audience,
            )
        ):
            raise InvalidInput("rung_days", "This plan has that rule already. Turn it on below.")
        session.add(ReminderRule(plan_id=plan.id, rung_days=rung_days, audience=audience))
        after = {"rung_days": rung_days, "audience": audience, "is_active": True}
        entry = journal.Entry("reminder_rule.added", ("plan", plan.id), after=after)
        journal.note(change, plan.id, entry)


def switch(change: Change, rule_id: int, *, is_active: bool) -> None:
    """Turn a rule on or off; what the ledger holds stays."""
    with change.transaction() as session:
        rule = session.scalar(
            select(ReminderRule).where(
                ReminderRule.id == rule_id,
                ReminderRule.plan_id.in_(rights.visible_plans(change.actor)),
            )
        )
        if rule is None:
            raise NotFound("There is no such reminder rule.")
        plan = session.get_one(Plan, rule.plan_id)
        _, standing = rights.plan_for(session, change.actor, plan.slug)
        rights.require_structure(session, standing)
        rule.is_active = is_active
        after = {"rung_days": rule.rung_days, "audience": rule.audience, "is_active": is_active}
        entry = journal.Entry("reminder_rule.switched", ("plan", plan.id), after=after)
        journal.note(change, plan.id, entry)
