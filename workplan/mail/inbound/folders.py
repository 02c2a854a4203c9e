"""Read mail from a folder of this machine: a Maildir, or one of .eml files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex
from time import time

from workplan.mail.inbound.mailbox import (
    A_ROUND,
    LARGEST,
    LONGEST_HEAD,
    Fetched,
    MailboxDown,
    head_of,
)

FLAGS = ":2,"
"""What begins the flags at the end of a file's name in a Maildir."""
DONE = "F"
COPYING_SECONDS = 5
"""So long after the last byte a file may have more to come, since not all copy it aside first."""


class MaildirMailbox:
    """A Maildir, as mail servers deliver into it; what was dealt with is flagged (F).

    A person who looks at a mail with another program marks it as seen (S), and it is still read.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = f"Maildir {folder.name}"

    @contextmanager
    def opened(self) -> Iterator[MaildirMailbox]:
        """Open it."""
        if not all((self.folder / part).is_dir() for part in ("new", "cur")):
            raise MailboxDown(f"{self.folder} is no Maildir: it has no folders “new” and “cur”.")
        yield self

    def waiting(self) -> Iterator[Fetched]:
        """Yield what is not flagged, by the names of its files, which begin with their moment."""
        found = [
            path
            for part in ("cur", "new")
            for path in _listed(self.folder / part)
            if DONE not in path.name.partition(FLAGS)[2]
        ]
        yield from _read(sorted(found, key=lambda path: path.name))

    def done(self, key: str) -> None:
        """Move a message to “cur”, flagged."""
        path = Path(key)
        stem, _, flags = path.name.partition(FLAGS)
        flagged = "".join(sorted({*flags, DONE, "S"}))
        _move(path, self.folder / "cur" / f"{stem}{FLAGS}{flagged}")


class EmlMailbox:
    """A folder of .eml files; what was dealt with goes to the folder “done” in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = f"Folder {folder.name}"

    @contextmanager
    def opened(self) -> Iterator[EmlMailbox]:
        """Open it."""
        if not self.folder.is_dir():
            raise MailboxDown(f"{self.folder} is no folder.")
        yield self

    def waiting(self) -> Iterator[Fetched]:
        """Yield the files, by their names; one that was written just now may still be copied."""
        listed = (p for p in _listed(self.folder) if p.suffix.lower() == ".eml")
        found = (path for path in listed if not _is_just_written(path))
        yield from _read(sorted(found, key=lambda path: path.name))

    def done(self, key: str) -> None:
        """Move a file to “done”."""
        path = Path(key)
        to = _reserved(self.folder / "done", path)
        if not _move(path, to):
            to.unlink(missing_ok=True)


def _listed(folder: Path) -> list[Path]:
    """Return the finished files of a folder; names that begin with a dot are being written."""
    try:
        return [p for p in folder.iterdir() if p.is_file() and not p.name.startswith(".")]
    except OSError as error:
        raise MailboxDown(f"{folder}: {error.strerror}") from error


def _read(paths: list[Path]) -> Iterator[Fetched]:
    for path in paths[:A_ROUND]:
        try:
            size = path.stat().st_size
            with path.open("rb") as file:
                content = file.read(LARGEST if size <= LARGEST else LONGEST_HEAD)
        except FileNotFoundError:
            continue  # Another fetcher has dealt with it meanwhile.
        except OSError as error:
            raise MailboxDown(f"{path}: {error.strerror}") from error
        whole = size <= LARGEST
        yield Fetched(str(path), content if whole else head_of(content), size)


def _is_just_written(path: Path) -> bool:
    try:
        age = time() - path.stat().st_mtime
    except FileNotFoundError:
        return True  # Another fetcher has moved it.
    except OSError as error:
        raise MailboxDown(f"{path}: {error.strerror}") from error
    return 0 <= age < COPYING_SECONDS


def _reserved(folder: Path, path: Path) -> Path:
    """Return a path in a folder that nobody else has: an empty file, to be replaced by another."""
    to = folder / path.name
    try:
        folder.mkdir(exist_ok=True)
        while True:
            try:
                to.open("xb").close()
            except FileExistsError:
                to = folder / f"{path.stem}-{token_hex(4)}{path.suffix}"
            else:
                return to
    except OSError as error:
        raise MailboxDown(f"{folder}: {error.strerror}") from error


def _move(path: Path, to: Path) -> bool:
    """Move a file; tell whether it was there still."""
    try:
        path.rename(to)
    except FileNotFoundError:
        return False  # Another fetcher has moved it.
    except OSError as error:
        raise MailboxDown(f"{path}: {error.strerror}") from error
    return True
