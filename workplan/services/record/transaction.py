"""The one transaction of a use case: commit on success, roll back on any exception."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.orm import Session

from workplan.database import WRITES
from workplan.extensions import db
from workplan.services.record import form_numbers, journal

JOURNAL_LOCK = 7_304_118
OPEN = "workplan_transaction"


@contextmanager
def transaction(*, journalled: bool = True) -> Iterator[Session]:
    """Yield the session inside a writing transaction.

    Whatever was read before is let go first, so that the use case decides on what is true now.
    Journalled work takes turns, since each entry holds the hash of the one before: SQLite by
    its write lock, PostgreSQL by an advisory lock that ends with the transaction.

    The form from which a journalled change is made is used up with it.

    Inside another transaction it joins that one, so that a whole import is one commit.

    Args:
        journalled: False for work that writes no journal entry, such as claiming a reminder.
    """
    session = db.session()
    if session.info.get(OPEN):
        yield session
        session.flush()
        return
    session.rollback()
    session.info[OPEN] = True
    if journalled:
        session.info.pop(journal.MADE, None)
    try:
        connection = session.connection(execution_options=WRITES)
        if journalled and connection.dialect.name == "postgresql":
            session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": JOURNAL_LOCK})
        if journalled:
            form_numbers.use(session)
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        session.info.pop(journal.MADE, None)
        raise
    finally:
        session.info[OPEN] = False
