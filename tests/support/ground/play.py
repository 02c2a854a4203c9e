"""Plays a plan: random verbs, one after another, as people might do them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models import Dependency, JournalEntry, Task
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.calendars.spans import USUAL, days
from workplan.clock import civil_date
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.services.record.verbs import UNDOABLE
from workplan.services.structure import plan_stages
from workplan.services.structure.baseline import baselines
from workplan.services.structure.task import dependencies, tasks
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

NOW = washington(2026, 9, 2)


class Play:
    """A run of random verbs, the same for the same seed."""

    def __init__(self, office: Office, seed: int, now: datetime = NOW) -> None:
        self.office, self.chance = office, Random(seed)  # noqa: S311  # repeatable
        self.now, self.codes = now, 0
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
            (1, self.undo),
            (1, self.pass_days),
        ]
        verb = self.chance.choices([v for _, v in verbs], [w for w, _ in verbs])[0]
        self.done.append(verb.__name__)
        try:
            verb()
        except InvalidInput as refused:
            self.done[-1] += f" ({refused.field})"
        except StaleVersion:
            self.done[-1] += " (changed since)"

    def add(self) -> None:
        self.codes += 1
        parent = self.pick() if self.chance.random() < 0.4 else None
        rule = self.rule()
        days = self.chance.choice((0, 1, 3, 7, 20))
        self.office.add(f"x{self.codes}", days, rule, now=self.now, parent_id=parent)

    def rule(self) -> SuspenseRule:
        """Return a suspense: none, again and again, on a day around now, or after another task."""
        draw, day = self.chance.random(), civil_date(self.now, "America/New_York")
        if draw < 0.2:
            first = date(day.year, day.month, 1)
            return SuspenseRule("recurring", first_on=first, every=USUAL["monthly"])
        if draw < 0.6:
            due_on = day + timedelta(days=self.chance.randint(-9, 30))
            return SuspenseRule("fixed", fixed_on=due_on)
        if draw < 0.7 and (anchor := self.pick()) is not None:
            return SuspenseRule("after_task", within=days(5), after_task_id=anchor)
        return SuspenseRule("none")

    def change(self) -> None:
        if (task := self.pick()) is None:
            return
        fields = fields_of(db.session(), self.office.task(task))
        if self.chance.random() < 0.5:
            fields = replace(fields, duration_days=self.chance.randint(0, 15))
        if self.chance.random() < 0.5:
            fields = replace(fields, parent_id=self.chance.choice((None, self.pick())))
        version = self.office.task(task).version
        tasks.change(Change(self.office.coordinator, self.now), task, version, fields)

    def report(self) -> None:
        if (task := self.pick()) is not None:
            percent = self.chance.choice((0, 5, 33, 50, 66, 99))
            self.office.report(task, self.now, self.office.coordinator, percent=percent)

    def complete(self) -> None:
        if (task := self.pick()) is None:
            return
        self.office.report(task, self.now, self.office.coordinator, percent=100)

    def remove(self) -> None:
        if (task := self.pick()) is not None:
            self.office.remove(task, self.now)

    def undo(self) -> None:
        """Take back the last change that can be, if it still can."""
        entry = JournalEntry
        seq = db.session.scalar(
            select(func.max(entry.seq)).where(
                entry.verb.in_(UNDOABLE), entry.plan_id == self.office.plan().id
            )
        )
        if seq is not None:
            undo.undo(Change(self.office.coordinator, self.now), seq)

    def tie(self) -> None:
        first, second = self.pick(), self.pick()
        if first is not None and second is not None:
            dependencies.add(
                Change(self.office.coordinator, self.now), second, DependencyFields(first)
            )

    def untie(self) -> None:
        mine = Dependency.plan_id == self.office.plan().id
        ids = db.session.scalars(select(Dependency.id).where(mine).order_by(Dependency.id)).all()
        if ids:
            dependencies.remove(Change(self.office.coordinator, self.now), self.chance.choice(ids))

    def freeze(self) -> None:
        baselines.freeze(
            Change(self.office.coordinator, self.now), SLUG, f"Baseline {len(self.done)}"
        )

    def pass_days(self) -> None:
        self.now += timedelta(days=self.chance.randint(1, 4))
        plan_stages.pass_days(Change(SCHEDULER, self.now), self.office.plan().id)

    def pick(self) -> int | None:
        """Return one of the tasks in the plan."""
        plan = self.office.plan().id
        ids = db.session.scalars(
            select(Task.id).where(Task.plan_id == plan, Task.removed_at.is_(None)).order_by(Task.id)
        ).all()
        return self.chance.choice(ids) if ids else None
