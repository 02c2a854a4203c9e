"""Which backups are kept: every one of some days, and the last of each month; nothing is deleted.

The one that was just made is whole, or nobody asks. It stays, and so does the newest whole one,
whatever the clock says.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from workplan.backup import making, manifest
from workplan.backup.failures import BackupFailed


class Kept(NamedTuple):
    """A backup as the rule sees it: its folder, when it was begun, and whether it is whole."""

    folder: Path
    made_at: datetime
    is_whole: bool


def of_folder(to: Path, broken: Collection[str] = ()) -> list[Kept]:
    """Return the backups of a folder, the oldest first.

    Args:
        broken: the names of those that were looked through since and found not to be whole.
    """
    return [
        Kept(path, making.moment_of(path), path.name not in broken and _is_whole(path))
        for path in making.backups(to)
    ]


def surplus(found: Iterable[Kept], made: Path, days: int) -> list[Path]:
    """Return what is not kept, the oldest first.

    Kept are the one that was just made, all of the last days before it, and of each month the last
    whole one; the last one, where none is whole.

    Args:
        made: the backup that was just made, which is whole.
        days: for how many every backup is kept.
    """
    found = sorted(found, key=lambda one: one.made_at)
    since = making.moment_of(made) - timedelta(days=days)
    last_of_month: dict[tuple[int, int], Kept] = {}
    for one in found:
        month = (one.made_at.year, one.made_at.month)
        before = last_of_month.get(month)
        if before is None or one.is_whole or not before.is_whole:
            last_of_month[month] = one
    stays = {made, *(one.folder for one in last_of_month.values())}
    stays.update(one.folder for one in found if one.made_at >= since)
    stays.update([one.folder for one in found if one.is_whole][-1:])
    return [one.folder for one in found if one.folder not in stays]


def beyond(found: Iterable[Kept], made: Path, number: int) -> list[Path]:
    """Return what is older than the newest whole backups, the oldest first.

    One that lacks files of evidence does not count: it may be what is left after they were lost.

    Args:
        number: how many whole ones are kept, whatever their age.
    """
    found = sorted(found, key=lambda one: one.made_at)
    whole = [one for one in found if one.is_whole]
    if len(whole) < number:
        return []
    first = whole[-number].made_at
    return [one.folder for one in found if one.made_at < first and one.folder != made]


def _is_whole(folder: Path) -> bool:
    try:
        return not manifest.read(folder).missing
    except BackupFailed:
        return False
