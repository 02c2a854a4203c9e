"""Who looks after agencies and directives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from support.ground.office import SLUG
from workplan.errors import NotAllowed
from workplan.extensions import db
from workplan.services.people import house_rights
from workplan.services.record.actor import SCHEDULER, UNKNOWN, Actor
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages

if TYPE_CHECKING:
    from support.ground.office import Office

OPERATOR = Actor(None, "Operator", "cli")


def test_administrators_and_operators_run_the_house(office: Office) -> None:
    assert house_rights.is_administrator(office.people["admin"])
    assert house_rights.is_administrator(OPERATOR)
    for actor in (office.coordinator, SCHEDULER, UNKNOWN, replace(OPERATOR, door="web")):
        assert not house_rights.is_administrator(actor)
        with pytest.raises(NotAllowed):
            house_rights.require_agencies(actor)


def test_a_coordinator_of_an_open_plan_adds_agencies_and_keeps_directives(office: Office) -> None:
    session = db.session()
    assert house_rights.may_add_agency(session, office.coordinator)
    assert house_rights.coordinated_plans(session, office.coordinator) == {office.plan(SLUG).id}
    for who in ("lead", "viewer", "auditor"):
        assert not house_rights.may_keep_directives(session, office.people[who])
    now = office.journal()[-1].at
    plan_stages.move_to_stage(Change(office.coordinator, now), SLUG, "closed")
    assert not house_rights.may_keep_directives(db.session(), office.coordinator)
