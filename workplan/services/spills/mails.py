"""Which mails that came in hold what has to leave, as their bytes are kept."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import ReceivedMail
from workplan.mail.inbound import reading
from workplan.mail.inbound.bounds import Unreadable
from workplan.mail.inbound.reading import Incoming
from workplan.services.delivery.incoming import received
from workplan.services.delivery.incoming.received import NotAsItCame
from workplan.services.spills import passages
from workplan.services.spills.outside import Leaving
from workplan.storage.store import Store


class Kept(NamedTuple):
    """The bytes of a mail that came in, by their key in the store."""

    id: int
    key: str


def texts(session: Session, store: Store) -> Iterator[str]:
    """Yield every text of the mails whose bytes are kept, those that can be read."""
    for row in session.scalars(select(ReceivedMail).where(ReceivedMail.stored_as.is_not(None))):
        if (read := _read(store, row)) is not None:
            yield from _texts_of(read)


def holding(session: Session, store: Store, leaving: Leaving) -> list[Kept]:
    """Return the mails whose bytes leave: those that are named, and those that hold what leaves.

    Raises:
        StoreFailure: when the store does not answer.
    """
    found = []
    for row in session.scalars(select(ReceivedMail).where(ReceivedMail.stored_as.is_not(None))):
        assert row.stored_as is not None
        if row.fingerprint in leaving.received or _holds(store, row, leaving):
            found.append(Kept(row.id, row.stored_as))
    return found


def let_files_go(folder: Path, leaving: Leaving) -> None:
    """Delete the mails that were written to files in place of being sent, those that hold it."""
    wanted = [passages.passage_of(words) for words in leaving.words]
    for path in folder.rglob("*.eml"):
        content = path.read_bytes()
        try:
            read = reading.read(content)
        except Unreadable:
            continue
        number = str(message_from_bytes(content)["Message-ID"] or "").strip()
        sums = {hashlib.sha256(part).hexdigest() for _, part in read.attachments}
        says = any(one.within(text) for one in wanted for text in _texts_of(read))
        if says or number in leaving.sent or sums & leaving.files:
            path.unlink(missing_ok=True)


def _holds(store: Store, row: ReceivedMail, leaving: Leaving) -> bool:
    read = _read(store, row)
    if read is None:
        return False
    sums = {hashlib.sha256(content).hexdigest() for _, content in read.attachments}
    wanted = [passages.passage_of(words) for words in leaving.words]
    return bool(sums & leaving.files) or any(
        passage.within(text) for passage in wanted for text in _texts_of(read)
    )


def _read(store: Store, row: ReceivedMail) -> Incoming | None:
    try:
        return reading.read(received.content_of(store, row))
    except (NotAsItCame, Unreadable):
        return None


def _texts_of(read: Incoming) -> tuple[str, ...]:
    return (read.subject, read.text, *(name for name, _ in read.attachments))
