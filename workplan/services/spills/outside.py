"""What left for good, remembered outside the database, so that a restored backup shows none of it.

The list lies in the instance folder, and is copied beside the backups when one is made. It names
files and mails by their checksums, and words by traces that do not give them. A line says first
what is meant to leave, and a second one, once the record has it, that it did: only that is followed
in a restored backup, whatever became of a request in between.
"""

from __future__ import annotations

import json
import logging
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from workplan.services.spills.passages import Trace, trace_of

NAME = "spills.jsonl"
CONFIRMED = "confirmed"

log = logging.getLogger(__name__)


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


class Listed(NamedTuple):
    """What a list remembers: what was meant to leave, and which lines of it are confirmed."""

    lines: dict[str, Line]
    confirmed: frozenset[str]


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


def intend(folder: Path, lines: Iterable[Line]) -> None:
    """Write down what is meant to leave, on the disk before anything does.

    Raises:
        OSError: when that cannot be written; nothing has left then.
    """
    _add(folder, (line._asdict() for line in lines))


def confirm(folder: Path, ids: Iterable[str]) -> None:
    """Write down that it left; a failure is logged, and the next beat tries again."""
    try:
        _add(folder, ({CONFIRMED: one} for one in ids))
    except OSError:
        log.exception("The list of what left for good cannot be written.")


def read(folder: Path) -> Listed:
    """Return what a list remembers; nothing where there is none. A broken line is logged."""
    path = folder / NAME
    lines: dict[str, Line] = {}
    confirmed: set[str] = set()
    for text in path.read_text("utf-8", "replace").splitlines() if path.exists() else ():
        try:
            kept = json.loads(text) if text else {}
            if CONFIRMED in kept:
                confirmed.add(str(kept[CONFIRMED]))
            elif kept:
                trace = kept.pop("trace")
                line = Line(**kept, trace=Trace(*trace) if trace else None)
                lines[line.id] = line
        except (ValueError, TypeError, KeyError, AttributeError):
            log.error("A line of %s is broken, and is passed over.", path)
    return Listed(lines, frozenset(confirmed))


def bring(source: Path, to: Path) -> None:
    """Add to one list what only another remembers, as when a backup comes to a new machine."""
    there, here = read(source), read(to)
    new = [there.lines[one] for one in there.lines.keys() - here.lines.keys()]
    known = there.confirmed - here.confirmed
    if new or known:
        intend(to, new)
        _add(to, ({CONFIRMED: one} for one in sorted(known)))


def _add(folder: Path, records: Iterable[dict[str, Any]]) -> None:
    path = folder / NAME
    with path.open("a+b") as file:
        os.chmod(file.fileno(), 0o600)
        is_torn = False
        if file.tell():
            file.seek(-1, os.SEEK_END)
            is_torn = file.read(1) != b"\n"
        texts = ["" if is_torn else None, *(json.dumps(record) for record in records)]
        file.write("".join(f"{text}\n" for text in texts if text is not None).encode())
        file.flush()
        os.fsync(file.fileno())
