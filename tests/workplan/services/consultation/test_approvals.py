"""The approving official approves what was cleared, or says why without; and nobody else does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from models import Baseline, Notice, Plan, PlanApproval, Task
from support.ground.office import SLUG
from support.record.clearing import (
    ANSWERED_AT,
    answers,
    by,
    draft,
    names_official,
    rewrites,
    sends,
    the_round,
)
from support.web.refusals import refuses
from workplan.errors import NotAllowed, StaleVersion
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.consultation import approvals
from workplan.services.consultation.text import versions
from workplan.services.coordination.rounds import settling
from workplan.services.lifecycle import plan_changes
from workplan.services.record.transaction import writing
from workplan.services.structure import plan_stages
from workplan.services.structure.baseline import baselines

if TYPE_CHECKING:
    from support.ground.office import Office


@pytest.fixture
def ready(office: Office) -> Office:
    """A plan that DSCA cleared, with the viewer as approving official."""
    office.add("1a", 10)
    draft(office)
    names_official(office)
    sends(office)
    answers(office, "concur")
    settling.clear(by(office), the_round().id)
    return office


def approve(office: Office, who: str = "viewer", because: str = "") -> int:
    plan = office.plan()
    seen = approvals.readiness(db.session(), plan).digest
    return approvals.approve(by(office, who), SLUG, plan.version, seen, because)


def the_task() -> int:
    return db.session.scalars(select(Task.id).order_by(Task.id.desc())).first() or 0


def test_the_official_approves_what_was_cleared_and_it_is_sealed(ready: Office) -> None:
    assert approve(ready) == 1
    assert ready.plan().stage == "approved"
    sealed = next(entry for entry in ready.journal() if entry.verb == "plan.sealed")
    version = versions.of_number(db.session(), ready.plan().id, 1)
    assert sealed.after == {"number": 1, "checksum": version.digest, "name": "Walt Poe"}
    approved = select(Baseline).where(Baseline.approved_by != "")
    [baseline] = db.session.scalars(approved)
    assert baseline.approved_by == "Walt Poe"
    found = approvals.standing_approval(db.session(), ready.plan().id)
    assert found is not None
    assert (found.number, found.name, found.baseline) == (1, "Walt Poe", baseline.name)
    assert found.without_because == ""


def test_leads_and_coordinators_are_told(ready: Office) -> None:
    approve(ready)
    rows = db.session.scalars(select(Notice).where(Notice.kind == "approved"))
    people = {ready.coordinator.id, ready.lead.id, ready.other_lead.id}
    assert {row.user_id for row in rows} == people


@pytest.mark.parametrize("who", ["coordinator", "lead", "auditor"])
def test_nobody_but_the_official_approves(ready: Office, who: str) -> None:
    with pytest.raises(NotAllowed, match="Only the approving official"):
        approve(ready, who)
    assert ready.plan().stage == "clearance"


def test_the_stage_leads_nobody_past_the_official(ready: Office) -> None:
    with refuses("stage", "Walt Poe approves this plan"):
        plan_stages.move_to_stage(by(ready), SLUG, "approved")
    with refuses("stage", "Walt Poe approves this plan"):
        plan_stages.move_to_stage(by(ready), SLUG, "implementing")
    assert ready.plan().stage == "clearance"


def test_words_that_changed_since_are_cleared_first(ready: Office) -> None:
    rewrites(ready, "Posts report weekly.")
    with refuses("approval", "The plan changed since version 1 was cleared"):
        approve(ready)


def test_a_duration_that_changed_since_is_cleared_first(ready: Office) -> None:
    ready.change(the_task(), duration_days=11)
    with refuses("approval", "The plan changed since version 1 was cleared"):
        approve(ready)


def test_days_that_moved_by_progress_alone_do_not_need_another_clearance(ready: Office) -> None:
    task_id = the_task()
    before = ready.task(task_id).finish_on
    ready.report(task_id, ANSWERED_AT, percent=10, actual_start_on=ANSWERED_AT.date())
    assert ready.task(task_id).finish_on != before
    assert approve(ready) == 1


def test_while_it_goes_round_nobody_approves(office: Office) -> None:
    draft(office)
    names_official(office)
    sends(office)
    with refuses("approval", "still in clearance"):
        approve(office, because="It cannot wait.")


def test_without_a_clearance_it_takes_a_reason_that_stays(office: Office) -> None:
    draft(office)
    names_official(office)
    with refuses("because", "Say why it is approved without a clearance"):
        approve(office)
    assert approve(office, because="The President ordered it today.") == 1
    [approval] = db.session.scalars(select(PlanApproval))
    assert approval.without_because == "The President ordered it today."
    stage = [entry for entry in office.journal() if entry.verb == "plan.stage"][-1]
    assert stage.reason == "The President ordered it today."


def test_a_plan_that_somebody_changed_meanwhile_is_looked_at_again(ready: Office) -> None:
    seen = approvals.readiness(db.session(), ready.plan()).digest
    with pytest.raises(StaleVersion):
        approvals.approve(by(ready, "viewer"), SLUG, ready.plan().version - 1, seen)


def test_taking_the_stage_back_takes_the_approval_back_and_both_stay(ready: Office) -> None:
    approve(ready)
    with refuses("entry", "Walt Poe approved the plan with their password"):
        undo.undo(by(ready), stage_entries(ready)[-1])
    with refuses("because", "Say why you take it back"):
        approvals.take_back(by(ready, "viewer"), SLUG, "")
    with pytest.raises(NotAllowed, match="Only the official who approved"):
        approvals.take_back(by(ready), SLUG, "It was too early.")
    approvals.take_back(by(ready, "viewer"), SLUG, "It was too early.")
    assert ready.journal()[-2].reason == "It was too early."
    assert ready.plan().stage == "clearance"
    assert approvals.standing_approval(db.session(), ready.plan().id) is None
    [approval] = db.session.scalars(select(PlanApproval))
    assert approval.ended_at is not None
    assert approve(ready) == 1


def test_the_official_is_a_member_and_is_named_before_the_approval(ready: Office) -> None:
    version = ready.plan().version
    with refuses("approver", "Choose a member of the plan"):
        plan_changes.name_approver(by(ready), SLUG, version, ready.stranger.id)
    approve(ready)
    with refuses("approver", "The plan is approved already"):
        plan_changes.name_approver(by(ready), SLUG, ready.plan().version, None)


def test_naming_an_official_is_taken_back(ready: Office) -> None:
    named = next(entry for entry in ready.journal() if entry.verb == "plan.changed")
    undo.undo(by(ready), named.seq)
    assert ready.plan().approver_id is None


def test_what_was_taken_back_is_approved_anew_by_the_official_and_not_by_an_undo(
    ready: Office,
) -> None:
    approve(ready)
    approvals.take_back(by(ready, "viewer"), SLUG, "It was too early.")
    with refuses("stage", "Walt Poe approves this plan"):
        undo.undo(by(ready), stage_entries(ready)[-1])
    assert ready.plan().stage == "clearance"


def stage_entries(office: Office) -> list[int]:
    return [entry.seq for entry in office.journal() if entry.verb == "plan.stage"]


def test_the_approved_version_says_by_whom_until_that_is_taken_back(ready: Office) -> None:
    approve(ready)
    version = versions.of_number(db.session(), ready.plan().id, 1)
    said = approvals.approval_said(db.session(), version)
    assert said == "Approved by Walt Poe on 2 Oct 2026"
    approvals.take_back(by(ready, "viewer"), SLUG, "It was too early.")
    version = versions.of_number(db.session(), ready.plan().id, 1)
    assert approvals.approval_said(db.session(), version) == ""


def test_words_that_the_official_never_saw_are_not_sealed(office: Office) -> None:
    draft(office)
    names_official(office)
    plan = office.plan()
    seen = approvals.readiness(db.session(), plan).digest
    rewrites(office, "DSCA pays for everything.")
    with pytest.raises(StaleVersion):
        approvals.approve(by(office, "viewer"), SLUG, plan.version, seen, "It cannot wait.")
    assert office.plan().stage == "drafting"


def test_a_later_version_that_was_cleared_meanwhile_is_looked_at_first(ready: Office) -> None:
    seen, version = approvals.readiness(db.session(), ready.plan()).digest, ready.plan().version
    rewrites(ready, "DSCA pays for everything.")
    sends(ready)
    answers(ready, "concur")
    settling.clear(by(ready), the_round().id)
    with pytest.raises(StaleVersion):
        approvals.approve(by(ready, "viewer"), SLUG, version, seen)


def test_an_approval_ends_with_its_stage_whatever_became_of_its_baseline(ready: Office) -> None:
    approve(ready)
    frozen = db.session.scalars(select(Baseline).where(Baseline.approved_by != "")).one()
    other = baselines.freeze(by(ready), SLUG, "Another")
    assert other
    baselines.retire(by(ready), frozen.id, frozen.version)
    approvals.take_back(by(ready, "viewer"), SLUG, "It was too early.")
    assert approvals.standing_approval(db.session(), ready.plan().id) is None


def test_an_order_that_changed_since_is_cleared_first(ready: Office) -> None:
    ready.change(the_task(), constraint_code="SNET", constraint_on=date(2029, 1, 8))
    with refuses("approval", "The plan changed since version 1 was cleared"):
        approve(ready)


def test_a_template_has_no_official_and_no_approval(office: Office) -> None:
    draft(office)
    with writing() as session:
        session.execute(update(Plan).where(Plan.slug == SLUG).values(is_template=True))
    with refuses("approver", "A template is never approved"):
        names_official(office)
    assert approvals.readiness(db.session(), office.plan()).obstacle


def test_naming_that_is_taken_back_names_nobody_whom_the_form_would_refuse(ready: Office) -> None:
    named = next(entry.seq for entry in ready.journal() if entry.verb == "plan.changed")
    approve(ready)
    with refuses("approver", "The plan is approved already"):
        undo.undo(by(ready), named)


def test_once_it_is_approved_no_coordinator_comes_to_decide_on_their_own_changes(
    ready: Office,
) -> None:
    approve(ready)
    with refuses("approver", "would decide on their own changes"):
        plan_changes.name_approver(by(ready), SLUG, ready.plan().version, ready.coordinator.id)
    plan_changes.name_approver(by(ready), SLUG, ready.plan().version, ready.lead.id)
    assert ready.plan().approver_id == ready.lead.id


def test_the_official_is_told_that_the_plan_is_cleared(ready: Office) -> None:
    said = db.session.scalars(select(Notice.said).where(Notice.user_id == ready.viewer.id)).all()
    assert said == ["The plan is cleared, and waits for your approval."]
