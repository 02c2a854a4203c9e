"""What a mailer promises, and how it fails."""

from __future__ import annotations

from contextlib import AbstractContextManager
from email.message import EmailMessage
from email.policy import SMTP
from typing import Protocol
from weakref import WeakKeyDictionary

WIRE = SMTP.clone(max_line_length=900)
"""How messages become bytes: headers stay on one line of at most 998 (RFC 5322 2.1.1).

Folded, a subject with a dash gets a second space at the fold when it is read.
"""


_on_the_wire: WeakKeyDictionary[EmailMessage, tuple[list[str], bytes]] = WeakKeyDictionary()
"""The bytes of messages, each with the names of the heads that it had then."""


def on_the_wire(message: EmailMessage) -> bytes:
    """Return a message as bytes, made once: it is tried before it is handed over.

    One that was signed meanwhile has another head, and is made anew.

    Raises:
        UnicodeError: and others of its kind, for one that cannot be written so.
    """
    names, found = _on_the_wire.get(message, ([], b""))
    if not found or names != message.keys():
        found = message.as_bytes(policy=WIRE)
        require_own_heads(message, found)
        _on_the_wire[message] = message.keys(), found
    return found


def require_own_heads(message: EmailMessage, content: bytes) -> None:
    """Refuse a message whose bytes have other head lines than it has itself.

    Raises:
        ValueError: for a text of somebody that would begin a line, or end the head.
    """
    head = content.partition(b"\r\n\r\n")[0]
    lines = [line for line in head.split(b"\r\n") if not line.startswith((b" ", b"\t"))]
    names = [line.partition(b":")[0].decode("ascii", "replace") for line in lines]
    if names != message.keys() or b"\n" in head.replace(b"\r\n", b""):
        raise ValueError("a text in the head of the mail would begin a line of its own")


class MailFailure(Exception):
    """The message was not accepted; the text is the server's answer."""


class TryLater(MailFailure):
    """A temporary refusal (4xx) of this message; the same message may pass later."""


class Unanswered(TryLater):
    """The connection broke between the message and the answer to it; the server may have it."""


class Refused(MailFailure):
    """A lasting refusal (5xx) of this message or its recipient; trying again is useless."""


class NotOffered(MailFailure):
    """The server was not reached, or turned us away before it was told whom the message is for.

    It is the server's trouble and not the message's: any other would have met it too.
    """


class MailerDown(NotOffered):
    """The server refuses us for good (5xx, sign-in, TLS): somebody has to mend the settings."""


class Mailer(Protocol):
    """Something that hands one message to a mail server."""

    def deliver(self, message: EmailMessage) -> str:
        """Hand the message over and return the server's answer to it.

        Raises:
            MailFailure: TryLater, Unanswered, Refused, NotOffered or MailerDown.
        """
        ...

    def kept_open(self) -> AbstractContextManager[None]:
        """Keep what it speaks over open from one message to the next, until the block ends."""
        ...
