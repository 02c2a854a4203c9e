"""Sign each mail that leaves by DKIM (RFC 6376), with a key that the DNS knows."""

from __future__ import annotations

from contextlib import AbstractContextManager
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import NamedTuple

import dkim
import dkim.crypto

from workplan.mail.mailer import WIRE, Mailer, MailerDown

SIGNED = (
    b"from",
    b"to",
    b"subject",
    b"date",
    b"message-id",
    b"reply-to",
    b"references",
    b"list-id",
    b"list-unsubscribe",
    b"list-unsubscribe-post",
    b"auto-submitted",
    b"content-type",
    b"mime-version",
)
"""Lines of the head that nobody may add to or change on the way, where a mail has them."""
RELAXED = (b"relaxed", b"relaxed")
TOO_OPEN = 0o037
"""What others may not do with the file of a key, and its group may not but read it."""


class UnusableKey(Exception):
    """The file of the key is not what it has to be; the text says how, and the way out."""


class Key(NamedTuple):
    """A key: the file of its private half in PEM, and its selector in the DNS."""

    path: str
    selector: str

    @classmethod
    def named(cls, path: str, selector: str) -> Key | None:
        """Return the key that settings name, or None where mails are not signed."""
        return cls(path, selector) if path else None

    def private(self) -> bytes:
        """Read the private half, as it is now.

        Raises:
            UnusableKey: when it cannot be read, is open to others, or is no key.
        """
        at = f"DKIM_KEY is “{self.path}”"
        try:
            mode = Path(self.path).stat().st_mode
            private = Path(self.path).read_bytes()
        except OSError as error:
            raise UnusableKey(
                f"{at}, which cannot be read: {error.strerror}. Let the account of the service "
                "read it."
            ) from error
        if mode & TOO_OPEN:
            raise UnusableKey(
                f"{at}, which other accounts can read or change. Close it: chmod 0640 {self.path}"
            )
        try:
            dkim.crypto.parse_pem_private_key(private)
        except (dkim.crypto.UnparsableKeyError, ValueError) as error:
            raise UnusableKey(
                f"{at}, which holds no RSA key in PEM. Make one: openssl genrsa 2048"
            ) from error
        return private


class SigningMailer:
    """Hands signed mails to another mailer."""

    def __init__(self, inner: Mailer, key: Key) -> None:
        self.inner, self._key = inner, key

    def kept_open(self) -> AbstractContextManager[None]:
        """Keep open what the other mailer does."""
        return self.inner.kept_open()

    def deliver(self, message: EmailMessage) -> str:
        """Sign the message for the domain of its sender, and hand it over.

        Raises:
            MailFailure: those of the other mailer; MailerDown when the key cannot be used.
        """
        try:
            private = self._key.private()
        except UnusableKey as wrong:
            raise MailerDown(str(wrong)) from wrong
        del message["DKIM-Signature"]
        content = message.as_bytes(policy=WIRE)
        present = {name.lower().encode() for name in message}
        line = dkim.sign(
            content,
            self._key.selector.encode(),
            parseaddr(message["From"])[1].rpartition("@")[2].encode(),
            private,
            canonicalize=RELAXED,
            include_headers=[name for name in SIGNED if name in present],
        )
        name, _, value = line.decode().partition(":")
        # Its folds are no part of what is signed, and heads leave on one line here.
        message[name] = " ".join(value.split())
        return self.inner.deliver(message)
