"""Fetch the mail that waits in a mailbox, and see what each leads to.

Any number of fetchers may do so at once: the unique key of a mail lets one of them have it, and the
lock of its row lets one of them act on it. A mail is noted as done in the mailbox only when our
database has it, so what is cut short in between is fetched again and found to be there.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from workplan.extensions import db
from workplan.mail.inbound.mailbox import Mailbox, MailboxDown
from workplan.services.delivery.incoming import received, settling
from workplan.services.record.transaction import writing
from workplan.services.reminding import heartbeats
from workplan.storage.store import Store


class Round(NamedTuple):
    """What one round did: how many mails were new, and how many were settled, parked ones too."""

    fetched: int = 0
    settled: int = 0


def fetch(mailbox: Mailbox, store: Store, now: datetime, address: str = "") -> Round:
    """Fetch what waits, and settle it and whatever was left over.

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
