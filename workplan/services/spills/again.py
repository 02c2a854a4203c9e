"""What left once leaves a restored backup again, by the list that lies outside the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from workplan.extensions import db
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.services.reminding import heartbeats
from workplan.services.spills import entries, leaving, mails, outside, passages, places, scrubbing
from workplan.services.spills.carrying_out import DONE
from workplan.services.spills.outside import Leaving, Line
from workplan.storage.store import Store


def follow(now: datetime, store: Store, instance: Path) -> leaving.Left | None:
    """Let leave what the list says and this database does not know of; None if there is nothing.

    It may run twice, or late: each line that was followed is noted in the same transaction.

    Raises:
        StoreFailure: when the store does not answer; it is tried again at the next beat.
    """
    found = outside.read(instance)
    session = db.session()
    done = frozenset(heartbeats.beating(session, DONE)) if found.lines else frozenset()
    session.rollback()
    if late := sorted(found.lines.keys() & done - found.confirmed):
        outside.confirm(instance, late)
    new = [found.lines[one] for one in sorted(found.confirmed & found.lines.keys() - done)]
    if not new:
        return None
    what = _leaving(session, store, new)
    emptied = leaving.empty_store(session, store, what)
    change = Change(SCHEDULER, now)
    with change.transaction() as opened:
        scrubbing.overwrite(opened)
        left = leaving.leave(change, what, emptied)
        leaving.record(change, None, {"again": len(new), "checksums": sorted(what.files)}, left)
        for line in new:
            heartbeats.beat(opened, DONE + line.id, now)
    scrubbing.scrub(now)
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


def _every_text(session: Session, store: Store) -> Iterator[str]:
    """Yield every text that the database and the mails that came in hold."""
    yield from entries.every_text(session)
    yield from places.every_text(session)
    yield from mails.texts(session, store)
