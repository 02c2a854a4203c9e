"""Sign in and out. Sessions are rows, so they end on the server; tries are rows, so limits hold."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.orm import Session

from models import MailLink, SignInTry, Task, User, UserSession
from workplan.errors import InvalidInput, WorkplanError
from workplan.extensions import db
from workplan.services import journal, passwords
from workplan.services.actor import Actor
from workplan.services.transaction import transaction

TRIES_OF_ADDRESS = 10
"""How many times as many wrong tries an address has as an account, for whole offices behind one."""
HISTORY = 3
"""How many windows and locks to look back, so that one lock is not mistaken for another."""


@dataclass(frozen=True)
class Limits:
    """How many wrong tries an account or an address has, in which time, and for how long."""

    tries: int
    window: timedelta
    lock: timedelta
    session: timedelta


class SignInRefused(WorkplanError):
    """Unknown, disabled, wrong or too many: one answer for all, which gives nothing away."""


def sign_in(now: datetime, email: str, password: str, address: str, limits: Limits) -> str:
    """Check a person's password and return the token of a new session.

    The limit counts wrong tries by account and by address together, so that a stranger cannot
    lock a person out from everywhere; an address alone gets ten times as many.

    Raises:
        SignInRefused: whatever the cause; the try is recorded.
    """
    email = email.strip().lower()
    account, checked = _hash(email), _password_hash(email)
    # Slow on purpose, and so before the transaction: meanwhile others can write.
    is_right = passwords.matches(password, checked)
    with transaction() as session:
        is_limited = _is_limited(session, now, account, address, limits)
        user = session.scalar(
            select(User).where(
                User.email == email, User.disabled_at.is_(None), User.password_hash == checked
            )
        )
        has_succeeded = is_right and not is_limited and user is not None
        session.add(
            SignInTry(
                account_hash=account, address=address, tried_at=now, has_succeeded=has_succeeded
            )
        )
        if user is not None and has_succeeded:
            token = secrets.token_urlsafe(32)
            session.add(
                UserSession(
                    user_id=user.id,
                    token_hash=_hash(token),
                    started_at=now,
                    expires_at=now + limits.session,
                )
            )
            _journal(session, Actor(user.id, user.name, "web"), now, "user.signed_in", user.id)
            return token
    raise SignInRefused(
        "That email and password do not match, or there were too many tries. Check both; after "
        f"{limits.tries} wrong tries wait {limits.lock.seconds // 60} minutes."
    )


def _password_hash(email: str) -> str | None:
    """Return what a person's password is checked against; None for nobody who may sign in."""
    session = db.session()
    found = session.scalar(
        select(User.password_hash).where(User.email == email, User.disabled_at.is_(None))
    )
    session.rollback()
    return found


def user_of(session: Session, now: datetime, token: str) -> User | None:
    """Return the person whose live session this token is."""
    return session.scalar(
        select(User)
        .join(UserSession, UserSession.user_id == User.id)
        .where(
            UserSession.token_hash == _hash(token),
            UserSession.ended_at.is_(None),
            UserSession.expires_at > now,
            User.disabled_at.is_(None),
        )
    )


def owner_of(session: Session, token: str) -> int | None:
    """Return whose session a token is or was, though it may have ended; nobody acts by it."""
    return session.scalar(select(UserSession.user_id).where(UserSession.token_hash == _hash(token)))


def sign_out(actor: Actor, now: datetime, token: str) -> None:
    """End one session."""
    with transaction() as session:
        session.execute(
            update(UserSession)
            .where(UserSession.token_hash == _hash(token), UserSession.ended_at.is_(None))
            .values(ended_at=now)
        )
        _journal(session, actor, now, "user.signed_out", actor.id)


def change_password(actor: Actor, now: datetime, old: str, new: str) -> None:
    """Set a new password and end every session of the person, this one too."""
    with transaction() as session:
        user = session.get_one(User, actor.id)
        if not passwords.matches(old, user.password_hash):
            raise InvalidInput("old_password", "This is not your present password. Try again.")
        user.password_hash = passwords.hashed(new)
        end_sessions(session, now, user.id)
        _journal(session, actor, now, "user.password_changed", user.id)


def end_sessions(session: Session, now: datetime, user_id: int) -> None:
    """End a person's sessions and links in mails, in the caller's transaction."""
    _end_links(session, now, MailLink.user_id == user_id)
    _end_sessions(session, now, user_id)


def end_access(session: Session, now: datetime, user_id: int, plan_id: int) -> None:
    """End a person's sessions, and their links to the tasks of a plan in which they changed."""
    of_plan = MailLink.task_id.in_(select(Task.id).where(Task.plan_id == plan_id))
    _end_links(session, now, and_(MailLink.user_id == user_id, of_plan))
    _end_sessions(session, now, user_id)


def _end_links(session: Session, now: datetime, which: ColumnElement[bool]) -> None:
    session.execute(
        update(MailLink)
        .where(which, MailLink.used_at.is_(None), MailLink.expires_at > now)
        .values(expires_at=now)
    )


def _end_sessions(session: Session, now: datetime, user_id: int) -> None:
    session.execute(
        update(UserSession)
        .where(UserSession.user_id == user_id, UserSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def _is_limited(
    session: Session, now: datetime, account: str, address: str, limits: Limits
) -> bool:
    """Tell whether the tries of the account from this address, or of the address, are used up."""
    wrong = (
        select(SignInTry.tried_at)
        .where(SignInTry.address == address, SignInTry.has_succeeded.is_(False))
        .order_by(SignInTry.tried_at)
    )
    last_right = session.scalar(
        select(func.max(SignInTry.tried_at)).where(
            SignInTry.account_hash == account,
            SignInTry.address == address,
            SignInTry.has_succeeded.is_(True),
        )
    )
    since = now - HISTORY * (limits.window + limits.lock)
    tries = session.scalars(
        wrong.where(
            SignInTry.account_hash == account,
            SignInTry.tried_at > max(since, last_right or since),
        )
    )
    locked_until = _locked_until(tries, limits)
    if locked_until is not None and now < locked_until:
        return True
    of_address = wrong.where(SignInTry.tried_at > now - max(limits.window, limits.lock))
    most = limits.tries * TRIES_OF_ADDRESS
    return len(session.scalars(of_address.limit(most)).all()) >= most


def _locked_until(tries: Iterable[datetime], limits: Limits) -> datetime | None:
    """Return when the last lock ends; a try while locked was not looked at, and does not count."""
    counted: list[datetime] = []
    until = None
    for tried in tries:
        if until is not None and tried < until:
            continue
        counted = [earlier for earlier in counted if tried - earlier <= limits.window] + [tried]
        if len(counted) >= limits.tries:
            until, counted = tried + limits.lock, []
    return until


def _journal(session: Session, actor: Actor, now: datetime, verb: str, user_id: int | None) -> None:
    entry = journal.Entry(verb, ("user", user_id))
    journal.note(session, actor, now, None, entry)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
