"""A task of DSCA whose completion is claimed: the days on which, its report, and its counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Claim, Task
from support.ground.moments import washington
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.reporting import status_reports
from workplan.services.reporting.endings import claims
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.tasks import plan_counts, states

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office

MONDAY = washington(2026, 9, 7, 12)
FRIDAY = washington(2026, 9, 11, 12)
LATER = washington(2026, 9, 15, 12)
DONE = ReportFields("complete", 100, done="Sent to Congress")


def the_task() -> Task:
    return db.session.scalars(select(Task).where(Task.code == "2a")).one()


def claim(office: Office, now: datetime = FRIDAY) -> Claim:
    task = the_task()
    change = Change(office.people["other_lead"], now)
    status_reports.report(change, task.id, task.version, DONE)
    db.session.rollback()
    found = claims.open_claim(db.session(), task.id)
    assert found is not None
    return found


def counts(office: Office, now: datetime = LATER) -> tuple[int, int, int]:
    """Return how many tasks are left, claimed and done."""
    plan = office.plan()
    day = states.day_of(db.session(), plan, now)
    found = plan_counts.counts_of(db.session(), {plan.id: day})[plan.id]
    return found.left, found.claimed, found.done
