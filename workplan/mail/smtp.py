"""Hand messages to an SMTP server, one at a time, and report its very answer."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

from workplan.mail.mailer import WIRE, MailerDown, MailFailure, Refused, TryLater, Unanswered

TIMEOUT_SECONDS = 20
DEFAULT_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
SIGN_IN_OR_TLS_WANTED = 530


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
        server = self._connect()
        try:
            self._greet(server)
            return _hand_over(server, message)
        finally:
            # Once accepted the message is the server's; a polite goodbye would change nothing.
            server.close()

    def _connect(self) -> smtplib.SMTP:
        try:
            if self.scheme != "smtps":
                return smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, timeout=TIMEOUT_SECONDS, context=context)
        except ssl.SSLError as error:
            raise MailerDown(f"TLS failed: {error}") from error
        except OSError as error:
            raise TryLater(f"No connection: {error}") from error

    def _greet(self, server: smtplib.SMTP) -> None:
        """Say hello, and turn on TLS and sign in as the URL asks."""
        try:
            server.ehlo_or_helo_if_needed()
            if self.scheme == "smtp+starttls":
                server.starttls(context=ssl.create_default_context())
                server.ehlo()
            if self.user:
                server.login(self.user, self.password)
        except (smtplib.SMTPServerDisconnected, smtplib.SMTPHeloError) as error:
            raise TryLater(f"The connection broke: {error}") from error
        except (smtplib.SMTPException, ssl.SSLError) as error:
            raise MailerDown(f"Sign-in or TLS failed: {error}") from error
        except OSError as error:
            raise TryLater(f"The connection broke: {error}") from error


def _hand_over(server: smtplib.SMTP, message: EmailMessage) -> str:
    sender, recipient = parseaddr(message["From"])[1], parseaddr(message["To"])[1]
    content = message.as_bytes(policy=WIRE)
    try:
        _accepted(*server.mail(sender))
        _accepted(*server.rcpt(recipient))
    except OSError as error:
        raise TryLater(f"The connection broke: {error}") from error
    try:
        return _accepted(*server.data(content))
    except smtplib.SMTPDataError as refusal:
        raise _failure(refusal.smtp_code, _text(refusal.smtp_error)) from refusal
    except OSError as error:
        raise Unanswered(f"The connection broke before the answer came: {error}") from error


def _accepted(code: int, answer: bytes) -> str:
    if not 200 <= code < 300:
        raise _failure(code, _text(answer))
    return f"{code} {_text(answer)}"


def _failure(code: int, answer: str) -> MailFailure:
    """Return the failure that a reply means (RFC 5321 4.2.1; 530 by RFC 4954 6 and RFC 3207 4)."""
    reply = f"{code} {answer}"
    if code == SIGN_IN_OR_TLS_WANTED:
        return MailerDown(f"The server wants a sign-in or TLS first: {reply}")
    return Refused(reply) if code >= 500 else TryLater(reply)


def _text(answer: bytes | str) -> str:
    return answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
