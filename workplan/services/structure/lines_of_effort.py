"""Lines of effort: which a plan has, and what they are called."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Initiative, Plan
from workplan.clock import civil_date
from workplan.services.record import journal
from workplan.services.record.change import Change


class Effort(NamedTuple):
    """A line of effort, as people choose it."""

    id: int
    name: str


def of_plan(session: Session, plan_id: int) -> list[Effort]:
    """Return the lines of effort of a plan, in its order."""
    rows = session.execute(
        select(Initiative.id, Initiative.code, Initiative.title)
        .where(Initiative.plan_id == plan_id)
        .order_by(Initiative.position)
    )
    return [Effort(row.id, f"{row.code} {row.title}") for row in rows]


def rename(
    change: Change,
    effort: Initiative,
    title: str,
    code: str,
    reason: str,
) -> None:
    """Give a line of effort another title or code, in the caller's transaction."""
    before = {"title": effort.title, "code": effort.code}
    after = {"title": title, "code": code}
    if before == after:
        return
    effort.title, effort.code = title, code
    plan = change.session.get_one(Plan, effort.plan_id)
    entry = journal.Entry("initiative.renamed", ("initiative", effort.id), before, after, reason)
    journal.record(change, civil_date(change.now, plan.time_zone), plan.id, [entry])
