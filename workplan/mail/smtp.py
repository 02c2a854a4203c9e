"""Hand messages to an SMTP server, one at a time, and report its very answer.

What is the server's trouble (no connection, greeting, sign-in, TLS, our own address refused) is
kept apart from what is this message's (its recipient or its content refused).
"""

from __future__ import annotations

import re
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.utils import parseaddr
from time import monotonic
from urllib.parse import unquote, urlsplit

from workplan.mail.connections import (
    Encrypted,
    Hear,
    Patience,
    Plain,
    close,
    cut_after,
    prepared,
)
from workplan.mail.mailer import (
    MailerDown,
    MailFailure,
    NotOffered,
    Refused,
    TryLater,
    Unanswered,
    on_the_wire,
)

MOST_CARRIED = 100
"""How many messages go over one connection; servers end a longer one by themselves."""
DEFAULT_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
SIGN_IN_OR_TLS_WANTED = 530
FIRST_DOT = re.compile(rb"^\.", re.MULTILINE)
Server = Plain | Encrypted


class SmtpMailer:
    """Speaks to the server that a URL names: smtp://, smtp+starttls:// or smtps://."""

    def __init__(
        self,
        url: str,
        patience: Patience = Patience(),  # noqa: B008  # a tuple
        hear: Hear | None = None,
    ) -> None:
        parts = urlsplit(url)
        self.scheme = parts.scheme
        self.host = parts.hostname or "localhost"
        self.port = parts.port or DEFAULT_PORTS[parts.scheme]
        self.user = unquote(parts.username or "")
        self.password = unquote(parts.password or "")
        self.patience = patience
        self.hear = hear
        self._kept: Server | None = None
        self._carried = 0
        self._is_going = False

    def deliver(self, message: EmailMessage) -> str:
        """Hand one message over and return the server's answer to its data.

        Within `kept_open` the connection of the message before is used again, while the server
        takes it.
        """
        began, sender = monotonic(), parseaddr(message["From"])[1]
        server = self._still_open(sender)
        if server is None:
            server = prepared(self.scheme, self.patience)
            server.hear = self.hear
            server.say(f"Connect to {self.host}, port {self.port}")
        left = self.patience.whole - (monotonic() - began)
        try:
            with cut_after(left, server):
                if server.sock is None:
                    self._greet(server, sender)
                answer = self._hand_over(server, message)
        except BaseException:
            self._carried = 0
            close(server)
            raise
        if self._is_going:
            # Its last command was the message, whose answer may take far longer than any other.
            server.sock.settimeout(self.patience.command)  # type: ignore[union-attr]  # connected
            self._kept, self._carried = server, self._carried + 1
        else:
            close(server)
        return answer

    @contextmanager
    def kept_open(self) -> Iterator[None]:
        """Use one connection for several messages, until the block ends."""
        self._is_going = True
        try:
            yield
        finally:
            kept, self._kept, self._carried = self._kept, None, 0
            self._is_going = False
            if kept is not None:
                close(kept)

    def _still_open(self, sender: str) -> Server | None:
        """Return the connection that is kept, told who sends, if the server still takes it."""
        kept, self._kept = self._kept, None
        if kept is None:
            return None
        if self._carried < MOST_CARRIED:
            try:
                kept.hear = self.hear
                with cut_after(self.patience.command, kept):
                    _expect(*kept.mail(sender))
            except (OSError, NotOffered):
                # It was offered nothing yet; a new connection finds out what is the matter.
                pass
            else:
                return kept
        self._carried = 0
        close(kept)
        return None

    def _greet(self, server: Server, sender: str) -> None:
        """Connect, say hello, turn on TLS and sign in as the URL asks, and say who sends."""
        try:
            _expect(*server.connect(self.host, self.port))
            server.ehlo_or_helo_if_needed()
            if self.scheme == "smtp+starttls":
                _encrypt(server)
            if self.user:
                server.login(self.user, self.password)
            _expect(*server.mail(sender))
        except NotOffered:
            raise
        except ssl.SSLError as error:
            raise MailerDown(f"TLS failed: {error}") from error
        except smtplib.SMTPServerDisconnected as error:
            raise NotOffered(f"The connection broke: {error}") from error
        except smtplib.SMTPResponseException as error:
            raise _turned_away(error.smtp_code, _text(error.smtp_error)) from error
        except smtplib.SMTPException as error:
            raise MailerDown(f"Sign-in or TLS failed: {error}") from error
        except (OSError, ValueError) as error:
            raise NotOffered(f"No connection: {error}") from error

    def _hand_over(self, server: Server, message: EmailMessage) -> str:
        content = FIRST_DOT.sub(b"..", on_the_wire(message))
        try:
            _accepted(*server.rcpt(parseaddr(message["To"])[1]))
            code, answer = server.docmd("data")
            if code != 354:
                raise _failure(code, _text(answer))
            server.say(f"(the message, {len(content):,} bytes)")
            server.send(content if content.endswith(b"\r\n") else content + b"\r\n")
        except OSError as error:
            # Without its last dot the server cannot have taken it. Perhaps it cannot bear this
            # one, so it waits by itself and holds up no other.
            raise TryLater(f"The connection broke: {error}") from error
        try:
            server.sock.settimeout(self.patience.answer)  # type: ignore[union-attr]  # connected
            server.send(b".\r\n")
            code, answer = server.getreply()
        except OSError as error:
            raise Unanswered(f"The connection broke before the answer came: {error}") from error
        if code < 200 or 300 <= code < 400 or code >= 600:
            # The server has the whole message, and nobody can tell from this what it did with it.
            raise Unanswered(f"The answer cannot be read: {code} {_text(answer)}")
        return _accepted(code, answer)


def _encrypt(server: Server) -> None:
    try:
        server.starttls(context=ssl.create_default_context())
        server.ehlo()
    except smtplib.SMTPResponseException as error:
        reply = f"{error.smtp_code} {_text(error.smtp_error)}"
        raise MailerDown(f"TLS failed: {reply}") from error


def _expect(code: int, answer: bytes) -> None:
    if not 200 <= code < 300:
        raise _turned_away(code, _text(answer))


def _turned_away(code: int, answer: str) -> NotOffered:
    """Return what an answer means that comes before the message is spoken of."""
    reply = f"{code} {answer}"
    if code == SIGN_IN_OR_TLS_WANTED:
        return MailerDown(f"The server wants a sign-in or TLS first: {reply}")
    return MailerDown(f"The server refuses us: {reply}") if code >= 500 else NotOffered(reply)


def _accepted(code: int, answer: bytes) -> str:
    if not 200 <= code < 300:
        raise _failure(code, _text(answer))
    return f"{code} {_text(answer)}"


def _failure(code: int, answer: str) -> MailFailure:
    """Return the failure that a reply means (RFC 5321 4.2.1; 530 by RFC 4954 6 and RFC 3207 4)."""
    if code == SIGN_IN_OR_TLS_WANTED:
        return _turned_away(code, answer)
    reply = f"{code} {answer}"
    return Refused(reply) if code >= 500 else TryLater(reply)


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
