"""Is the system well? Each check says what it saw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from models import Plan
from workplan.clock import civil_date
from workplan.services import preferences, pulses
from workplan.services.claims import LEDGERS

PLANNER_SILENT = timedelta(minutes=15)
PENDING_OLD = timedelta(hours=1)


@dataclass(frozen=True)
class Check:
    """One check, and the sentence that goes with it."""

    name: str
    is_well: bool
    saw: str


def checks(session: Session, now: datetime) -> list[Check]:
    """Return every check; the system is well when all of them are."""
    session.execute(text("SELECT 1"))
    return [
        Check("database", True, "answers"),
        _planner(session, now),
        _pending(session, now),
        _dead(session),
        _mail(session),
    ]


def _planner(session: Session, now: datetime) -> Check:
    beat = pulses.last_beat(session, pulses.PLANNER)
    if beat is None:
        return Check("scheduler", False, "has never run; start `flask scheduler`")
    age = now - beat
    return Check("scheduler", age <= PLANNER_SILENT, f"ran {int(age.total_seconds())} s ago")


def _pending(session: Session, now: datetime) -> Check:
    """Look at mail that is late; what waits for a person to come back is not."""
    plans = session.execute(select(Plan.id, Plan.time_zone))
    todays = {plan.id: civil_date(now, plan.time_zone) for plan in plans}
    moments = [
        session.scalar(
            select(func.min(ledger.not_before)).where(
                ledger.state == "pending",
                ledger.not_before <= now,
                preferences.reachable(ledger, todays),
            )
        )
        for ledger in LEDGERS
    ]
    oldest = min((moment for moment in moments if moment), default=None)
    if oldest is None:
        return Check("reminders waiting", True, "none is due")
    age = now - oldest
    return Check(
        "reminders waiting", age <= PENDING_OLD, f"oldest is due {int(age.total_seconds())} s"
    )


def _dead(session: Session) -> Check:
    count = sum(
        session.scalar(select(func.count()).where(ledger.state == "dead")) or 0
        for ledger in LEDGERS
    )
    return Check("reminders failed", count == 0, f"{count} failed for good; see the ledger")


def _mail(session: Session) -> Check:
    alarm = pulses.last_beat(session, pulses.MAIL_ALARM)
    return Check(
        "mail server", alarm is None, "no alarm" if alarm is None else "sign-in or TLS failed"
    )
