"""What left once leaves a restored backup again, by the list that lies outside the database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import JournalEntry
from workplan.extensions import db
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.services.reminding import heartbeats
from workplan.services.spills import leaving, mails, outside, passages, places, scrubbing
from workplan.services.spills.carrying_out import DONE
from workplan.services.spills.outside import Leaving, Line
from workplan.storage.store import Store


def follow(now: datetime, store: Store, instance: Path) -> leaving.Left | None:
    """Let leave what the list says and this database does not know of; None if there is nothing.

    It may run twice, or late: each line that was followed is noted in the same transaction.

    Raises:
        StoreFailure: when the store does not answer; it is tried again at the next beat.
    """
    lines = outside.read(instance)
    session = db.session()
    done = frozenset(heartbeats.beating(session, DONE)) if lines else frozenset()
    new = [line for line in lines if line.id not in done]
    if not new:
        session.rollback()
        return None
    what = _leaving(session, store, new)
    emptied = leaving.empty_store(session, store, what)
    change = Change(SCHEDULER, now)
    with scrubbing.scrubbed(session), change.transaction() as opened:
        scrubbing.overwrite(opened)
        left = leaving.leave(change, what, emptied)
        leaving.record(change, None, {"again": len(new), "checksums": sorted(what.files)}, left)
        for line in new:
            heartbeats.beat(opened, DONE + line.id, now)
    return left


def _leaving(session: Session, store: Store, lines: list[Line]) -> Leaving:
    def keys(kind: str) -> frozenset[str]:
        return frozenset(line.key for line in lines if line.kind == kind)

    traces = [line.trace for line in lines if line.trace is not None]
    found = {
        words
        for text in _every_text(session, store)
        for trace in traces
        if (words := passages.found_again(trace, text)) is not None
    }
    return Leaving(tuple(sorted(found)), keys("file"), keys("sent"), keys("received"))


def _every_text(session: Session, store: Store) -> list[str]:
    """Return every text that the database and the mails that came in hold, once."""
    table = JournalEntry.__table__.c
    columns = (table.before, table.after, table.reason)
    rows = session.execute(select(*columns)).yield_per(1000)
    in_entries = (text for row in rows for value in row for text in passages.texts_in(value))
    return [*{*in_entries, *places.every_text(session), *mails.texts(session, store)}]
