"""Send a mail to oneself and hear the whole conversation with the mail server.

What was said stands in the journal, without what signs us in, so that it can be read again.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import JournalEntry, User
from workplan.errors import InvalidInput, NotFound
from workplan.mail.connections import Hear
from workplan.mail.mailer import (
    Mailer,
    MailerDown,
    MailFailure,
    NotOffered,
    Refused,
    TryLater,
    Unanswered,
)
from workplan.services.accounts.accounts import PLAIN_EMAIL
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change

TESTED = "mail.tested"
MOST_LINES, LONGEST_LINE = 60, 300


@dataclass(frozen=True)
class Overheard:
    """How a test leaves: what makes a mailer that is listened to, from whom, and our address."""

    mailer: Callable[[Hear], Mailer]
    address: str
    base_url: str


class Conversation(NamedTuple):
    """What came of a test: the lines of the conversation, each with who said it."""

    to: str
    is_accepted: bool
    reply: str
    way_out: str
    lines: list[tuple[str, str]]


def send(change: Change, sender: Overheard, to: str = "") -> int:
    """Send a mail to whoever asks, or to an address, and return the entry that tells of it.

    Raises:
        NotFound: for anybody but an administrator.
        InvalidInput: for what is no address.
    """
    rights.require_administrator(change.actor)
    if to and not PLAIN_EMAIL.fullmatch(to):
        raise InvalidInput("to", f"“{to}” is no email address. Give one like jane@state.gov.")
    with change.transaction() as session:
        to = to or session.get_one(User, change.actor.id).email
    # The conversation stands outside the transaction: nobody waits for a slow mail server.
    lines: list[tuple[str, str]] = []
    mailer = sender.mailer(lambda who, text: lines.append((who, text[:LONGEST_LINE])))
    is_accepted, way_out = True, ""
    try:
        reply = mailer.deliver(_message(change, sender, to))
    except MailFailure as failure:
        is_accepted, reply, way_out = False, str(failure), _way_out(failure)
    kept = [list(line) for line in lines[:MOST_LINES]]
    after = {
        "to": to,
        "is_accepted": is_accepted,
        "reply": reply[:LONGEST_LINE],
        "way_out": way_out,
        "lines": kept,
    }
    with change.transaction():
        journal.note(change, None, journal.Entry(TESTED, ("mail", None), after=after))
    return change.made[0][0]


def result(session: Session, seq: int) -> Conversation:
    """Return what came of a test, by its entry.

    Raises:
        NotFound: when the entry tells of none.
    """
    kept = session.scalar(
        select(JournalEntry.after).where(JournalEntry.seq == seq, JournalEntry.verb == TESTED)
    )
    if kept is None:
        raise NotFound("There is no such test.")
    lines = [(who, text) for who, text in kept["lines"]]
    return Conversation(kept["to"], kept["is_accepted"], kept["reply"], kept["way_out"], lines)


def _message(change: Change, sender: Overheard, to: str) -> EmailMessage:
    host = sender.base_url.partition("//")[2].partition(":")[0] or "workplan"
    message = EmailMessage()
    message["From"] = Address("Workplan", addr_spec=sender.address)
    message["To"] = to
    message["Date"] = format_datetime(change.now)
    message["Message-ID"] = f"<test-{secrets.token_hex(16)}@{host}>"
    message["Subject"] = "A test of mail"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(
        f"{change.actor.name} asked {sender.base_url} to send this, to see whether mail arrives.\n"
        "\nThere is nothing to do.\n"
    )
    return message


def _way_out(failure: MailFailure) -> str:
    """Return what helps against a failure, for whoever can change settings."""
    said = str(failure)
    if isinstance(failure, MailerDown):
        if "530" in said:
            return "Put a user and a password into MAIL_URL, or use smtp+starttls://."
        if "535" in said or "Sign-in" in said:
            return "Look at the user and the password in MAIL_URL, and whether the server takes it."
        if "TLS" in said:
            return (
                "Look at the scheme, the host name and the port in MAIL_URL; the certificate must "
                "be for that name, and of an authority that this machine trusts."
            )
        return "Ask whoever runs the mail server why it refuses this machine, or MAIL_FROM."
    if isinstance(failure, Refused):
        return "Correct the address, or ask whoever runs the mail server why it refuses it."
    if isinstance(failure, NotOffered):
        return (
            "Look at the host and the port in MAIL_URL, whether the server runs, and whether a "
            "firewall is between."
        )
    if isinstance(failure, Unanswered):
        return "Look into your mailbox: the mail may have arrived. The server is slow to answer."
    if isinstance(failure, TryLater):
        return "Try again in some minutes; many servers turn a stranger away the first time."
    return ""
