"""Each task of a plan as it stands now, or as it stood when a cycle was closed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models import CycleTask, ReportingCycle, Task
from workplan.services.record.read_models import read
from workplan.services.tasks import states
from workplan.services.tasks.states import PlanDay
from workplan.vocabulary import WAYS_OUT, Chip

OVER = frozenset({Chip.COMPLETE, *WAYS_OUT})


class Stood(NamedTuple):
    """A task as it stood.

    Args:
        chip: the one word that stands for it.
        late_days: by how many working days it misses its suspense.
    """

    task_id: int
    position: int
    code: str
    name: str
    chip: str
    percent: int
    finish_on: date | None
    due_on: date | None
    late_days: int

    @property
    def is_over(self) -> bool:
        """Tell whether it is done, or was ended otherwise."""
        return self.chip in OVER


class _Row(NamedTuple):
    task_id: int
    position: int
    code: str
    name: str
    status: str
    is_open: bool
    ending: str | None
    percent: int
    finish_on: date | None
    due_on: date | None
    late_days: int


def tasks_now(session: Session, day: PlanDay) -> list[Stood]:
    """Return each task that carries work as it stands on a day, done ones too; one select."""
    columns = [getattr(Task, name) for name in _Row._fields if name != "task_id"]
    wanted = (
        select(Task.id.label("task_id"), *columns)
        .where(Task.plan_id == day.plan_id, states.counts_itself())
        .order_by(Task.position, Task.id)
    )
    return [
        Stood(
            *(row.task_id, row.position, row.code, row.name, day.chip_of(row)),
            *(row.percent, row.finish_on, row.due_on, row.late_days),
        )
        for row in read(_Row, session.execute(wanted))
    ]


def tasks_kept(session: Session, cycle: ReportingCycle) -> list[Stood]:
    """Return each task as it stood when a cycle was closed; one select."""
    columns = [getattr(CycleTask, name) for name in Stood._fields]
    wanted = select(*columns).where(CycleTask.cycle_id == cycle.id)
    return read(Stood, session.execute(wanted.order_by(CycleTask.position, CycleTask.task_id)))


def keep(session: Session, cycle: ReportingCycle, tasks: list[Stood]) -> None:
    """Keep each task as it stands, in the caller's transaction."""
    rows = [{"cycle_id": cycle.id, **one._asdict()} for one in tasks]
    if rows:
        session.execute(insert(CycleTask), rows)
