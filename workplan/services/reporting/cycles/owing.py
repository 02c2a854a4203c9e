"""In which cycles a person owes reports, and on which tasks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan, ReportingCycle
from workplan.services.people.standing import Standing
from workplan.services.record.actor import Actor
from workplan.services.reporting.cycles.completeness import completeness
from workplan.vocabulary import CycleState, Stage


class OwedCycle(NamedTuple):
    """A cycle in which somebody owes reports.

    Args:
        tasks: their numbers and codes.
    """

    slug: str
    plan_title: str
    number: int
    name: str
    due_on: date
    tasks: list[tuple[int, str]]


def owed_by(session: Session, actor: Actor, standings: Sequence[Standing]) -> list[OwedCycle]:
    """Return the open cycles in which a person owes something, the one that is due first on top.

    What those owe for whom they stand in is theirs as well.
    """
    plans = {s.plan_id for s in standings if s.has_own_work}
    people = {actor.id or 0, *actor.stands_in_for}
    if not plans:
        return []
    wanted = (
        select(Plan, ReportingCycle)
        .join(ReportingCycle, ReportingCycle.plan_id == Plan.id)
        .where(
            *(Plan.id.in_(plans), Plan.stage != Stage.CLOSED, Plan.removed_at.is_(None)),
            ReportingCycle.state == CycleState.OPEN,
        )
        .order_by(ReportingCycle.due_on, Plan.title)
    )
    found = []
    for plan, cycle in session.execute(wanted).all():
        tasks = {
            one.led.task_id: one.led.code
            for one in completeness(session, plan, cycle)
            if one.owed_by & people
        }
        if tasks:
            found.append(
                OwedCycle(
                    *(plan.slug, plan.title, cycle.number, cycle.name, cycle.due_on),
                    [*tasks.items()],
                )
            )
    return found
