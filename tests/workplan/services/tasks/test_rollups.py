"""What subtasks add up to, whatever was reported on the task above them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from support.ground.moments import washington
from workplan.extensions import db
from workplan.scheduling.schedule import schedule
from workplan.services.dates.stored_network import load
from workplan.services.tasks.rollups import Rollup, rollups_of

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 1)


def test_the_ends_of_all_branches_count_by_their_duration_as_in_the_engine(office: Office) -> None:
    top = office.add("1", 1)
    office.add("1.1", 3, parent_id=top)
    middle = office.add("1.2", 40, parent_id=top)
    begun, done = (office.add(f"1.2.{n}", 7, parent_id=middle) for n in (1, 2))
    gone = office.add("1.3", 90, parent_id=top)
    office.report(begun, percent=50)
    office.complete(done, NOW)
    office.report(middle, percent=90)
    office.remove(gone, NOW)

    found = rollups_of(db.session(), [top, middle, begun])

    assert found == {top: Rollup(61, 3, 2, 1, 0), middle: Rollup(75, 2, 1, 1, 0)}
    computed = schedule(load(db.session(), office.plan().id).network)
    assert {task: computed.summary(task).percent for task in (top, middle)} == {top: 61, middle: 75}


def test_milestones_weigh_the_same(office: Office) -> None:
    top = office.add("1", 1)
    first, second = (office.add(f"1.{n}", 0, parent_id=top) for n in (1, 2))
    office.complete(first, NOW)
    assert rollups_of(db.session(), [top]) == {top: Rollup(50, 2, 1, 1, 0)}
    office.complete(second, NOW)
    assert rollups_of(db.session(), [top]) == {top: Rollup(100, 2, 0, 2, 0)}


def test_a_report_on_the_task_above_moves_no_date_and_no_burndown(office: Office) -> None:
    top = office.add("1", 1)
    office.add("1.1", 5, parent_id=top)
    since, before = office.last_seq(), office.task(top)
    dates = (before.start_on, before.finish_on)

    office.report(top, status="complete", percent=100, actual_finish_on=date(2026, 9, 1))

    [entry] = office.journal(since)
    assert (entry.remaining_tasks, entry.remaining_days) == (0, 0)
    after = office.task(top)
    assert (after.start_on, after.finish_on) == dates
    assert (after.status, after.actual_finish_on) == ("complete", date(2026, 9, 1))
