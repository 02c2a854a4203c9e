"""Old backups go once a new one is whole, by the rule of the house; each leaves an entry."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import select

from config import Settings
from models import Backup
from workplan.backup import keeping, manifest, shelf
from workplan.backup.failures import BackupFailed
from workplan.services.accounts import house_settings
from workplan.services.record import journal
from workplan.services.record.change import Change


def drop(change: Change, settings: Settings, made: Path, newest: int | None = None) -> list[Path]:
    """Delete what is not kept beside a backup that was just made, and return what went.

    For one that lacks files nothing is deleted. Whoever asks holds the lock of the backups.

    Args:
        made: the new one, which is noted already.
        newest: how many whole ones stay instead of what the rule of the house says.

    Raises:
        BackupFailed: for one that cannot be deleted; those before it are gone, and noted.
    """
    if manifest.read(made).missing:
        return []
    with change.transaction() as session:
        set_, _ = house_settings.fields_of(session)
        broken = session.scalars(
            select(Backup.name).where(*_beside(settings, made), Backup.is_whole.is_(False))
        ).all()
    days = set_.backup_days or settings.backup_days
    found = keeping.of_folder(made.parent, frozenset(broken))
    if newest is None:
        old, rule = keeping.surplus(found, made, days), {"backup_days": days}
    else:
        old, rule = keeping.beyond(found, made, newest), {"newest": newest}
    gone: list[Path] = []
    try:
        for folder in old:
            _delete(folder)
            gone.append(folder)
    finally:
        if gone:
            _note(change, settings, gone, rule)
    return gone


def _delete(folder: Path) -> None:
    try:
        shutil.rmtree(folder)
    except OSError as error:
        raise BackupFailed(
            f"The old backup {folder} could not be deleted: {error.strerror}. Delete it yourself."
        ) from error


def _note(change: Change, settings: Settings, gone: Iterable[Path], rule: dict[str, Any]) -> None:
    """Write down which backups went, and why; one that nobody noted has no row."""
    with change.transaction() as session:
        for folder in gone:
            row = session.scalar(
                select(Backup).where(*_beside(settings, folder), Backup.name == folder.name)
            )
            if row is not None:
                row.deleted_at = change.now
            kept = {"name": folder.name, **rule}
            subject = ("backup", row.id if row is not None else None)
            journal.note(change, None, journal.Entry("backup.deleted", subject, after=kept))


def _beside(settings: Settings, folder: Path) -> tuple[Any, ...]:
    """Return the conditions of the backups that were made where one lies."""
    place = str(folder.parent.resolve())
    ours = (Backup.node == shelf.node_of(settings), Backup.place == place)
    return (*ours, Backup.state == "made", Backup.deleted_at.is_(None))
