"""Ways around the official, and around the plan, that a change request does not open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from models import Membership, Task
from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG
from support.record.requesting import (
    ASKED_AT,
    accepts,
    asking,
    asks,
    asks_to_change,
    by,
    limits,
    request,
)
from support.web.refusals import refuses
from workplan.calendars.spans import days
from workplan.extensions import db
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.changes.requests import answering
from workplan.services.changes.undoing import undo
from workplan.services.interchange import archives
from workplan.services.pages.requests import pages
from workplan.services.people import rights
from workplan.services.record.change import Change
from workplan.services.structure import agency_merges, plan_stages
from workplan.services.structure.agency_merges import Wanted
from workplan.services.structure.task import tasks
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 10, 12)


def test_the_approval_of_a_plan_with_an_official_is_not_taken_back_by_another(
    office: Office,
) -> None:
    office.put_stage("drafting")
    plan_stages.move_to_stage(by(office), SLUG, "approved")
    seq = office.last_seq()
    entry = next(e for e in office.journal() if e.verb == "plan.stage" and e.seq <= seq)
    limits(office, 5)
    with refuses("entry", "is the approving official of this plan"):
        undo.undo(by(office), entry.seq)
    assert office.plan().stage == "approved"


def test_who_decides_becomes_no_coordinator_and_does_not_leave(office: Office) -> None:
    limits(office, 5)
    official = office.people["viewer"]
    with refuses("role", "Name another official first"):
        memberships.set_role(
            by(office), SLUG, office.email("viewer"), MembershipFields("coordinator")
        )
    with refuses("to", "Name another official first"):
        memberships.remove(by(office), SLUG, official.id or 0)
    stays = db.session.query(Membership).filter_by(user_id=official.id).first()
    assert stays is not None
    assert stays.role == "viewer"


def test_a_restored_request_touches_no_task_of_another_plan(office: Office) -> None:
    asks_to_change(office, office.add("1a", 5), duration_days=8)
    kept = archives.archive_of(db.session(), office.plan())
    db.session.rollback()
    theirs = db.session.query(Task).filter(Task.plan_id == office.plan(OTHER_SLUG).id).first()
    assert theirs is not None
    number, before = theirs.id, theirs.duration_days
    kept["tables"]["change_requests"][0]["parts"][0]["task_id"] = number
    db.session.rollback()
    version = archives.restore(Change(office.coordinator, NOW), kept, "again").version
    db.session.rollback()
    with refuses("request", "not of this plan"):
        answering.accept(Change(office.coordinator, NOW), "again", 1, version)
    assert office.task(number).duration_days == before


def test_a_removal_that_is_taken_back_on_request_gives_back_what_counted_from_it(
    office: Office,
) -> None:
    anchor = office.give("1a", 5, now=ASKED_AT)
    counting = SuspenseRule("after_task", within=days(30), after_task_id=anchor)
    task_id = office.add("1b", 5, counting)
    due_on = office.task(task_id).due_on
    tasks.remove(by(office), anchor, office.task(anchor).version, "Not needed")
    seq = next(e.seq for e in reversed(office.journal()) if e.verb == "task.removed")
    assert office.task(task_id).due_on is None
    asks(lambda: undo.undo(asking(office), seq))
    accepts(office)
    assert office.task(task_id).due_on == due_on


def test_agencies_that_were_merged_since_lead_what_was_asked_for(office: Office) -> None:
    task_id = office.add("1a", 5)
    old, new = office.agencies["DSCA"], office.agencies["STATE"]
    asks_to_change(office, task_id, supports=((old, "assist"),))
    wanted = Wanted("DSCA", "STATE", "DSCA")
    agency_merges.merge(Change(office.people["admin"], ASKED_AT), wanted, "One agency")
    accepts(office)
    now = fields_of(db.session(), office.task(task_id))
    assert [one for one, _ in now.supports] == [new]


@pytest.mark.parametrize("who", ["viewer", "auditor"])
def test_who_has_no_word_in_a_request_tries_nothing(office: Office, who: str) -> None:
    asks_to_change(office, office.add("1a", 5), duration_days=8)
    assert request(office).state == "asked"
    plan, standing = rights.plan_for(db.session(), office.people[who], SLUG)
    page = pages.page_of(db.session(), by(office, who), plan, standing, 1)
    assert page.tried is None
    assert page.obstacle == ""
    assert not page.may_answer
