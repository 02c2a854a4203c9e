"""What a store promises, and how it fails."""

from __future__ import annotations

from typing import Protocol

from workplan.errors import WorkplanError


class StoreFailure(WorkplanError):
    """The store did not take a file, or did not give it back; the text says why."""


class NotThere(StoreFailure):
    """The store answers, and has no such file."""


class Store(Protocol):
    """Something that keeps files under names that we made up.

    Nothing that a record names is ever taken out: `drop` is for a file whose record was not saved.
    """

    def put(self, key: str, content: bytes) -> None:
        """Keep a file; it is there whole or not at all.

        Raises:
            StoreFailure: when it cannot be kept.
        """
        ...

    def get(self, key: str) -> bytes:
        """Return a file.

        Raises:
            NotThere: when it is not there.
            StoreFailure: when the store does not answer.
        """
        ...

    def drop(self, key: str) -> None:
        """Let go of a file, if it is there."""
        ...
