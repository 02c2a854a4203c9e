"""Links by which one person does one thing with one account, once.

A link is a random token; only its hash is kept. Opening a link changes nothing, so a scanner that
follows it does no harm; what it is for uses it up, in the same transaction. It also ends with its
time, with the account, and when another of its kind is made for the same person.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models import AccountLink, User
from workplan.errors import NotFound
from workplan.mail.courier import Handed
from workplan.services.record.actor import Actor
from workplan.services.record.transaction import writing
from workplan.vocabulary import AccountLinkKind

LIVES = {
    AccountLinkKind.INVITATION: timedelta(days=3),
    AccountLinkKind.RESET: timedelta(hours=1),
    AccountLinkKind.FIRST_ADMIN: timedelta(minutes=30),
    AccountLinkKind.NEW_ADDRESS: timedelta(days=1),
}
"""How long a link works, by what it is for."""
LIFE_OF_A_SENT_RESET = timedelta(days=1)
"""How long a link to a new password works that an administrator sends to somebody perhaps away."""
LONGEST_REPLY = 2_000
GONE = "This link does not work any more, or never did."


class Issued(NamedTuple):
    """A new link: its row, the token that is kept nowhere, and until when it works."""

    id: int
    token: str
    until: datetime


def issue(
    session: Session,
    now: datetime,
    kind: AccountLinkKind,
    user_id: int | None,
    *,
    by: Actor,
    email: str | None = None,
    life: timedelta | None = None,
) -> Issued:
    """Make a link in the caller's transaction; those of its kind before it end.

    Args:
        user_id: whose account it is of; None for the first administrator, who is not there yet.
        by: who sends it.
        email: the new address that it confirms.
        life: how long it works, if not as long as its kind.
    """
    end(session, now, user_id, [kind])
    token = secrets.token_urlsafe(32)
    link = AccountLink(
        token_hash=_hash(token),
        kind=kind.value,
        user_id=user_id,
        email=email,
        issued_at=now,
        issued_by_id=by.id,
        expires_at=now + (life or LIVES[kind]),
    )
    session.add(link)
    session.flush()
    return Issued(link.id, token, link.expires_at)


def end(
    session: Session, now: datetime, user_id: int | None, kinds: Collection[AccountLinkKind]
) -> None:
    """End the links of some kinds that a person still has, in the caller's transaction."""
    session.execute(
        update(AccountLink)
        .where(
            AccountLink.user_id.is_not_distinct_from(user_id),
            AccountLink.kind.in_([kind.value for kind in kinds]),
            AccountLink.used_at.is_(None),
            AccountLink.expires_at > now,
        )
        .values(expires_at=now)
    )


def was_made(session: Session, user_id: int, kind: AccountLinkKind) -> bool:
    """Tell whether somebody was ever sent a link of a kind."""
    found = select(AccountLink.id).where(
        AccountLink.user_id == user_id, AccountLink.kind == kind.value
    )
    return session.scalar(found.limit(1)) is not None


def opened(
    session: Session, now: datetime, token: str, *kinds: AccountLinkKind
) -> tuple[AccountLink, User | None]:
    """Return a link that works now and is of one of some kinds, and whose account it is of.

    Raises:
        NotFound: for one that is unknown, used, too old or of another kind, and of an account that
            is closed; all in the same words, so that a guess tells nothing.
    """
    found = session.execute(
        select(AccountLink, User)
        .outerjoin(User, User.id == AccountLink.user_id)
        .where(
            AccountLink.token_hash == _hash(token),
            AccountLink.kind.in_([kind.value for kind in kinds]),
            AccountLink.used_at.is_(None),
            AccountLink.expires_at > now,
            User.disabled_at.is_(None),
        )
    ).first()
    if found is None:
        raise gone()
    return found.AccountLink, found.User


def gone() -> NotFound:
    """Return the one refusal of every link that does not work, whatever the reason."""
    return NotFound(GONE)


def answered(link_id: int, now: datetime, handed: Handed) -> None:
    """Keep what the mail server answered to the letter with a link, apart from every change."""
    with writing() as session:
        link = session.get_one(AccountLink, link_id)
        link.mailed_at = now if handed.has_left else None
        plain = "".join(c if c.isprintable() else " " for c in handed.reply)
        link.mail_reply = plain[:LONGEST_REPLY].strip()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
