"""Which agencies have not reported lately, on which tasks, and when they did last."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, Task, TaskAgency
from workplan.services.record.read_models import read
from workplan.services.tasks import states
from workplan.services.tasks.states import PlanDay

LISTED = 200
"""How many lines are read; an agency that is silent on more says so by its count."""


class SilentLine(NamedTuple):
    """A task on which a lead agency has not reported lately."""

    agency: str
    code: str
    task_id: int
    task_code: str
    reported_at: datetime | None


class SilentAgency(NamedTuple):
    """An agency with the tasks on which it is silent, and its last report on any of them."""

    code: str
    label: str
    tasks: list[SilentLine]

    @property
    def last(self) -> datetime | None:
        """When it last reported on one of them; None for never."""
        return max((one.reported_at for one in self.tasks if one.reported_at), default=None)


def silent_agencies(session: Session, day: PlanDay, now: datetime) -> list[SilentAgency]:
    """Return the agencies that lead silent work, the longest silent first."""
    wanted = (
        select(
            Agency.label.label("agency"),
            Agency.code,
            Task.id.label("task_id"),
            Task.code.label("task_code"),
            Task.reported_at,
        )
        .join(TaskAgency, TaskAgency.agency_id == Agency.id)
        .join(Task, Task.id == TaskAgency.task_id)
        .where(Task.plan_id == day.plan_id, TaskAgency.role == "lead", states.is_silent(day, now))
        .order_by(Task.position, Agency.id)
        .limit(LISTED)
    )
    found: dict[str, SilentAgency] = {}
    for line in read(SilentLine, session.execute(wanted)):
        one = found.setdefault(line.code, SilentAgency(line.code, line.agency, []))
        one.tasks.append(line)
    return sorted(found.values(), key=lambda one: (one.last is not None, one.last, one.label))
