"""The first administrator of an empty installation, who comes by a link that the terminal prints.

The link is made at a start while there is nobody; making another ends it, and so does the first
person. It leads to no more than that one page, and works for half an hour.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import User
from workplan.extensions import db
from workplan.services.accounts import accounts
from workplan.services.accounts.signing_in import account_links, passwords
from workplan.services.record import journal
from workplan.services.record.actor import UNKNOWN, Actor
from workplan.services.record.change import Change
from workplan.vocabulary import AccountLinkKind

PATH = "/first/"
"""Where the link leads; the token follows."""


@dataclass(frozen=True)
class FirstAdmin:
    """Who runs the system from now on, as they say it themselves."""

    email: str
    name: str
    password: str
    time_zone: str | None = None


def issue(change: Change) -> str | None:
    """Return the token of a new link, which ends the one before; None once there is anybody."""
    with change.transaction() as session:
        if not is_nobody_there(session):
            return None
        kind = AccountLinkKind.FIRST_ADMIN
        return account_links.issue(session, change.now, kind, None, by=change.actor).token


def is_nobody_there(session: Session) -> bool:
    """Tell whether the installation has no user."""
    return session.scalar(select(User.id).limit(1)) is None


def require_link(session: Session, now: datetime, token: str) -> None:
    """Refuse a link that does not work; nothing is changed.

    Raises:
        NotFound: when it is unknown, used, too old or of another kind, or somebody is there.
    """
    account_links.opened(session, now, token, AccountLinkKind.FIRST_ADMIN)
    if not is_nobody_there(session):
        raise account_links.gone()


def make(now: datetime, token: str, wanted: FirstAdmin) -> None:
    """Make the first administrator by a link, which is used up.

    Raises:
        NotFound: when the link does not work; of two at once, one.
        InvalidInput: for an address, a name or a password that cannot be taken.
    """
    require_link(db.session(), now, token)
    email = accounts.checked_email(db.session(), wanted.email)
    name, zone = accounts.checked_name(wanted.name), accounts.checked_zone(wanted.time_zone)
    db.session.rollback()
    password_hash = passwords.hashed(wanted.password, (name, email))
    change = Change(UNKNOWN, now)
    with change.transaction() as session:
        require_link(session, now, token)
        link, _ = account_links.opened(session, now, token, AccountLinkKind.FIRST_ADMIN)
        link.used_at = now
        user = User(
            email=email,
            name=name,
            password_hash=password_hash,
            is_admin=True,
            created_at=now,
            time_zone=zone,
        )
        session.add(user)
        session.flush()
        after = {"email": email, "name": name}
        entry = journal.Entry("user.first_admin", ("user", user.id), after=after)
        journal.note(change.by(Actor(user.id, name, "link")), None, entry)
