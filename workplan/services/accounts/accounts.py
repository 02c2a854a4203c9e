"""Add people, reset passwords, disable accounts."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, User
from workplan.errors import InvalidInput, NotFound
from workplan.services.accounts.membership import closures
from workplan.services.accounts.signing_in import own_passwords, passwords
from workplan.services.record import journal
from workplan.services.record.change import Change

# What mail servers take without extensions, and headers without quoting (RFC 5321, 5322 dot-atom).
PLAIN_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)*", re.ASCII)
MAX_EMAIL, MAX_NAME = 254, 200


def add(change: Change, email: str, name: str, *, is_admin: bool = False) -> tuple[int, str]:
    """Add a person with a random password and return their id and that password.

    Whoever hands it to them has seen it, so it is to be changed before anything else.
    """
    made = _made()
    with change.transaction() as session:
        user_id, password = add_in(session, change.now, email, name, made, is_admin=is_admin)
        session.get_one(User, user_id).must_change_password = True
        entry = journal.Entry("user.added", ("user", user_id), after={"email": email, "name": name})
        journal.note(change, None, entry)
        return user_id, password


class Made(NamedTuple):
    """A random password and its hash."""

    password: str
    password_hash: str


def _made() -> Made:
    """Return a new password; hashing takes long, and so stands before any transaction."""
    password = secrets.token_urlsafe(15)
    return Made(password, passwords.hashed(password))


def add_in(
    session: Session,
    now: datetime,
    email: str,
    name: str,
    made: Made | None = None,
    *,
    is_admin: bool = False,
) -> tuple[int, str]:
    """Add a person inside the caller's transaction, who journals it."""
    email, name = checked_email(session, email), checked_name(name)
    password, password_hash = made or _made()
    user = User(
        email=email,
        name=name,
        password_hash=password_hash,
        is_admin=is_admin,
        created_at=now,
    )
    session.add(user)
    session.flush()
    return user.id, password


def checked_email(session: Session, email: str, *, but: int | None = None) -> str:
    """Return an address as it is kept, or refuse one that no mail reaches or somebody has.

    Args:
        but: the person whose own it may be.
    """
    email = plain_email(email)
    holder = session.scalar(select(User.id).where(User.email == email))
    if holder is not None and holder != but:
        raise InvalidInput("email", f"{email} has an account already. Reset its password instead.")
    return email


def plain_email(email: str) -> str:
    """Return an address as it is kept, or refuse one that no mail reaches."""
    email = email.strip().lower()
    if not PLAIN_EMAIL.fullmatch(email) or len(email) > MAX_EMAIL:
        raise InvalidInput("email", f"“{email}” is no email address. Give one like jane@state.gov.")
    return email


def checked_name(name: str) -> str:
    """Return a name as it is kept, or refuse one that pages and mails cannot show on one line."""
    name = name.strip()
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise InvalidInput(
            "name", f"Give the person a name on one line, of {MAX_NAME} characters at most."
        )
    return name


def checked_zone(zone: str | None) -> str | None:
    """Return a time zone, None for the one of the house, or refuse one that is not known."""
    if not zone:
        return None
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidInput(
            "time_zone", f"“{zone[:60]}” is no time zone. Choose one, such as America/New_York."
        ) from None
    return zone


def checked_agency(session: Session, code: str | None) -> int | None:
    """Return the id of an agency by its code, or refuse a code that no agency has."""
    if not code:
        return None
    agency_id = session.scalar(select(Agency.id).where(Agency.code == code))
    if agency_id is None:
        raise InvalidInput(
            "agency", f"There is no agency with the code “{code[:40]}”. Choose from the list."
        )
    return agency_id


def reset_password(change: Change, email: str) -> str:
    """Give a person a new random password, end their sessions, and return the password.

    It is to be changed before anything else.
    """
    password, password_hash = _made()
    with change.transaction() as session:
        user = by_email(session, email)
        own_passwords.take_password(session, change.now, user, password_hash)
        user.must_change_password = True
        entry = journal.Entry("user.password_reset", ("user", user.id), after={})
        journal.note(change, None, entry)
        return password


def disable(change: Change, email: str) -> None:
    """Close an account by its address, as the system's operator; see `closures.disable`."""
    with change.transaction() as session:
        closures.disable(change, by_email(session, email).id)


def by_email(session: Session, email: str) -> User:
    """Return the person with an address."""
    user = session.scalar(select(User).where(User.email == email.strip().lower()))
    if user is None:
        raise NotFound(f"Nobody here has the email {email}. Check it, or add the person.")
    return user
