"""The one transaction that writes: commit on success, roll back on any exception."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakSet

from sqlalchemy.orm import Session, SessionTransaction

from workplan.database import WRITES
from workplan.extensions import db

_under_way: WeakSet[SessionTransaction] = WeakSet()


@contextmanager
def writing() -> Iterator[Session]:
    """Yield the session inside a writing transaction, which leaves no entry in the journal.

    Whatever was read before is let go first, so that the use case decides on what is true now.
    What people change goes through `Change.transaction`, which is journalled.

    Raises:
        RuntimeError: inside another one: that one would be rolled back. Hand down its change.
    """
    session = db.session()
    if session.get_transaction() in _under_way:
        raise RuntimeError("A change is under way: hand it down, and do not begin another.")
    session.rollback()
    try:
        session.connection(execution_options=WRITES)
        _under_way.add(session.get_transaction() or session.begin())
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
