"""One beat of the scheduler: let days pass, queue what is due, send what is queued."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from workplan.extensions import db
from workplan.services import deliveries, plans, reminders
from workplan.services.actor import SCHEDULER
from workplan.services.deliveries import Sender


class Tick(NamedTuple):
    """What one beat did."""

    days_passed: int
    queued: int
    sent: int


def tick(sender: Sender, now: datetime) -> Tick:
    """Do one beat; safe in any number of processes, and after any outage."""
    session = db.session()
    live = plans.live_plan_ids(session)
    session.rollback()
    days = sum(len(plans.pass_days(SCHEDULER, now, plan_id)) for plan_id in live)
    queued = reminders.queue_due(now)
    return Tick(days, queued, deliveries.send_due(sender, now))
