"""Copies of the journal's head, outside the database: what shows that the chain was cut or redone.

A chain of hashes shows a changed entry, but not that its end is missing, nor that somebody who
could write the database hashed all of it anew. A copy that has left the system shows both.
"""

from __future__ import annotations

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
from workplan.services import journal, pulses
from workplan.services.deliveries import Sender
from workplan.services.transaction import transaction

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
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise InvalidInput(
            "checkpoint", f"{path} holds no checkpoint ({error}). Give a file that we wrote."
        ) from error
    if not HASH.fullmatch(found.head):
        raise InvalidInput("checkpoint", f"{path}: its head is no hash. Give a file that we wrote.")
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
    """Write today's checkpoint and mail it; tell whether something was done.

    The day is that of UTC. A mail that was not accepted is tried again ten minutes later.
    """
    session = db.session()
    written = pulses.last_beat(session, pulses.CHECKPOINT)
    is_new = written is None or written.astimezone(UTC).date() < now.astimezone(UTC).date()
    if is_new:
        taken = take(session, now)
        session.rollback()
        _write(folder / f"{now.astimezone(UTC):%Y-%m-%d}.json", taken)
        with transaction(journalled=False) as writing:
            pulses.beat(writing, pulses.CHECKPOINT, now)
    mailed = pulses.last_beat(session, pulses.CHECKPOINT_MAILED)
    tried = pulses.last_beat(session, pulses.CHECKPOINT_TRIED)
    written = pulses.last_beat(session, pulses.CHECKPOINT)
    session.rollback()
    is_unsent = bool(addresses) and written is not None and (mailed is None or mailed < written)
    if not is_unsent or (tried is not None and now - tried < TRY_AGAIN):
        return is_new
    with transaction(journalled=False) as writing:
        pulses.beat(writing, pulses.CHECKPOINT_TRIED, now)
    latest = max(folder.glob("????-??-??.json"))
    if _mail(sender, now, read(latest), addresses):
        with transaction(journalled=False) as writing:
            pulses.beat(writing, pulses.CHECKPOINT_MAILED, now)
            pulses.silence(writing, pulses.CHECKPOINT_TRIED)
    return True


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


def _mail(sender: Sender, now: datetime, taken: Checkpoint, addresses: tuple[str, ...]) -> bool:
    """Send a checkpoint to each address, and tell whether all were accepted."""
    accepted = 0
    for number, address in enumerate(addresses):
        host = sender.base_url.partition("//")[2].partition(":")[0] or "workplan"
        message = EmailMessage()
        message["From"] = sender.address
        message["To"] = address
        message["Date"] = format_datetime(now)
        message["Message-ID"] = f"<checkpoint-{taken.head[:32]}-{number}@{host}>"
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
        else:
            accepted += 1
    return accepted == len(addresses)


def _count(session: Session, up_to: int) -> int:
    """Return how many entries there are up to a number."""
    return session.scalar(select(func.count()).where(JournalEntry.seq <= up_to)) or 0
