"""Queue the reminders that have fallen due: the planner.

A function of the database and a civil date, and idempotent: the ledger's unique key is the
guard, so it may run in any number of processes, at any time, after any outage.
"""

from __future__ import annotations

import logging
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from models import Plan, Reminder
from workplan.calendars.working import federal_calendar
from workplan.clock import civil_date
from workplan.database import insert_or_find
from workplan.reminders.reach import EARLIEST_HOUR, Wishes
from workplan.services.people import mail_preferences
from workplan.services.record.transaction import writing
from workplan.services.reminding import heartbeats
from workplan.services.reminding.wanted.wanted_reminders import Wanted, listed_as_failed, wanted_on
from workplan.services.structure.reminder_rules import RULE_CHANGED
from workplan.services.tasks.due_work import MOOT, MOOT_BEFORE, cancel_moot, is_under_way
from workplan.vocabulary import RuleCondition

log = logging.getLogger(__name__)

SEND_AT = time(EARLIEST_HOUR)
MISSED = "Not sent: it fell due while no scheduler ran, and a later reminder took its place."
UNWANTED = "Not sent: the person chose no reminders this early."
UNMET: dict[str, str] = {
    RuleCondition.UNACKNOWLEDGED: "Not sent: it was acknowledged.",
    RuleCondition.UNREPORTED: "Not sent: there was news of it.",
    RuleCondition.BLOCKED: "Not sent: it was not reported blocked.",
    RuleCondition.CRITICAL: "Not sent: it was not critical.",
    RuleCondition.LATE: "Not sent: it was not computed late.",
}
"""Why a reminder whose condition did not hold on its day was not sent."""
UNPLANNABLE = "It could not be planned: "
ONCE = ("rule_id", "task_id", "user_id", "due_on", "rung_days")
"""What the ledger has once."""


def queue_due(now: datetime) -> int:
    """Write every reminder that has fallen due to the ledger and return how many are new.

    Rows that no longer hold (task done, suspense moved, person gone) are cancelled first. Each
    plan is planned on its own: one that cannot be is logged and shown by the health check, and
    holds up no other.
    """
    with writing() as session:
        cancel_moot(session)
        since = heartbeats.last_beat(session, heartbeats.PLANNER)
        plan_ids = session.scalars(select(Plan.id).where(is_under_way()).order_by(Plan.id)).all()
        heartbeats.silence_all(session, heartbeats.UNPLANNED, besides=plan_ids)
    # In one order everywhere, so that processes wait for each other and never in a ring.
    queued = sum(_queue_plan(plan_id, now, since) for plan_id in plan_ids)
    with writing() as session:
        heartbeats.beat(session, heartbeats.PLANNER, now)
    return queued


def _queue_plan(plan_id: int, now: datetime, since: datetime | None) -> int:
    try:
        with writing() as session:
            # Since when it was out of order, if it was: what fell due meanwhile is listed.
            since = heartbeats.last_beat(session, f"{heartbeats.PLANNED}{plan_id}") or since
            queued = _queue(session, session.get_one(Plan, plan_id), now, since)
            heartbeats.beat(session, f"{heartbeats.PLANNED}{plan_id}", now)
            heartbeats.silence(session, f"{heartbeats.UNPLANNED}{plan_id}")
            return queued
    except Exception as error:
        log.exception("The reminders of plan %s cannot be planned.", plan_id)
        with writing() as session:
            heartbeats.beat(session, f"{heartbeats.UNPLANNED}{plan_id}", now)
        try:
            with writing() as session:
                _list_as_failed(session, session.get_one(Plan, plan_id), now, error)
        except Exception:
            log.exception("Plan %s cannot be listed as failed.", plan_id)
        return 0


def _queue(session: Session, plan: Plan, now: datetime, since: datetime | None) -> int:
    today = civil_date(now, plan.time_zone)
    listed_from = civil_date(since, plan.time_zone) if since else today
    written_to = _written_to(session, plan, today)
    owed = [
        wanted
        for wanted in wanted_on(session, plan.id, today, now)
        if not wanted.due.is_missed or wanted.due.send_on > listed_from
    ]
    wishes = mail_preferences.wishes_of(session, {wanted.user_id for wanted in owed})
    rows = [
        _row(
            plan,
            wanted,
            today,
            wishes.get(wanted.user_id, mail_preferences.DEFAULTS),
            has_had_mail=wanted.user_id in written_to,
        )
        for wanted in owed
    ]
    if not rows:
        return 0
    # A list of rows and not one statement, whose parameters are limited.
    table = Reminder.__table__
    statement = insert_or_find(session, table).on_conflict_do_nothing()
    queued = len(session.execute(statement.returning(table.c.id), rows).all())
    return queued + _revive(session, plan, rows, today)


def is_time_to_write(now: datetime, zone: str) -> bool:
    """Tell whether it is a working day, and not too early, where a plan is."""
    return (
        federal_calendar().is_working(civil_date(now, zone))
        and now.astimezone(ZoneInfo(zone)).time() >= SEND_AT
    )


def _list_as_failed(session: Session, plan: Plan, now: datetime, error: Exception) -> None:
    """Put a plan that cannot be planned into the ledger, for its coordinators to find."""
    rows = [
        _ledger_row(plan, wanted, now, "dead", f"{UNPLANNABLE}{error}")
        for wanted in listed_as_failed(session, plan.id, now.date(), error)
    ]
    if rows:
        statement = insert_or_find(session, Reminder.__table__).on_conflict_do_nothing()
        session.execute(statement, rows)


def _written_to(session: Session, plan: Plan, today: date) -> set[int]:
    """Return the people whose one mail of the day has gone, or is on its way."""
    midnight = datetime.combine(today, time(), ZoneInfo(plan.time_zone))
    on_its_way = and_(
        Reminder.state.in_(("sending", "failed")),
        Reminder.message_id.is_not(None),
        Reminder.not_before >= midnight,
    )
    return set(
        session.scalars(
            select(Reminder.user_id).where(
                Reminder.plan_id == plan.id, or_(on_its_way, Reminder.sent_at >= midnight)
            )
        )
    )


def _revive(session: Session, plan: Plan, rows: list[dict[str, Any]], today: date) -> int:
    """Take up again what was given up and is owed after all, and return how many rows that is.

    The task was reopened, or the suspense moved back, before the mail would have left; or it could
    not be planned, and can be now.
    """
    owed = {tuple(row[key] for key in ONCE): row for row in rows if row["state"] == "pending"}
    given_up = session.scalars(
        select(Reminder)
        .where(
            Reminder.plan_id == plan.id,
            or_(
                and_(
                    Reminder.state == "cancelled",
                    Reminder.last_reply.in_((MOOT, MOOT_BEFORE, RULE_CHANGED)),
                ),
                # What did not hold in the night may hold before the day's mail leaves.
                and_(
                    Reminder.state == "cancelled",
                    Reminder.last_reply.in_(UNMET.values()),
                    Reminder.send_on == today,
                ),
                and_(Reminder.state == "dead", Reminder.last_reply.startswith(UNPLANNABLE)),
            ),
        )
        .order_by(Reminder.id)
    )
    revived = 0
    for reminder in given_up:
        row = owed.get(tuple(getattr(reminder, key) for key in ONCE))
        if row is not None:
            reminder.state, reminder.last_reply = "pending", ""
            reminder.is_for_nobody, reminder.send_on = row["is_for_nobody"], row["send_on"]
            reminder.inner_agency_id, reminder.counted_in = (
                row["inner_agency_id"],
                row["counted_in"],
            )
            reminder.not_before, reminder.first_due_at = row["not_before"], None
            revived += 1
    return revived


def _row(
    plan: Plan, wanted: Wanted, today: date, wishes: Wishes, *, has_had_mail: bool
) -> dict[str, Any]:
    due = wanted.due
    day = federal_calendar().shift(today, 1) if has_had_mail else today
    state, said = "pending", ""
    if wanted.problem:
        state, said = "dead", f"{UNPLANNABLE}{wanted.problem}"
    elif due.is_missed:
        state, said = "cancelled", MISSED
    elif wanted.is_unmet:
        state, said = "cancelled", UNMET[due.rule.condition]
    elif not wanted.goes_out(wishes):
        state, said = "cancelled", UNWANTED
    return _ledger_row(plan, wanted, wishes.send_at(day, plan.time_zone), state, said)


def _ledger_row(
    plan: Plan, wanted: Wanted, not_before: datetime, state: str, said: str
) -> dict[str, Any]:
    due = wanted.due
    return {
        "rule_id": due.rule.id,
        "plan_id": plan.id,
        "task_id": due.task.id,
        "user_id": wanted.user_id,
        "due_on": due.task.due_on,
        "rung_days": due.rule.rung_days,
        "counted_in": due.rule.counted_in,
        "send_on": due.send_on,
        "in_place_of_id": wanted.in_place_of_id,
        "is_for_nobody": wanted.is_for_nobody,
        "inner_agency_id": wanted.inner_agency_id,
        "state": state,
        "last_reply": said,
        "not_before": not_before,
        "attempts": 0,
        "is_possible_copy": False,
    }
