"""Founding a plan from nothing: who may, what it has from the first day, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models import Directive, Membership, ReminderRule
from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG
from support.web.refusals import refuses
from workplan.errors import NotAllowed
from workplan.extensions import db
from workplan.reminders.ladder import DEFAULT_LADDER
from workplan.services.lifecycle import founding
from workplan.services.lifecycle.founding import NewPlan
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.people import founders, rights
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from models import Plan
    from support.ground.office import Office

NOW = washington(2026, 9, 2)
FIELDS = PlanFields("New exports", "exports", "America/New_York")
WANTED = NewPlan(FIELDS, date(2026, 10, 1))


def found(actor: Actor, **others: Any) -> Plan:
    own = {name: others.pop(name) for name in list(others) if hasattr(FIELDS, name)}
    wanted = replace(WANTED, fields=replace(FIELDS, **own), **others)
    return founding.found(Change(actor, NOW), wanted)


def members(plan: Plan) -> list[tuple[int, str]]:
    rows = select(Membership.user_id, Membership.role).where(Membership.plan_id == plan.id)
    return [tuple(row) for row in db.session.execute(rows)]


def test_whoever_coordinates_an_open_plan_founds_one_and_coordinates_it(office: Office) -> None:
    plan = found(office.coordinator)
    assert (plan.stage, plan.slug, plan.directive_id) == ("drafting", "exports", None)
    assert members(plan) == [(office.coordinator.id, "coordinator")]
    assert rights.plan_for(db.session(), office.coordinator, "exports")[1].may_change_structure


def test_its_reminder_rules_are_the_default_ladder(office: Office) -> None:
    plan = found(office.coordinator)
    rows = select(ReminderRule).where(ReminderRule.plan_id == plan.id, ReminderRule.is_active)
    rules = db.session.scalars(rows).all()
    assert sorted((r.rung_days, r.audience) for r in rules) == sorted(DEFAULT_LADDER)


def test_the_journal_says_who_founded_it_and_who_coordinates_it(office: Office) -> None:
    since = office.last_seq()
    directive = db.session.scalars(select(Directive)).first()
    assert directive is not None
    found(office.coordinator, directive_id=directive.id)
    founded, joined = office.journal(since)
    assert (founded.verb, joined.verb) == ("plan.founded", "member.joined")
    assert founded.after == {
        "slug": "exports",
        "title": "New exports",
        "start_on": "2026-10-01",
        "directive_id": directive.id,
        "directive": directive.citation,
    }
    assert joined.subject_id == office.coordinator.id


@pytest.mark.parametrize("who", ["lead", "contributor", "viewer", "auditor"])
def test_nobody_else_founds_a_plan_and_is_told_whom_to_ask(office: Office, who: str) -> None:
    with pytest.raises(NotAllowed, match="Whoever coordinates an open plan"):
        found(office.people[who])


def test_a_coordinator_of_a_closed_plan_only_founds_none(office: Office) -> None:
    assert founders.may_found(db.session(), office.coordinator)
    plan_stages.move_to_stage(Change(office.coordinator, NOW), SLUG, "closed")
    assert not founders.may_found(db.session(), office.coordinator)
    with pytest.raises(NotAllowed):
        found(office.coordinator)


def test_an_administrator_names_the_coordinator_and_does_not_become_a_member(
    office: Office,
) -> None:
    admin = office.people["admin"]
    plan = found(admin, coordinator=office.email("lead"))
    assert members(plan) == [(office.lead.id, "coordinator")]


@pytest.mark.parametrize(
    ("coordinator", "said"),
    [
        ("", "An administrator sees no plan"),
        ("admin@office.example", "An administrator sees no plan"),
        ("nobody@office.example", "Nobody here has the address"),
    ],
)
def test_an_administrator_who_names_nobody_is_refused(
    office: Office, coordinator: str, said: str
) -> None:
    with refuses("coordinator", said):
        found(office.people["admin"], coordinator=coordinator)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "  ", "Give the plan a title"),
        ("title", "x" * 201, "has 201 characters, and 200 fit"),
        ("title", "two\nlines", "one line"),
        ("marking", "CUI\nbasic", "one line"),
        ("mail_tag", "x" * 41, "has 41 characters, and 40 fit"),
        ("time_zone", "Mars/Base", "such as America/New_York"),
        ("time_zone", "", "such as America/New_York"),
        ("note", "x" * 10_001, "10,001 characters, and 10,000 fit"),
        ("slug", SLUG, "Another plan has or had"),
        ("start_on", date(1875, 1, 1), "The year 1875"),
        ("directive_id", 987_654, "not in the list"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_founded(
    office: Office, field: str, value: Any, said: str
) -> None:
    since = office.last_seq()
    refused_at = "fixed_on" if field == "fixed_on" else field
    with refuses(refused_at, said):
        found(office.coordinator, **{field: value})
    assert office.journal(since) == []


def test_the_mail_tag_is_made_from_the_title_when_none_is_given(office: Office) -> None:
    assert found(office.coordinator, title="t" * 60).mail_tag == "t" * 40


def test_the_working_days_of_another_plan_can_be_taken_over(office: Office) -> None:
    pattern = office.plan()
    pattern.weekmask, pattern.days_off = "1111110", ["2026-12-24"]
    db.session.commit()
    plan = found(office.coordinator, calendar_of=SLUG)
    assert (plan.weekmask, plan.days_off) == ("1111110", ["2026-12-24"])


def test_the_calendar_of_a_plan_that_one_does_not_see_is_not_taken(office: Office) -> None:
    with pytest.raises(Exception, match="There is no plan"):
        found(office.coordinator, calendar_of=OTHER_SLUG)


def test_a_retired_directive_is_not_chosen(office: Office) -> None:
    directive = db.session.scalars(select(Directive)).first()
    assert directive is not None
    directive.retired_at = NOW
    db.session.commit()
    with refuses("directive_id", "not in the list"):
        found(office.coordinator, directive_id=directive.id)
