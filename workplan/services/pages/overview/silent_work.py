"""Which agencies have not reported lately, on which tasks, and when they did last."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import Agency, Task, TaskAgency
from workplan.services.record.read_models import read
from workplan.services.tasks import states
from workplan.services.tasks.states import PlanDay

NAMED = 6
"""How many of its silent tasks an agency is told with; the rest are counted."""


class SilentLine(NamedTuple):
    """A task on which a lead agency has not reported lately.

    Args:
        total: on how many tasks that agency is silent.
        last: when it last reported on one of them; None for never.
    """

    agency: str
    code: str
    task_id: int
    task_code: str
    total: int
    last: datetime | None


class SilentAgency(NamedTuple):
    """An agency that is silent: on how many tasks, the first of them, and its last report."""

    code: str
    label: str
    total: int
    last: datetime | None
    tasks: list[SilentLine]

    @property
    def more(self) -> int:
        """How many tasks are counted and not named."""
        return self.total - len(self.tasks)


def silent_agencies(session: Session, day: PlanDay, now: datetime) -> list[SilentAgency]:
    """Return the agencies that lead silent work, the longest silent first.

    One select, and a few rows an agency, however many tasks are silent.
    """
    lines = (
        select(
            Agency.label.label("agency"),
            Agency.code.label("code"),
            Task.id.label("task_id"),
            Task.code.label("task_code"),
            func.count().over(partition_by=Agency.id).label("total"),
            func.max(Task.reported_at).over(partition_by=Agency.id).label("last"),
            func.row_number().over(partition_by=Agency.id, order_by=Task.position).label("place"),
        )
        .join(TaskAgency, TaskAgency.agency_id == Agency.id)
        .join(Task, Task.id == TaskAgency.task_id)
        .where(Task.plan_id == day.plan_id, TaskAgency.role == "lead", states.is_silent(day, now))
        .subquery()
    )
    columns = [lines.c[name] for name in SilentLine._fields]
    wanted = select(*columns).where(lines.c.place <= NAMED).order_by(lines.c.code, lines.c.place)
    found: dict[str, SilentAgency] = {}
    for line in read(SilentLine, session.execute(wanted)):
        one = found.setdefault(
            line.code, SilentAgency(line.code, line.agency, line.total, line.last, [])
        )
        one.tasks.append(line)
    return sorted(found.values(), key=lambda one: (one.last is not None, one.last, one.label))
