"""Stages taken back: an approval, with its baseline and mail that waits; a closing, reopened."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Baseline
from support.ground.moments import washington
from support.ground.office import SLUG, found_office
from support.web.refusals import refused, refuses
from workplan.errors import NotAllowed, PlanIsFrozen, StaleVersion
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.lifecycle import putting_away
from workplan.services.pages.burndown.histories import burndown_of
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.services.reminding import planner
from workplan.services.structure import plan_stages
from workplan.services.structure.baseline import baselines, chart_baselines
from workplan.services.tasks import due_work

if TYPE_CHECKING:
    from flask import Flask

    from models import JournalEntry
    from support.ground.office import Office

NOW = washington(2026, 9, 2)
DUE = date(2026, 9, 11)


@pytest.fixture
def approved(app: Flask, app_context: None) -> Office:  # noqa: ARG001  # has to be there first
    """The office, its plan just approved, with a task that is due soon."""
    office = found_office(app, stage="drafting")
    office.add("1a", 5, DUE)
    plan_stages.move_to_stage(changing(office), SLUG, "approved")
    return office


def changing(office: Office, who: str = "coordinator") -> Change:
    return Change(office.people[who], NOW)


def staged(office: Office) -> JournalEntry:
    return [entry for entry in office.journal() if entry.verb == "plan.stage"][-1]


def take_back(office: Office) -> None:
    undo.undo(changing(office), staged(office).seq)


def kept_baselines() -> list[tuple[str, bool]]:
    db.session.rollback()
    rows = db.session.scalars(select(Baseline).order_by(Baseline.id))
    return [(row.name, row.retired_at is not None) for row in rows]


def test_an_approval_taken_back_leads_to_drafting_and_retires_its_baseline(
    approved: Office,
) -> None:
    take_back(approved)
    assert approved.plan().stage == "drafting"
    assert kept_baselines() == [("Approved plan", True)]
    entries = approved.journal(staged(approved).seq - 1)
    assert [entry.verb for entry in entries] == ["plan.stage", "baseline.retired"]
    assert entries[1].cause_seq == entries[0].seq


def test_nothing_is_compared_with_a_retired_baseline(approved: Office) -> None:
    plan = approved.plan()
    assert burndown_of(db.session(), plan, NOW.date()).baseline == "Approved plan"
    take_back(approved)
    assert burndown_of(db.session(), approved.plan(), NOW.date()).baseline is None
    assert chart_baselines.standing(db.session(), plan.id) == []


@pytest.mark.usefixtures("app_context")
def test_it_leads_to_clearance_when_the_plan_came_from_there(app: Flask) -> None:
    office = found_office(app, stage="drafting")
    for stage in ("clearance", "approved"):
        plan_stages.move_to_stage(changing(office), SLUG, stage)
    take_back(office)
    assert office.plan().stage == "clearance"


def test_mail_that_waits_is_cancelled_at_once_and_mail_that_went_stays(approved: Office) -> None:
    planner.queue_due(NOW)
    first = approved.ledger()[0]
    first.state, first.sent_at = "sent", NOW
    db.session.commit()
    approved.add("1b", 5, DUE)
    planner.queue_due(NOW)
    waiting = [row.id for row in approved.ledger(state="pending")]
    assert waiting
    take_back(approved)
    assert approved.ledger(state="pending") == []
    assert [row.id for row in approved.ledger(state="sent")] == [first.id]
    assert {row.id for row in approved.ledger(state="cancelled", last_reply=due_work.MOOT)} >= set(
        waiting
    )


def test_approved_again_it_freezes_anew_and_the_mail_goes_after_all(approved: Office) -> None:
    planner.queue_due(NOW)
    before = {(r.task_id, r.user_id, r.rung_days) for r in approved.ledger(state="pending")}
    assert before
    take_back(approved)
    take_back(approved)  # An undo is undone.
    assert approved.plan().stage == "approved"
    assert kept_baselines() == [("Approved plan", True), ("Approved plan (2)", False)]
    planner.queue_due(NOW)
    after = {(r.task_id, r.user_id, r.rung_days) for r in approved.ledger(state="pending")}
    assert after == before


def test_a_baseline_that_somebody_froze_themselves_is_not_retired(approved: Office) -> None:
    baselines.freeze(Change(approved.coordinator, washington(2026, 9, 3)), SLUG, "Later")
    take_back(approved)
    assert kept_baselines() == [("Approved plan", True), ("Later", False)]


def test_approval_is_taken_back_after_what_came_later(approved: Office) -> None:
    approval = staged(approved).seq
    plan_stages.move_to_stage(changing(approved), SLUG, "implementing")
    with refuses("entry", "changed the stage again"):
        undo.undo(changing(approved), approval)
    take_back(approved)
    assert approved.plan().stage == "approved"
    assert kept_baselines() == [("Approved plan", False)]


def test_the_page_can_tell_which_entry_approved_the_plan(approved: Office) -> None:
    entry = plan_stages.approval_of(db.session(), approved.plan())
    assert entry is not None
    assert entry.seq == staged(approved).seq
    plan_stages.move_to_stage(changing(approved), SLUG, "implementing")
    assert plan_stages.approval_of(db.session(), approved.plan()) is None


def test_a_closed_plan_is_reopened_with_a_reason_at_the_stage_that_it_had(office: Office) -> None:
    plan_stages.move_to_stage(changing(office), SLUG, "closed")
    assert plan_stages.reopen(changing(office), SLUG, " One duty was missed ") == "implementing"
    assert office.plan().stage == "implementing"
    assert staged(office).reason == "One duty was missed"
    office.add("9z", now=NOW)


def test_a_plan_that_was_closed_when_only_approved_is_approved_again(approved: Office) -> None:
    plan_stages.move_to_stage(changing(approved), SLUG, "closed")
    plan_stages.reopen(changing(approved), SLUG, "Not yet")
    assert approved.plan().stage == "approved"
    assert kept_baselines() == [("Approved plan", False)]


def test_its_days_pass_again_from_where_they_stopped(office: Office) -> None:
    plan_stages.pass_days(Change(SCHEDULER, NOW), office.plan().id)
    plan_stages.move_to_stage(changing(office), SLUG, "closed")
    plan_stages.reopen(Change(office.coordinator, washington(2026, 9, 4)), SLUG, "Not yet")
    passed = plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 4)), office.plan().id)
    assert passed == [date(2026, 9, 3), date(2026, 9, 4)]


def test_reopening_wants_a_reason_a_closed_plan_and_its_coordinator(office: Office) -> None:
    with refuses("stage", "not closed"):
        plan_stages.reopen(changing(office), SLUG, "Why not")
    plan_stages.move_to_stage(changing(office), SLUG, "closed")
    with refuses("reason", "Give the reason"):
        plan_stages.reopen(changing(office), SLUG, "  ")
    with refused(NotAllowed):
        plan_stages.reopen(changing(office, "lead"), SLUG, "Why not")


def test_an_archived_plan_is_brought_back_before_it_is_reopened(office: Office) -> None:
    plan_stages.move_to_stage(changing(office), SLUG, "closed")
    closing = staged(office).seq
    putting_away.archive(changing(office), SLUG)
    with refuses("stage", "archived"):
        plan_stages.reopen(changing(office), SLUG, "Why not")
    with refuses("stage", "archived"):
        undo.undo(changing(office), closing)


def test_closing_is_undone_in_the_closed_plan_and_nothing_else_is(office: Office) -> None:
    office.add("9z", now=NOW)
    [added] = [e.seq for e in office.journal() if e.verb == "task.added"][-1:]
    plan_stages.move_to_stage(changing(office), SLUG, "closed")
    with refused(PlanIsFrozen):
        undo.undo(changing(office), added)
    take_back(office)
    assert office.plan().stage == "implementing"


def test_a_page_of_the_stage_from_before_is_stale(office: Office) -> None:
    version = office.plan().version
    plan_stages.move_to_stage(changing(office), SLUG, "closed", version)
    with refused(StaleVersion):
        plan_stages.reopen(changing(office), SLUG, "Why not", version)
