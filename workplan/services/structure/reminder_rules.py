"""The reminder rules of a plan: added, changed, turned on and off, retired and restored.

A rule is never deleted, since rows of the ledger name it. What waits in the ledger and was written
for a rule as it was is given up with it; what the rule as it is now owes, the planner writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import Plan, Reminder, ReminderRule
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.read_models import read
from workplan.vocabulary import Audience

FARTHEST = 260
RULE_CHANGED = "Not sent: its rule was changed, turned off or retired."


class Rule(NamedTuple):
    """A reminder rule of a plan."""

    id: int
    plan_id: int
    rung_days: int
    audience: str
    is_active: bool
    retired_at: datetime | None
    version: int


def rules_of(session: Session, plan_ids: Sequence[int]) -> list[Rule]:
    """Return the rules of some plans, from the earliest rung to the latest; retired ones last."""
    wanted = (
        select(
            ReminderRule.id,
            ReminderRule.plan_id,
            ReminderRule.rung_days,
            ReminderRule.audience,
            ReminderRule.is_active,
            ReminderRule.retired_at,
            ReminderRule.version,
        )
        .where(ReminderRule.plan_id.in_(plan_ids))
        .order_by(
            ReminderRule.plan_id,
            ReminderRule.retired_at.is_not(None),
            ReminderRule.rung_days,
            ReminderRule.audience,
        )
    )
    return read(Rule, session.execute(wanted))


def add(change: Change, slug: str, rung_days: int, audience: str) -> None:
    """Add a rule: so many working days from the suspense, negative before it.

    One that the plan had, and that is retired, is restored.
    """
    _check(rung_days, audience)
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        held = _alike(session, plan.id, rung_days, audience)
        if held is not None and held.retired_at is not None:
            restore(change, held.id, held.version)
            return
        if held is not None:
            raise InvalidInput("rung_days", "This plan has that rule already. Use the one below.")
        rule = ReminderRule(plan_id=plan.id, rung_days=rung_days, audience=audience)
        session.add(rule)
        session.flush()
        _note(change, "reminder_rule.added", rule, None, _facts(rule))


def amend(change: Change, rule_id: int, version: int, rung_days: int, audience: str) -> None:
    """Give a rule another day, or another audience.

    Raises:
        InvalidInput: when the plan has that rule already, perhaps retired.
        StaleVersion: when somebody changed it since.
    """
    _check(rung_days, audience)
    with change.transaction() as session:
        rule = _changed(change, rule_id, version)
        if (rule.rung_days, rule.audience) == (rung_days, audience):
            return
        held = _alike(session, rule.plan_id, rung_days, audience)
        if held is not None:
            state = "" if held.retired_at is None else ", retired: restore it, and retire this one"
            raise InvalidInput(
                "rung_days", f"This plan has that rule already{state}. Choose another day."
            )
        before = _facts(rule)
        rule.rung_days, rule.audience = rung_days, audience
        _give_up(session, rule.id)
        _note(change, "reminder_rule.changed", rule, before, _facts(rule))


def switch(change: Change, rule_id: int, version: int, *, is_active: bool) -> None:
    """Turn a rule on or off.

    Raises:
        StaleVersion: when somebody changed it since.
    """
    with change.transaction() as session:
        rule = _changed(change, rule_id, version)
        if rule.retired_at is not None:
            raise InvalidInput("rule", "This rule is retired. Restore it to use it again.")
        if rule.is_active == is_active:
            return
        rule.is_active = is_active
        if not is_active:
            _give_up(session, rule.id)
        _note(change, "reminder_rule.switched", rule, None, _facts(rule))


def retire(change: Change, rule_id: int, version: int) -> None:
    """Take a rule out of use; it can be restored.

    Raises:
        StaleVersion: when somebody changed it since.
    """
    with change.transaction() as session:
        rule = _changed(change, rule_id, version)
        if rule.retired_at is not None:
            return
        before = _facts(rule)
        rule.retired_at, rule.is_active = change.now, False
        _give_up(session, rule.id)
        _note(change, "reminder_rule.retired", rule, before, None)


def restore(change: Change, rule_id: int, version: int, *, is_active: bool = True) -> None:
    """Take a retired rule into use again.

    Raises:
        StaleVersion: when somebody changed it since.
    """
    with change.transaction():
        rule = _changed(change, rule_id, version)
        if rule.retired_at is None:
            return
        rule.retired_at, rule.is_active = None, is_active
        _note(change, "reminder_rule.restored", rule, None, _facts(rule))


def alike(session: Session, plan_id: int, rung_days: int, audience: str) -> ReminderRule:
    """Return the rule of a plan for a day and an audience, which is one at most.

    Raises:
        InvalidInput: when it has none by now.
    """
    found = _alike(session, plan_id, rung_days, audience)
    if found is None:
        raise InvalidInput("entry", "Since then somebody changed that rule again. Undo that first.")
    return found


def slug_of(session: Session, actor: Actor, rule_id: int) -> str:
    """Return the plan of a rule by its short name.

    Raises:
        NotFound: when there is no such rule, or none for them.
    """
    found = session.scalar(
        select(Plan.slug)
        .join(ReminderRule, ReminderRule.plan_id == Plan.id)
        .where(ReminderRule.id == rule_id, Plan.id.in_(rights.visible_plans(actor)))
    )
    if found is None:
        raise NotFound("There is no such reminder rule.")
    return found


def _check(rung_days: int, audience: str) -> None:
    if audience not in Audience.codes():
        raise InvalidInput("audience", f"“{audience}” is no audience. Choose from the list.")
    if not -FARTHEST <= rung_days <= FARTHEST:
        raise InvalidInput(
            "rung_days",
            f"{rung_days} working days is too far. Give −{FARTHEST} (before) to {FARTHEST}.",
        )


def _alike(session: Session, plan_id: int, rung_days: int, audience: str) -> ReminderRule | None:
    return session.scalar(
        select(ReminderRule).where(
            ReminderRule.plan_id == plan_id,
            ReminderRule.rung_days == rung_days,
            ReminderRule.audience == audience,
        )
    )


def _changed(change: Change, rule_id: int, version: int) -> ReminderRule:
    """Return a rule that the person may change, from the version that they saw."""
    session = change.session
    rule = session.scalar(
        select(ReminderRule).where(
            ReminderRule.id == rule_id,
            ReminderRule.plan_id.in_(rights.visible_plans(change.actor)),
        )
    )
    if rule is None:
        raise NotFound("There is no such reminder rule.")
    plan = session.get_one(Plan, rule.plan_id)
    rights.require_structure(session, rights.plan_for(session, change.actor, plan.slug)[1])
    if rule.version != version:
        raise StaleVersion(version, rule.version)
    return rule


def _give_up(session: Session, rule_id: int) -> None:
    """Give up what waits in the ledger for a rule; what is on its way to the server goes out."""
    session.execute(
        update(Reminder)
        .where(Reminder.rule_id == rule_id, Reminder.state.in_(("pending", "failed")))
        .values(state="cancelled", last_reply=RULE_CHANGED)
    )


def _facts(rule: ReminderRule) -> dict[str, Any]:
    return {
        "rung_days": rule.rung_days,
        "audience": rule.audience,
        "is_active": rule.is_active,
    }


def _note(
    change: Change,
    verb: str,
    rule: ReminderRule,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
) -> None:
    if verb != "reminder_rule.added":
        rule.version += 1
    change.session.flush()
    entry = journal.Entry(verb, ("plan", rule.plan_id), before, after)
    journal.note(change, rule.plan_id, entry)
