"""Keep files in a folder of this machine: the embedded default."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from workplan.storage.store import NotThere, StoreFailure


class DiskStore:
    """Keeps each file under its key; the first two letters are a folder, so none grows large."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, key: str, content: bytes) -> None:
        """Write the file whole or not at all, so that others see no half of it."""
        path = self._path(key)
        part = path.with_suffix(f".{os.getpid()}.part")
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with part.open("wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        except OSError as error:
            with suppress(OSError):  # the first failure is the one to tell of
                part.unlink(missing_ok=True)
            raise StoreFailure(f"The file could not be kept: {error.strerror}") from error

    def get(self, key: str) -> bytes:
        """Read the file."""
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError as error:
            # Of a folder that is not mounted nothing is known.
            kind = NotThere if self.folder.is_dir() else StoreFailure
            raise kind(f"The file could not be read: {error.strerror}") from error
        except OSError as error:
            raise StoreFailure(f"The file could not be read: {error.strerror}") from error

    def drop(self, key: str) -> None:
        """Delete the file, if it is there."""
        self._path(key).unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        if not key.isalnum() or not key.isascii():
            raise ValueError(f"{key!r} is no key of ours")
        return self.folder / key[:2] / key
