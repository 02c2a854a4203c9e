"""What the overview says beyond counts: who acts next, who is silent, and how agencies stand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from support.ground.moments import washington
from workplan.extensions import db
from workplan.services.pages.overview.overviews import Overview, overview
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields

if TYPE_CHECKING:
    from support.ground.office import Office

MONDAY = washington(2026, 9, 14)


def seen(office: Office, days: int) -> Overview:
    now = MONDAY + timedelta(days=days)
    plan_stages.pass_days(Change(SCHEDULER, now), office.plan().id)
    db.session.rollback()
    return overview(db.session(), office.plan(), now)


def test_who_acts_next_is_whoever_holds_what_a_late_task_waits_for(office: Office) -> None:
    first = office.add("A", 10, now=MONDAY, leads=("DSCA",))
    held = office.add("B", 10, date(2026, 9, 18), now=MONDAY, assignee_id=office.contributor.id)
    waiting = office.add("C", 3, date(2026, 9, 22), now=MONDAY)
    dependencies.add(Change(office.coordinator, MONDAY), waiting, DependencyFields(first))

    found = seen(office, 7)

    acts = found.next_actors
    assert (acts[held].person, acts[held].agencies, acts[held].on) == ("Carl Weber", "State PM", "")
    assert (acts[waiting].agencies, acts[waiting].on) == ("DSCA", "A")


def test_the_silent_stand_with_their_tasks_and_their_last_report(office: Office) -> None:
    task = office.add("A", 40, now=MONDAY, leads=("PM", "DSCA"))
    office.report(task, MONDAY, office.coordinator, percent=10, actual_start_on=date(2026, 9, 14))
    soon = seen(office, 5).silent
    assert "A" not in [line.task_code for one in soon for line in one.tasks]
    silent = {one.label: one for one in seen(office, 16).silent}
    assert {"State PM", "DSCA"} <= set(silent)
    assert "A" in [line.task_code for line in silent["DSCA"].tasks]
    assert silent["State PM"].last == MONDAY


def test_the_parts_of_an_agency_add_up_to_its_tasks(office: Office) -> None:
    done = office.add("A", 5, now=MONDAY)
    office.complete(done, MONDAY)
    office.add("B", 5, date(2026, 9, 15), now=MONDAY)
    begun = office.add("C", 40, now=MONDAY)
    office.report(begun, MONDAY, office.coordinator, percent=20, actual_start_on=date(2026, 9, 14))
    office.add("D", 5, now=MONDAY)
    bureau = next(one for one in seen(office, 4).agencies if one.label == "State PM")
    parts = dict(bureau.parts)
    assert sum(parts.values()) == bureau.total
    assert parts == {
        "done": 1,
        "claimed": 0,
        "late": 1,
        "under way": 1,
        "not started": bureau.total - 3,
        "ended otherwise": 0,
    }


def test_the_end_names_the_task_that_sets_it_and_how_far_it_moved(office: Office) -> None:
    last = office.add("A", 40, now=MONDAY)
    found = seen(office, 7)
    assert found.end is not None
    assert found.end.after.task_id == last
    assert found.end_move is not None
    assert found.end.days == sum(share.days for share in found.end_move.shares) > 0
    assert found.sets_the_end.led_by == "State PM"


def test_the_parts_of_an_objective_add_up_to_the_tasks_that_serve_it(office: Office) -> None:
    found = seen(office, 4).objectives
    assert found
    for one in found:
        parts = dict(one.parts)
        assert sum(parts.values()) == one.tasks
        assert parts["done"] == one.done
        assert parts["late"] <= one.late
