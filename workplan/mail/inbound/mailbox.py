"""What a mailbox promises, and how it fails."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

LARGEST = 25 * 1024 * 1024
"""Bytes of a message that are fetched at most; of a larger one, its head."""
LONGEST_HEAD = 256 * 1024
A_ROUND = 200
"""How many messages one round fetches at most, so that none keeps the others waiting."""


class MailboxDown(Exception):
    """The mailbox cannot be read now; nothing in it is lost, and the next round tries again."""


class Fetched(NamedTuple):
    """A message of a mailbox.

    Args:
        key: by which the mailbox knows it.
        content: its very bytes; of one that is too large, its head.
        size_bytes: of the whole message.
    """

    key: str
    content: bytes
    size_bytes: int

    @property
    def is_whole(self) -> bool:
        """Tell whether all of it was fetched."""
        return len(self.content) == self.size_bytes


class OpenMailbox(Protocol):
    """A mailbox while it is read. What was dealt with stays in it, flagged."""

    name: str

    def waiting(self) -> Iterator[Fetched]:
        """Yield the messages that nobody has dealt with, the oldest first.

        Raises:
            MailboxDown: when it cannot be read.
        """
        ...

    def done(self, key: str) -> None:
        """Note in the mailbox that a message was dealt with; twice is once.

        Raises:
            MailboxDown: when it does not take that.
        """
        ...


class Mailbox(Protocol):
    """Somewhere that mail arrives."""

    def opened(self) -> AbstractContextManager[OpenMailbox]:
        """Open it for one round.

        Raises:
            MailboxDown: when it cannot be reached.
        """
        ...


def head_of(content: bytes) -> bytes:
    """Return the head of a message that is not read as a whole, as far as it is bounded."""
    end = min((at for at in map(content.find, (b"\r\n\r\n", b"\n\n")) if at >= 0), default=-1)
    return content[: end if 0 <= end < LONGEST_HEAD else LONGEST_HEAD]
