"""Lines of effort: what they are called."""

from __future__ import annotations

from models import Initiative, Plan
from workplan.clock import civil_date
from workplan.services.record import journal
from workplan.services.record.change import Change


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
