"""Burn counts: whatever people do, the journal's sums are what counting the tasks gives."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Dependency, Suspense, Task
from support.counting import by_counting, in_journal, plus
from support.moments import washington
from support.office import OTHER_SLUG, SLUG
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services import baselines, burn, dependencies, journal, plans, tasks
from workplan.services.actor import SCHEDULER
from workplan.services.dependencies import DependencyFields
from workplan.services.journal import Burn
from workplan.services.suspenses import SuspenseRule
from workplan.services.task_fields import fields_of

if TYPE_CHECKING:
    from support.office import Office

NOW = washington(2026, 9, 2)


class Play:
    """A run of random verbs; it remembers the occurrences that were met, which are scope too."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office, self.chance = office, Random(seed)  # noqa: S311  # repeatable
        self.now, self.codes = NOW, 0
        self.met = [0, 0]
        self.done: list[str] = []

    def act(self) -> None:
        """Do one thing, if it is allowed."""
        verbs: list[tuple[int, Callable[[], None]]] = [
            (5, self.add),
            (4, self.change),
            (8, self.report),
            (2, self.complete),
            (2, self.remove),
            (2, self.tie),
            (1, self.untie),
            (1, self.freeze),
            (1, self.pass_days),
        ]
        verb = self.chance.choices([v for _, v in verbs], [w for w, _ in verbs])[0]
        self.done.append(verb.__name__)
        try:
            verb()
        except InvalidInput as refused:
            self.done[-1] += f" ({refused.field})"

    def add(self) -> None:
        self.codes += 1
        parent = self.pick() if self.chance.random() < 0.4 else None
        rule = (
            SuspenseRule("recurring", first_on=date(2026, 10, 1), every="monthly")
            if self.chance.random() < 0.2
            else SuspenseRule("none")
        )
        days = self.chance.choice((0, 1, 3, 7, 20))
        self.office.add(f"x{self.codes}", days, rule, now=self.now, parent_id=parent)

    def change(self) -> None:
        if (task := self.pick()) is None:
            return
        fields = fields_of(db.session(), self.office.task(task))
        if self.chance.random() < 0.5:
            fields = replace(fields, duration_days=self.chance.randint(0, 15))
        if self.chance.random() < 0.5:
            fields = replace(fields, parent_id=self.chance.choice((None, self.pick())))
        version = self.office.task(task).version
        tasks.change(self.office.coordinator, self.now, task, version, fields)

    def report(self) -> None:
        if (task := self.pick()) is not None:
            percent = self.chance.choice((0, 5, 33, 50, 66, 99))
            self.office.report(task, self.now, self.office.coordinator, percent=percent)

    def complete(self) -> None:
        if (task := self.pick()) is None:
            return
        row = self.office.task(task)
        days, due_on = row.duration_days, row.due_on
        rule = db.session.scalar(select(Suspense.rule).where(Suspense.task_id == task))
        # What has subtasks counts through them, so an occurrence of its own is no scope.
        is_counted = burn.is_counted(db.session(), task)
        self.office.report(task, self.now, self.office.coordinator, percent=100)
        if rule == "recurring" and due_on is not None and is_counted:
            self.met[0] += 1
            self.met[1] += days

    def remove(self) -> None:
        if (task := self.pick()) is not None:
            self.office.remove(task, self.now)

    def tie(self) -> None:
        first, second = self.pick(), self.pick()
        if first is not None and second is not None:
            dependencies.add(self.office.coordinator, self.now, second, DependencyFields(first))

    def untie(self) -> None:
        ids = db.session.scalars(select(Dependency.id).order_by(Dependency.id)).all()
        if ids:
            dependencies.remove(self.office.coordinator, self.now, self.chance.choice(ids))

    def freeze(self) -> None:
        baselines.freeze(self.office.coordinator, self.now, SLUG, f"Baseline {len(self.done)}")

    def pass_days(self) -> None:
        self.now += timedelta(days=self.chance.randint(1, 4))
        plans.pass_days(SCHEDULER, self.now, self.office.plan().id)

    def pick(self) -> int | None:
        """Return one of the tasks in the plan."""
        plan = self.office.plan().id
        ids = db.session.scalars(
            select(Task.id).where(Task.plan_id == plan, Task.removed_at.is_(None)).order_by(Task.id)
        ).all()
        return self.chance.choice(ids) if ids else None


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_any_verbs_in_any_order_the_sums_are_what_counting_gives(
    office: Office, seed: int
) -> None:
    play = Play(office, seed)
    assert in_journal(SLUG) == by_counting(SLUG) == Burn(1, 1, 1, 1)
    for _ in range(80):
        play.act()
        counted = by_counting(SLUG)
        expected = plus(counted, Burn(*play.met))
        assert in_journal(SLUG) == expected, f"seed {seed}: {play.done}"
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
    assert burn.remaining_days(days, percent) == left


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


def test_a_met_occurrence_is_scope_that_was_done_and_the_next_is_still_to_do(
    office: Office,
) -> None:
    monthly = SuspenseRule("recurring", first_on=date(2026, 10, 1), every="monthly")
    task = office.add("1a", 4, monthly)
    office.report(task, NOW, percent=50)
    since = office.last_seq()
    office.complete(task, NOW)
    own = office.journal(since)[0]
    assert (own.scope_tasks, own.scope_days) == (1, 4)
    assert (own.remaining_tasks, own.remaining_days) == (0, 2)


def test_moves_and_days_burn_nothing(office: Office) -> None:
    office.add("1a", 10)
    plans.pass_days(SCHEDULER, washington(2026, 9, 10), office.plan().id)
    for entry in office.journal():
        if entry.verb in ("task.moved", "plan.day_passed", "plan.stage"):
            assert entry.scope_days == entry.remaining_days == 0
