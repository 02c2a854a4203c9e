"""What finished work tells the forecast: planned by the baseline, taken by the reports."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from support.ground.office import FOUNDED_AT, SLUG
from workplan.extensions import db
from workplan.services.pages.forecast.finished_work import departments_of, finished_in
from workplan.services.record.change import Change
from workplan.services.structure.baseline import baselines
from workplan.services.structure.baseline.baselines import Grounds

if TYPE_CHECKING:
    from support.ground.office import Office


def done(office: Office, task_id: int, days: int) -> None:
    """Let a task begin on a Monday and take so many calendar days."""
    monday = FOUNDED_AT.date() - timedelta(days=FOUNDED_AT.weekday())
    office.report(
        task_id,
        FOUNDED_AT + timedelta(days=21),
        status="complete",
        percent=100,
        actual_start_on=monday,
        actual_finish_on=monday + timedelta(days=days - 1),
    )


def found(office: Office) -> dict[int, tuple[str, float, float]]:
    session, plan = db.session(), office.plan()
    departments = departments_of(session, plan.id)
    told = finished_in(session, plan, departments)
    return {one.finished.task: tuple(one.finished[1:]) for one in told}  # type: ignore[misc]


def test_days_taken_are_working_days_from_start_to_finish(office: Office) -> None:
    task = office.add("1a", 4)
    done(office, task, 5)
    assert found(office) == {task: ("State", 4, 5)}


def test_what_the_baseline_planned_counts_and_not_what_was_changed_since(office: Office) -> None:
    task = office.add("1a", 4)
    baselines.freeze(Change(office.coordinator, FOUNDED_AT), SLUG, "Approved", Grounds())
    office.change(task, duration_days=9)
    later = office.add("1b", 6)
    for one in (task, later):
        done(office, one, 5)
    assert {key: told[1] for key, told in found(office).items()} == {task: 4, later: 6}


def test_a_bureau_counts_as_its_department_and_the_first_of_several_leads_counts(
    office: Office,
) -> None:
    bureau, joint = office.add("1a", 4), office.add("1b", 4, leads=("DSCA", "PM"))
    departments = departments_of(db.session(), office.plan().id)
    first = office.agencies["PM"] < office.agencies["DSCA"]
    assert departments[bureau] == "State"
    assert departments[joint] == ("State" if first else "War")


def test_milestones_and_work_that_was_never_begun_tell_nothing(office: Office) -> None:
    stone, silent = office.add("1a", 0), office.add("1b", 4)
    done(office, stone, 1)
    office.report(silent, FOUNDED_AT, status="complete", percent=100)
    told = found(office)
    assert stone not in told
    assert silent not in told or told[silent][2] >= 1
