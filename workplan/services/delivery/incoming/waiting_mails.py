"""A mail that waits to be settled, by one process at a time."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import ReceivedMail
from workplan.plain_text import one_line

LONGEST_REASON = 2_000
"""Characters of what is said of a mail: some of it comes from whoever wrote it."""


class SettledMeanwhile(Exception):
    """Another process has settled the mail; nothing is to be done."""


class NotYet(Exception):
    """It is not known yet what the mail is about; it waits for the next round."""


def reason(said: str) -> str:
    """Return why a mail stands as it does, as it may be kept."""
    return one_line(said, LONGEST_REASON)


def locked(session: Session, number: int) -> ReceivedMail:
    """Return a mail that waits, locked, in the caller's transaction.

    Raises:
        SettledMeanwhile: when it waits no longer.
    """
    row = session.scalar(
        select(ReceivedMail)
        .where(ReceivedMail.id == number, ReceivedMail.state == "waiting")
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if row is None:
        raise SettledMeanwhile
    return row
