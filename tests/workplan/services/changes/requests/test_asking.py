"""What a lead saves of the structure of an approved plan is asked for, and changes nothing."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Notice, Task
from support.ground.office import SLUG
from support.record.requesting import asking, asks, asks_to_change, limits, request
from support.web.refusals import refuses
from workplan.errors import NotAllowed
from workplan.extensions import db
from workplan.services.changes import bulk_changes
from workplan.services.changes.bulk_changes import BulkFields
from workplan.services.changes.requests import parts
from workplan.services.structure.task import dependencies, tasks
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
    from support.ground.office import Office


def test_what_is_asked_for_changes_nothing_and_is_kept_in_the_words_of_the_journal(
    office: Office,
) -> None:
    task_id = office.add("1a", 10)
    before = office.task(task_id).finish_on, office.task(task_id).version, office.plan().version
    assert asks_to_change(office, task_id, duration_days=15) == 1
    task = office.task(task_id)
    assert (task.finish_on, task.version, office.plan().version) == before
    row = request(office)
    [part] = parts.read(row.parts)
    assert (part.verb, part.task_id) == ("task.changed", task_id)
    assert (part.before, part.after) == ({"duration_days": 10}, {"duration_days": 15})
    assert (row.why, row.state, row.beyond) == ("We need it", "asked", "")
    assert row.agency_id == office.agencies["PM"]


def test_only_the_request_stands_in_the_journal(office: Office) -> None:
    task_id = office.add("1a", 10)
    since = office.last_seq()
    asks_to_change(office, task_id, duration_days=15)
    [entry] = office.journal(since)
    assert (entry.verb, entry.actor_name) == ("change_request.asked", "Lena Ivanova")
    assert (entry.after, entry.reason) == ({"number": 1}, "We need it")


def test_requests_of_a_plan_are_numbered_in_their_order(office: Office) -> None:
    task_id = office.add("1a", 10)
    assert asks_to_change(office, task_id, duration_days=15) == 1
    assert asks_to_change(office, task_id, duration_days=16) == 2


def test_another_task_and_what_waits_for_it_is_asked_for_as_one(office: Office) -> None:
    first = office.add("1a", 10)

    def save() -> None:
        change = asking(office)
        with change.transaction():
            new, _ = tasks.add(change, SLUG, office.fields("1b", 3))
            dependencies.add(change, new, DependencyFields(first))

    asks(save)
    added, tied = parts.read(request(office).parts)
    assert (added.verb, added.task_id, added.after["code"]) == ("task.added", -1, "1b")
    assert (tied.verb, tied.task_id, tied.after["predecessor_id"]) == (
        "dependency.added",
        -1,
        first,
    )
    db.session.rollback()
    assert "1b" not in db.session.scalars(select(Task.code)).all()


def test_many_tasks_are_asked_for_together(office: Office) -> None:
    ids = [office.add(code, 5) for code in ("1a", "1b", "1c")]
    chosen = {task_id: office.task(task_id).version for task_id in ids}
    wanted = BulkFields(due_on=date(2026, 12, 1))
    asks(lambda: bulk_changes.change(asking(office), SLUG, chosen, wanted))
    assert [part.task_id for part in parts.read(request(office).parts)] == ids


@pytest.mark.parametrize("why", ["", "   "])
def test_a_request_has_a_reason(office: Office, why: str) -> None:
    task_id = office.add("1a", 10)
    with refuses("reason", "Say why you ask for it."):
        asks_to_change(office, task_id, why=why, duration_days=15)


def test_nothing_is_not_asked_for(office: Office) -> None:
    task_id = office.add("1a", 10)
    with refuses("reason", "Nothing would be changed."):
        asks_to_change(office, task_id, duration_days=10)


@pytest.mark.parametrize("who", ["contributor", "viewer", "auditor", "supervisor"])
def test_only_leads_and_coordinators_ask(office: Office, who: str) -> None:
    task_id = office.add("1a", 10)
    with pytest.raises(NotAllowed):
        asks_to_change(office, task_id, who, duration_days=15)
    db.session.rollback()
    assert office.journal()[-1].verb != "change_request.asked"


@pytest.mark.parametrize("stage", ["drafting", "clearance"])
def test_before_the_plan_is_approved_nobody_asks(office: Office, stage: str) -> None:
    task_id = office.add("1a", 10)
    office.put_stage(stage)
    with refuses("reason", "The plan is not approved yet"):
        asks_to_change(office, task_id, duration_days=15)


def test_a_coordinator_saves_what_is_within_the_limit(office: Office) -> None:
    task_id = office.add("1a", 10)
    limits(office, 5)
    with refuses("reason", "so you decide. Use “Save”."):
        asks_to_change(office, task_id, "coordinator", duration_days=11)


def test_beyond_the_limit_it_is_for_the_official_who_is_told(office: Office) -> None:
    task_id = office.add("1a", 10)
    limits(office, 5)
    asks_to_change(office, task_id, "coordinator", duration_days=30)
    row = request(office)
    assert row.beyond == "the plan would end 14 Oct 2026, 20 working days later"
    told = db.session.scalars(select(Notice).where(Notice.kind == "change_asked")).all()
    assert [(one.user_id, one.change_request_id) for one in told] == [(office.viewer.id, row.id)]


def test_within_the_limit_the_coordinators_are_told(office: Office) -> None:
    task_id = office.add("1a", 10)
    asks_to_change(office, task_id, duration_days=30)
    told = db.session.scalars(select(Notice).where(Notice.kind == "change_asked")).all()
    assert [(one.user_id, one.said) for one in told] == [(office.coordinator.id, "We need it")]


def test_a_report_is_no_part_of_a_request(office: Office) -> None:
    task_id = office.add("1a", 10)
    chosen = {task_id: office.task(task_id).version}
    with refuses("reason", "“Task reported” cannot be part of a change request."):
        bulk_changes.change(
            asking(office, "coordinator"), SLUG, chosen, BulkFields(status="at_risk")
        )
