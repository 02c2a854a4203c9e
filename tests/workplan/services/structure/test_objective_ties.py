"""Tasks that are tied to objectives: many at once, cell by cell, and taken back at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Objective, TaskObjective
from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG
from support.record.statements import statements
from support.web.refusals import refused, refuses
from workplan.errors import NotAllowed
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.record.change import Change
from workplan.services.structure import objective_ties, objectives
from workplan.services.structure.objective_ties import Tie
from workplan.services.structure.objectives import ObjectiveFields

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2, 12)


def by(office: Office) -> Change:
    return Change(office.coordinator, NOW)


@pytest.fixture
def second(office: Office) -> int:
    """A second objective, which no task serves."""
    [number] = objectives.add(by(office), SLUG, [ObjectiveFields("2", "Show the figures")])
    return number


def first(office: Office) -> int:
    of_it = select(Objective.id).where(Objective.directive_id == office.plan().directive_id)
    return db.session.scalars(of_it.order_by(Objective.id)).first() or 0


def ties(task_id: int) -> set[int]:
    db.session.rollback()
    of_task = select(TaskObjective.objective_id).where(TaskObjective.task_id == task_id)
    return set(db.session.scalars(of_task))


def test_many_ties_are_one_group_with_a_part_for_each_task(office: Office, second: int) -> None:
    one, other, third = office.add("1a"), office.add("1b"), office.add("1c")
    aim, since = first(office), office.last_seq()
    made = {Tie(one, aim), Tie(one, second), Tie(other, second)}
    assert objective_ties.tie(by(office), SLUG, made, set(), "Coverage") == 2
    assert (ties(one), ties(other), ties(third)) == ({aim, second}, {second}, set())
    group, *parts = office.journal(since)
    assert (group.verb, group.after, group.reason) == ("objectives.tied", {"tasks": 2}, "Coverage")
    assert [(entry.subject_id, entry.before, entry.after) for entry in parts] == [
        (one, {"objectives": []}, {"objectives": [aim, second]}),
        (other, {"objectives": []}, {"objectives": [second]}),
    ]
    assert office.task(one).version == 1, "nobody's form of the task is stale by it"

    undo.undo(by(office), group.seq)
    assert (ties(one), ties(other)) == (set(), set())


def test_ties_of_one_task_are_one_entry_and_undone_twice(office: Office, second: int) -> None:
    task = office.add("1a")
    aim = first(office)
    objective_ties.tie(by(office), SLUG, {Tie(task, aim)}, set())
    objective_ties.tie(by(office), SLUG, {Tie(task, second)}, {Tie(task, aim)}, "Rather that")
    entry = office.journal()[-1]
    assert (entry.verb, entry.reason) == ("task.objectives_changed", "Rather that")
    assert ties(task) == {second}
    undo.undo(by(office), entry.seq)
    assert ties(task) == {aim}
    undo.undo(by(office), office.last_seq())
    assert ties(task) == {second}


def test_what_others_tied_meanwhile_stays(office: Office, second: int) -> None:
    task, aim = office.add("1a"), first(office)
    objective_ties.tie(by(office), SLUG, {Tie(task, aim)}, set())
    seq = office.last_seq()
    objective_ties.tie(by(office), SLUG, {Tie(task, second)}, set())
    assert ties(task) == {aim, second}, "a page from before ticks only its own cell"
    assert objective_ties.tie(by(office), SLUG, {Tie(task, aim)}, set()) == 0
    undo.undo(by(office), seq)
    assert ties(task) == {second}


def test_what_is_gone_cannot_be_tied(office: Office, second: int) -> None:
    task, foreign = office.add("1a"), first(office)
    office.remove(task)
    with refuses("tie", "A task was removed meanwhile."):
        objective_ties.tie(by(office), SLUG, {Tie(task, second)}, set())
    with refuses("tie", "A task was removed meanwhile."):
        objective_ties.tie(Change(office.stranger, NOW), OTHER_SLUG, {Tie(task, foreign)}, set())
    task = office.add("1b")
    objectives.retire(by(office), SLUG, second, 1)
    with refuses("tie", "An objective was retired meanwhile."):
        objective_ties.tie(by(office), SLUG, {Tie(task, second)}, set())


def test_only_the_coordinator_ties(office: Office, second: int) -> None:
    task = office.add("1a")
    for who in (office.lead, office.viewer):
        with refused(NotAllowed):
            objective_ties.tie(Change(who, NOW), SLUG, {Tie(task, second)}, set())


def test_a_first_subtask_serves_what_its_task_served(office: Office, second: int) -> None:
    task, child = office.add("1a"), office.add("1b")
    objective_ties.tie(by(office), SLUG, {Tie(task, second)}, set())
    with by(office).transaction():
        pass
    change = by(office)
    with change.transaction():
        objective_ties.pass_on(change, task, child, "It has a subtask now")
    assert (ties(task), ties(child)) == (set(), {second})


def test_many_ties_send_as_many_statements_as_few(office: Office, second: int) -> None:
    tasks = [office.add(f"1.{number}") for number in range(12)]
    few = {Tie(task, second) for task in tasks[:2]}
    many = {Tie(task, second) for task in tasks[2:]}
    sent = [
        statements(lambda made=made: objective_ties.tie(by(office), SLUG, made, set()))  # type: ignore[misc]  # bound at once
        for made in (few, many)
    ]
    assert sent[0] == sent[1]
