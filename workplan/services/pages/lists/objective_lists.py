"""The objectives of a plan: which tasks serve them, gaps and strays, and the grid of ties."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import Session

from models import Objective, Plan, Task, TaskObjective
from workplan.paging import page_within, pages_of
from workplan.services.record.read_models import read
from workplan.services.tasks import states
from workplan.services.tasks.owners import NOBODY, owners_of
from workplan.services.tasks.plan_counts import number_of
from workplan.services.tasks.states import PlanDay
from workplan.services.tasks.work_parts import WorkParts, part_columns

ROWS_A_PAGE = 50


class ObjectiveRow(NamedTuple):
    """An objective, with the figures of the tasks of the plan that serve it.

    Args:
        tasks: how many of those that count serve it; none is a gap.
        late: how many of those that serve it are late, counted as the plan's are: one with
            subtasks as well when it has a suspense of its own.
        late_work: how many of `tasks` are late.
        under_way: how many of `tasks` are begun and not late.
    """

    id: int
    code: str
    statement: str
    version: int
    is_retired: bool
    tasks: int
    late: int
    done: int
    claimed: int
    late_work: int
    under_way: int
    ended: int

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{self.code} {self.statement}"

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """The tasks by how they stand, each once, for the bar."""
        return WorkParts.of(self.tasks, self).named


class TiedTask(NamedTuple):
    """A row of the grid."""

    id: int
    code: str
    name: str


class GridRow(NamedTuple):
    """A task with its lead agencies, and the ids of the objectives in use that it serves."""

    task: TiedTask
    led_by: str
    serves: frozenset[int]


class Grid(NamedTuple):
    """A page of the grid.

    Args:
        total: how many tasks all its pages have.
    """

    rows: list[GridRow]
    total: int
    page: int
    pages: int


class Coverage(NamedTuple):
    """How many tasks of a plan count, and how many of them serve no objective in use."""

    tasks: int
    strays: int


def objectives(session: Session, plan: Plan, day: PlanDay) -> list[ObjectiveRow]:
    """Return the objectives of a plan's directive in their order; one select for any plan."""
    counted = states.counts_itself() & Task.id.is_not(None)
    wanted = (
        select(
            Objective.id,
            Objective.code,
            Objective.statement,
            Objective.version,
            Objective.retired_at.is_not(None).label("is_retired"),
            number_of(counted).label("tasks"),
            number_of(states.is_late({day.plan_id: day})).label("late"),
            *part_columns(day),
        )
        .outerjoin(TaskObjective, TaskObjective.objective_id == Objective.id)
        .outerjoin(Task, and_(Task.id == TaskObjective.task_id, Task.plan_id == plan.id))
        .where(Objective.directive_id == plan.directive_id)
        .group_by(Objective.id)
        .order_by(Objective.position, Objective.id)
    )
    return read(ObjectiveRow, session.execute(wanted))


def coverage(session: Session, plan_id: int) -> Coverage:
    """Return how many tasks of a plan serve no objective; one select."""
    row = session.execute(
        select(func.count(), number_of(~_serves())).where(
            Task.plan_id == plan_id, states.counts_itself()
        )
    ).one()
    return Coverage(*row)


def grid(session: Session, plan: Plan, page: int, *, only_strays: bool = False) -> Grid:
    """Return a page of the grid of tasks and objectives; five selects, however large the plan is.

    A task with subtasks is a row only while it is tied itself.
    """
    in_grid = and_(
        Task.plan_id == plan.id,
        Task.removed_at.is_(None),
        and_(states.counts_itself(), ~_serves())
        if only_strays
        else or_(states.counts_itself(), _serves()),
    )
    total = session.scalar(select(func.count()).select_from(Task).where(in_grid)) or 0
    page = page_within(page, total, ROWS_A_PAGE)
    shown = (
        select(Task.id, Task.code, Task.name)
        .where(in_grid)
        .order_by(Task.position, Task.id)
        .limit(ROWS_A_PAGE)
        .offset((page - 1) * ROWS_A_PAGE)
    )
    tasks = read(TiedTask, session.execute(shown))
    ids = [task.id for task in tasks]
    serves: dict[int, set[int]] = defaultdict(set)
    for task_id, objective_id in session.execute(
        select(TaskObjective.task_id, TaskObjective.objective_id)
        .join(Objective, Objective.id == TaskObjective.objective_id)
        .where(TaskObjective.task_id.in_(ids), Objective.retired_at.is_(None))
    ):
        serves[task_id].add(objective_id)
    owners = owners_of(session, ids)
    rows = [
        GridRow(task, owners.get(task.id, NOBODY).led_by, frozenset(serves[task.id]))
        for task in tasks
    ]
    return Grid(rows, total, page, pages_of(total, ROWS_A_PAGE))


def _serves() -> ColumnElement[bool]:
    """Return the condition of a task that serves an objective in use."""
    return exists(
        select(TaskObjective.task_id)
        .join(Objective, Objective.id == TaskObjective.objective_id)
        .where(TaskObjective.task_id == Task.id, Objective.retired_at.is_(None))
    )
