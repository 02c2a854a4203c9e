"""The lines of effort of a plan, those in use and those retired, with what stands in them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from models import Agency, Initiative, Task
from workplan.services.record.read_models import read
from workplan.services.tasks import states
from workplan.services.tasks.plan_counts import number_of


class EffortRow(NamedTuple):
    """A line of effort.

    Args:
        inside: the tasks that stand in it, those with subtasks too; `tasks` are those that count.
        ends_on: when the last of them ends, as computed.
    """

    id: int
    code: str
    title: str
    agency: str | None
    agency_code: str | None
    version: int
    is_retired: bool
    inside: int
    tasks: int
    done: int
    claimed: int
    ends_on: date | None

    @property
    def name(self) -> str:
        """What it is called."""
        return f"{self.code} {self.title}"


def efforts(session: Session, plan_id: int) -> list[EffortRow]:
    """Return the lines of effort of a plan in its order; one select, whatever stands in them."""
    counted = states.counts_itself()
    in_plan = and_(Task.initiative_id == Initiative.id, Task.removed_at.is_(None))
    wanted = (
        select(
            Initiative.id,
            Initiative.code,
            Initiative.title,
            Agency.label.label("agency"),
            Agency.code.label("agency_code"),
            Initiative.version,
            Initiative.retired_at.is_not(None).label("is_retired"),
            func.count(Task.id).label("inside"),
            number_of(counted & Task.id.is_not(None)).label("tasks"),
            number_of(counted & states.is_done()).label("done"),
            number_of(counted & states.is_claimed()).label("claimed"),
            func.max(Task.finish_on).label("ends_on"),
        )
        .outerjoin(Agency, Agency.id == Initiative.agency_id)
        .outerjoin(Task, in_plan)
        .where(Initiative.plan_id == plan_id)
        .group_by(Initiative.id, Agency.label, Agency.code)
        .order_by(Initiative.position, Initiative.id)
    )
    return read(EffortRow, session.execute(wanted))
