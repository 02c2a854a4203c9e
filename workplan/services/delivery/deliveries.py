"""Send what the ledger holds: claim, commit, speak to the mail server, record its answer.

Every due reminder is accepted by the mail server at least once or is listed as failed; a second
copy is possible only when our process or connection dies between the server's acceptance and
our record of it; it then carries the same Message-ID and the ledger says so.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from time import monotonic
from typing import NamedTuple

from sqlalchemy.exc import OperationalError

from workplan.mail.mailer import Mailer, MailerDown, NotOffered, Refused, TryLater, Unanswered
from workplan.services.delivery import comment_outbox, outbox, recorded
from workplan.services.delivery.mail_writing import Origin
from workplan.services.delivery.outbox import Claim
from workplan.services.delivery.outcomes import Outcome, Outcomes
from workplan.services.reminding.digest.week_line import WeekOf, drawn_before

ROUND = timedelta(minutes=2)
AT_A_TIME = 25
"""How many mails are taken together, which wait for each other no longer than a round."""
NOT_YET = Outcome.told(
    "failed", "Not offered yet: the mails before it took long.", was_offered=False
)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sender:
    """How mail leaves: the mailer, the address it comes from, and where links lead.

    Args:
        replies_to: the address whose mailbox we read; empty where no mail is read.
        week_of: writes the week of a plan for its coordinators; without it a mail names the page.
        outcomes: where answers are kept until the ledger has them; None keeps none.
    """

    mailer: Mailer
    address: str
    base_url: str
    outcomes: Outcomes | None = None
    replies_to: str = ""
    week_of: WeekOf | None = None


def send_due(sender: Sender, now: datetime) -> int:
    """Send every mail whose time has come and return how many the server accepted.

    Trouble of the server stops the round, since no other mail would pass either: the next beat
    tries one mail again, and all that is due goes out when it passes. A long round stops as well,
    and the next beat goes on with it.
    """
    with sender.mailer.kept_open():
        return _send(sender, now)


def _send(sender: Sender, now: datetime) -> int:
    accepted, began, most = 0, monotonic(), 1
    week_of = sender.week_of and drawn_before(sender.week_of, sender.base_url, now)
    origin = Origin(sender.base_url, sender.address, sender.replies_to, week_of)
    while (passed := timedelta(seconds=monotonic() - began)) < ROUND:
        if sender.outcomes is not None:
            recorded.take_over(sender.outcomes)
        at = now + passed
        claims = outbox.claim(at, origin, now, most) or comment_outbox.claim(at, origin, now, most)
        if claims is None:
            break
        sent = _send_all(sender, claims, now, began)
        accepted += sent.accepted
        if not sent.goes_on:
            break
        # The first mail shows whether any passes; after it they are taken many at a time.
        most = AT_A_TIME
    return accepted


class _Sent(NamedTuple):
    accepted: int
    goes_on: bool


def _send_all(sender: Sender, claims: list[Claim], now: datetime, began: float) -> _Sent:
    """Send the mails that were taken; those that cannot be offered are left as due as they were."""
    accepted, outcome = 0, None
    for claim in claims:
        if claim.message is None:
            continue
        if outcome is None or outcome.was_offered:
            is_late = monotonic() - began > ROUND.total_seconds()
            outcome = NOT_YET if is_late else _deliver(sender, claim.message)
        accepted += outcome.state == "sent"
        # A delivery may take minutes, and waits count from its end.
        took = timedelta(minutes=int(monotonic() - began) // 60)
        _record(sender, claim.token, now + took, outcome)
    if sender.outcomes is not None:
        _hand_over(sender.outcomes)
    return _Sent(accepted, outcome is None or outcome.was_offered)


def _deliver(sender: Sender, message: EmailMessage) -> Outcome:
    try:
        return Outcome.told("sent", sender.mailer.deliver(message))
    except Refused as refusal:
        return Outcome.told("dead", refusal)
    except TryLater as failure:
        unknown = isinstance(failure, Unanswered)
        return Outcome.told("failed", failure, may_have_arrived=unknown)
    except NotOffered as trouble:
        log.error("Mail is down: %s", trouble)
        is_alarm = isinstance(trouble, MailerDown)
        return Outcome.told("failed", trouble, was_offered=False, is_alarm=is_alarm)
    except Exception as error:
        log.exception("The mail %s met an error of ours.", message["Message-ID"])
        return Outcome.told("failed", f"{type(error).__name__}: {error}", may_have_arrived=True)


def _record(sender: Sender, token: str, now: datetime, outcome: Outcome) -> None:
    """Record the outcome; if the database is busy or away it is on the disk meanwhile."""
    if sender.outcomes is None:
        recorded.record(token, now, outcome)
        return
    try:
        sender.outcomes.keep(token, outcome, now)
    except OSError:
        log.exception("An answer cannot be kept on the disk; the ledger has to take it now.")
        recorded.record(token, now, outcome)
        return


def _hand_over(outcomes: Outcomes) -> None:
    """Let the ledger have the answers that are on the disk, if it takes them now."""
    try:
        recorded.take_over(outcomes)
    except OperationalError:
        log.warning("The ledger takes no answer now; the next beat tries again.", exc_info=True)
