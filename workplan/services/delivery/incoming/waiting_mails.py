"""A mail that waits to be settled, by one process at a time."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import ReceivedMail


class SettledMeanwhile(Exception):
    """Another process has settled the mail; nothing is to be done."""


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
