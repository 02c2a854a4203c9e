"""What a tried change does to reminders is said, and nothing of it is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from support.ground.moments import washington
from workplan.extensions import db
from workplan.services.pages import previewed_mails
from workplan.services.record.change import Change
from workplan.services.structure.task import tasks
from workplan.services.tasks.task_fields import TaskFields, fields_of

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.services.changes.consequences import Consequence
    from workplan.services.dates.rescheduling import Move

NOW = washington(2026, 11, 2)


def tried(office: Office, task_id: int, fields: TaskFields) -> list[Consequence]:
    task = office.task(task_id)
    change, plan_id, version = Change(office.coordinator, NOW), task.plan_id, task.version

    def save(trial: Change) -> list[Move]:
        return tasks.change(trial, task_id, version, fields, "Tried")

    _, told = previewed_mails.tried(change, plan_id, save)
    return told


def test_days_of_now_and_of_then_are_told_and_the_task_stays_as_it_is(office: Office) -> None:
    one = office.add("1a", due=date(2026, 11, 27), now=NOW)
    before = fields_of(db.session(), office.task(one))
    later = replace(before, suspense=replace(before.suspense, fixed_on=date(2026, 12, 18)))
    [told] = tried(office, one, later)
    assert told.said.startswith("Reminders of 1a would go out on ")
    then, now = told.said.split(", instead of ")
    assert "Fri 18 Dec 2026" in then
    assert "Fri 27 Nov 2026" in now
    db.session.expire_all()
    assert office.task(one).due_on == date(2026, 11, 27)


def test_where_no_suspense_moves_nothing_is_told(office: Office) -> None:
    one = office.add("1a", 5, due=date(2026, 11, 27), now=NOW)
    before = fields_of(db.session(), office.task(one))
    assert tried(office, one, replace(before, duration_days=9)) == []


def test_what_would_have_no_suspense_would_have_no_reminder(office: Office) -> None:
    one = office.add("1a", due=date(2026, 11, 27), now=NOW)
    before = fields_of(db.session(), office.task(one))
    none = replace(before, suspense=replace(before.suspense, rule="none", fixed_on=None))
    assert [told.said for told in tried(office, one, none)] == [
        "No reminder of 1a would go out any more."
    ]
