"""Counts a plan from its bare rows, by rules written down here a second time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Objective, Plan, Task, TaskObjective
from workplan.extensions import db

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True)
class Reckoned:
    """What a plan is on a day; tasks by their codes, and objectives by their numbers."""

    rows: frozenset[str]
    leaves: frozenset[str]
    open: frozenset[str]
    overdue: frozenset[str]
    will_miss: frozenset[str]
    percent: dict[str, int]
    ahead: list[str]
    serving: dict[str, frozenset[str]]

    @property
    def late(self) -> frozenset[str]:
        return self.overdue | self.will_miss

    @property
    def done(self) -> frozenset[str]:
        return self.leaves - self.open


def reckon(plan_id: int, today: date) -> Reckoned:
    """Return what every page, file, mail and command has to say of a plan."""
    db.session.rollback()
    live = db.session.scalars(
        select(Task).where(Task.plan_id == plan_id, Task.removed_at.is_(None))
    ).all()
    below: dict[int, list[Task]] = {}
    for task in live:
        if task.parent_id is not None:
            below.setdefault(task.parent_id, []).append(task)

    def ends(task: Task) -> list[Task]:
        children = below.get(task.id)
        return [end for child in children for end in ends(child)] if children else [task]

    open_, overdue, will_miss, percent = set(), set(), set(), {}
    for task in live:
        mine = ends(task)
        weights = [max(end.duration_days, 1) for end in mine]
        dones = [100 if end.actual_finish_on else end.percent for end in mine]
        percent[task.code] = sum(w * d for w, d in zip(weights, dones, strict=True)) // sum(weights)
        if all(end.actual_finish_on for end in mine):
            continue
        open_.add(task.code)
        if task.due_on is not None and task.due_on < today:
            overdue.add(task.code)
        elif task.due_on is not None and task.late_days > 0:
            will_miss.add(task.code)
    return Reckoned(
        frozenset(t.code for t in live),
        frozenset(t.code for t in live if t.id not in below),
        frozenset(open_),
        frozenset(overdue),
        frozenset(will_miss),
        percent,
        [
            task.code
            for task in sorted(live, key=lambda t: (t.due_on or today, t.position))
            if task.code in open_ and task.due_on is not None and task.due_on >= today
        ],
        _serving(plan_id, {task.id: task.code for task in live}),
    )


def _serving(plan_id: int, live: dict[int, str]) -> dict[str, frozenset[str]]:
    """Return the tasks that are tied to each objective in use, those with subtasks too."""
    aims = select(Objective).join(Plan, Plan.directive_id == Objective.directive_id)
    ties = db.session.scalars(select(TaskObjective)).all()
    return {
        one.code: frozenset(
            live[tie.task_id] for tie in ties if tie.objective_id == one.id and tie.task_id in live
        )
        for one in db.session.scalars(aims.where(Plan.id == plan_id)).all()
        if one.retired_at is None
    }
