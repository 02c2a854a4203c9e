"""Where backups of pages lie, and which of all backups are there; nothing here changes any.

Whoever makes or looks through one holds the lock of a file, which ends with its process, however
that ends: so one that was cut short is known as such by the next who looks.
"""

from __future__ import annotations

import fcntl
import socket
from contextlib import suppress
from pathlib import Path
from time import sleep
from typing import IO, Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from config import Settings
from models import Backup
from workplan.backup import making, manifest
from workplan.errors import InvalidInput
from workplan.paging import page_within, pages_of

FOLDER, LOCK = "backups", "backups.lock"
PAGE_SIZE = 20
PAUSES = (0.05, 0.05, 0.0)
"""Seconds after which the lock is tried again, since whoever looks holds it for an instant."""
BUSY = "A backup is being made or looked through now. Wait until that is done."


class Line(NamedTuple):
    """A backup as a list shows it.

    Args:
        is_here: whether its folder is there, on this machine.
        so_far: how many bytes there are of one that is being made.
        is_cut_short: whether it was being made when its program ended.
    """

    row: Backup
    is_here: bool
    so_far: int
    is_cut_short: bool


class BackupPage(NamedTuple):
    """One page of backups, the newest first; and whether one is being made or looked through."""

    lines: list[Line]
    total: int
    page: int
    is_busy: bool

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return pages_of(self.total, PAGE_SIZE)


def place_of(settings: Settings) -> Path:
    """Return the folder in which backups of pages lie."""
    return settings.instance / FOLDER


def node_of(settings: Settings) -> str:
    """Return on which machine, and in which instance folder, we are."""
    return f"{socket.gethostname()}:{settings.instance}"[-200:]


def page_of(session: Session, settings: Settings, page: int) -> BackupPage:
    """Return a page of backups, with what is true of each now."""
    is_busy = _is_busy(settings)
    session.rollback()  # What stood there before we asked is not what stands there now.
    total = session.scalar(select(func.count()).select_from(Backup)) or 0
    page = page_within(page, total, PAGE_SIZE)
    rows = session.scalars(
        select(Backup)
        .order_by(Backup.asked_at.desc(), Backup.id.desc())
        .limit(PAGE_SIZE)
        .offset((page - 1) * PAGE_SIZE)
    ).all()
    return BackupPage([_line(row, settings, is_busy) for row in rows], total, page, is_busy)


def _line(row: Backup, settings: Settings, is_busy: bool) -> Line:
    is_ours = row.node == node_of(settings)
    folder = Path(row.place) / row.name
    if row.state == "making":
        so_far = size(folder.with_name(row.name + making.PART)) if is_ours else 0
        return Line(row, False, so_far, is_ours and not is_busy)
    return Line(row, is_here(row, settings), 0, False)


def is_here(row: Backup, settings: Settings) -> bool:
    """Tell whether a backup that was made lies on this machine."""
    is_ours = row.state == "made" and row.node == node_of(settings)
    return is_ours and (Path(row.place) / row.name / manifest.NAME).is_file()


def size(folder: Path) -> int:
    """Return how many bytes the files of a folder have."""
    total = 0
    for path in folder.rglob("*"):
        with suppress(OSError):  # It may go while we count.
            total += path.stat().st_size if path.is_file() else 0
    return total


def lock(settings: Settings) -> IO[Any]:
    """Take the lock, which is held until the file is closed, or the process ends."""
    place = place_of(settings)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = (settings.instance / LOCK).open("w")
    for pause in PAUSES:
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return handle
        sleep(pause)
    handle.close()
    raise InvalidInput("backup", BUSY)


def _is_busy(settings: Settings) -> bool:
    """Tell whether somebody makes or checks one; looking takes the lock for an instant."""
    try:
        lock(settings).close()
    except InvalidInput:
        return True
    return False
