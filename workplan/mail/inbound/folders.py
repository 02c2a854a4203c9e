"""Read mail from a folder of this machine: a Maildir, or one of .eml files."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

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
        """Yield the files, by their names."""
        found = (p for p in _listed(self.folder) if p.suffix.lower() == ".eml")
        yield from _read(sorted(found, key=lambda path: path.name))

    def done(self, key: str) -> None:
        """Move a file to “done”."""
        path = Path(key)
        try:
            (self.folder / "done").mkdir(exist_ok=True)
        except OSError as error:
            raise MailboxDown(f"{self.folder}: {error.strerror}") from error
        _move(path, self.folder / "done" / path.name)


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


def _move(path: Path, to: Path) -> None:
    try:
        path.rename(to)
    except FileNotFoundError:
        return  # Another fetcher has moved it.
    except OSError as error:
        raise MailboxDown(f"{path}: {error.strerror}") from error
