"""Freeze a plan under a name."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.orm import Session, aliased

from models import Baseline, BaselineTask, Plan, Task
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change

MAX_NAME = 200


class Frozen(NamedTuple):
    """A baseline, by its name and the day on which it was frozen."""

    name: str
    frozen_on: date


def of_plan(session: Session, plan_id: int) -> list[Frozen]:
    """Return the baselines of a plan that are not retired, the oldest first."""
    rows = session.execute(
        select(Baseline.name, Baseline.frozen_on)
        .where(Baseline.plan_id == plan_id, Baseline.retired_at.is_(None))
        .order_by(Baseline.frozen_at)
    )
    return [Frozen(row.name, row.frozen_on) for row in rows]


def freeze(change: Change, slug: str, name: str) -> int:
    """Copy a plan's tasks, with their dates as they stand, and return the baseline's id."""
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        return freeze_in(change, plan, name)


def free_name(session: Session, plan: Plan, name: str) -> str:
    """Return a name that no baseline of the plan has: this one, or this one with a number."""
    taken = set(session.scalars(select(Baseline.name).where(Baseline.plan_id == plan.id)))
    names = (name, *(f"{name} ({number})" for number in range(2, len(taken) + 3)))
    return next(found for found in names if found not in taken)


def freeze_in(change: Change, plan: Plan, name: str) -> int:
    """Freeze inside the caller's transaction."""
    session = change.session
    if not name.strip() or len(name) > MAX_NAME or not name.isprintable():
        raise InvalidInput(
            "name", f"Give the baseline a name on one line, of {MAX_NAME} characters at most."
        )
    if session.scalar(
        select(Baseline.id).where(Baseline.plan_id == plan.id, Baseline.name == name)
    ):
        raise InvalidInput("name", f"This plan has a baseline “{name}” already. Choose a new name.")
    on_day = civil_date(change.now, plan.time_zone)
    baseline = Baseline(
        plan_id=plan.id,
        name=name,
        frozen_at=change.now,
        frozen_on=on_day,
        frozen_by_id=change.actor.id,
    )
    session.add(baseline)
    session.flush()
    child = aliased(Task)
    has_child = select(child.id).where(child.parent_id == Task.id, child.removed_at.is_(None))
    columns = ("code", "name", "duration_days", "start_on", "finish_on", "due_on")
    session.execute(
        insert(BaselineTask).from_select(
            ["baseline_id", "task_id", *columns, "is_summary"],
            select(
                select(Baseline.id).where(Baseline.id == baseline.id).scalar_subquery(),
                Task.id,
                *(getattr(Task, column) for column in columns),
                has_child.exists(),
            ).where(Task.plan_id == plan.id, Task.removed_at.is_(None), Task.start_on.is_not(None)),
        )
    )
    entry = journal.Entry("baseline.frozen", ("baseline", baseline.id), after={"name": name})
    journal.record(change, on_day, plan.id, [entry])
    return baseline.id
