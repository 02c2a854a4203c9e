"""Hand messages to an SMTP server, one at a time, and report its very answer."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from workplan.mail.mailer import MailerDown, MailFailure, Refused, TryLater

TIMEOUT_SECONDS = 20
DEFAULT_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


class SmtpMailer:
    """Speaks to the server that a URL names: smtp://, smtp+starttls:// or smtps://."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.scheme = parts.scheme
        self.host = parts.hostname or "localhost"
        self.port = parts.port or DEFAULT_PORTS[parts.scheme]
        self.user = unquote(parts.username or "")
        self.password = unquote(parts.password or "")

    def deliver(self, message: EmailMessage) -> str:
        """Hand one message over and return the server's answer to its data."""
        try:
            server = self._connect()
        except (smtplib.SMTPAuthenticationError, smtplib.SMTPNotSupportedError, ssl.SSLError) as bad:
            raise MailerDown(f"Sign-in or TLS failed: {bad}") from bad
        except (OSError, smtplib.SMTPException) as error:
            raise TryLater(f"No connection: {error}") from error
        try:
            return self._hand_over(server, message)
        except (OSError, smtplib.SMTPServerDisconnected) as error:
            raise TryLater(f"The connection broke: {error}") from error
        finally:
            server.close()

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT_SECONDS, context=context
            )
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
        server.ehlo_or_helo_if_needed()
        if self.scheme == "smtp+starttls":
            server.starttls(context=context)
            server.ehlo()
        if self.user:
            server.login(self.user, self.password)
        return server

    def _hand_over(self, server: smtplib.SMTP, message: EmailMessage) -> str:
        sender, recipient = parseaddr(message["From"])[1], parseaddr(message["To"])[1]
        _accepted(*server.mail(sender))
        _accepted(*server.rcpt(recipient))
        reply = _accepted(*server.data(message.as_bytes(policy=SMTP)))
        # The message is the server's now; whether it says goodbye politely changes nothing.
        server.close()
        return reply


def _accepted(code: int, answer: bytes) -> str:
    reply = f"{code} {answer.decode('utf-8', 'replace')}"
    if 200 <= code < 300:
        return reply
    kind: type[MailFailure] = Refused if code >= 500 else TryLater
    raise kind(reply)
