"""Fetch the mail that waits in a mailbox, and see what each leads to.

Any number of fetchers may do so at once: the unique key of a mail lets one of them have it, and the
lock of its row lets one of them act on it. A mail is noted as done in the mailbox only when our
database has it, so what is cut short in between is fetched again and found to be there.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from time import monotonic
from typing import NamedTuple

from workplan.extensions import db
from workplan.mail.inbound.mailbox import A_ROUND, Mailbox, MailboxDown
from workplan.services.delivery.incoming import received, settling
from workplan.services.record.transaction import writing
from workplan.services.reminding import heartbeats
from workplan.storage.store import Store

A_WHILE = timedelta(seconds=30)
"""After which no new round begins, so that the next beat comes in time."""


class Round(NamedTuple):
    """What was done: how many mails were new, and how many were settled, parked ones too."""

    fetched: int = 0
    settled: int = 0


def fetch(mailbox: Mailbox, store: Store, now: datetime, address: str = "") -> Round:
    """Fetch what waits, round by round until no more does or the time of a beat is over.

    Args:
        address: that of the mailbox, in which plans have theirs.

    Raises:
        MailboxDown: when the mailbox cannot be read; what came before that is kept.
    """
    began, fetched, settled = monotonic(), 0, 0
    while True:
        done = fetch_round(mailbox, store, now, address)
        fetched, settled = fetched + done.fetched, settled + done.settled
        is_over = monotonic() - began > A_WHILE.total_seconds()
        if is_over or done.fetched < A_ROUND > done.settled:
            return Round(fetched, settled)


def fetch_round(mailbox: Mailbox, store: Store, now: datetime, address: str = "") -> Round:
    """Fetch what waits, as many as fit into a round, and settle that and what was left over.

    Args:
        address: that of the mailbox, in which plans have theirs.

    Raises:
        MailboxDown: when the mailbox cannot be read; what came before that is kept.
    """
    fetched = 0
    try:
        with mailbox.opened() as box:
            for message in box.waiting():
                fetched += received.keep(store, message, box.name, now)
                box.done(message.key)
    except MailboxDown:
        _note(now, is_down=True)
        raise
    finally:
        settled = settling.settle_waiting(store, now, address)
    _note(now, is_down=False)
    return Round(fetched, settled)


def _note(now: datetime, *, is_down: bool) -> None:
    """Keep since when the mailbox cannot be read; nothing is written while that stays as it is."""
    session = db.session()
    was_down = heartbeats.last_beat(session, heartbeats.MAILBOX_DOWN) is not None
    session.rollback()
    if was_down == is_down:
        return
    with writing() as written:
        if is_down:
            heartbeats.beat(written, heartbeats.MAILBOX_DOWN, now)
        else:
            heartbeats.silence(written, heartbeats.MAILBOX_DOWN)
