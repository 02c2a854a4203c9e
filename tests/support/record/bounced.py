"""Reports that a mail of ours came back, as mail servers write them (RFC 3464)."""

from __future__ import annotations

from email import message_from_string, policy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from email.message import EmailMessage

    from support.programs.mail_server import Mail

REPORT = """\
From: MAILER-DAEMON@relay.example
To: workplan@office.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <report-1@relay.example>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain

This is the mail system at host relay.example.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example
Arrival-Date: Wed, 25 Nov 2026 08:00:00 -0500

Final-Recipient: rfc822; {to}
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <{to}>: Recipient address
    rejected: User unknown

--B
{enclosed}

--B--
"""
WHOLE = (
    "Content-Type: message/rfc822\n\nMessage-ID: {number}\nX-Return-Token: {token}\n"
    "Subject: Due\n\nPlease report"
)
HEADS = (
    "Content-Type: text/rfc822-headers\n\nX-Return-Token: {token}\nSubject: Due\n"
    "Message-ID:\n {number}"
)
WORDS = "550 5.1.1 <lead@office.example>: Recipient address rejected: User unknown"


def report(
    mail: Mail,
    action: str = "failed",
    enclosed: str = WHOLE,
    to: str = "lead@office.example",
    **known: str,
) -> EmailMessage:
    """Return a report about a mail; `known` takes the place of its number or its token."""
    facts = {"number": mail.message_id, "token": str(mail.message["X-Return-Token"]), **known}
    text = REPORT.format(to=to, action=action, enclosed=enclosed.format(**facts))
    return message_from_string(text, policy=policy.default)  # type: ignore[return-value]
