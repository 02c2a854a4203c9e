"""A plan that is kept between changes is never another than the one that is stored."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Dependency
from support.ground.moments import washington
from workplan.calendars.spans import days
from workplan.extensions import db
from workplan.services.changes.previews import preview
from workplan.services.changes.undoing.undo import undo
from workplan.services.dates import kept_plans
from workplan.services.dates.kept_plans import kept_at
from workplan.services.dates.stored_network import load
from workplan.services.dates.trial_runs import Trial
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies, tasks
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.ground.office import Office
    from workplan.services.dates.kept_plans import Kept
    from workplan.services.dates.rescheduling import Move

NOW = washington(2026, 9, 2)
CODES = ("1a", "1b", "1c", "1d")


@pytest.fixture
def chain(office: Office) -> list[int]:
    """Four tasks, each after the one before, with a suspense that counts from the second."""
    ids = [office.add(code, 5) for code in CODES]
    for before, after in pairwise(ids):
        dependencies.add(Change(office.coordinator, NOW), after, DependencyFields(before))
    counted = SuspenseRule("after_task", after_task_id=ids[1], within=days(3))
    office.change(ids[3], NOW, suspense=counted)
    return ids


@contextmanager
def another_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let what is kept be that of another process, which has kept nothing yet."""
    with monkeypatch.context() as patch:
        patch.setattr(kept_plans, "_kept", [])
        yield


def kept_now(office: Office) -> Kept | None:
    """Return the plan as it is kept at the last entry of the journal."""
    plan = office.plan()
    return kept_at(plan.id, journal.head(db.session()))


def check(office: Office) -> None:
    """Compare what the next change would be computed from with all that is stored."""
    kept, stored = kept_now(office), load(db.session(), office.plan().id)
    assert kept is not None
    assert kept.loaded.stored == stored.stored
    assert kept.loaded.activities == stored.activities
    assert sorted(kept.loaded.links) == sorted(stored.links)


def shorter(office: Office, chain: list[int]) -> None:
    office.change(chain[1], NOW, duration_days=2)


def reported(office: Office, chain: list[int]) -> None:
    office.report(chain[0], NOW, percent=60, forecast_on=date(2026, 10, 9))


def finished(office: Office, chain: list[int]) -> None:
    office.complete(chain[0], NOW)


def constrained(office: Office, chain: list[int]) -> None:
    office.change(chain[2], NOW, constraint_code="SNET", constraint_on=date(2026, 11, 2))


def untied(office: Office, chain: list[int]) -> None:
    row = db.session.scalars(select(Dependency.id).where(Dependency.successor_id == chain[2])).one()
    dependencies.remove(Change(office.coordinator, NOW), row)


def removed(office: Office, chain: list[int]) -> None:
    office.remove(chain[1], NOW)


def parted(office: Office, chain: list[int]) -> None:
    office.add("1d.1", 9, parent_id=chain[3], now=NOW)


def taken_back(office: Office, chain: list[int]) -> None:
    office.change(chain[0], NOW, duration_days=11)
    undo(Change(office.coordinator, NOW), office.journal()[-1].cause_seq or 0)


ALL = (shorter, reported, finished, constrained, untied, removed, parted, taken_back)


@pytest.mark.parametrize("change", ALL, ids=lambda change: change.__name__)
def test_what_is_kept_after_a_change_is_what_is_stored(
    office: Office, chain: list[int], change: Callable[[Office, list[int]], None]
) -> None:
    check(office)
    change(office, chain)
    check(office)
    office.change(chain[3], NOW, duration_days=8)
    check(office)


def test_a_process_forgets_what_another_one_changed(
    office: Office, chain: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    office.change(chain[0], NOW, duration_days=6)
    with another_process(monkeypatch):
        office.change(chain[0], NOW, duration_days=20)
    assert kept_now(office) is None

    office.change(chain[2], NOW, duration_days=1)

    check(office)


def test_what_was_not_saved_after_all_is_not_kept(office: Office, chain: list[int]) -> None:
    with pytest.raises(ZeroDivisionError):
        _fail_after_the_change(office, chain)
    office.change(chain[1], NOW, duration_days=3)
    check(office)


def _fail_after_the_change(office: Office, chain: list[int]) -> None:
    version = office.task(chain[0]).version
    change = Change(office.coordinator, NOW)
    with change.transaction():
        tasks.change(change, chain[0], version, office.fields("1a", 40))
        raise ZeroDivisionError


def test_many_threads_change_and_try_one_plan_and_each_sees_it_as_it_is(
    office: Office, chain: list[int]
) -> None:
    plan_id = office.plan().id
    db.session.rollback()

    def as_stored(change: Change) -> list[Move]:
        assert isinstance(change, Trial)
        assert change.reading is not None
        loaded, stored = change.reading.loaded, load(change.session, plan_id)
        assert loaded.stored == stored.stored
        assert loaded.activities == stored.activities
        return []

    def work(task_id: int) -> None:
        with office.app.app_context():
            for length in range(1, 6):
                preview(Change(office.coordinator, NOW), plan_id, as_stored)
                office.change(task_id, NOW, duration_days=length)

    with ThreadPoolExecutor(len(chain)) as threads:
        assert [*threads.map(work, chain)] == [None] * len(chain)
    office.change(chain[0], NOW, duration_days=9)
    check(office)


def test_a_plan_that_takes_much_memory_is_not_kept(
    office: Office, chain: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    size = len(load(db.session(), office.plan().id).activities)
    monkeypatch.setattr(kept_plans, "MOST_TASKS", size - 1)
    office.change(chain[0], NOW, duration_days=6)
    assert kept_now(office) is None
    monkeypatch.setattr(kept_plans, "MOST_TASKS", size)
    office.change(chain[0], NOW, duration_days=7)
    check(office)
