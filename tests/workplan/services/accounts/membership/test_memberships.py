"""Who is in a plan: taken out, brought back, and by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.ground.moments import washington
from support.ground.office import SLUG
from support.web.refusals import refused, refuses
from workplan.errors import NotAllowed, NotFound
from workplan.extensions import db
from workplan.services.accounts import accounts
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.changes.undoing import undo
from workplan.services.history import taken_back
from workplan.services.people import rights
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 1, 12)
OPERATOR = Actor(None, "Operator", "cli")


def test_taking_out_is_undone_once_from_the_journal(office: Office) -> None:
    memberships.remove(Change(office.coordinator, NOW), SLUG, office.lead.id)
    seq = office.last_seq()
    undo.undo(Change(office.coordinator, NOW), seq)
    _, standing = rights.plan_for(db.session(), office.lead, SLUG)
    assert standing.role == "lead"
    with refuses("entry", f"Entry {seq:,} is taken back already, by entry {seq + 1:,}.") as refusal:
        undo.undo(Change(office.coordinator, NOW), seq)
    assert "bring it forth again" in str(refusal.value)
    assert taken_back.among(db.session(), office.journal(seq - 1)) == {seq: seq + 1}


def test_undoing_an_older_leave_brings_back_the_role_of_then(office: Office) -> None:
    memberships.remove(Change(office.coordinator, NOW), SLUG, office.lead.id)
    older = office.last_seq()
    viewer = MembershipFields("viewer")
    memberships.set_role(Change(office.coordinator, NOW), SLUG, office.email("lead"), viewer)
    memberships.remove(Change(office.coordinator, NOW), SLUG, office.lead.id)

    undo.undo(Change(office.coordinator, NOW), older)

    _, standing = rights.plan_for(db.session(), office.lead, SLUG)
    assert standing.role == "lead"


def test_a_leave_is_not_undone_over_a_membership_since(office: Office) -> None:
    memberships.remove(Change(office.coordinator, NOW), SLUG, office.lead.id)
    seq = office.last_seq()
    viewer = MembershipFields("viewer")
    memberships.set_role(Change(office.coordinator, NOW), SLUG, office.email("lead"), viewer)
    with refuses("entry", "They are back in the plan"):
        undo.undo(Change(office.coordinator, NOW), seq)


def test_the_last_coordinator_stays(office: Office) -> None:
    only, email = office.coordinator, office.email("coordinator")
    with refuses("role", "only coordinator"):
        memberships.remove(Change(only, NOW), SLUG, only.id)
    with refuses("role", "only coordinator"):
        memberships.leave(Change(OPERATOR, NOW), email, SLUG)
    with refuses("role", "only coordinator"):
        memberships.join(Change(OPERATOR, NOW), email, SLUG, MembershipFields("viewer"))
    memberships.join(
        Change(OPERATOR, NOW), office.email("admin"), SLUG, MembershipFields("coordinator")
    )
    accounts.disable(Change(OPERATOR, NOW), office.email("admin"))
    with refuses("role", "only coordinator"):
        memberships.remove(Change(only, NOW), SLUG, only.id)


@pytest.mark.parametrize("who", ["lead", "contributor", "viewer", "auditor", "supervisor"])
def test_only_coordinators_say_who_is_in_a_plan(office: Office, who: str) -> None:
    actor, email = office.people[who], office.email("admin")
    with refused(NotAllowed, "coordinator"):
        memberships.set_role(Change(actor, NOW), SLUG, email, MembershipFields("viewer"))
    with refused(NotAllowed):
        memberships.remove(Change(actor, NOW), SLUG, office.contributor.id)
    with refused(NotAllowed):
        memberships.restore(Change(actor, NOW), SLUG, office.contributor.id)


def test_a_closed_account_is_given_no_role_and_who_never_left_is_not_brought_back(
    office: Office,
) -> None:
    accounts.disable(Change(OPERATOR, NOW), office.email("admin"))
    with refuses("email", "is closed"):
        memberships.join(
            Change(OPERATOR, NOW), office.email("admin"), SLUG, MembershipFields("viewer")
        )
    for number in (office.contributor.id, 999_999):
        with refused(NotFound):
            memberships.restore(Change(office.coordinator, NOW), SLUG, number)
    with refused(NotFound):
        memberships.remove(Change(office.coordinator, NOW), SLUG, office.stranger.id)
