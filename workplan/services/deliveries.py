"""Send what the ledger holds: claim, commit, speak to the mail server, record its answer.

Every due reminder is accepted by the mail server at least once or is listed as failed; a second
copy is possible only when our process or connection dies between the server's acceptance and
our record of it; it then carries the same Message-ID and the ledger says so.
"""

from __future__ import annotations

import logging
import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import monotonic
from typing import NamedTuple

from sqlalchemy import select

from workplan.mail.digest import Digest, compose
from workplan.mail.mailer import Mailer, MailerDown, Refused, TryLater, Unanswered
from workplan.services import claims, pulses
from workplan.services.transaction import transaction

ROUND = timedelta(minutes=2)
MAX_ATTEMPTS = 8
FIRST_WAIT = timedelta(minutes=2)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sender:
    """How mail leaves: the mailer, the address it comes from, and where links lead."""

    mailer: Mailer
    address: str
    base_url: str


class Outcome(NamedTuple):
    """What became of one mail, as the ledger tells it.

    Args:
        is_alarm: no other mail would pass either, and somebody has to mend the settings.
        may_have_arrived: nobody knows whether the server took it.
    """

    state: str
    reply: str
    is_alarm: bool = False
    may_have_arrived: bool = False


def send_due(sender: Sender, now: datetime) -> int:
    """Send every mail whose time has come and return how many the server accepted.

    A failed sign-in or TLS stops the round, since no other mail would pass either; the health
    check alarms. A long round stops as well, and the next beat goes on with it: leases count
    from the round's moment, and must outlast the mails of this process.
    """
    accepted = 0
    ends_at = monotonic() + ROUND.total_seconds()
    while monotonic() < ends_at:
        claim = claims.claim(now, sender.base_url, sender.address)
        if claim is None:
            break
        token, digest = claim
        if digest is None:
            continue
        outcome = _deliver(sender, digest, now)
        _record(token, now, outcome)
        accepted += outcome.state == "sent"
        if outcome.is_alarm:
            break
    return accepted


def _deliver(sender: Sender, digest: Digest, now: datetime) -> Outcome:
    try:
        message = compose(digest, sender.address, now)
    except Exception as error:
        # One mail that cannot be written is listed as failed, and holds up nobody else's.
        log.exception("The mail %s cannot be written.", digest.message_id)
        return Outcome("failed", f"It could not be written: {error}")
    try:
        return Outcome("sent", sender.mailer.deliver(message))
    except Refused as refusal:
        return Outcome("dead", str(refusal))
    except TryLater as failure:
        unknown = isinstance(failure, Unanswered)
        return Outcome("failed", str(failure), may_have_arrived=unknown)
    except MailerDown as alarm:
        log.error("Mail is down: %s", alarm)
        return Outcome("failed", str(alarm), is_alarm=True)
    except Exception as error:
        log.exception("The mail %s met an error of ours.", digest.message_id)
        return Outcome("failed", f"{type(error).__name__}: {error}", may_have_arrived=True)


def _record(token: str, now: datetime, outcome: Outcome) -> None:
    """Write the outcome to the rows that this claim still holds."""
    with transaction(journalled=False) as session:
        rows = [
            row
            for ledger in claims.LEDGERS
            for row in session.scalars(
                select(ledger).where(ledger.claim_token == token, ledger.state == "sending")
            )
        ]
        # One wait for all rows of the mail, so that they go out again together.
        wait = _wait(max((row.attempts for row in rows), default=1))
        for row in rows:
            row.state, row.last_reply, row.leased_until = outcome.state, outcome.reply, None
            row.is_possible_copy = row.is_possible_copy or outcome.may_have_arrived
            if outcome.state == "sent":
                row.sent_at = now
            elif outcome.is_alarm:
                # Nothing was offered to the server, so it is no attempt at this mail.
                row.attempts -= 1
                row.not_before = now + FIRST_WAIT
            elif outcome.state == "failed" and row.attempts >= MAX_ATTEMPTS:
                row.state = "dead"
            elif outcome.state == "failed":
                row.not_before = now + wait
        if outcome.is_alarm:
            pulses.beat(session, pulses.MAIL_ALARM, now)
        elif outcome.state in ("sent", "dead"):
            # The server answered to a mail, so sign-in and TLS work.
            pulses.silence(session, pulses.MAIL_ALARM)


def _wait(attempts: int) -> timedelta:
    """Return a doubling wait with jitter, so that a recovering server is not rushed."""
    jitter = 0.75 + random.random() / 2  # noqa: S311  # spreads retries; nothing is secret
    doublings = min(attempts - 1, 8)
    return FIRST_WAIT * (1 << doublings) * jitter
