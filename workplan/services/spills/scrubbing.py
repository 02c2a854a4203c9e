"""Let what a database no longer holds leave its file, too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session


def overwrite(session: Session) -> None:
    """Let SQLite overwrite what is deleted or changed from here on; PostgreSQL has no such way."""
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA secure_delete = ON")


@contextmanager
def scrubbed(session: Session) -> Iterator[None]:
    """Write the log of an SQLite file into it after something left, and empty the log."""
    yield
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        session.rollback()
