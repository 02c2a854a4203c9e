"""Agencies that take part in a plan by hand, and are dropped when they have nothing to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Agency, PlanAgency
from support.ground.moments import washington
from support.ground.office import SLUG
from support.web.refusals import refused, refuses
from workplan.errors import NotAllowed, NotFound
from workplan.extensions import db
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.changes.undoing import undo
from workplan.services.coordination import handovers
from workplan.services.record.change import Change
from workplan.services.structure import agencies_of_plans, lines_of_effort
from workplan.services.structure.agencies_of_plans import Holding
from workplan.services.structure.lines_of_effort import EffortFields

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2, 12)


def by(office: Office) -> Change:
    return Change(office.coordinator, NOW)


@pytest.fixture
def energy(office: Office) -> int:
    """Yet another agency."""
    agency = Agency(code="DOE", label="Energy", name="Department of Energy")
    db.session.add(agency)
    db.session.commit()
    office.agencies["DOE"] = agency.id
    return agency.id


def takes_part(office: Office, agency_id: int) -> bool:
    db.session.rollback()
    return db.session.get(PlanAgency, (office.plan().id, agency_id)) is not None


def test_one_is_added_dropped_and_both_are_taken_back(office: Office, energy: int) -> None:
    assert agencies_of_plans.add(by(office), SLUG, "DOE", "It will lead a part") == "Energy"
    added = office.journal()[-1]
    assert (added.verb, added.reason) == ("plan_agency.joined", "It will lead a part")
    with refuses("agency", "Energy takes part in this plan already."):
        agencies_of_plans.add(by(office), SLUG, "DOE")
    assert agencies_of_plans.drop(by(office), SLUG, energy) == "Energy"
    dropped = office.last_seq()
    with refused(NotFound):
        agencies_of_plans.drop(by(office), SLUG, energy)
    undo.undo(by(office), dropped)
    assert takes_part(office, energy)
    undo.undo(by(office), office.last_seq())
    assert not takes_part(office, energy)


def test_what_holds_an_agency_is_said_and_must_go_first(office: Office, energy: int) -> None:
    task = office.add("1a", leads=("DOE",))
    member = MembershipFields("viewer", "DOE")
    memberships.set_role(by(office), SLUG, office.email("admin"), member)
    effort = lines_of_effort.add(by(office), SLUG, EffortFields("2", "Energy", "DOE"))
    said = "it leads 1 task, it leads 1 line of effort, it has 1 member."
    with refuses("agency", f"Energy has something to do here: {said}"):
        agencies_of_plans.drop(by(office), SLUG, energy)
    office.remove(task)
    task = office.add("1b", supports=((energy, "clear"),))
    lines_of_effort.change(by(office), SLUG, effort, 1, EffortFields("2", "Energy"))
    memberships.remove(by(office), SLUG, office.people["admin"].id)
    with refuses("agency", "it supports 1 task."):
        agencies_of_plans.drop(by(office), SLUG, energy)
    office.remove(task)
    agencies_of_plans.drop(by(office), SLUG, energy)
    assert not takes_part(office, energy)


def test_an_offer_holds_it_too(office: Office) -> None:
    task = office.add("1a")
    handovers.propose(Change(office.lead, NOW), task, office.agencies["DSCA"], "Yours")
    held = agencies_of_plans.held_by(db.session(), office.plan().id)
    assert held[office.agencies["DSCA"]].offers == 1
    assert Holding(0, 0, 0, 0, 1, 0).said == "it was offered 1 task"
    assert Holding(0, 0, 2, 0, 0, 0).said == "it leads 2 lines of effort"
    assert Holding(0, 0, 0, 0, 0, 2).said == "it owns 2 open register entries"
    assert Holding(0, 0, 0, 0, 0, 0).said == ""


def test_only_the_coordinator_says_which_take_part(office: Office, energy: int) -> None:
    for who in (office.lead, office.viewer):
        with refused(NotAllowed):
            agencies_of_plans.add(Change(who, NOW), SLUG, "DOE")
        with refused(NotAllowed):
            agencies_of_plans.drop(Change(who, NOW), SLUG, energy)
    with refuses("agency", "There is no agency with the code “NASA”. Choose from the list."):
        agencies_of_plans.add(by(office), SLUG, "NASA")
    assert db.session.scalars(select(PlanAgency.agency_id)).all()
