"""Backups that are asked for: one at a time, in the instance folder, where nobody waits for it.

Each has a row, which says who asked and what became of it, and outlives every restart.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import IO, Any, NamedTuple

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from config import Settings
from models import Backup
from workplan.backup import dropping, making, manifest, restoring, shelf
from workplan.backup.failures import BackupFailed
from workplan.backup.manifest import Manifest
from workplan.errors import InvalidInput, NotFound
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.storage.choosing import store_at

log = logging.getLogger(__name__)

CUT_SHORT = "It was cut short: the program that made it ended. Make another one."
DELETED = "It was deleted, as old ones are once a newer one is whole. Verify one that is here."
ELSEWHERE = "It lies on another machine, or in another instance folder. Verify it there."


class Job(NamedTuple):
    """What takes long, to be run where nobody waits for it; it holds the lock until it is done.

    Args:
        number: of the backup.
        folder: where the backup is, or will be.
        does: what is done with it.
    """

    actor: Actor
    settings: Settings
    engine: Engine
    number: int
    folder: Path
    began: datetime
    lock: IO[Any]
    does: Callable[[Job], None]

    def run(self) -> None:
        """Do it, and write down what came of it."""
        self.does(self)


def ask(change: Change, settings: Settings, engine: Engine) -> Job:
    """Note that a backup is wanted, and return what makes it.

    Raises:
        NotFound: for anybody but an administrator.
        InvalidInput: while another is being made or looked through.
    """
    rights.require_administrator(change.actor)
    lock = shelf.lock(settings)
    place = shelf.place_of(settings)
    try:
        with change.transaction() as session:
            _settle_cut_short(change, settings)
            row = Backup(
                node=shelf.node_of(settings),
                place=str(place),
                name=making.name_at(change.now),
                asked_at=change.now,
                asked_by=change.actor.name,
                state="making",
            )
            session.add(row)
            session.flush()
            number = row.id
            _note(change, "backup.asked", number, {"name": row.name})
    except BaseException:
        lock.close()
        raise
    folder = place / making.name_at(change.now)
    return Job(change.actor, settings, engine, number, folder, change.now, lock, _make)


def ask_check(change: Change, settings: Settings, engine: Engine, number: int) -> Job:
    """Return what looks a backup through.

    Raises:
        NotFound: for anybody but an administrator, and when there is no such backup.
        InvalidInput: when it does not lie here, or while another is being made or looked through.
    """
    rights.require_administrator(change.actor)
    with change.transaction() as session:
        row = session.get(Backup, number)
        if row is None or row.state != "made":
            raise NotFound("There is no such backup.")
        if row.deleted_at is not None:
            raise InvalidInput("backup", DELETED)
        if not shelf.is_here(row, settings):
            raise InvalidInput("backup", ELSEWHERE)
        folder = Path(row.place) / row.name
    lock = shelf.lock(settings)
    return Job(change.actor, settings, engine, number, folder, change.now, lock, _check)


def note_made(change: Change, settings: Settings, folder: Path) -> None:
    """Note a backup that a command made, wherever it lies."""
    found = manifest.read(folder)
    with change.transaction() as session:
        row = Backup(
            node=shelf.node_of(settings),
            place=str(folder.parent.resolve()),
            name=folder.name,
            asked_at=change.now,
            asked_by=change.actor.name,
            state="making",
        )
        session.add(row)
        _finish(row, change.now, folder, found)
        session.flush()
        _note(change, "backup.made", row.id, _facts(row))


def number_of(session: Session, settings: Settings, folder: Path) -> int | None:
    """Return the number of the backup that lies in a folder of this machine, if it has one."""
    path = folder.resolve()
    ours = (Backup.node == shelf.node_of(settings), Backup.state == "made")
    return session.scalar(
        select(Backup.id).where(*ours, Backup.place == str(path.parent), Backup.name == path.name)
    )


def by_number(session: Session, number: int) -> Backup:
    """Return a backup as it stands now."""
    return session.get_one(Backup, number, populate_existing=True)


def _make(job: Job) -> None:
    """Make a backup, and write down what became of it."""
    started, said, found = monotonic(), "", None
    with job.lock:
        try:
            making.clear_parts(job.folder.parent)
            store = store_at(job.settings.evidence_url, job.settings.instance)
            making.make(job.settings, job.engine, store, job.began, job.folder.parent)
            found = manifest.read(job.folder)
        except BackupFailed as failure:
            said = str(failure)
        except Exception as error:
            log.exception("A backup could not be made.")
            said = f"Something of ours broke ({type(error).__name__}); the log says more."
        ended_at = job.began + timedelta(seconds=monotonic() - started)
        _settle(Change(job.actor, ended_at), job.number, job.folder, found, said)
        if found is not None:
            _drop(job, ended_at)


def _drop(job: Job, now: datetime) -> None:
    """Delete what the rule of the house does not keep; what cannot be is said of the new one."""
    try:
        dropping.drop(Change(job.actor, now), job.settings, job.folder)
    except BackupFailed as failure:
        said = str(failure)
    except Exception as error:
        log.exception("Old backups could not be deleted.")
        said = f"Old ones were not deleted ({type(error).__name__}); the log says more."
    else:
        return
    with Change(job.actor, now).transaction() as session:
        row = session.get_one(Backup, job.number)
        row.said = f"{row.said} {said}".strip()


def _check(job: Job) -> None:
    """Look a backup through, and write down what was found."""
    started, said = monotonic(), ""
    with job.lock:
        try:
            restoring.check(job.folder, job.engine)
        except BackupFailed as failure:
            said = str(failure)
        except Exception as error:
            log.exception("A backup could not be looked through.")
            said = f"Something of ours broke ({type(error).__name__}); the log says more."
        change = Change(job.actor, job.began + timedelta(seconds=monotonic() - started))
        with change.transaction() as session:
            row = session.get_one(Backup, job.number)
            row.checked_at, row.is_whole, row.check_said = change.now, not said, said
            kept = {"name": row.name, "is_whole": not said, "said": said}
            _note(change, "backup.checked", row.id, kept)


def _settle(change: Change, number: int, folder: Path, found: Manifest | None, said: str) -> None:
    """Write down how the making of a backup ended."""
    with change.transaction() as session:
        row = session.get_one(Backup, number)
        if found is not None:
            _finish(row, change.now, folder, found)
            _note(change, "backup.made", number, _facts(row))
        else:
            row.state, row.ended_at, row.said = "failed", change.now, said
            _note(change, "backup.failed", number, {"name": row.name, "said": said})


def _settle_cut_short(change: Change, settings: Settings) -> None:
    """Say what became of backups whose program ended while it made them; we hold the lock.

    One whose folder is whole was made; any other was cut short.
    """
    ours = (Backup.state == "making", Backup.node == shelf.node_of(settings))
    for row in change.session.scalars(select(Backup).where(*ours)).all():
        folder, found = Path(row.place) / row.name, None
        with suppress(BackupFailed):
            found = manifest.read(folder)
        _settle(change, row.id, folder, found, CUT_SHORT)


def _finish(row: Backup, now: datetime, folder: Path, found: Manifest) -> None:
    row.state, row.ended_at = "made", now
    row.size_bytes = shelf.size(folder)
    row.entries, row.missing = found.journal_seq, len(found.missing)
    row.said = "" if found.is_opened else "The copy was read through and not loaded."


def _facts(row: Backup) -> dict[str, Any]:
    return {"name": row.name, "size_bytes": row.size_bytes, "entries": row.entries}


def _note(change: Change, verb: str, number: int, kept: dict[str, Any]) -> None:
    journal.note(change, None, journal.Entry(verb, ("backup", number), after=kept))
