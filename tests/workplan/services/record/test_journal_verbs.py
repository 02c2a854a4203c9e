"""Verbs in the journal: one entry each, its effects with their cause, and all of it or nothing."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from models import Dependency, ReminderRule
from support.ground.chain import NOW
from support.ground.office import PASSWORD, SLUG
from support.ground.places import SERVICES
from support.record.journal.tried_elsewhere import TRIED_ELSEWHERE
from support.record.sign_ins import HERE, LIMITS
from support.record.snapshots import snapshot
from workplan.extensions import db
from workplan.services.accounts import accounts, house_settings
from workplan.services.accounts.house_settings import HouseFields
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.signing_in import own_passwords, sign_ins
from workplan.services.coordination import update_requests
from workplan.services.interchange import feeds
from workplan.services.record import journal
from workplan.services.record.actor import SCHEDULER, Actor
from workplan.services.record.change import Change
from workplan.services.reporting import status_reports
from workplan.services.structure import plan_stages, reminder_rules
from workplan.services.structure.baseline import baselines
from workplan.services.structure.rule_terms import Terms
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.ground.chain import Chain
    from support.ground.office import Office

OPERATOR = Actor(None, "Operator", "cli")
NOUNS = (
    "mail|baseline|dependency|member|plan|reminder_rule|task|user|tasks|group|initiative|view|house"
    "|sheet|backup|journal"
    "|objective|objectives|plan_agency|members"
    "|agency|directive|register|inner_suspense|spill|comment"
    "|text|section|section_source|plan_version|clearance|change_request|cycle"
)


def the_dependency() -> int:
    return db.session.scalars(select(Dependency.id).order_by(Dependency.id)).first() or 0


def a_rule() -> int:
    return db.session.scalars(select(ReminderRule.id).order_by(ReminderRule.id)).first() or 0


def signed_in(office: Office) -> str:
    return sign_ins.sign_in(NOW, office.email("lead"), PASSWORD, "192.0.2.1", LIMITS)


VERBS: dict[str, Callable[[Chain], Any]] = {
    "task.added": lambda c: c.office.add("1d", 3, now=NOW),
    "task.changed": lambda c: c.office.change(c.first, NOW, duration_days=8),
    "task.removed": lambda c: c.office.remove(c.second, NOW),
    "task.reported": lambda c: c.office.report(c.first, NOW, percent=20, forecast_on=LATE),
    "task.confirmed": lambda c: status_reports.confirm(Change(c.office.lead, NOW), c.first, 1),
    "task.update_asked": lambda c: update_requests.ask(
        Change(c.office.coordinator, NOW), c.first, LATE, "How is it?"
    ),
    "dependency.added": lambda c: dependencies.add(
        Change(c.office.coordinator, NOW), c.beside, DependencyFields(c.first, "FS", 2)
    ),
    "dependency.removed": lambda c: dependencies.remove(
        Change(c.office.coordinator, NOW), the_dependency()
    ),
    "dependency.changed": lambda c: dependencies.change(
        Change(c.office.coordinator, NOW), the_dependency(), DependencyFields(c.first, "FS", 3)
    ),
    "baseline.frozen": lambda c: baselines.freeze(
        Change(c.office.coordinator, NOW), SLUG, "Second"
    ),
    "plan.stage": lambda c: plan_stages.move_to_stage(
        Change(c.office.coordinator, NOW), SLUG, "closed"
    ),
    "plan.day_passed": lambda c: plan_stages.pass_days(Change(SCHEDULER, NOW), c.office.plan().id),
    "reminder_rule.added": lambda c: reminder_rules.add(
        Change(c.office.coordinator, NOW), SLUG, Terms(-20, "lead")
    ),
    "reminder_rule.switched": lambda c: reminder_rules.switch(
        Change(c.office.coordinator, NOW), a_rule(), 1, is_active=False
    ),
    "member.left": lambda c: memberships.leave(
        Change(OPERATOR, NOW), c.office.email("viewer"), SLUG
    ),
    "member.joined": lambda c: memberships.join(
        Change(OPERATOR, NOW), c.office.email("admin"), SLUG, memberships.MembershipFields("viewer")
    ),
    "user.added": lambda _: accounts.add(Change(OPERATOR, NOW), "new@office.example", "New Person"),
    "house.changed": lambda _: house_settings.change(
        Change(OPERATOR, NOW), HouseFields(idle_minutes=20)
    ),
    "user.password_reset": lambda c: accounts.reset_password(
        Change(OPERATOR, NOW), c.office.email("lead")
    ),
    "user.disabled": lambda c: accounts.disable(Change(OPERATOR, NOW), c.office.email("lead")),
    "user.signed_in": lambda c: signed_in(c.office),
    "user.feed_given": lambda c: feeds.give(Change(c.office.lead, NOW), is_wanted=True),
    "user.feed_ended": lambda c: feeds.give(Change(c.office.lead, NOW), is_wanted=False),
    "user.signed_out": lambda c: sign_ins.sign_out(Change(c.office.lead, NOW), "any token"),
    "user.password_changed": lambda c: own_passwords.change_password(
        Change(c.office.lead, NOW), "", PASSWORD, "another long password", HERE, LIMITS
    ),
}
LATE = date(2026, 9, 30)
MOVES_DATES = {
    "task.added",
    "task.changed",
    "task.removed",
    "task.reported",
    "dependency.added",
    "dependency.removed",
    "dependency.changed",
    "plan.day_passed",
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_leaves_one_entry_of_its_own_and_one_for_each_date_that_it_moved(
    chain: Chain, verb: str
) -> None:
    before = {
        task: chain.office.task(task) for task in vars(chain).values() if isinstance(task, int)
    }
    dates = {task: (row.start_on, row.finish_on, row.due_on) for task, row in before.items()}
    since = chain.office.last_seq()
    VERBS[verb](chain)

    own, *effects = chain.office.journal(since)
    assert own.verb == verb
    assert own.cause_seq is None
    assert own.at == NOW
    assert own.on_day in (date(2026, 9, 1), date(2026, 9, 2))
    assert own.actor_name
    assert {entry.verb for entry in effects} == ({"task.moved"} if verb in MOVES_DATES else set())
    assert {entry.cause_seq for entry in effects} <= {own.seq}
    moved = {entry.subject_id for entry in effects}
    assert len(moved) == len(effects), "each task once"
    for task, old in dates.items():
        row = chain.office.task(task)
        if row.removed_at is None:
            assert ((row.start_on, row.finish_on, row.due_on) != old) == (task in moved)
    for entry in effects:
        assert entry.subject_id is not None
        assert entry.after is not None
        row = chain.office.task(entry.subject_id)
        assert entry.after["finish_on"] == str(row.finish_on)
        assert entry.after["driver"] == row.driver
        assert entry.before != entry.after
    assert journal.verify(db.session())[0] == chain.office.last_seq()


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_that_fails_at_the_last_moment_leaves_nothing(chain: Chain, verb: str) -> None:
    before = snapshot()

    def power_cut(session: Session) -> None:
        session.flush()
        raise RuntimeError("power cut")

    event.listen(Session, "before_commit", power_cut)
    try:
        with pytest.raises(RuntimeError, match="power cut"):
            VERBS[verb](chain)
    finally:
        event.remove(Session, "before_commit", power_cut)
    assert snapshot() == before
    VERBS[verb](chain)
    assert snapshot() != before


def test_every_verb_that_the_services_write_is_tried_above() -> None:
    written = {
        verb
        for file in SERVICES.rglob("*.py")
        # These only say what others wrote.
        if not file.name.endswith(("entry_fields.py", "entry_kinds.py", "verbs.py", "sentences.py"))
        for verb in re.findall(rf'"((?:{NOUNS})\.[a-z_]+)"', file.read_text())
    }
    assert written == VERBS.keys() | TRIED_ELSEWHERE | {"task.moved"}
