"""Who serves what: the tasks of a plan by objective and lead agency, with what is late of them.

Only tasks that carry work are counted, once for each objective and lead; the last column and the
last row count each once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Agency, Objective, Plan, Task, TaskAgency, TaskObjective
from workplan.services.record.read_models import read
from workplan.services.tasks import states
from workplan.services.tasks.plan_counts import number_of
from workplan.services.tasks.states import PlanDay


class Cell(NamedTuple):
    """The tasks of an objective that an agency leads."""

    tasks: int
    done: int
    overdue: int
    will_miss: int


class Leading(NamedTuple):
    """An agency that leads a task of the plan: a column."""

    id: int
    label: str
    code: str


class Served(NamedTuple):
    """An objective: a row.

    Args:
        cells: by agency; none where it leads no task of it.
        whole: all its tasks; None is a gap.
    """

    id: int
    code: str
    statement: str
    cells: Mapping[int, Cell]
    whole: Cell | None


class Matrix(NamedTuple):
    """The whole of it.

    Args:
        totals: by agency, each task once.
        strays: the tasks that serve no objective in use.
    """

    agencies: Sequence[Leading]
    rows: Sequence[Served]
    totals: Mapping[int, Cell]
    whole: Cell
    strays: int

    @property
    def gaps(self) -> list[Served]:
        """The objectives that no task serves."""
        return [row for row in self.rows if row.whole is None]

    @property
    def finding(self) -> str:
        """What it shows, as a sentence: its title."""
        served = len(self.rows) - len(self.gaps)
        if not self.rows:
            return "The directive names no objective yet"
        if not self.gaps:
            return f"Each of {len(self.rows)} objectives has tasks"
        named = ", ".join(row.code for row in self.gaps)
        kind = "objective" if len(self.gaps) == 1 else "objectives"
        return f"{served} of {len(self.rows)} objectives have tasks; nobody serves {kind} {named}"


def matrix_of(session: Session, plan: Plan, day: PlanDay, strays: int) -> Matrix:
    """Return who serves what; six selects for any number of tasks.

    Args:
        strays: how many tasks serve no objective.
    """
    agencies = read(
        Leading,
        session.execute(
            select(Agency.id, Agency.label, Agency.code)
            .where(
                Agency.id.in_(
                    select(TaskAgency.agency_id)
                    .join(Task, Task.id == TaskAgency.task_id)
                    .where(*_of(plan), TaskAgency.role == "lead")
                )
            )
            .order_by(Agency.label, Agency.id)
        ),
    )
    objectives = session.execute(
        select(Objective.id, Objective.code, Objective.statement)
        .where(Objective.directive_id == plan.directive_id, Objective.retired_at.is_(None))
        .order_by(Objective.position, Objective.id)
    ).all()
    figures = _figures(day)
    tied = TaskObjective.task_id == Task.id
    led = (TaskAgency.task_id == Task.id) & (TaskAgency.role == "lead")
    key = TaskObjective.objective_id, TaskAgency.agency_id
    both = select(*key, *figures).join(TaskObjective, tied).join(TaskAgency, led)
    cells: dict[int, dict[int, Cell]] = {}
    for row in session.execute(both.where(*_of(plan)).group_by(*key)):
        cells.setdefault(row[0], {})[row[1]] = Cell(*row[2:])
    wholes = select(key[0], *figures).join(TaskObjective, tied).where(*_of(plan))
    by_objective = {row[0]: Cell(*row[1:]) for row in session.execute(wholes.group_by(key[0]))}
    sums = select(key[1], *figures).join(TaskAgency, led).where(*_of(plan)).group_by(key[1])
    whole = session.execute(select(*figures).where(*_of(plan))).one()
    return Matrix(
        agencies,
        [
            Served(row.id, row.code, row.statement, cells.get(row.id, {}), by_objective.get(row.id))
            for row in objectives
        ],
        {row[0]: Cell(*row[1:]) for row in session.execute(sums)},
        Cell(*whole),
        strays,
    )


def _of(plan: Plan) -> tuple[Any, ...]:
    return Task.plan_id == plan.id, states.counts_itself()


def _figures(day: PlanDay) -> tuple[Any, ...]:
    days = {day.plan_id: day}
    return (
        func.count(Task.id),
        number_of(states.is_done()),
        number_of(states.is_overdue(days)),
        number_of(states.will_miss(days)),
    )
