"""One beat of the scheduler: let days pass, queue what is due, send what is queued."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import NamedTuple

from workplan.errors import PlanIsFrozen
from workplan.extensions import db
from workplan.services.coordination.rounds import reminders as coordination_reminders
from workplan.services.coordination.tasking import telling
from workplan.services.delivery import deliveries, kept_mails
from workplan.services.delivery.deliveries import Sender
from workplan.services.record import form_numbers
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.services.reminding import planner
from workplan.services.reporting.endings import claim_reminders
from workplan.services.structure import plan_stages

log = logging.getLogger(__name__)


class Tick(NamedTuple):
    """What one beat did."""

    days_passed: int
    queued: int
    sent: int


def tick(sender: Sender, now: datetime) -> Tick:
    """Do one beat; safe in any number of processes, and after any outage."""
    session = db.session()
    live = plan_stages.live_plan_ids(session)
    session.rollback()
    form_numbers.forget_old(session, now)
    kept_mails.forget_old(session, now)
    days = sum(_pass_days(plan_id, now) for plan_id in live)
    telling.tell_what_waits(now)
    claim_reminders.remind(now)
    coordination_reminders.remind(now)
    queued = planner.queue_due(now)
    return Tick(days, queued, deliveries.send_due(sender, now))


def _pass_days(plan_id: int, now: datetime) -> int:
    """Let days pass over one plan; if its dates cannot be computed, the others go on."""
    try:
        return len(plan_stages.pass_days(Change(SCHEDULER, now), plan_id))
    except PlanIsFrozen:
        return 0
    except Exception:
        log.exception("The days of plan %s do not pass.", plan_id)
        return 0
