"""One beat of the scheduler: let days pass, queue what is due, send what is queued."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from workplan.errors import PlanIsFrozen
from workplan.extensions import db
from workplan.services.changes.requests import waiting
from workplan.services.consultation import comment_reminders, public_form
from workplan.services.consultation.drafts import reminders as draft_reminders
from workplan.services.consultation.senders import leaving
from workplan.services.coordination.rounds import bureau_reminders
from workplan.services.coordination.rounds import reminders as coordination_reminders
from workplan.services.coordination.tasking import telling
from workplan.services.delivery import deliveries, kept_mails
from workplan.services.delivery.deliveries import Sender
from workplan.services.record import form_numbers
from workplan.services.record.change import Change
from workplan.services.record.plan_by_plan import plan_by_plan
from workplan.services.reminding import planner, weeks
from workplan.services.reporting.endings import claim_reminders
from workplan.services.structure import plan_stages


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
    public_form.forget_old(session, now)
    leaving.forget_old(now)
    days = plan_by_plan(live, now, _pass_days, "The days do not pass")
    telling.tell_what_waits(now)
    claim_reminders.remind(now)
    coordination_reminders.remind(now)
    bureau_reminders.remind(now)
    comment_reminders.remind(now)
    draft_reminders.remind(now)
    waiting.remind(now)
    if sender.week_of is not None:
        weeks.tell(live, now)
    queued = planner.queue_due(now)
    return Tick(days, queued, deliveries.send_due(sender, now))


def _pass_days(change: Change, plan_id: int) -> int:
    """Let days pass over one plan, unless it is frozen meanwhile; return how many did."""
    try:
        return len(plan_stages.pass_days(change, plan_id))
    except PlanIsFrozen:
        return 0
