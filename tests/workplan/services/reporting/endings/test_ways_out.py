"""Tasks that are ended without being done: counted apart, never hidden, and brought back."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date
from io import StringIO
from typing import TYPE_CHECKING

import pytest

from models import Task
from support.ground.moments import washington
from support.web.refusals import refused
from workplan.errors import InvalidInput, NotAllowed, StaleVersion
from workplan.exchange.merging import Here, merge
from workplan.exchange.project import writing
from workplan.exchange.tables import csv_file
from workplan.extensions import db
from workplan.services.interchange import planfiles
from workplan.services.pages.burndown.histories import burndown_of
from workplan.services.record.change import Change
from workplan.services.reporting.endings import ways_out
from workplan.services.reporting.endings.ways_out import Ended
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks import plan_counts, states

if TYPE_CHECKING:
    from support.ground.office import Office
    from workplan.exchange.planfile import PlanFile
    from workplan.services.tasks.plan_counts import Counts

FRIDAY = washington(2026, 9, 11, 12)
LATER = washington(2026, 9, 15, 12)


@pytest.fixture
def two(office: Office) -> tuple[int, int]:
    """Two tasks, of which the second waits for the first."""
    first, second = office.add("2a", 10, date(2026, 9, 10)), office.add("2b", 5)
    change = Change(office.coordinator, FRIDAY)
    dependencies.add(change, second, DependencyFields(first))
    return first, second


def end(office: Office, task_id: int, wanted: Ended) -> None:
    version = office.task(task_id).version
    ways_out.end(Change(office.coordinator, FRIDAY), task_id, version, wanted)


def counts(office: Office) -> Counts:
    plan = office.plan()
    day = states.day_of(db.session(), plan, LATER)
    return plan_counts.counts_of(db.session(), {plan.id: day})[plan.id]


def test_an_ended_task_is_neither_left_nor_done_and_the_total_stays(
    office: Office, two: tuple[int, int]
) -> None:
    first, second = two
    before = counts(office)
    end(office, first, Ended("superseded", "2b covers it", into_task_id=second))
    after = counts(office)
    assert (after.total, after.left, after.done) == (before.total, before.left - 1, before.done)
    assert (after.superseded, after.overdue) == (1, 0)
    task = office.task(first)
    assert (task.is_open, task.ending, task.ended_on) == (False, "superseded", FRIDAY.date())
    assert states.day_of(db.session(), office.plan(), LATER).state_of(task) == ("superseded", 0)


def test_what_waited_for_it_goes_on_from_the_decision(office: Office, two: tuple[int, int]) -> None:
    first, second = two
    assert office.task(second).start_on == date(2026, 9, 16)
    end(office, first, Ended("not_done", "No money"))
    assert office.task(second).start_on == date(2026, 9, 14)


def test_it_is_brought_back_as_it_was(office: Office, two: tuple[int, int]) -> None:
    first, second = two
    before = office.task(first)
    stood = before.status, before.percent, before.finish_on, office.task(second).start_on
    end(office, first, Ended("not_done", "No money"))
    version = office.task(first).version
    with refused(InvalidInput, "Why"):
        ways_out.bring_back(Change(office.coordinator, FRIDAY), first, version, " ")
    ways_out.bring_back(Change(office.coordinator, FRIDAY), first, version, "There is money")
    task = office.task(first)
    assert (task.status, task.percent, task.finish_on, office.task(second).start_on) == stood
    assert (task.is_open, task.ending, task.ended_on) == (True, None, None)
    assert counts(office).ended == 0


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (Ended("forgotten", "Because"), "Choose one"),
        (Ended("not_done", " "), "Why"),
        (Ended("merged", "The same"), "Into which task"),
        (Ended("superseded", "Newer"), "What supersedes"),
        (Ended("not_done", "No money", into_task_id=1), "has none in its place"),
    ],
)
def test_a_way_out_says_what_it_lacks(
    office: Office, two: tuple[int, int], wanted: Ended, words: str
) -> None:
    version = office.task(two[0]).version
    with refused(InvalidInput, words):
        ways_out.end(Change(office.coordinator, FRIDAY), two[0], version, wanted)


def test_only_a_coordinator_ends_a_task_and_only_as_they_saw_it(
    office: Office, two: tuple[int, int]
) -> None:
    with refused(NotAllowed):
        ways_out.end(Change(office.lead, FRIDAY), two[0], 1, Ended("not_done", "No money"))
    with refused(StaleVersion):
        ways_out.end(Change(office.coordinator, FRIDAY), two[0], 99, Ended("not_done", "None"))
    office.complete(two[0], FRIDAY)
    version = office.task(two[0]).version
    with refused(InvalidInput, "is done"):
        ways_out.end(Change(office.coordinator, FRIDAY), two[0], version, Ended("not_done", "X"))


def test_nobody_reports_on_a_task_that_was_ended(office: Office, two: tuple[int, int]) -> None:
    end(office, two[0], Ended("not_done", "No money"))
    with refused(InvalidInput, "bring it back"):
        office.report(two[0], LATER, percent=50)


def test_the_arithmetic_of_the_burndown_has_a_term_for_each_way_and_adds_up(
    office: Office, two: tuple[int, int]
) -> None:
    """In tasks and in days: start − done − claimed − ended + added − removed = left."""
    first, second = two
    office.report(first, FRIDAY, percent=50)
    third = office.add("2c", 4)
    end(office, first, Ended("merged", "The same", into_task_id=second))
    end(office, third, Ended("not_done", "No money"))
    office.complete(second, LATER)
    found = burndown_of(db.session(), office.plan(), LATER.date())
    counted = counts(office)
    in_tasks, in_days = found.arithmetic("tasks"), found.arithmetic("days")
    assert in_tasks is not None
    assert in_days is not None
    assert (in_tasks.done, in_tasks.apart.merged, in_tasks.apart.not_done) == (1, 1, 1)
    assert (counted.done, counted.merged, counted.not_done) == (1, 1, 1)
    assert (in_tasks.left, in_tasks.added) == (counted.left, counted.total - in_tasks.start)
    # Five of ten days of the first were reported, and all five of the second.
    assert (in_days.done, in_days.apart.merged, in_days.apart.not_done) == (10, 5, 4)
    for sum_ in (in_tasks, in_days):
        gone = sum_.done + sum_.apart.claimed + sum_.apart.ended + sum_.removed
        assert sum_.start + sum_.added + sum_.reestimated - gone == sum_.left
    before = burndown_of(db.session(), office.plan(), date(2026, 9, 10)).arithmetic("tasks")
    assert before is not None
    assert before.apart.ended == 0


def test_a_task_is_as_its_subtasks_are_ended(office: Office) -> None:
    above = office.add("7", 1)
    parts = [office.add(f"7{letter}", 2, parent_id=above) for letter in "ab"]
    office.report(parts[1], FRIDAY, percent=50)
    end(office, parts[0], Ended("not_done", "No money"))
    assert (office.task(above).is_open, office.task(above).done_percent) == (True, 50)
    end(office, parts[1], Ended("not_done", "No money"))
    task: Task = office.task(above)
    assert (task.is_open, task.ending, task.done_percent) == (False, "not_done", 0)
    assert (office.task(parts[0]).done_percent, office.task(parts[1]).done_percent) == (0, 50)
    rows = planfiles.planfile_of(db.session(), office.plan())
    table = csv_file.write(rows, date(2026, 9, 15)).decode()
    written = {row["Code"]: row["% complete"] for row in csv.DictReader(StringIO(table))}
    assert (written["7"], written["7a"], written["7b"]) == ("0", "0", "50")
    version = office.task(parts[0]).version
    ways_out.bring_back(Change(office.coordinator, FRIDAY), parts[0], version, "There is money")
    assert (office.task(above).is_open, office.task(above).ending) == (True, None)


def test_a_file_tells_it_apart_and_a_merge_of_that_file_changes_nothing(
    office: Office, two: tuple[int, int]
) -> None:
    end(office, two[0], Ended("not_done", "No money"))
    plan = planfiles.planfile_of(db.session(), office.plan())
    row = next(task for task in plan.tasks if task.code == "2a")
    assert (row.status, row.is_ended, row.actual_finish_on) == ("not_done", True, FRIDAY.date())
    table = csv_file.write(plan, date(2026, 9, 15)).decode()
    assert "Not done" in table
    assert re.search("<Name>Draft part 2a</Name><Active>0</Active>", mspdi_text(plan))
    for newer in (plan, replace(plan, tasks=[t for t in plan.tasks if t.code != "2a"])):
        known = frozenset(task.uid for task in plan.tasks)
        found = merge(plan, newer, Here(from_file=known))
        assert (found.added, found.removed, found.changed) == ([], [], [])


def mspdi_text(plan: PlanFile) -> str:
    return re.sub(r">\s+<", "><", writing.write(plan, date(2026, 9, 15)).decode())


def test_nothing_goes_below_a_task_that_was_ended(office: Office, two: tuple[int, int]) -> None:
    end(office, two[0], Ended("not_done", "No money"))
    with refused(InvalidInput, "Bring it back first"):
        office.add("2x", 3, parent_id=two[0])
    with refused(InvalidInput, "Bring it back first"):
        office.change(two[1], parent_id=two[0])


def test_a_task_that_loses_its_last_subtask_is_open_as_it_was_itself(office: Office) -> None:
    above, other = office.add("7", 3), office.add("8", 1)
    below = office.add("7a", 2, parent_id=above)
    end(office, below, Ended("not_done", "No money"))
    assert office.task(above).ending == "not_done"
    office.change(below, parent_id=other)
    assert (office.task(above).is_open, office.task(above).ending) == (True, None)
    office.report(above, LATER, percent=50)
    assert (office.task(above).is_open, office.task(other).ending) == (True, "not_done")
