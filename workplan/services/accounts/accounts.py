"""Add people, reset passwords, disable accounts."""

from __future__ import annotations

import re
import secrets
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import User
from workplan.errors import InvalidInput, NotFound
from workplan.services.accounts import departures, passwords
from workplan.services.accounts.sign_ins import end_sessions
from workplan.services.record import journal
from workplan.services.record.change import Change

# What mail servers take without extensions, and headers without quoting (RFC 5321, 5322 dot-atom).
PLAIN_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)*", re.ASCII)
MAX_EMAIL, MAX_NAME = 254, 200


def add(change: Change, email: str, name: str, *, is_admin: bool = False) -> tuple[int, str]:
    """Add a person with a random password and return their id and that password."""
    made = _made()
    with change.transaction() as session:
        user_id, password = add_in(session, change.now, email, name, made, is_admin=is_admin)
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
    email, name = email.strip().lower(), name.strip()
    if not PLAIN_EMAIL.fullmatch(email) or len(email) > MAX_EMAIL:
        raise InvalidInput("email", f"“{email}” is no email address. Give one like jane@state.gov.")
    if not name or len(name) > MAX_NAME or not name.isprintable():
        raise InvalidInput(
            "name", f"Give the person a name on one line, of {MAX_NAME} characters at most."
        )
    if session.scalar(select(User.id).where(User.email == email)):
        raise InvalidInput("email", f"{email} has an account already. Reset its password instead.")
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


def reset_password(change: Change, email: str) -> str:
    """Give a person a new random password, end their sessions, and return the password."""
    password, password_hash = _made()
    with change.transaction() as session:
        user = _by_email(session, email)
        user.password_hash = password_hash
        end_sessions(session, change.now, user.id)
        entry = journal.Entry("user.password_reset", ("user", user.id), after={})
        journal.note(change, None, entry)
        return password


def disable(change: Change, email: str) -> None:
    """Close an account: no sign-in, no session, no mail; coordinators are told what it leaves."""
    with change.transaction() as session:
        user = _by_email(session, email)
        user.disabled_at = change.now
        end_sessions(session, change.now, user.id)
        entry = journal.Entry("user.disabled", ("user", user.id), after={})
        journal.note(change, None, entry)
        session.flush()
        departures.tell_coordinators(change, user.id)


def _by_email(session: Session, email: str) -> User:
    user = session.scalar(select(User).where(User.email == email.strip().lower()))
    if user is None:
        raise NotFound(f"Nobody here has the email {email}. Check it, or add the person.")
    return user
