"""The reminder rules of a plan: added, changed, turned on and off, retired and restored.

A rule is never deleted, since rows of the ledger name it. What waits in the ledger and was written
for a rule as it was is given up with it; what the rule as it is now owes, the planner writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import select, tuple_, update
from sqlalchemy.orm import Session

from models import Plan, Reminder, ReminderRule
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.structure import rule_terms
from workplan.services.structure.rule_terms import Terms

RULE_CHANGED = "Not sent: its rule was changed, turned off or retired."


class Rule(NamedTuple):
    """A reminder rule of a plan."""

    id: int
    plan_id: int
    terms: Terms
    is_active: bool
    retired_at: datetime | None
    version: int


def rules_of(session: Session, plan_ids: Sequence[int]) -> list[Rule]:
    """Return the rules of some plans, from the earliest rung to the latest; retired ones last."""
    rules = session.scalars(
        select(ReminderRule)
        .where(ReminderRule.plan_id.in_(plan_ids))
        .order_by(
            ReminderRule.plan_id,
            ReminderRule.retired_at.is_not(None),
            ReminderRule.rung_days,
            ReminderRule.audience,
            ReminderRule.id,
        )
    ).all()
    named = rule_terms.named_by(session, [rule.id for rule in rules if rule.audience == "named"])
    return [
        Rule(
            rule.id,
            rule.plan_id,
            Terms(
                *(rule.rung_days, rule.audience, rule.counted_in, rule.condition, rule.wording),
                named.get(rule.id, ()),
            ),
            rule.is_active,
            rule.retired_at,
            rule.version,
        )
        for rule in rules
    ]


def add(change: Change, slug: str, terms: Terms) -> None:
    """Add a rule.

    One that the plan had for that day, audience and condition, and that is retired, is restored;
    with the words and the people of now.
    """
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        terms = rule_terms.checked(session, plan.id, terms)
        held = _alike(session, plan.id, terms)
        if held is not None and held.retired_at is not None:
            restore(change, held.id, held.version)
            amend(change, held.id, held.version, terms)
            return
        if held is not None:
            raise InvalidInput("rung_days", "This plan has that rule already. Use the one below.")
        rule = ReminderRule(plan_id=plan.id)
        rule_terms.put(session, rule, terms)
        _note(change, "reminder_rule.added", rule, None, _facts(session, rule))


def amend(change: Change, rule_id: int, version: int, terms: Terms) -> None:
    """Let a rule say something else.

    Raises:
        InvalidInput: when the plan has that rule already, perhaps retired.
        StaleVersion: when somebody changed it since.
    """
    with change.transaction() as session:
        rule = _changed(change, rule_id, version)
        terms = rule_terms.checked(session, rule.plan_id, terms)
        if rule_terms.terms_of(session, rule) == terms:
            return
        held = _alike(session, rule.plan_id, terms)
        if held is not None and held.id != rule.id:
            state = "" if held.retired_at is None else ", retired: restore it, and retire this one"
            raise InvalidInput(
                "rung_days", f"This plan has that rule already{state}. Choose another day."
            )
        before = _facts(session, rule)
        rule_terms.put(session, rule, terms)
        _give_up(session, rule.id)
        _note(change, "reminder_rule.changed", rule, before, _facts(session, rule))


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
        _note(change, "reminder_rule.switched", rule, None, _facts(session, rule))


def retire(change: Change, rule_id: int, version: int) -> None:
    """Take a rule out of use; it can be restored.

    Raises:
        StaleVersion: when somebody changed it since.
    """
    with change.transaction() as session:
        rule = _changed(change, rule_id, version)
        if rule.retired_at is not None:
            return
        before = _facts(session, rule)
        rule.retired_at, rule.is_active = change.now, False
        _give_up(session, rule.id)
        _note(change, "reminder_rule.retired", rule, before, None)


def restore(change: Change, rule_id: int, version: int, *, is_active: bool = True) -> None:
    """Take a retired rule into use again.

    Raises:
        StaleVersion: when somebody changed it since.
    """
    with change.transaction() as session:
        rule = _changed(change, rule_id, version)
        if rule.retired_at is None:
            return
        rule.retired_at, rule.is_active = None, is_active
        _note(change, "reminder_rule.restored", rule, None, _facts(session, rule))


def alike(session: Session, plan_id: int, terms: Terms) -> ReminderRule:
    """Return the rule of a plan for a day, an audience and a condition, which is one at most.

    Raises:
        InvalidInput: when it has none by now.
    """
    found = _alike(session, plan_id, terms)
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


def _alike(session: Session, plan_id: int, terms: Terms) -> ReminderRule | None:
    when = (
        ReminderRule.rung_days,
        ReminderRule.audience,
        ReminderRule.counted_in,
        ReminderRule.condition,
    )
    return session.scalar(
        select(ReminderRule).where(ReminderRule.plan_id == plan_id, tuple_(*when) == terms.when)
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


def _facts(session: Session, rule: ReminderRule) -> dict[str, Any]:
    said = rule_terms.facts_of(rule_terms.terms_of(session, rule))
    return {**said, "is_active": rule.is_active}


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
