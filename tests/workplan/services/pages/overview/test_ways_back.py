"""What would bring the end of a plan forward, and who acts next."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from support.ground.moments import washington
from workplan.extensions import db
from workplan.services.pages.overview.ways_back import WayBack, way_back
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.states import day_of

if TYPE_CHECKING:
    from support.ground.office import Office

MONDAY = washington(2026, 9, 14)


def way(office: Office, task_id: int, days: int = 0) -> WayBack | None:
    now = MONDAY + timedelta(days=days)
    plan_stages.pass_days(Change(SCHEDULER, now), office.plan().id)
    db.session.rollback()
    return way_back(db.session(), task_id, day_of(db.session(), office.plan(), now), now)


def chain(office: Office) -> tuple[int, int, int]:
    """Add three tasks of which each waits for the one before."""
    first = office.add("A", 10, now=MONDAY, leads=("DSCA",))
    second = office.add("B", 5, now=MONDAY)
    third = office.add("C", 5, now=MONDAY)
    for after, before in ((second, first), (third, second)):
        dependencies.add(Change(office.coordinator, MONDAY), after, DependencyFields(before))
    return first, second, third


def test_it_is_the_first_open_task_that_the_end_waits_for(office: Office) -> None:
    first, second, third = chain(office)
    found = way(office, third)
    assert found is not None
    assert (found.ends.id, found.task.id, found.waiting) == (third, first, 2)
    assert found.owners.leads == ("DSCA",)

    done = {"percent": 100, "status": "complete"}
    office.report(first, MONDAY, office.coordinator, **done)
    after = way(office, third)
    assert after is not None
    assert (after.task.id, after.waiting, after.way) == (second, 1, "begin")


def test_work_of_which_nobody_hears_wants_a_report(office: Office) -> None:
    task = office.add("A", 60, now=MONDAY)
    office.report(task, MONDAY, office.coordinator, percent=10, actual_start_on=date(2026, 9, 14))
    soon, later = way(office, task, 4), way(office, task, 20)
    assert soon is not None
    assert later is not None
    assert (soon.way, later.way) == ("faster", "report")


def test_the_help_that_the_last_report_asks_for_comes_before_all_else(office: Office) -> None:
    task = office.add("A", 60, now=MONDAY)
    begun = {"percent": 10, "actual_start_on": date(2026, 9, 14), "status": "blocked"}
    office.report(task, MONDAY, office.coordinator, **begun)
    blocked = way(office, task)
    assert blocked is not None
    assert blocked.way == "unblock"
    office.report(task, MONDAY, office.coordinator, **begun, help_needed="Who tells the partner?")
    found = way(office, task, 20)
    assert found is not None
    assert found.help is not None
    assert (found.way, found.help.help_needed) == ("help", "Who tells the partner?")


def test_nothing_open_means_nothing_to_bring_forward(office: Office) -> None:
    task = office.add("A", 5, now=MONDAY)
    office.complete(task, MONDAY)
    assert way(office, task) is None
