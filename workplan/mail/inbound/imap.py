"""Read mail from an IMAP server, over TLS always.

By imaplib of the standard library: six commands are needed, and it speaks them. What was dealt with
is flagged (\\Flagged) and stays where it is: every server knows that flag, and no program sets it
because somebody looked at a mail, as it does with \\Seen.
"""

from __future__ import annotations

import imaplib
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any
from urllib.parse import unquote, urlsplit

from workplan.mail.inbound.mailbox import A_ROUND, LARGEST, LONGEST_HEAD, Fetched, MailboxDown

DEFAULT_PORTS = {"imaps": 993, "imap+starttls": 143}
PATIENCE_SECONDS = 30
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
UID = re.compile(rb"UID (\d+)")
FLAGGED_TOGETHER = 25


class ImapMailbox:
    """A mailbox of the server that a URL names: imaps:// or imap+starttls://user:password@host/BOX.

    The box is INBOX where none is named.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.scheme = parts.scheme
        self.host = parts.hostname or "localhost"
        self.port = parts.port or DEFAULT_PORTS[parts.scheme]
        self.user = unquote(parts.username or "")
        self.password = unquote(parts.password or "")
        self.box = unquote(parts.path.strip("/")) or "INBOX"

    @contextmanager
    def opened(self) -> Iterator[OpenImap]:
        """Connect, sign in and choose the box; sign out at the end."""
        try:
            server = self._connected()
        except (OSError, ValueError, imaplib.IMAP4.error) as error:
            raise MailboxDown(f"{self.host}: {_text(error)}") from error
        try:
            with _failing(self.host):
                server.login(self.user, self.password)
                _expect(server.select(f'"{self.box}"'))
            box = OpenImap(server, f"{self.host} {self.box}")
            try:
                yield box
            except BaseException:
                with suppress(MailboxDown):  # What went wrong first is what counts.
                    box.flag()
                raise
            box.flag()
        finally:
            with suppress(OSError, imaplib.IMAP4.error):  # What was read is read.
                server.logout()

    def _connected(self) -> imaplib.IMAP4:
        context = ssl.create_default_context()
        if self.scheme == "imaps":
            return imaplib.IMAP4_SSL(
                self.host, self.port, ssl_context=context, timeout=PATIENCE_SECONDS
            )
        server = imaplib.IMAP4(self.host, self.port, timeout=PATIENCE_SECONDS)
        try:
            server.starttls(context)
        except (OSError, imaplib.IMAP4.error):
            with suppress(OSError):  # TLS may have closed it; why it failed is what counts.
                server.shutdown()
            raise
        return server


class OpenImap:
    """A box that was chosen, on a connection that is signed in."""

    def __init__(self, server: imaplib.IMAP4, name: str) -> None:
        self._server = server
        self.name = name
        self._dealt_with: list[str] = []

    def waiting(self) -> Iterator[Fetched]:
        """Yield what is not flagged, in the order in which it came."""
        with _failing(self.name):
            [found] = _expect(self._server.uid("SEARCH", "UNFLAGGED", "UNDELETED"))
        uids = (found or b"").decode().split()[:A_ROUND]
        sizes = self._sizes(uids)
        for uid in uids:
            # One that has gone meanwhile has no size.
            one = self._fetch(uid, sizes[uid]) if uid in sizes else None
            if one is not None:
                yield one

    def done(self, key: str) -> None:
        """Note that a message is dealt with; those of a while are flagged together.

        One whose flag is lost is fetched again, and known to be there.
        """
        self._dealt_with.append(key)
        if len(self._dealt_with) >= FLAGGED_TOGETHER:
            self.flag()

    def flag(self) -> None:
        """Flag what was dealt with."""
        keys, self._dealt_with = self._dealt_with, []
        if keys:
            with _failing(self.name):
                flagged = self._server.uid("STORE", ",".join(keys), "+FLAGS.SILENT", "(\\Flagged)")
                _expect(flagged)

    def _sizes(self, uids: list[str]) -> dict[str, int]:
        """Return how large messages are, by their numbers; one command."""
        if not uids:
            return {}
        with _failing(self.name):
            sized = _expect(self._server.uid("FETCH", ",".join(uids), "(RFC822.SIZE)"))
        told = [(UID.search(line), SIZE.search(line)) for line in sized if isinstance(line, bytes)]
        return {uid[1].decode(): int(size[1]) for uid, size in told if uid and size}

    def _fetch(self, uid: str, size: int) -> Fetched | None:
        """Return a message without marking it as seen; None when it has gone meanwhile."""
        with _failing(self.name):
            # A server may tell another size than it sends, by the ends of lines.
            is_large = size > LARGEST
            part = f"BODY.PEEK[HEADER]<0.{LONGEST_HEAD}>" if is_large else "BODY.PEEK[]"
            answer = _expect(self._server.uid("FETCH", uid, f"({part})"))
        content = next((part[1] for part in answer if isinstance(part, tuple)), None)
        if content is None:
            return None
        return Fetched(uid, content, size if is_large else len(content))


@contextmanager
def _failing(name: str) -> Iterator[None]:
    """Turn what goes wrong on the way into the one failure of a mailbox."""
    try:
        yield
    except (OSError, ValueError, imaplib.IMAP4.error) as error:
        raise MailboxDown(f"{name}: {_text(error)}") from error


def _expect(answer: tuple[str, list[Any]]) -> list[Any]:
    kind, data = answer
    if kind != "OK":
        raise imaplib.IMAP4.error(data[0] if data else kind)
    return data


def _text(error: Exception) -> str:
    if isinstance(error, UnicodeError):  # Its own words show what it could not encode.
        return "The user, the password or the box has letters that are not ASCII."
    said = error.args[0] if error.args else ""
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else str(error)
