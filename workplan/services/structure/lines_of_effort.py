"""Lines of effort: what they are called."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from models import Initiative, Plan
from workplan.clock import civil_date
from workplan.services.record import journal
from workplan.services.record.actor import Actor


def rename(
    session: Session,
    actor: Actor,
    now: datetime,
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
    plan = session.get_one(Plan, effort.plan_id)
    entry = journal.Entry("initiative.renamed", ("initiative", effort.id), before, after, reason)
    journal.record(session, actor, now, civil_date(now, plan.time_zone), plan.id, [entry])
