"""A task is removed on the day it came, or from a draft; after that it ends by another way out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from support.ground.moments import washington
from support.ground.office import FOUNDED_AT
from support.record.typed_sheets import NOW as TYPED_AT
from support.record.typed_sheets import new, problems, save, shown
from support.web.refusals import refuses
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.record.change import Change
from workplan.services.structure.task import removals, tasks

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

LATER = washington(2026, 9, 2)
TODAY = FOUNDED_AT + timedelta(hours=2)


def removes(office: Office, task: int, at: datetime) -> None:
    tasks.remove(Change(office.coordinator, at), task, office.task(task).version, "Not needed")


def last(office: Office, verb: str) -> int:
    return [entry.seq for entry in office.journal() if entry.verb == verb][-1]


def test_a_task_can_be_removed_on_the_day_it_was_added_and_not_after_it(office: Office) -> None:
    today, before = office.add("1a"), office.add("1b")
    removes(office, today, TODAY)
    assert office.task(today).removed_at == TODAY
    with refuses("task", "not done, superseded or merged"):
        removes(office, before, LATER)
    assert office.task(before).removed_at is None


def test_any_task_of_a_draft_can_be_removed(office: Office) -> None:
    task = office.add("1a")
    with office.as_draft():
        removes(office, task, LATER)
    assert office.task(task).removed_at == LATER


def test_the_undo_of_an_addition_is_bound_by_the_same_day(office: Office) -> None:
    task = office.add("1a")
    with refuses("task", "not done, superseded or merged"):
        undo.undo(Change(office.coordinator, LATER), last(office, "task.added"))
    undo.undo(Change(office.coordinator, TODAY), last(office, "task.added"))
    assert office.task(task).removed_at == TODAY


def test_what_was_removed_comes_back_and_that_is_taken_back_on_its_day(office: Office) -> None:
    task = office.add("1a")
    removes(office, task, TODAY)
    undo.undo(Change(office.coordinator, LATER), last(office, "task.removed"))
    assert office.task(task).removed_at is None
    again = LATER + timedelta(hours=1)
    undo.undo(Change(office.coordinator, again), last(office, "task.restored"))
    assert office.task(task).removed_at == again


def test_which_of_many_stay_is_one_select_and_none_of_a_draft(office: Office) -> None:
    old = [office.add("1a"), office.add("1b")]
    new = office.add("1c", now=LATER)
    plan = office.plan()
    assert removals.bound(db.session(), plan, [*old, new], LATER.date()) == {*old}
    assert removals.bound(db.session(), plan, [], LATER.date()) == set()
    plan.stage = "drafting"
    assert removals.bound(db.session(), plan, old, LATER.date()) == set()
    db.session.rollback()


def test_rows_of_the_sheet_follow_the_rule_and_so_does_their_undo(office: Office) -> None:
    task = save(office, new(1, "9", "Nine", "State PM", "", "5")).ids["n1"]
    old = office.add("1a", now=TYPED_AT - timedelta(days=1))
    [problem] = problems(office, replace(shown(office, old), is_removed=True))
    assert "not done, superseded or merged" in problem.message
    group = last(office, "sheet.saved")
    with refuses("task", "not done, superseded or merged"):
        undo.undo(Change(office.coordinator, TYPED_AT + timedelta(days=1)), group)
    save(office, replace(shown(office, task), is_removed=True))
    assert office.task(task).removed_at == TYPED_AT
