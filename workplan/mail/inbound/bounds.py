"""How much of a mail is read at all: what is longer is cut, and what is more is refused.

The library that takes mails apart takes time and memory that grow faster than the mail, for heads
and for parts, and anybody may write to a mailbox. So each head line is cut before it is decoded,
and lines and parts are counted while they are read, in nested mails too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import EmailPolicy
from itertools import count
from typing import Any

LONGEST_HEAD_LINE = 4 * 1024
"""Characters of a head line, unfolded, that are looked at."""
LONGEST_HEAD = 64 * 1024
"""Bytes of the head of a mail that are looked at where only its head is."""
MOST_HEAD_LINES, MOST_OF_HEADS = 2_000, 256 * 1024
"""Lines and characters, in all parts of a mail together; so are the three below."""
MOST_PARTS = 200
MOST_NESTED = 20
"""Parts that consist of parts: each line is compared with the end of each that is open."""
MOST_LINES = 1_000_000


class Unreadable(Exception):
    """A message that is none, or is broken or beyond all bounds; the text says how."""


@dataclass
class Spent:
    """What was read of one mail so far."""

    head_lines: int = 0
    head_characters: int = 0
    nested: int = 0


class Bounded(EmailPolicy):
    """Reads one mail, once: it counts what it has read."""

    spent: Spent
    fetched: dict[tuple[str, str], Any]

    def __init__(self, part: Callable[..., EmailMessage]) -> None:
        super().__init__(message_factory=part)
        # A policy lets nothing be set on it else.
        object.__setattr__(self, "spent", Spent())
        object.__setattr__(self, "fetched", {})

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """Return a head line decoded, once: the library asks for the kind of a part many times."""
        key = name.lower(), value
        if key not in self.fetched:
            self.fetched[key] = super().header_fetch_parse(name, value)
        return self.fetched[key]

    def header_source_parse(self, sourcelines: list[str]) -> tuple[str, str]:
        """Return the name and the raw value of a head line, cut to what is looked at.

        Raises:
            Unreadable: when there are too many.
        """
        name, value = super().header_source_parse(sourcelines)
        value, spent = value[:LONGEST_HEAD_LINE], self.spent
        spent.head_lines += 1
        spent.head_characters += len(value)
        if spent.head_lines > MOST_HEAD_LINES or spent.head_characters > MOST_OF_HEADS:
            raise Unreadable("The heads of its parts are too long, or are too many.")
        spent.nested += name.lower() == "content-type" and value.lower().startswith("multipart/")
        if spent.nested > MOST_NESTED:
            raise Unreadable(f"More than {MOST_NESTED} of its parts consist of parts.")
        return name, value


def taken_apart(content: bytes) -> EmailMessage:
    """Return a mail as the library reads it, within bounds.

    Raises:
        Unreadable: when it has too many lines, head lines or parts.
    """
    if content.count(b"\n") + content.count(b"\r") > MOST_LINES:
        raise Unreadable(f"It has more than {MOST_LINES:,} lines.")
    parts = count(1)

    def a_part(**known: Any) -> EmailMessage:
        if next(parts) > MOST_PARTS:
            raise Unreadable(f"It has more than {MOST_PARTS} parts.")
        return EmailMessage(**known)

    policy = Bounded(a_part)
    message = message_from_bytes(content, policy=policy)
    assert isinstance(message, EmailMessage)
    return message


def head_alone(content: bytes) -> bytes:
    """Return the head of a mail, with the ends of its lines as they are, as far as it is read."""
    start = content[:LONGEST_HEAD]
    return min((start.partition(end)[0] for end in (b"\r\n\r\n", b"\n\n")), key=len)
