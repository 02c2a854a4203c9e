"""Copies of the journal's head, outside the database: what shows that the chain was cut or redone.

A chain of hashes shows a changed entry, but not that its end is missing, nor that somebody who
could write the database hashed all of it anew. A copy that has left the system shows both.
"""

from __future__ import annotations

import hashlib
import json
import logging
import re
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import JournalEntry
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.mail.mailer import MailFailure
from workplan.services.delivery.deliveries import Sender
from workplan.services.record import journal
from workplan.services.record.transaction import writing
from workplan.services.reminding import heartbeats

log = logging.getLogger(__name__)

TRY_AGAIN = timedelta(minutes=10)
HASH = re.compile(r"[0-9a-f]{64}")


class Checkpoint(NamedTuple):
    """The last entry's number and hash, how many entries there were, and when (aware, UTC)."""

    seq: int
    head: str
    entries: int
    at: datetime

    def written(self) -> str:
        """Return it as its file holds it."""
        fields = {**self._asdict(), "at": self.at.astimezone(UTC).isoformat(timespec="seconds")}
        return json.dumps(fields, indent=1) + "\n"

    def __str__(self) -> str:
        """Return it in words."""
        return f"{self.entries:,} entries, the last {self.seq:,}, head {self.head}"


class Broken(Exception):
    """The journal is not the one that a checkpoint was taken of; the text says how it differs."""


def take(session: Session, now: datetime) -> Checkpoint:
    """Return the checkpoint of this moment."""
    seq, head = journal.head(session)
    return Checkpoint(seq, head, _count(session, seq), now)


def read(path: Path) -> Checkpoint:
    """Return the checkpoint that a file holds.

    Raises:
        InvalidInput: for a file that holds none.
    """
    try:
        fields = json.loads(path.read_text(encoding="utf-8"))
        at = datetime.fromisoformat(fields["at"])
        found = Checkpoint(int(fields["seq"]), str(fields["head"]), int(fields["entries"]), at)
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise InvalidInput(
            "checkpoint",
            f"{path} holds no checkpoint ({str(error)[:80]}). Give a file that we wrote.",
        ) from error
    begins = found.seq == 0 and found.head != journal.GENESIS
    if not HASH.fullmatch(found.head) or found.seq < 0 or begins:
        raise InvalidInput("checkpoint", f"{path}: its head is none. Give a file that we wrote.")
    return found


def compare(session: Session, taken: Checkpoint) -> None:
    """Check that the journal goes on from a checkpoint; the chain itself is checked elsewhere.

    Raises:
        Broken: when its entries are fewer, or its entry of that number is another.
    """
    last, _ = journal.head(session)
    if last < taken.seq:
        raise Broken(
            f"The journal ends at entry {last:,}, and on {taken.at:%Y-%m-%d} it had "
            f"{taken.seq:,}: the last {taken.seq - last:,} are missing."
        )
    entry = select(JournalEntry.hash).where(JournalEntry.seq == taken.seq)
    if taken.seq and session.scalar(entry) != taken.head:
        raise Broken(
            f"Entry {taken.seq:,} is not the one that it was on {taken.at:%Y-%m-%d}: "
            "the journal was written anew since."
        )
    if _count(session, taken.seq) != taken.entries:
        raise Broken(
            f"Up to entry {taken.seq:,} the journal holds {_count(session, taken.seq):,} entries, "
            f"and on {taken.at:%Y-%m-%d} it held {taken.entries:,}."
        )


def keep_daily(sender: Sender, now: datetime, folder: Path, addresses: tuple[str, ...]) -> bool:
    """Write today's checkpoint into this node's folder and mail it; tell whether one was written.

    The day is that of UTC. Each address gets one a day, from whichever scheduler is first; one that
    is not accepted is tried again ten minutes later, with what the journal holds then.
    """
    path = folder / f"{now.astimezone(UTC):%Y-%m-%d}.json"
    is_new = not path.exists()
    session = db.session()
    waiting = [address for address in addresses if not _had_mail(session, now, address)]
    is_refused = heartbeats.last_beat(session, heartbeats.CHECKPOINT_REFUSED) is not None
    if not (is_new or waiting or is_refused):
        session.rollback()
        return False  # Counting the entries, and a write, are not for every beat.
    taken = take(session, now)
    session.rollback()
    if is_new:
        _write(path, taken)
        with writing() as written:
            heartbeats.beat(written, heartbeats.CHECKPOINT, now)
    refused = [address for address in waiting if not _has_mail(sender, now, taken, address)]
    with writing() as written:
        if not refused:
            heartbeats.silence(written, heartbeats.CHECKPOINT_REFUSED)
        elif heartbeats.last_beat(written, heartbeats.CHECKPOINT_REFUSED) is None:
            heartbeats.beat(written, heartbeats.CHECKPOINT_REFUSED, now)
    return is_new


def _has_mail(sender: Sender, now: datetime, taken: Checkpoint, address: str) -> bool:
    """Mail a checkpoint to an address that had none today, and tell whether it has one.

    Whoever notes the try first is the one who sends, so that two schedulers send one mail.
    """
    with writing() as session:
        if _had_mail(session, now, address):
            return True
        if not heartbeats.claim(
            session, _pulse(heartbeats.CHECKPOINT_TRIED, address), now, TRY_AGAIN
        ):
            return False
    if not _mail(sender, now, taken, address):
        return False
    with writing() as session:
        heartbeats.beat(session, _pulse(heartbeats.CHECKPOINT_MAILED, address), now)
    return True


def _had_mail(session: Session, now: datetime, address: str) -> bool:
    """Tell whether an address has had today's checkpoint."""
    last = heartbeats.last_beat(session, _pulse(heartbeats.CHECKPOINT_MAILED, address))
    return last is not None and last.astimezone(UTC).date() == now.astimezone(UTC).date()


def _pulse(prefix: str, address: str) -> str:
    return prefix + hashlib.sha256(address.encode()).hexdigest()[:16]


def _write(path: Path, taken: Checkpoint) -> None:
    """Write a file whole, readable by its owner; one of the day that is there stays."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.touch(mode=0o600)
    part.write_text(taken.written(), encoding="utf-8")
    if path.exists():
        part.unlink()
    else:
        part.replace(path)


def _mail(sender: Sender, now: datetime, taken: Checkpoint, address: str) -> bool:
    """Send a checkpoint to an address, and tell whether it was accepted."""
    host = sender.base_url.partition("//")[2].partition(":")[0] or "workplan"
    name = hashlib.sha256(f"{address} {taken.head}".encode()).hexdigest()[:32]
    message = EmailMessage()
    message["From"] = sender.address
    message["To"] = address
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<checkpoint-{name}@{host}>"
    message["Subject"] = f"Journal checkpoint of {taken.at:%Y-%m-%d}: {taken.entries:,} entries"
    message.set_content(
        f"The journal of {sender.base_url} holds {taken}.\n\n"
        "Keep this mail. Should anybody doubt the record, save the lines below as a file and "
        "run: flask --app wsgi audit verify --checkpoint FILE\n\n" + taken.written()
    )
    try:
        sender.mailer.deliver(message)
    except MailFailure as failure:
        log.error("The checkpoint did not leave for %s: %s", address, failure)
        return False
    return True


def _count(session: Session, up_to: int) -> int:
    """Return how many entries there are up to a number."""
    return session.scalar(select(func.count()).where(JournalEntry.seq <= up_to)) or 0
