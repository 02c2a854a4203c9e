"""Walk the journal on a page: for some seconds at most, and on from there when asked again."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import JournalEntry
from workplan.errors import InvalidInput
from workplan.services.operations import checkpoints
from workplan.services.operations.checkpoints import Broken, Checkpoint
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change

VERIFIED = "journal.verified"
SECONDS = 10.0
MOST_FILES = 30
COMPARED = 5


class KeptCheckpoint(NamedTuple):
    """A checkpoint in a file of this machine, or why the file holds none."""

    name: str
    taken: Checkpoint | None
    problem: str


class Verified(NamedTuple):
    """What the last walk of the journal found.

    Args:
        first, last: which entries were looked at.
        is_whole: whether the walk came to the end that the journal had then.
        said: what does not hold; empty when all does.
        compared: with how many checkpoints it was compared.
    """

    entry: JournalEntry
    first: int
    last: int
    is_whole: bool
    said: str
    compared: int


def verify(change: Change, folder: Path, after: int = 0, seconds: float = SECONDS) -> None:
    """Walk the journal, compare it with the newest checkpoints, and note what was found.

    Args:
        folder: where this machine keeps its checkpoints.
        after: an entry up to which it was walked before.

    Raises:
        NotFound: for anybody but an administrator.
        InvalidInput: when there is no such entry.
    """
    rights.require_administrator(change.actor)
    with change.transaction() as session:
        end, _ = journal.head(session)
    if not 0 <= after <= end:
        raise InvalidInput("after", f"There is no entry {after:,}. Begin with the first.")
    # Nobody who saves waits for the walk: it reads, outside the transaction that notes it.
    said, last, compared = "", after, 0
    deadline = monotonic() + seconds
    try:
        last, _ = journal.walk(session, after, lambda: monotonic() > deadline)
        for kept in kept_checkpoints(folder)[:COMPARED]:
            if kept.taken is not None:
                checkpoints.compare(session, kept.taken)
                compared += 1
    except (ValueError, Broken) as broken:
        said = str(broken)
    session.rollback()
    after_it = {
        "first": after + 1,
        "last": max(last, after + 1) if said else last,
        "is_whole": last >= end,
        "holds": not said,
        "said": said,
        "compared": compared,
    }
    with change.transaction():
        entry = journal.Entry(VERIFIED, ("journal", None), after=after_it)
        journal.note(change, None, entry)


def last_of(session: Session) -> Verified | None:
    """Return what the last walk found, if there was one."""
    entry = session.scalar(
        select(JournalEntry)
        .where(JournalEntry.subject_type == "journal", JournalEntry.verb == VERIFIED)
        .order_by(JournalEntry.seq.desc())
        .limit(1)
    )
    if entry is None:
        return None
    kept = entry.after or {}
    return Verified(
        entry, kept["first"], kept["last"], kept["is_whole"], kept["said"], kept["compared"]
    )


def kept_checkpoints(folder: Path) -> list[KeptCheckpoint]:
    """Return the checkpoints that this machine keeps, the newest first."""
    found = []
    paths: list[Path] = []
    with suppress(OSError):
        paths = sorted(folder.glob("*.json"), reverse=True)
    for path in paths[:MOST_FILES]:
        try:
            found.append(KeptCheckpoint(path.stem, checkpoints.read(path), ""))
        except InvalidInput as problem:
            found.append(KeptCheckpoint(path.stem, None, problem.message))
    return found
