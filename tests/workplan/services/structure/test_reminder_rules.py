"""Reminder rules: changed and taken back; what waits for a rule as it was is given up."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from support.ground.moments import washington
from support.ground.office import SLUG
from support.web.refusals import refused, refuses
from workplan.errors import InvalidInput, NotAllowed, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.record.change import Change
from workplan.services.reminding import planner
from workplan.services.reminding.rules import rule_effects
from workplan.services.structure import reminder_rules
from workplan.services.structure.rule_terms import Terms

if TYPE_CHECKING:
    from models import ReminderRule
    from support.ground.office import Office

NOW = washington(2026, 11, 24, 7)
DUE = date(2026, 11, 25)


def rule(office: Office, days: int = -1, audience: str = "lead") -> ReminderRule:
    db.session.rollback()
    return reminder_rules.alike(db.session(), office.plan().id, Terms(days, audience))


def change(office: Office) -> Change:
    return Change(office.coordinator, NOW)


def undo_last(office: Office) -> None:
    undo(change(office), office.last_seq())


def facts(one: ReminderRule) -> tuple[int, str, bool, bool]:
    return one.rung_days, one.audience, one.is_active, one.retired_at is not None


def test_a_rule_gets_another_day_and_it_is_taken_back(office: Office) -> None:
    one = rule(office)
    reminder_rules.amend(change(office), one.id, one.version, Terms(-2, "coordinator"))
    assert rule(office, -2, "coordinator").id == one.id
    undo_last(office)
    assert facts(rule(office)) == (-1, "lead", True, False)
    undo_last(office)
    assert facts(rule(office, -2, "coordinator")) == (-2, "coordinator", True, False)


def test_a_rule_is_retired_restored_and_switched_and_each_is_taken_back(office: Office) -> None:
    one = rule(office)
    reminder_rules.switch(change(office), one.id, 1, is_active=False)
    reminder_rules.retire(change(office), one.id, 2)
    assert facts(rule(office)) == (-1, "lead", False, True)
    undo_last(office)
    assert facts(rule(office)) == (-1, "lead", False, False)
    undo(change(office), office.last_seq() - 2)
    assert facts(rule(office)) == (-1, "lead", True, False)
    reminder_rules.add(change(office), SLUG, Terms(-40, "lead"))
    undo_last(office)
    assert facts(rule(office, -40)) == (-40, "lead", False, True)
    reminder_rules.add(change(office), SLUG, Terms(-40, "lead"))
    assert facts(rule(office, -40)) == (-40, "lead", True, False)


def test_a_rule_that_was_changed_again_is_not_set_back(office: Office) -> None:
    one = rule(office)
    reminder_rules.amend(change(office), one.id, 1, Terms(-2, "lead"))
    first = office.last_seq()
    reminder_rules.amend(change(office), one.id, 2, Terms(-4, "lead"))
    with refused(InvalidInput, "Since then somebody changed that rule again"):
        undo(change(office), first)


def test_no_two_rules_of_a_plan_are_alike(office: Office) -> None:
    one = rule(office)
    with refuses("rung_days", "has that rule already"):
        reminder_rules.amend(change(office), one.id, 1, Terms(-3, "lead"))
    reminder_rules.retire(change(office), rule(office, -3).id, 1)
    with refuses("rung_days", "already, retired: restore it"):
        reminder_rules.amend(change(office), one.id, 1, Terms(-3, "lead"))
    with refuses("rung_days", "too far"):
        reminder_rules.amend(change(office), one.id, 1, Terms(-261, "lead"))


@pytest.mark.parametrize("verb", ["amend", "switch", "retire"])
def test_what_waits_for_a_rule_as_it_was_is_given_up_and_found_again_with_an_undo(
    office: Office, verb: str
) -> None:
    office.add("1a", 5, DUE, now=washington(2026, 11, 2))
    planner.queue_due(NOW)
    [row] = office.ledger(state="pending")
    one = rule(office)
    if verb == "amend":
        reminder_rules.amend(change(office), one.id, 1, Terms(-20, "supervisor"))
    elif verb == "switch":
        reminder_rules.switch(change(office), one.id, 1, is_active=False)
    else:
        reminder_rules.retire(change(office), one.id, 1)
    [given_up] = office.ledger(id=row.id)
    assert (given_up.state, given_up.last_reply) == ("cancelled", reminder_rules.RULE_CHANGED)
    undo_last(office)
    planner.queue_due(NOW)
    assert [r.state for r in office.ledger(id=row.id)] == ["pending"]


def test_what_a_change_does_to_mails_is_told_and_nothing_is_kept(office: Office) -> None:
    office.add("1a", 5, DUE, now=washington(2026, 11, 2))
    office.add("1b", 5, date(2026, 12, 4), now=washington(2026, 11, 2))
    planner.queue_due(NOW)
    one, plan = rule(office), office.plan()

    def act(trial: Change) -> None:
        reminder_rules.amend(trial, one.id, 1, Terms(-2, "lead"))

    found = rule_effects.effect(change(office), plan, act)
    assert (found.given_up, found.fewer, found.more) == (1, 1, 1)
    assert [(u.to, u.task, u.on_day) for u in found.gained] == [
        ("Lena Ivanova", "1b Draft part 1b", date(2026, 12, 2))
    ]
    assert [u.on_day for u in found.lost] == [date(2026, 12, 3)]
    assert facts(rule(office)) == (-1, "lead", True, False)
    assert [r.state for r in office.ledger(state="pending")] == ["pending", "pending"]


def test_only_the_coordinator_changes_rules_and_nothing_is_overwritten(office: Office) -> None:
    one = rule(office)
    for who in ("lead", "viewer", "auditor"):
        with pytest.raises(NotAllowed):
            reminder_rules.retire(Change(office.people[who], NOW), one.id, 1)
    with pytest.raises(NotFound):
        reminder_rules.retire(Change(office.stranger, NOW), one.id, 1)
    with pytest.raises(StaleVersion):
        reminder_rules.retire(change(office), one.id, 7)
    assert facts(rule(office)) == (-1, "lead", True, False)
