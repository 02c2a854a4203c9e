"""The task list of a plan: filtered, sorted and paged by the database."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models import Agency, Initiative, Task, TaskAgency
from workplan.services.access import Standing
from workplan.services.conditions import Condition, clause
from workplan.services.owners import NOBODY, Owners, owners_of
from workplan.services.portfolio import is_late, leaf
from workplan.services.rollups import Rollup, rollups_of
from workplan.services.rows import AnyRow
from workplan.services.search import TEXTS
from workplan.services.sought import stand_in, words_in

PAGE_SIZE = 50

COLUMNS = (
    Task.id,
    Task.code,
    Task.name,
    Task.parent_id,
    Task.status,
    Task.percent,
    Task.duration_days,
    Task.start_on,
    Task.finish_on,
    Task.forecast_on,
    Task.actual_finish_on,
    Task.due_on,
    Task.late_days,
    Task.total_float_days,
    Task.is_critical,
    Task.dates_source,
    Task.version,
)

SORTS: dict[str, tuple[Any, ...]] = {
    "plan": (Task.position,),
    "name": (Task.folded_name, Task.position),
    "due": (Task.due_on.is_(None), Task.due_on, Task.position),
    "finish": (Task.finish_on, Task.position),
    "late": (Task.late_days.desc(), Task.position),
    "float": (Task.total_float_days.is_(None), Task.total_float_days, Task.position),
}


@dataclass(frozen=True)
class TaskFilter:
    """What the address of the list says."""

    agency: str = ""
    initiative: str = ""
    status: str = ""
    is_late: bool = False
    text: str = ""
    sort: str = "plan"
    page: int = 1
    conditions: tuple[Condition, ...] = ()
    is_any: bool = False


class TaskPage(NamedTuple):
    """One page of tasks, and how many there are in all."""

    rows: Sequence[AnyRow]
    owners: dict[int, Owners]
    rollups: dict[int, Rollup]
    total: int
    page: int

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PAGE_SIZE))

    def owner(self, task_id: int) -> Owners:
        """Return who owns a task of this page."""
        return self.owners.get(task_id, NOBODY)


def page_of(session: Session, standing: Standing, wanted: TaskFilter, today: date) -> TaskPage:
    """Return the tasks of a plan that a filter means; four selects, however many there are."""
    conditions = _conditions(session, standing.plan_id, wanted, today)
    total = session.scalar(select(func.count()).select_from(Task).where(*conditions)) or 0
    last = max(1, -(-total // PAGE_SIZE))
    page = min(max(1, wanted.page), last)
    rows = session.execute(
        select(*COLUMNS)
        .where(*conditions)
        .order_by(*SORTS.get(wanted.sort, SORTS["plan"]))
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    ids = [row.id for row in rows]
    return TaskPage(rows, owners_of(session, ids), rollups_of(session, ids), total, page)


def all_of(session: Session, standing: Standing, wanted: TaskFilter, today: date) -> TaskPage:
    """Return every task that a filter means, however many, to be taken away."""
    rows = session.execute(
        select(*COLUMNS)
        .where(*_conditions(session, standing.plan_id, wanted, today))
        .order_by(*SORTS.get(wanted.sort, SORTS["plan"]))
    ).all()
    ids = [row.id for row in rows]
    return TaskPage(rows, owners_of(session, ids), rollups_of(session, ids), len(rows), 1)


def choices(session: Session, plan_id: int) -> tuple[Sequence[AnyRow], Sequence[AnyRow]]:
    """Return the agencies that own tasks of a plan, and its lines of effort."""
    agencies = session.execute(
        select(Agency.code, Agency.label)
        .where(
            Agency.id.in_(
                select(TaskAgency.agency_id)
                .join(Task, Task.id == TaskAgency.task_id)
                .where(Task.plan_id == plan_id)
            )
        )
        .order_by(Agency.label)
    ).all()
    initiatives = session.execute(
        select(Initiative.code, Initiative.title)
        .where(Initiative.plan_id == plan_id)
        .order_by(Initiative.position)
    ).all()
    return agencies, initiatives


def _conditions(
    session: Session, plan_id: int, wanted: TaskFilter, today: date
) -> list[ColumnElement[bool]]:
    conditions = [Task.plan_id == plan_id, Task.removed_at.is_(None)]
    if wanted.agency:
        owning = select(TaskAgency.task_id).join(Agency, Agency.id == TaskAgency.agency_id)
        conditions.append(Task.id.in_(owning.where(Agency.code == wanted.agency)))
    if wanted.initiative:
        conditions.append(
            Task.initiative_id.in_(
                select(Initiative.id).where(
                    Initiative.plan_id == plan_id, Initiative.code == wanted.initiative
                )
            )
        )
    if wanted.status == "open":
        conditions.append(Task.actual_finish_on.is_(None))
    elif wanted.status:
        conditions.append(Task.status == wanted.status)
    if wanted.is_late:
        conditions += [leaf(), is_late({plan_id: today})]
    if wanted.text:
        conditions.append(stand_in(words_in(wanted.text), *TEXTS))
    if wanted.conditions:
        typed = wanted.conditions
        conditions.append(clause(session, plan_id, typed, today, is_any=wanted.is_any))
    return conditions
