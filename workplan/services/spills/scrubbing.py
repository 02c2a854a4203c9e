"""Let what a database no longer holds leave its file, too."""

from __future__ import annotations

import logging
import sqlite3
from datetime import datetime

from sqlalchemy.orm import Session

from workplan.extensions import db
from workplan.services.record.transaction import writing
from workplan.services.reminding import heartbeats

UNSCRUBBED = "spill-unscrubbed"
"""The pulse that says since when an SQLite file waits to be written anew."""

log = logging.getLogger(__name__)


def overwrite(session: Session) -> None:
    """Let SQLite overwrite what is deleted or changed from here on; PostgreSQL has no such way."""
    if session.get_bind().dialect.name == "sqlite":
        session.connection().exec_driver_sql("PRAGMA secure_delete = ON")


def scrub(now: datetime) -> None:
    """Write an SQLite file anew without what left, and empty its log; if it is busy, at a beat."""
    if db.engine.dialect.name != "sqlite":
        return
    db.session.rollback()
    is_clean = _is_written_anew()
    with writing() as session:
        if is_clean:
            heartbeats.silence(session, UNSCRUBBED)
        else:
            heartbeats.beat(session, UNSCRUBBED, now)


def scrub_what_waits(now: datetime) -> None:
    """Try again what could not be written anew before."""
    waits = heartbeats.last_beat(db.session(), UNSCRUBBED) is not None
    db.session.rollback()
    if waits:
        scrub(now)


def _is_written_anew() -> bool:
    raw = db.engine.raw_connection()  # which begins no transaction
    try:
        for command in ("PRAGMA secure_delete = ON", "VACUUM"):
            raw.cursor().execute(command)
        found = raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    except sqlite3.OperationalError as busy:
        log.warning("The database file is not written anew yet: %s", busy)
        return False
    finally:
        raw.close()
    return bool(found[0] == 0)
