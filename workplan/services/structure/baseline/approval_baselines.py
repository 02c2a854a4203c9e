"""The baseline that an approval froze: found by its moment, and retired with the approval."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Baseline, Plan
from workplan.clock import civil_date
from workplan.services.record import journal
from workplan.services.record.change import Change


def frozen_at(session: Session, plan_id: int, moment: datetime) -> int | None:
    """Return the baseline that was frozen at a moment, unless it is retired."""
    return session.scalar(
        select(Baseline.id).where(
            Baseline.plan_id == plan_id,
            Baseline.frozen_at == moment,
            Baseline.retired_at.is_(None),
        )
    )


def retire(change: Change, plan: Plan, baseline_id: int, cause_seq: int) -> None:
    """Retire a baseline inside the caller's transaction: it stays, and nothing is compared with it.

    Charts compare with the latest of the others from then on, if there is one.

    Args:
        cause_seq: the entry that took the approval back.
    """
    baseline = change.session.get_one(Baseline, baseline_id)
    baseline.retired_at, baseline.is_charted = change.now, False
    baseline.version += 1
    before = {"name": baseline.name}
    subject = ("baseline", baseline.id)
    entry = journal.Entry("baseline.retired", subject, before, cause_seq=cause_seq)
    journal.record(change, civil_date(change.now, plan.time_zone), plan.id, [entry])
