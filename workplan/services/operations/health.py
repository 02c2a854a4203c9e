"""Is the system well? Each check says what it saw; nothing secret is in it.

docs/operations.md says for each of them what it means and what to do.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from models import CommentMail, JournalEntry, Plan
from models.reminding.outgoing import WAITING, Leaving
from workplan.clock import civil_date
from workplan.services.delivery.outbox import LEDGERS
from workplan.services.operations import writability
from workplan.services.people import mail_preferences
from workplan.services.reminding import heartbeats
from workplan.services.reminding.plan_zones import plan_zones
from workplan.storage.store import Store, StoreFailure

PLANNER_SILENT = timedelta(minutes=15)
CHECKPOINT_OLD = timedelta(hours=36)
OVERDUE_AFTER = timedelta(hours=1)
LOCK_PATIENCE = 10
"""Seconds for which another may hold the write lock; saves wait as long, and fail then."""
TRIAL = b"Workplan tries whether files can be kept."


@dataclass(frozen=True)
class Check:
    """One check, and the sentence that goes with it."""

    name: str
    is_well: bool
    saw: str


def of_records(session: Session, now: datetime) -> list[Check]:
    """Return what the database tells of the scheduler, of mail, and of the copies of the chain."""
    return [
        _planner(session, now),
        _plans(session),
        _waiting(session, now),
        _dead(session),
        _mail(session),
        _mailbox(session, now),
        _checkpoint(session, now),
    ]


def of_database() -> list[Check]:
    """Return whether the database can be written."""
    refused = writability.refusal()
    saw = f"cannot be written: {refused}" if refused else "answers"
    return [Check("database", not refused, saw)]


def of_evidence(store: Store, node: str) -> list[Check]:
    """Return whether the store of evidence takes a file and gives it back.

    Args:
        node: which machine asks; it has one small file there, which is written over each time.
    """
    key = "trial" + hashlib.sha256(node.encode()).hexdigest()[:27]
    try:
        store.put(key, TRIAL)
        found = store.get(key)
    except (StoreFailure, OSError) as failure:
        why = type(failure.__cause__ or failure).__name__
        return [Check("evidence", False, f"files cannot be kept: {why}")]
    is_same = found == TRIAL
    return [Check("evidence", is_same, "answers" if is_same else "gives back another file")]


def late(name: str, seconds: float) -> Check:
    """Return what is said of a check that is still waited for.

    A long write, such as an import, holds the lock for a while, which is no illness.
    """
    waits = f"has not answered for {seconds:.0f} s"
    return Check(name, name == "database" and seconds < LOCK_PATIENCE, waits)


def _planner(session: Session, now: datetime) -> Check:
    beat = heartbeats.last_beat(session, heartbeats.PLANNER)
    if beat is None:
        return Check("scheduler", False, "has never run; start `flask scheduler`")
    age = now - beat
    return Check("scheduler", age <= PLANNER_SILENT, f"ran {int(age.total_seconds())} s ago")


def _plans(session: Session) -> Check:
    numbers = heartbeats.beating(session, heartbeats.UNPLANNED)
    saw = f"cannot be planned: number {', '.join(numbers)}; see the log" if numbers else "planned"
    return Check("plans", not numbers, saw)


def _waiting(session: Session, now: datetime) -> Check:
    """Look at mail that was due an hour ago, in whatever state it waits; `_dead` is the rest.

    What waits for a person to come back is not due.
    """
    todays = {plan: civil_date(now, zone) for plan, zone in plan_zones(session).items()}
    count = 0
    for ledger in LEDGERS:
        is_waiting = and_(
            ledger.state.in_(WAITING),
            or_(mail_preferences.reachable(ledger, todays), ledger.plan_id.not_in(todays)),
        )
        count += (
            session.scalar(
                select(func.count()).where(is_waiting, _due_since(ledger, now - OVERDUE_AFTER))
            )
            or 0
        )
    to_senders = and_(CommentMail.state.in_(WAITING), _due_since(CommentMail, now - OVERDUE_AFTER))
    count += session.scalar(select(func.count()).where(to_senders)) or 0
    saw = f"{count} due for more than an hour and not sent" if count else "none is late"
    return Check("reminders waiting", not count, saw)


def _due_since(ledger: type[Leaving], moment: datetime) -> ColumnElement[bool]:
    """Return that a row was first due before a moment; retries put off `not_before`, not this."""
    return func.coalesce(ledger.first_due_at, ledger.not_before) < moment


def _dead(session: Session) -> Check:
    count = sum(
        session.scalar(
            select(func.count())
            .select_from(ledger)
            .join(Plan, Plan.id == ledger.plan_id)
            .where(ledger.state == "dead", ledger.seen_at.is_(None), Plan.removed_at.is_(None))
        )
        or 0
        for ledger in LEDGERS
    )
    return Check("reminders failed", count == 0, f"{count} failed for good; see the list of mails")


def _mail(session: Session) -> Check:
    alarm = heartbeats.last_beat(session, heartbeats.MAIL_ALARM)
    return Check(
        "mail server", alarm is None, "no alarm" if alarm is None else "sign-in or TLS failed"
    )


def _mailbox(session: Session, now: datetime) -> Check:
    """Look whether the mailbox of answers could be read within the last hour."""
    since = heartbeats.last_beat(session, heartbeats.MAILBOX_DOWN)
    is_down = since is not None and now - since > OVERDUE_AFTER
    return Check("mailbox", not is_down, "cannot be read" if since else "no alarm")


def _checkpoint(session: Session, now: datetime) -> Check:
    """Look whether the journal's head was written outside the database within the last day."""
    written = heartbeats.last_beat(session, heartbeats.CHECKPOINT)
    first = session.scalar(select(func.min(JournalEntry.at)))
    since = written or first
    if since is not None and now - since > CHECKPOINT_OLD:
        saw = f"the last is of {written:%Y-%m-%d}" if written else "none was ever written"
        return Check("checkpoint", False, saw)
    refused = heartbeats.last_beat(session, heartbeats.CHECKPOINT_REFUSED)
    if refused is not None and now - refused > OVERDUE_AFTER:
        return Check("checkpoint", False, "written, and not accepted by the mail server")
    return Check("checkpoint", True, "written within a day" if written else "none yet")
