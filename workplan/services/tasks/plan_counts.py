"""How many tasks a plan has, and how many of them are what; one count for every page and file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, case, func, select, true
from sqlalchemy.orm import Session

from models import Task
from workplan.services.tasks import states
from workplan.services.tasks.states import PlanDay
from workplan.vocabulary import WAYS_OUT

WORRYING = ("at_risk", "blocked")


class Counts(NamedTuple):
    """The figures of a plan.

    Args:
        total: the tasks without subtasks, which carry the work: what is left, `claimed`, `done`,
            `not_done`, `superseded` and `merged` add up to it.
        late: the tasks that are overdue or will miss their suspense; one with subtasks counts as
            well when it has a suspense of its own. `overdue` is part of it.
        at_risk: the open ones that an agency reports as at risk or blocked.
        finish_on: the computed end.
        last_due_on: the latest suspense of open work.
    """

    total: int = 0
    done: int = 0
    late: int = 0
    overdue: int = 0
    at_risk: int = 0
    finish_on: date | None = None
    last_due_on: date | None = None
    claimed: int = 0
    not_done: int = 0
    superseded: int = 0
    merged: int = 0

    @property
    def left(self) -> int:
        """How many tasks are open."""
        return self.total - self.done - self.claimed - self.ended

    @property
    def ended(self) -> int:
        """How many tasks were ended without being done."""
        return self.not_done + self.superseded + self.merged


def number_of(condition: ColumnElement[bool]) -> Any:
    """Return the expression that counts the rows of a condition."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def counts_of(
    session: Session, days: Mapping[int, PlanDay], of: ColumnElement[bool] | None = None
) -> dict[int, Counts]:
    """Return the counts of each plan; one select for any number of plans and tasks.

    Args:
        of: the condition on the tasks that are counted, such as those that an agency leads.
    """
    of = true() if of is None else of
    counted, is_open = states.counts_itself(), states.is_open()
    rows = session.execute(
        select(
            Task.plan_id,
            number_of(counted),
            number_of(counted & states.is_done()),
            number_of(states.is_late(days)),
            number_of(states.is_overdue(days)),
            number_of(counted & is_open & Task.status.in_(WORRYING)),
            func.max(case((counted, Task.finish_on))),
            func.max(case((is_open, Task.due_on))),
            number_of(counted & states.is_claimed()),
            *(number_of(counted & states.is_ended(way)) for way in WAYS_OUT),
        )
        .where(Task.plan_id.in_(days), Task.removed_at.is_(None), of)
        .group_by(Task.plan_id)
    )
    found = {plan_id: Counts(*figures) for plan_id, *figures in rows}
    return {plan_id: found.get(plan_id, Counts()) for plan_id in days}
