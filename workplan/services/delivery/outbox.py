"""Take the mails whose time has come from the ledgers: one mail, by one worker, at a time."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.orm import Session

from models import Notice, Plan, Reminder, Task, User
from models.base import Instant
from models.reminding.outgoing import ENDED, Leaving, Outgoing
from workplan.clock import civil_date
from workplan.services.coordination.standing_notices import still_told
from workplan.services.delivery import kept_mails, mail_writing
from workplan.services.delivery.mail_writing import Origin
from workplan.services.people import absences, mail_preferences
from workplan.services.record.read_models import read
from workplan.services.record.transaction import writing
from workplan.services.reminding.digest import shared as shared_facts
from workplan.services.reminding.digest.shared import Shared
from workplan.services.reminding.plan_zones import plan_zones
from workplan.services.reminding.planner import is_time_to_write
from workplan.services.reminding.wanted.rule_conditions import still_holds
from workplan.services.tasks.due_work import MOOT, still_owed

LEASE = timedelta(minutes=15)
"""Longer than any delivery takes (mail/connections.py), so that no other sender doubles it."""
CLOCKS_DIFFER = timedelta(minutes=5)
LEDGERS: tuple[type[Outgoing], ...] = (Reminder, Notice)
Source = tuple[type[Outgoing], ColumnElement[bool]]
"""A ledger, and the condition on its rows that are due."""


class Claim(NamedTuple):
    """A mail that was taken to be sent, by the token that its rows bear; or nothing to be sent."""

    token: str
    message: EmailMessage | None


class _Taken(NamedTuple):
    token: str
    message_id: str
    rows: list[Outgoing]
    is_new: bool


class DueMail(NamedTuple):
    """A mail that is due: to whom, in which plan, and under which Message-ID it went before."""

    user_id: int
    plan_id: int
    message_id: str | None


def claim(at: datetime, origin: Origin, written_at: datetime, most: int = 1) -> list[Claim] | None:
    """Take the rows of some mails, each for one person in one plan, and commit that before sending.

    Rows that have a Message-ID go out again together under it; the others of the person form a
    new mail. Returns None when nothing is due; a claim has no message where nothing still holds.

    Args:
        at: this moment, from which the lease counts.
        written_at: the moment of the scheduler's beat, which the mails bear.
        most: how many mails at most.
    """
    with writing() as session:
        mails = _due_mails(session, at, most)
        if not mails:
            return None
        rows = [row for mail in mails for row in mail]
        held, returned = _still_holding(session, rows, at)
        for notice in returned:
            _readdress(session, notice)
        shared = shared_facts.of(session, held, written_at)
        taken = [
            _taken([row for row in mail if row not in returned], held, at, origin.address)
            for mail in mails
        ]
        return [_written(session, one, origin, written_at, shared) for one in taken]


def _taken(rows: list[Outgoing], held: set[Outgoing], at: datetime, address: str) -> _Taken:
    """Take the rows of one mail; those that say what is not so any more are cancelled."""
    token = secrets.token_hex(16)
    number = next((row.message_id for row in rows if row.message_id), None)
    message_id = number or new_message_id(address)
    for row in rows:
        lease(row, token, message_id if row in held else None, at, MOOT)
    return _Taken(token, message_id, [row for row in rows if row in held], is_new=number is None)


def lease(row: Leaving, token: str, message_id: str | None, at: datetime, moot: str) -> None:
    """Take a row to be sent, or cancel it.

    Args:
        message_id: under which it goes; None for a row that says what is not so any more.
        at: this moment, from which the lease counts.
        moot: why it is cancelled.
    """
    row.claim_token = token
    row.is_possible_copy = row.is_possible_copy or row.state == "sending"
    if message_id is None:
        row.state, row.last_reply = "cancelled", moot
        return
    row.state, row.message_id = "sending", message_id
    row.leased_until = at + LEASE
    row.attempts += 1


def _written(
    session: Session, taken: _Taken, origin: Origin, written_at: datetime, shared: Shared
) -> Claim:
    """Write the mail of the rows that were taken, and keep what it says."""
    facts = mail_writing.Writing(taken.message_id, origin, written_at, shared)
    message = mail_writing.written(session, taken.rows, facts) if taken.rows else None
    if message is not None:
        plan_id, is_new = taken.rows[0].plan_id, taken.is_new
        kept_mails.keep(session, plan_id, message, written_at, is_new=is_new)
    return Claim(taken.token, message)


def _still_holding(
    session: Session, rows: list[Outgoing], now: datetime
) -> tuple[set[Outgoing], set[Notice]]:
    """Return the rows that say what is still so, to somebody whom it still concerns.

    And the notices that still hold, but whose absent person is back, and is told themselves. (A
    reminder for them is planned anew.)
    """
    reminders = select(Reminder).join(Task, and_(still_owed(), still_holds()))
    notices = select(Notice).where(still_told())
    found: set[Outgoing] = set()
    if ids := _ids(rows, Reminder):
        found |= {*session.scalars(reminders.where(Reminder.id.in_(ids)))}
    if ids := _ids(rows, Notice):
        found |= {*session.scalars(notices.where(Notice.id.in_(ids)))}
    held = {row for row in found if _is_for_them(session, row, now)}
    return held, {row for row in found if isinstance(row, Notice) and row not in held}


def _is_for_them(session: Session, row: Outgoing, now: datetime) -> bool:
    """Tell whether a row is for its person: for themselves, or for somebody who is away today."""
    if row.in_place_of_id is None:
        return True
    today = civil_date(now, session.get_one(Plan, row.plan_id).time_zone)
    return row.in_place_of_id in absences.stood_in_for(session, row.user_id, today)


def _readdress(session: Session, notice: Notice) -> None:
    """Give a notice back to the person who was away, unless they have it already."""
    same = [
        *([Notice.comment_id == notice.comment_id] if notice.comment_id else ()),
        *([Notice.request_id == notice.request_id] if notice.request_id else ()),
        *([Notice.week_on == notice.week_on] if notice.week_on else ()),
        *([Notice.ask_id == notice.ask_id] if notice.ask_id else ()),
    ]
    theirs = select(Notice.id).where(
        Notice.user_id == notice.in_place_of_id,
        Notice.plan_id == notice.plan_id,
        Notice.kind == notice.kind,
        *same,
    )
    has_it = bool(same) and session.scalar(theirs.limit(1)) is not None
    if has_it or notice.in_place_of_id is None:
        notice.state, notice.last_reply = "cancelled", MOOT
        return
    notice.user_id, notice.in_place_of_id = notice.in_place_of_id, None
    notice.state, notice.message_id, notice.leased_until = "pending", None, None


def _ids(rows: list[Outgoing], ledger: type[Outgoing]) -> list[int]:
    return [row.id for row in rows if isinstance(row, ledger)]


def _due_mails(session: Session, now: datetime, most: int) -> list[list[Outgoing]]:
    """Lock and return the rows of mails that are due: reminders first, then what is told.

    What is told at once goes at any hour and in a mail of its own; reminders and digests go
    together, where it is a time to write.
    """
    if not session.scalar(_anything_due(), {"now": now, "latest": _latest_lease(now)}):
        return []
    zones = plan_zones(session)
    todays = {plan_id: civil_date(now, zone) for plan_id, zone in zones.items()}
    ready = {p: day for p, day in todays.items() if is_time_to_write(now, zones[p])}
    at_once, in_digest = Notice.is_at_once, Notice.is_at_once.is_not(True)
    reminders = (
        Reminder,
        and_(is_due(Reminder, now), mail_preferences.reachable(Reminder, ready)),
    )
    digests = (
        Notice,
        and_(is_due(Notice, now), in_digest, mail_preferences.reachable(Notice, ready)),
    )
    told = (Notice, and_(is_due(Notice, now), at_once, mail_preferences.reachable(Notice, todays)))
    mails: tuple[tuple[Source, ...], ...] = ((reminders, digests), (digests, reminders), (told,))
    for sources in mails:
        if first := _first(session, *sources[0], most):
            found: dict[DueMail, list[Outgoing]] = {mail: [] for mail in first}
            for source in sources:
                for row in _rows_of(session, first, *source):
                    found.get(DueMail(row.user_id, row.plan_id, row.message_id), []).append(row)
            return [rows for rows in found.values() if rows]
    return []


@cache
def _anything_due() -> Select[bool]:
    """Return what most beats ask, and no more: whether either ledger has a row that is due."""
    now, latest = bindparam("now", type_=Instant), bindparam("latest", type_=Instant)
    due = (select(of.id).where(_is_due_by(of, now, latest)).exists() for of in LEDGERS)
    return select(or_(*due))


def is_due(ledger: type[Leaving], now: datetime) -> ColumnElement[bool]:
    """Return the condition of the rows of a ledger whose time has come."""
    return _is_due_by(ledger, now, _latest_lease(now))


def _is_due_by(ledger: type[Leaving], now: Any, latest: Any) -> ColumnElement[bool]:
    """Return that a row waits for this moment, or was taken by somebody who did not send it.

    A lease is over, or lies so far ahead that a wrong clock must have set it.
    """
    is_expired = or_(ledger.leased_until < now, ledger.leased_until > latest)
    # As text, by which both databases see that the index of what waits has all of it.
    waits = ledger.state.not_in([literal_column(f"'{state}'") for state in ENDED])
    is_time = case((ledger.state == "sending", is_expired), else_=ledger.not_before <= now)
    return and_(waits, is_time)


def _latest_lease(now: datetime) -> datetime:
    return now + LEASE + CLOCKS_DIFFER


def _first(
    session: Session, ledger: type[Outgoing], is_due: ColumnElement[bool], most: int
) -> list[DueMail]:
    """Return the person, the plan and the Message-ID of the oldest mails, and lock the people."""
    found = read(DueMail, session.execute(next_of(ledger, is_due, most)))
    return list(dict.fromkeys(found))


def next_of(
    ledger: type[Outgoing], is_due: ColumnElement[bool], most: int = 1
) -> Select[*tuple[Any, ...]]:
    """Return the select of the oldest rows that are due, which locks their people."""
    return (
        select(ledger.user_id, ledger.plan_id, ledger.message_id)
        .join(User, User.id == ledger.user_id)
        .where(is_due)
        .order_by(ledger.not_before, ledger.id)
        .limit(most)
        # One worker at a time decides on a person's mails; others go on to the next person.
        .with_for_update(of=User, skip_locked=True, key_share=True)
    )


def _rows_of(
    session: Session, mails: list[DueMail], ledger: type[Outgoing], is_due: ColumnElement[bool]
) -> Iterable[Outgoing]:
    """Lock and return the rows of the people of some mails, in their plans."""
    whose = tuple_(ledger.user_id, ledger.plan_id)
    return session.scalars(
        select(ledger)
        .where(is_due, whose.in_({(mail.user_id, mail.plan_id) for mail in mails}))
        .order_by(ledger.id)
        .with_for_update()
    )


def new_message_id(address: str) -> str:
    """Return the number of a new mail, at the domain of its sender."""
    return f"<{secrets.token_hex(16)}@{address.partition('@')[2]}>"
