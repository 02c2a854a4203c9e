"""Dependencies between tasks; loops are named whole."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Dependency
from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, dated
from support.web.refusals import refused, refuses
from workplan.errors import LinkWouldLoop, NotAllowed, NotFound
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies, tasks
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)


def link(office: Office, predecessor: int, successor: int, *args: object) -> None:
    wanted = DependencyFields(predecessor, *args)  # type: ignore[arg-type]
    dependencies.add(Change(office.coordinator, NOW), successor, wanted)


def ids() -> list[int]:
    return list(db.session.scalars(select(Dependency.id).order_by(Dependency.id)))


def test_a_dependency_moves_its_successor_and_says_what_moved(office: Office) -> None:
    first, second = office.add("1a", 5), office.add("1b", 5)
    moves = dependencies.add(
        Change(office.coordinator, NOW), second, DependencyFields(first, "FS", 2)
    )
    assert dated(moves) == [second]
    [move] = [move for move in moves if move.task_id == second]
    assert (move.before.start_on, move.after.start_on) == (date(2026, 9, 1), date(2026, 9, 11))
    assert office.task(second).driver == f"link:{first}:FS:2:0"


def test_a_lag_in_calendar_days_counts_weekends_and_holidays(office: Office) -> None:
    first, second = office.add("1a", 5), office.add("1b", 5)  # Ends on Tuesday 8 September.
    link(office, first, second, "FS", 45, True)
    assert office.task(second).start_on == date(2026, 10, 26)


def test_taking_a_dependency_away_moves_its_successor_back_and_is_journalled(
    office: Office,
) -> None:
    first, second = office.add("1a", 5), office.add("1b", 5)
    link(office, first, second, "SS", 3)
    since = office.last_seq()
    waiting, moves = dependencies.remove(Change(office.coordinator, NOW), ids()[0], "Not needed")
    assert waiting == second
    assert dated(moves) == [second]
    own = office.journal(since)[0]
    assert own.reason == "Not needed"
    assert own.before == {
        "predecessor_id": first,
        "type": "SS",
        "lag_days": 3,
        "is_elapsed": False,
    }
    with pytest.raises(NotFound):
        dependencies.remove(Change(office.coordinator, NOW), 1, "Again")


def test_a_loop_is_refused_with_every_task_of_it_named_in_order(office: Office) -> None:
    chain = [office.add(code, 5, name=f"Task {code}") for code in ("1a", "1b", "1c", "1d")]
    for predecessor, successor in pairwise(chain):
        link(office, predecessor, successor)
    with refuses("predecessor", "loop") as raised:
        link(office, chain[3], chain[0])
    error = raised.value
    assert isinstance(error, LinkWouldLoop)
    names = ["1a Task 1a", "1b Task 1b", "1c Task 1c", "1d Task 1d"]
    assert error.cycle == [*names, names[0]]
    assert " → ".join(error.cycle) in error.message


def test_a_loop_of_two_is_a_loop_whatever_the_types(office: Office) -> None:
    first, second = office.add("1a", 5), office.add("1b", 5)
    link(office, first, second, "SS")
    with refuses("predecessor", "1a Draft part 1a → 1b Draft part 1b → 1a Draft part 1a"):
        link(office, second, first, "FF", 10)


def test_a_subtask_cannot_wait_for_its_own_parent(office: Office) -> None:
    top = office.add("1")
    child = office.add("1.1", parent_id=top)
    with refuses("predecessor", "loop: 1 Draft part 1 → 1.1 Draft part 1.1 → 1 Draft"):
        link(office, top, child)
    with refuses("predecessor", "where 1.1 Draft part 1.1 lies in 1 Draft part 1"):
        link(office, child, top)


def test_a_task_cannot_be_put_below_one_that_waits_for_it(office: Office) -> None:
    first, second = office.add("A", name="first"), office.add("B", name="second")
    office.add("A1", parent_id=first)
    link(office, first, second)
    with refuses("parent_id", "A first cannot lie in B second: B second waits for A first. Choose"):
        office.change(first, NOW, parent_id=second)


def test_a_bad_dependency_is_refused_by_field(office: Office) -> None:
    first, second = office.add("1a", 5), office.add("1b", 5)
    foreign, _ = tasks.add(Change(office.stranger, NOW), OTHER_SLUG, office.fields("1"))
    removed = office.add("1c")
    office.remove(removed)
    with refuses("type", "“XX”"):
        link(office, first, second, "XX")
    for lag in (20_001, -20_001):
        with refuses("lag_days", str(lag)):
            link(office, first, second, "FS", lag)
    with refuses("predecessor", "wait for itself"):
        link(office, first, first)
    for absent in (foreign, removed, 999_999):
        with refuses("predecessor", "not in this plan"):
            link(office, absent, second)
    with refuses("task", "was removed"):
        link(office, first, removed)
    link(office, first, second)
    with refuses("predecessor", "already waits"):
        link(office, first, second, "SS")


def test_a_lag_that_leaves_the_calendar_is_refused(office: Office) -> None:
    first, second = office.add("1a", 20_000), office.add("1b", 20_000)
    with refuses("date", "lies outside"):
        link(office, first, second, "FS", 20_000)


@pytest.mark.parametrize("who", ["lead", "contributor", "viewer", "auditor"])
def test_only_the_coordinator_ties_tasks(office: Office, who: str) -> None:
    first, second = office.add("1a", 5), office.add("1b", 5)
    link(office, first, second)
    [dependency] = ids()
    with refused(NotAllowed):
        dependencies.add(Change(office.people[who], NOW), first, DependencyFields(second))
    with refused(NotAllowed):
        dependencies.remove(Change(office.people[who], NOW), dependency)


def test_a_stranger_cannot_tell_a_foreign_dependency_from_none(office: Office) -> None:
    first, second = office.add("1a", 5), office.add("1b", 5)
    link(office, first, second)
    answers = []
    for dependency in (ids()[0], 999_999):
        with pytest.raises(NotFound) as raised:
            dependencies.remove(Change(office.stranger, NOW), dependency)
        answers.append(str(raised.value))
    assert answers[0] == answers[1]
    with refused(NotFound):
        dependencies.add(Change(office.stranger, NOW), first, DependencyFields(second))


def test_a_dependency_gets_another_lag_and_is_taken_back(office: Office) -> None:
    first, second = office.add("1a", 5), office.add("1b", 5)
    link(office, first, second)
    since = office.last_seq()
    wanted = DependencyFields(first, "FS", 2)
    waiting, moves = dependencies.change(
        Change(office.coordinator, NOW), ids()[0], wanted, "Printing takes two days"
    )
    assert waiting == second
    assert dated(moves) == [second]
    own = office.journal(since)[0]
    assert (own.verb, own.reason) == ("dependency.changed", "Printing takes two days")
    assert own.before == {"predecessor_id": first, "type": "FS", "lag_days": 0, "is_elapsed": False}
    assert office.task(second).start_on == date(2026, 9, 11)
    undo(Change(office.coordinator, NOW), own.seq)
    assert office.task(second).start_on == date(2026, 9, 9)
    assert dependencies.fields_of(db.session.get_one(Dependency, ids()[0])) == DependencyFields(
        first
    )


def test_a_dependency_that_is_changed_to_what_it_is_leaves_no_entry(office: Office) -> None:
    first, second = office.add("1a", 5), office.add("1b", 5)
    link(office, first, second)
    since = office.last_seq()
    dependencies.change(Change(office.coordinator, NOW), ids()[0], DependencyFields(first))
    assert office.journal(since) == []


def test_what_somebody_changed_of_a_dependency_meanwhile_is_told(office: Office) -> None:
    first, second, third = (office.add(code, 5) for code in ("1a", "1b", "1c"))
    link(office, first, second)
    seen = DependencyFields(first)
    change = Change(office.coordinator, NOW)
    dependencies.change(change, ids()[0], DependencyFields(first, "SS", 1), seen=seen)
    with refuses("type", "it is now “must start first, +1 working day”"):
        dependencies.change(change, ids()[0], DependencyFields(first, "FS", 2), seen=seen)
    with refuses("predecessor", "stays between its two tasks"):
        dependencies.change(change, ids()[0], DependencyFields(third))
