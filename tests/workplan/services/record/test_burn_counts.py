"""Burn counts: whatever people do, the journal's sums are what counting the tasks gives."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG
from support.ground.play import Play
from support.record.counting import by_counting, in_journal
from workplan.calendars.spans import USUAL
from workplan.extensions import db
from workplan.services.record import burn_counts, journal
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.services.record.journal import Burn
from workplan.services.structure import plan_stages
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_verbs_in_any_order_the_sums_are_what_counting_gives(
    office: Office, seed: int
) -> None:
    play = Play(office, seed)
    assert in_journal(SLUG) == by_counting(SLUG) == Burn(1, 1, 1, 1)
    for _ in range(80):
        play.act()
        assert in_journal(SLUG) == by_counting(SLUG), f"seed {seed}: {play.done}"
    assert in_journal(OTHER_SLUG) == by_counting(OTHER_SLUG) == Burn(1, 1, 1, 1)
    journal.verify(db.session())


@pytest.mark.parametrize(
    ("days", "percent", "left"),
    [
        (10, 0, 10),
        (10, 1, 10),
        (10, 50, 5),
        (10, 51, 5),
        (10, 99, 1),
        (10, 100, 0),
        (0, 0, 0),
        (3, 33, 3),
        (3, 34, 2),
        (100, 29, 71),
    ],
)
def test_a_day_that_has_begun_is_left_whole(days: int, percent: int, left: int) -> None:
    assert burn_counts.remaining_days(days, percent) == left


def test_a_report_burns_what_it_reports_and_no_scope(office: Office) -> None:
    task = office.add("1a", 10)
    since = office.last_seq()
    office.report(task, NOW, percent=40)
    office.complete(task, NOW)
    office.report(task, NOW, percent=90)
    burns = [
        (e.scope_tasks, e.scope_days, e.remaining_tasks, e.remaining_days)
        for e in office.journal(since)
        if e.verb == "task.reported"
    ]
    assert burns == [(0, 0, 0, -4), (0, 0, -1, -6), (0, 0, 1, 1)]


def test_the_first_subtask_takes_its_parents_place_and_the_last_gives_it_back(
    office: Office,
) -> None:
    parent = office.add("1", 10)
    since = office.last_seq()
    child = office.add("1.1", 4, parent_id=parent)
    office.remove(child)
    burns = [
        (e.verb, e.scope_tasks, e.scope_days, e.remaining_tasks, e.remaining_days)
        for e in office.journal(since)
        if e.verb != "task.moved"
    ]
    assert burns == [("task.added", 0, -6, 0, -6), ("task.removed", 0, 6, 0, 6)]


def test_a_met_occurrence_is_not_one_more_task_and_the_next_is_still_to_do(
    office: Office,
) -> None:
    monthly = SuspenseRule("recurring", first_on=date(2026, 10, 1), every=USUAL["monthly"])
    task = office.add("1a", 4, monthly)
    office.report(task, NOW, percent=50)
    since = office.last_seq()
    office.complete(task, NOW)
    own = office.journal(since)[0]
    assert (own.scope_tasks, own.scope_days) == (0, 0)
    assert (own.remaining_tasks, own.remaining_days) == (0, 2)


def test_moves_and_days_burn_nothing(office: Office) -> None:
    office.add("1a", 10)
    plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 10)), office.plan().id)
    for entry in office.journal():
        if entry.verb in ("task.moved", "plan.day_passed", "plan.stage"):
            assert entry.scope_days == entry.remaining_days == 0
