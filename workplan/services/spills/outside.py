"""What left for good, remembered outside the database, so that a restored backup shows none of it.

The list lies in the instance folder and beside the backups of this machine. It names files and
mails by their checksums, and words by traces that do not give them.
"""

from __future__ import annotations

import json
import os
import secrets
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Backup
from workplan.services.spills.passages import Trace, trace_of

NAME = "spills.jsonl"


class Leaving(NamedTuple):
    """What leaves: words, files by their SHA-256, mails by their Message-ID or fingerprint."""

    words: tuple[str, ...] = ()
    files: frozenset[str] = frozenset()
    sent: frozenset[str] = frozenset()
    received: frozenset[str] = frozenset()


class Line(NamedTuple):
    """One thing that left: `kind` is words, file, sent or received; `key` names all but words."""

    id: str
    kind: str
    key: str = ""
    trace: Trace | None = None


def lines_of(leaving: Leaving) -> list[Line]:
    """Return a line for each thing that leaves."""
    named = {"file": leaving.files, "sent": leaving.sent, "received": leaving.received}
    return [
        *(Line(secrets.token_hex(16), "words", "", trace_of(words)) for words in leaving.words),
        *(
            Line(secrets.token_hex(16), kind, key)
            for kind, keys in named.items()
            for key in sorted(keys)
        ),
    ]


def folders(session: Session, instance: Path) -> list[Path]:
    """Return where the list lies: in the instance folder, and beside each backup that is here."""
    places = session.scalars(select(Backup.place).where(Backup.deleted_at.is_(None)).distinct())
    beside = {Path(place) for place in places if Path(place).is_dir()}
    return [instance, *sorted(beside - {instance})]


def add(to: Iterable[Path], lines: Sequence[Line]) -> None:
    """Write lines at the end of each list, on the disk before anything leaves.

    Raises:
        OSError: when one cannot be written.
    """
    for folder in to:
        with (folder / NAME).open("a", encoding="utf-8") as file:
            os.chmod(file.fileno(), 0o600)
            file.writelines(json.dumps(_written(line)) + "\n" for line in lines)
            file.flush()
            os.fsync(file.fileno())


def read(folder: Path) -> list[Line]:
    """Return what a list remembers; nothing where there is none."""
    path = folder / NAME
    if not path.exists():
        return []
    return [_read(json.loads(line)) for line in path.read_text("utf-8").splitlines() if line]


def bring(source: Path, to: Path) -> None:
    """Add to one list what only another remembers, as when a backup comes to a new machine."""
    known = {line.id for line in read(to)}
    if new := [line for line in read(source) if line.id not in known]:
        add([to], new)


def _written(line: Line) -> dict[str, object]:
    return line._asdict() | {"trace": line.trace._asdict() if line.trace else None}


def _read(kept: dict[str, object]) -> Line:
    trace = kept.pop("trace")
    return Line(**kept, trace=Trace(**trace) if isinstance(trace, dict) else None)  # type: ignore[arg-type]
