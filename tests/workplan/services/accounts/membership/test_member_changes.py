"""Members in another role, and out of a plan once others have their tasks; all taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Membership
from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.statements import statements
from support.web.refusals import refused, refuses
from workplan.errors import NotAllowed, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.accounts.membership import member_changes, memberships
from workplan.services.accounts.membership.departures import left_in
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.changes.undoing import undo
from workplan.services.coordination import assignments
from workplan.services.people import rights
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 1, 12)
AUDITOR = MembershipFields("auditor")


def by(office: Office) -> Change:
    return Change(office.coordinator, NOW)


def role(office: Office, who: str) -> str:
    db.session.rollback()
    return rights.plan_for(db.session(), office.people[who], SLUG)[1].role


def version(office: Office, who: str) -> int:
    db.session.rollback()
    mine = select(Membership.version).where(Membership.user_id == office.people[who].id)
    return db.session.scalars(mine).one()


def handed(office: Office, code: str = "1a") -> int:
    """Return a task that the contributor does."""
    task = office.add(code, now=NOW)
    assignments.assign(Change(office.lead, NOW), task, office.contributor.id)
    return task


def test_a_role_is_changed_once_from_each_version_and_taken_back(office: Office) -> None:
    viewer = office.viewer.id
    assert member_changes.change(by(office), SLUG, viewer, 1, AUDITOR) == "Walt Poe"
    seq = office.last_seq()
    assert (role(office, "viewer"), version(office, "viewer")) == ("auditor", 2)
    with refused(StaleVersion):
        member_changes.change(by(office), SLUG, viewer, 1, MembershipFields("lead", "PM"))
    undo.undo(by(office), seq)
    assert role(office, "viewer") == "viewer"
    undo.undo(by(office), office.last_seq())
    assert role(office, "viewer") == "auditor"


def test_a_role_that_was_changed_again_is_not_taken_back(office: Office) -> None:
    viewer = office.viewer.id
    member_changes.change(by(office), SLUG, viewer, 1, AUDITOR)
    seq = office.last_seq()
    member_changes.change(by(office), SLUG, viewer, 2, MembershipFields("lead", "PM"))
    with refuses("entry", "Since then somebody changed the role again."):
        undo.undo(by(office), seq)
    memberships.remove(by(office), SLUG, viewer)
    with refuses("entry", "They have left the plan since. Undo that first."):
        undo.undo(by(office), seq)


def test_whoever_joined_by_mistake_is_out_again(office: Office) -> None:
    memberships.set_role(by(office), SLUG, office.email("admin"), AUDITOR)
    undo.undo(by(office), office.last_seq())
    with refused(NotFound):
        rights.plan_for(db.session(), office.people["admin"], SLUG)


@pytest.mark.parametrize("is_person", [True, False])
def test_tasks_go_to_whom_one_chooses_and_come_back_with_their_person(
    office: Office, is_person: bool
) -> None:
    task, who = handed(office), office.contributor.id
    since = office.last_seq()
    to = office.lead.id if is_person else member_changes.AGENCIES
    assert member_changes.remove(by(office), SLUG, who, 1, to, "Moves on") == ("Carl Weber", 1)
    assert office.task(task).assignee_id == (office.lead.id if is_person else None)
    assert left_in(db.session(), office.plan().id) == []
    group, *parts = office.journal(since)
    assert (group.verb, group.reason) == ("member.replaced", "Moves on")
    assert [entry.verb for entry in parts] == ["task.changed", "member.left"]
    assert {entry.cause_seq for entry in parts} == {group.seq}

    undo.undo(by(office), group.seq)
    assert role(office, "contributor") == "contributor"
    assert office.task(task).assignee_id == who


def test_nobody_leaves_with_open_tasks_that_nobody_takes(office: Office) -> None:
    handed(office)
    who = office.contributor.id
    with refuses("to", "Carl Weber does 1a. Choose who takes that."):
        member_changes.remove(by(office), SLUG, who, 1, None)
    with refuses("to", "That person does not act for the lead agencies of 1a."):
        member_changes.remove(by(office), SLUG, who, 1, office.other_lead.id)
    found = member_changes.successors(db.session(), office.plan().id, who)
    assert [one.name for one in found] == ["Lena Ivanova (State PM)"]


def test_without_tasks_leaving_is_one_entry_with_its_reason(office: Office) -> None:
    assert member_changes.remove(by(office), SLUG, office.viewer.id, 1, None, "Gone")[1] == 0
    entry = office.journal()[-1]
    assert (entry.verb, entry.reason) == ("member.left", "Gone")


def test_the_only_coordinator_stays(office: Office) -> None:
    with refuses("role", "This is the plan’s only coordinator. Add another coordinator first."):
        member_changes.remove(by(office), SLUG, office.coordinator.id, 1, None)
    with refuses("role", "the plan’s only coordinator"):
        member_changes.change(by(office), SLUG, office.coordinator.id, 1, AUDITOR)


def test_only_coordinators_change_members_and_only_those_of_their_plan(office: Office) -> None:
    with refused(NotAllowed):
        member_changes.change(Change(office.lead, NOW), SLUG, office.viewer.id, 1, AUDITOR)
    with refused(NotAllowed):
        member_changes.remove(Change(office.lead, NOW), SLUG, office.viewer.id, 1, None)
    with refused(NotFound, "Nobody with that number is in this plan."):
        member_changes.remove(by(office), SLUG, office.people["stranger_lead"].id, 1, None)


def test_many_tasks_are_handed_on_with_as_many_statements_as_few(office: Office) -> None:
    handed(office)
    who = office.contributor.id
    few = statements(lambda: member_changes.remove(by(office), SLUG, who, 1, office.lead.id))
    memberships.restore(by(office), SLUG, who)
    for number in range(8):
        handed(office, f"2.{number}")
    many = statements(
        lambda: member_changes.remove(
            by(office), SLUG, who, version(office, "contributor"), office.lead.id
        )
    )
    assert many <= few + 2, "but for those that read the version"
