"""How far a plan slipped against a baseline, by line of effort, lead agency or objective."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, Initiative, Objective, Plan, Task, TaskAgency, TaskObjective
from workplan.calendars.working import WorkingCalendar
from workplan.errors import InvalidInput
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.record.read_models import read
from workplan.services.structure.baseline.baseline_comparisons import Sides

By = Literal["effort", "agency", "objective"]
GROUPS: dict[By, str] = {
    "effort": "Line of effort",
    "agency": "Lead agency",
    "objective": "Objective",
}


class Slipped(NamedTuple):
    """A task on both sides, or on one of them."""

    task_id: int
    finish_before: date | None
    finish_after: date | None


class Group(NamedTuple):
    """What slipped in a group; a task of several groups counts in each.

    Args:
        tasks: how many stand on both sides, of which so many finish `later` and `earlier`.
        days: the working days by which they finish later, all told; negative for earlier.
        end_days: by how many working days the last of them moved.
    """

    name: str
    tasks: int
    later: int
    earlier: int
    added: int
    removed: int
    days: int
    ends_before: date | None
    ends_after: date | None
    end_days: int

    @property
    def average(self) -> float:
        """By how many working days a task finishes later on average."""
        return self.days / self.tasks if self.tasks else 0.0


def slippage(session: Session, plan: Plan, sides: Sides, by: str) -> list[Group]:
    """Return the groups of a plan, in its order; work of none comes last.

    Three selects for any number of tasks.

    Raises:
        InvalidInput: for a way of grouping that is none.
    """
    if by not in GROUPS:
        raise InvalidInput("by", f"“{by[:40]}” groups nothing. Use {', '.join(GROUPS)}.")
    a, b = sides.before.c, sides.after.c
    rows = read(
        Slipped,
        session.execute(
            sides.joined(
                Task.id.label("task_id"),
                a.finish_on.label("finish_before"),
                b.finish_on.label("finish_after"),
            )
        ),
    )
    names, members = _groups(session, plan, by)
    found: dict[int | None, list[Slipped]] = defaultdict(list)
    for row in rows:
        for group in members.get(row.task_id, (None,)):
            found[group].append(row)
    calendar = calendar_of_plan(plan)
    order = [*names, None]
    return [
        _group(names[key] if key is not None else "none", found[key], calendar)
        for key in order
        if found.get(key)
    ]


def _group(name: str, rows: Iterable[Slipped], calendar: WorkingCalendar) -> Group:
    rows = list(rows)
    both = [
        calendar.working_days_between(row.finish_before, row.finish_after)
        for row in rows
        if row.finish_before and row.finish_after
    ]
    before = max((row.finish_before for row in rows if row.finish_before), default=None)
    after = max((row.finish_after for row in rows if row.finish_after), default=None)
    return Group(
        name,
        len(both),
        sum(days > 0 for days in both),
        sum(days < 0 for days in both),
        sum(row.finish_before is None for row in rows),
        sum(row.finish_after is None for row in rows),
        sum(both),
        before,
        after,
        calendar.working_days_between(before, after) if before and after else 0,
    )


def _groups(session: Session, plan: Plan, by: str) -> tuple[dict[int, str], dict[int, list[int]]]:
    """Return the names of the groups in their order, and the groups of each task."""
    of_plan = Task.plan_id == plan.id
    if by == "effort":
        named = (
            select(Initiative.id, Initiative.code, Initiative.title)
            .where(Initiative.plan_id == plan.id)
            .order_by(Initiative.position, Initiative.id)
        )
        ties = select(Task.id, Task.initiative_id).where(of_plan, Task.initiative_id.is_not(None))
    elif by == "agency":
        named = select(Agency.id, Agency.label, Agency.name).order_by(Agency.label, Agency.id)
        ties = (
            select(TaskAgency.task_id, TaskAgency.agency_id)
            .join(Task, Task.id == TaskAgency.task_id)
            .where(of_plan, TaskAgency.role == "lead")
            .order_by(TaskAgency.agency_id)
        )
    else:
        named = (
            select(Objective.id, Objective.code, Objective.statement)
            .where(Objective.directive_id == plan.directive_id)
            .order_by(Objective.position, Objective.id)
        )
        ties = (
            select(TaskObjective.task_id, TaskObjective.objective_id)
            .join(Task, Task.id == TaskObjective.task_id)
            .where(of_plan)
            .order_by(TaskObjective.objective_id)
        )
    members: dict[int, list[int]] = defaultdict(list)
    for task_id, group in session.execute(ties):
        if group is not None:
            members[task_id].append(group)
    rows = session.execute(named)
    names = {key: short if by == "agency" else f"{short} {long}" for key, short, long in rows}
    return names, members
