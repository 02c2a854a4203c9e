"""Record in the ledger what the mail server answered, and when a mail goes out again."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from models import CommentMail
from models.reminding.outgoing import Leaving
from workplan.services.delivery import outbox
from workplan.services.delivery.outcomes import Kept, Outcome, Outcomes
from workplan.services.record.transaction import writing
from workplan.services.reminding import heartbeats

FIRST_WAIT = timedelta(minutes=2)
NEXT_BEAT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
ALL: tuple[type[Leaving], ...] = (*outbox.LEDGERS, CommentMail)
"""Every ledger of mail, to people of a plan and to those who sent a comment."""


def take_over(outcomes: Outcomes) -> None:
    """Record every outcome that is kept on disk, and forget it there.

    All of them in one transaction; if the database refuses that, one by one, so that the one that
    it refuses holds up no other.
    """
    found = outcomes.all()
    try:
        _record(found)
    except DataError:
        for kept in found:
            try:
                _record([kept])
            except DataError as error:
                outcomes.set_aside(kept.token, f"is refused by the database: {error.orig}")
                continue
            outcomes.let_go(kept)
        return
    for kept in found:
        outcomes.let_go(kept)


def record(token: str, now: datetime, outcome: Outcome) -> None:
    """Write an outcome to the rows that its claim still holds."""
    _record([Kept(token, outcome, now)])


def _record(found: list[Kept]) -> None:
    """Write outcomes to the rows that their claims still hold, in one transaction."""
    if not found:
        return
    with writing() as session:
        claimed: dict[str | None, list[Leaving]] = defaultdict(list)
        tokens = [kept.token for kept in found]
        for ledger in ALL:
            held = ledger.claim_token.in_(tokens), ledger.state == "sending"
            for row in session.scalars(select(ledger).where(*held)):
                claimed[row.claim_token].append(row)
        for kept in found:
            _put(claimed[kept.token], kept.outcome, kept.at)
        # What the server shows of itself is the same for many mails.
        for kept in {kept.outcome._replace(reply=""): kept for kept in found}.values():
            _note_of_the_server(session, kept.outcome, kept.at)


def _put(rows: list[Leaving], outcome: Outcome, now: datetime) -> None:
    """Write what became of one mail to its rows."""
    # One wait for all rows of the mail, so that they go out again together.
    wait = _wait(max((row.attempts for row in rows), default=1))
    for row in rows:
        row.state, row.last_reply, row.leased_until = outcome.state, outcome.reply, None
        row.is_possible_copy = row.is_possible_copy or outcome.may_have_arrived
        if outcome.state == "sent":
            row.sent_at = now
        elif not outcome.was_offered:
            _give_back(row)
        elif outcome.state == "failed":
            row.first_due_at = row.first_due_at or row.not_before
            row.not_before = now + wait


def _give_back(row: Leaving) -> None:
    """Leave a row as due as it was: nothing was offered, so it was no attempt at this mail.

    Unless an earlier attempt may have arrived it joins whatever else is due to its person.
    """
    row.attempts -= 1
    if not row.is_possible_copy:
        row.message_id = None


def _note_of_the_server(session: Session, outcome: Outcome, now: datetime) -> None:
    if outcome.is_alarm:
        heartbeats.beat(session, heartbeats.MAIL_ALARM, now)
    elif outcome.was_offered and not outcome.may_have_arrived:
        # The server answered to a mail, so sign-in and TLS work.
        heartbeats.silence(session, heartbeats.MAIL_ALARM)
    if outcome.state == "sent":
        last = heartbeats.last_beat(session, heartbeats.MAIL_ACCEPTED)
        heartbeats.beat(session, heartbeats.MAIL_ACCEPTED, now)
        if last is not None and now - last < LONGEST_WAIT:
            return
        # It has taken none for long, and does again: what it put off goes with the next beat.
        for ledger in ALL:
            session.execute(
                update(ledger)
                .where(
                    ledger.state == "failed",
                    ledger.attempts > 1,
                    ledger.not_before > now + NEXT_BEAT,
                )
                .values(not_before=now + NEXT_BEAT)
            )


def _wait(attempts: int) -> timedelta:
    """Return a doubling wait with jitter, so that a recovering server is not rushed."""
    jitter = 0.75 + random.random() / 2  # noqa: S311  # spreads retries; nothing is secret
    doublings = min(attempts - 1, 8)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT / 1.25) * jitter
