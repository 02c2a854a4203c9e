"""Trying a change is cheap the second time, and never out of date."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Dependency
from support.ground.moments import washington
from support.record.snapshots import snapshot
from workplan.calendars.spans import days
from workplan.extensions import db
from workplan.services.changes.previews import Preview, preview
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies, tasks
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from typing import Any

    from support.ground.office import Office

NOW = washington(2026, 9, 2)


def tried(office: Office, task_id: int, **changes: Any) -> Preview:
    """Preview a change of a task."""
    task = office.task(task_id)
    wanted = replace(fields_of(db.session(), task), **changes)
    version, me = task.version, office.coordinator
    return preview(
        Change(me, NOW), task.plan_id, lambda change: tasks.change(change, task_id, version, wanted)
    )


@pytest.fixture
def chain(office: Office) -> list[int]:
    """Three tasks, each after the one before."""
    ids = [office.add(code, 5) for code in ("1a", "1b", "1c")]
    for before, after in pairwise(ids):
        dependencies.add(Change(office.coordinator, NOW), after, DependencyFields(before))
    return ids


def test_one_try_after_another_answers_as_the_first_would(office: Office, chain: list[int]) -> None:
    apart = [tried(office, chain[0], duration_days=days).end_days for days in (6, 9, 2)]

    assert apart == [1, 4, -3]
    assert tried(office, chain[0], name="Another name").moved == []


def test_a_try_that_changes_nothing_says_that_the_end_stays(
    office: Office, chain: list[int]
) -> None:
    found = tried(office, chain[0])

    assert found.ends_after == found.ends_before == office.task(chain[2]).finish_on


def test_a_try_sees_what_was_saved_after_the_last_one(office: Office, chain: list[int]) -> None:
    tried(office, chain[0], duration_days=9)
    office.change(chain[1], NOW, duration_days=15)

    found = tried(office, chain[0], duration_days=6)

    assert found.ends_before == office.task(chain[2]).finish_on
    assert found.end_days == 1


@pytest.mark.parametrize(
    "change",
    [
        {"duration_days": 11},
        {"duration_days": 0},
        {"constraint_code": "ALAP"},
        {"suspense": SuspenseRule("signed", within=days(30))},
    ],
    ids=str,
)
def test_a_try_shows_the_very_dates_that_saving_gives(
    office: Office, chain: list[int], change: dict[str, Any]
) -> None:
    tried(office, chain[1], duration_days=7)
    before = snapshot()
    found = tried(office, chain[1], **change)
    assert snapshot() == before

    office.change(chain[1], NOW, **change)

    for move in found.moved:
        task = office.task(move.id)
        assert move.after == (task.start_on, task.finish_on)
        assert move.is_newly_late == (task.late_days > 0)
    assert found.ends_after == max(office.task(task_id).finish_on for task_id in chain)


def test_a_link_can_be_tried_and_its_removal(office: Office, chain: list[int]) -> None:
    plan_id, me = office.plan().id, office.coordinator
    fields = DependencyFields(chain[0], "FS", 20)
    longer = preview(
        Change(me, NOW), plan_id, lambda change: dependencies.add(change, chain[2], fields)
    )
    assert longer.end_days == 15
    row = db.session.scalars(select(Dependency.id).where(Dependency.successor_id == chain[1])).one()
    shorter = preview(Change(me, NOW), plan_id, lambda change: dependencies.remove(change, row)[1])
    assert shorter.end_days == -5


def test_a_removal_that_is_tried_frees_the_suspenses_that_count_from_it(
    office: Office, chain: list[int]
) -> None:
    counted = SuspenseRule("after_task", after_task_id=chain[0], within=days(3))
    office.change(chain[2], NOW, suspense=counted)
    tried(office, chain[1], duration_days=7)
    version, me = office.task(chain[0]).version, office.coordinator

    with office.as_draft():
        found = preview(
            Change(me, NOW),
            office.plan().id,
            lambda change: tasks.remove(change, chain[0], version, "Not needed"),
        )

    assert not [move for move in found.moved if move.is_newly_late]
    assert found.end_days == -5


def test_the_largest_move_comes_first_and_equal_ones_by_name(office: Office) -> None:
    first, held = office.add("1a", 5), office.add("1b", 5)
    others = [office.add(code, 5) for code in ("1d", "1c")]
    for after in (held, *others):
        dependencies.add(Change(office.coordinator, NOW), after, DependencyFields(first))
    # Its own constraint holds it, so that it moves by less than the others.
    task = office.task(held)
    later = task.start_on + timedelta(days=3)
    office.change(held, NOW, constraint_code="SNET", constraint_on=later)

    moved = tried(office, first, duration_days=15).moved

    assert [abs(m.days) for m in moved] == sorted((abs(m.days) for m in moved), reverse=True)
    assert [m.name.split()[0] for m in moved] == ["1a", "1c", "1d", "1b"]
