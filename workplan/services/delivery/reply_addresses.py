"""Addresses to which one person answers one mail.

The address of the mailbox with a random token in it (“plan+7f3a…@agency.gov”); only the token's
hash is kept. It says which mail is answered and by whom; it opens nothing by itself, and dies with
its ninety days, with the access or the account of its person, and with a change of their password.
Two more tokens of a mail are kept likewise, and none of the three does what another does: one that
ends mails like it (`unsubscribing.py`), and one by which it is known when it comes back.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import case, select
from sqlalchemy.orm import Session

from models import ReplyAddress, User
from models.reminding.outgoing import Outgoing
from workplan.policy import ANSWERS_TAKEN

ANSWER, STOP, RETURN = "", "stop:", "return:"
"""What a token is for, as its hash has it."""
TOKEN = re.compile(r"\+([0-9a-f]{32})@")


def issue(
    session: Session, row: Outgoing, message_id: str, now: datetime, purpose: str = ANSWER
) -> str:
    """Return a new token for a mail, for one purpose, in the caller's transaction.

    Args:
        row: any row of the mail.
    """
    token = secrets.token_hex(16)
    session.add(
        ReplyAddress(
            token_hash=hash_of(token, purpose),
            plan_id=row.plan_id,
            user_id=row.user_id,
            message_id=message_id,
            issued_at=now,
            expires_at=now + ANSWERS_TAKEN,
        )
    )
    return token


def address(mailbox: str, token: str) -> str:
    """Return the address of a mailbox with a token in it; nothing where no mailbox is read."""
    local, _, domain = mailbox.partition("@")
    return f"{local}+{token}@{domain}" if mailbox else ""


def held(session: Session, token: str, purpose: str) -> ReplyAddress | None:
    """Return what a token was issued for, whether or not it still holds.

    One by which a mail is answered ends such mails too, as it did before these were two.
    """
    hashes = {hash_of(token, purpose)} | ({hash_of(token, ANSWER)} if purpose == STOP else set())
    return session.scalar(select(ReplyAddress).where(ReplyAddress.token_hash.in_(hashes)))


def found(session: Session, recipients: Iterable[str], sender: str) -> ReplyAddress | None:
    """Return the address of ours that a mail was sent to, whether or not it still holds.

    Of several that of its sender counts, then the newest.
    """
    tokens = [match[1] for each in recipients if (match := TOKEN.search(each))]
    if not tokens:
        return None
    hashes = [hash_of(token, ANSWER) for token in tokens]
    return session.scalar(
        select(ReplyAddress)
        .join(User, User.id == ReplyAddress.user_id)
        .where(ReplyAddress.token_hash.in_(hashes))
        .order_by(case((User.email == sender, 0), else_=1), ReplyAddress.id.desc())
        .limit(1)
    )


def hash_of(token: str, purpose: str) -> str:
    """Return by what a token is known again, for one purpose."""
    return hashlib.sha256(f"{purpose}{token}".encode()).hexdigest()
