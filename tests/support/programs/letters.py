"""A courier to a mail server of the tests, and the links in what it was given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workplan.mail.courier import Courier
from workplan.mail.smtp import SmtpMailer

if TYPE_CHECKING:
    from support.programs.mail_server import Mail, MailServer

ZONE = "America/New_York"
LINK = re.compile(r"https://work\.example(/\S+/)(\S+)")


def courier_to(server: MailServer) -> Courier:
    """Return how letters leave through a server."""
    mailer = SmtpMailer(server.url)
    return Courier(lambda: mailer, "workplan@office.example", "https://work.example")


def token_in(mail: Mail) -> str:
    """Return the token of the one link that a letter holds, in both of its forms."""
    [(_, token)] = set(LINK.findall(mail.text))
    assert token in mail.html
    return token
