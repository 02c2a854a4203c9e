"""Sign in and out. Sessions are rows, so they end on the server; tries are rows, so limits hold."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, or_, select, update
from sqlalchemy.orm import Session

from models import (
    HouseSettings,
    MailLink,
    ReplyAddress,
    Round,
    RoundAsk,
    SignInTry,
    Task,
    User,
    UserSession,
)
from workplan.errors import InvalidInput, NotFound, WorkplanError
from workplan.extensions import db
from workplan.services.accounts import house_settings
from workplan.services.accounts.signing_in import passwords
from workplan.services.accounts.signing_in.sign_in_limits import Limits, counted_address, is_limited
from workplan.services.coordination.rounds.standing_asks import asks_with
from workplan.services.record import journal
from workplan.services.record.actor import UNKNOWN, Actor
from workplan.services.record.change import Change

LONGEST_BROWSER = 300


class SignInRefused(WorkplanError):
    """Unknown, disabled, wrong or too many: one answer for all, which gives nothing away."""


def sign_in(
    now: datetime, email: str, password: str, address: str, limits: Limits, browser: str = ""
) -> str:
    """Check a person's password and return the token of a new session.

    Args:
        address: from where they come.
        browser: what their browser calls itself.

    Raises:
        SignInRefused: whatever the cause; the try is recorded.
    """
    email, address = email.strip().lower(), counted_address(address)
    account = hashed(email)
    checked = _password_hash(email)
    is_right = is_looked_at(now, account, address, limits) and passwords.matches(password, checked)
    change = Change(UNKNOWN, now)
    with change.transaction() as session:
        # Asked again, since others may have tried while this one was hashed.
        is_right = is_right and not is_limited(session, now, account, address, limits)
        user = session.scalar(
            select(User).where(
                User.email == email, User.disabled_at.is_(None), User.password_hash == checked
            )
        )
        has_succeeded = is_right and user is not None
        record_try(session, now, account, address, has_succeeded=has_succeeded)
        if user is not None and has_succeeded:
            token = secrets.token_urlsafe(32)
            session.add(
                UserSession(
                    user_id=user.id,
                    token_hash=hashed(token),
                    started_at=now,
                    expires_at=now + limits.session,
                    browser=_printable(browser)[:LONGEST_BROWSER],
                    last_seen_at=now,
                    proved_at=now,
                )
            )
            _journal(change.by(Actor(user.id, user.name, "web")), "user.signed_in", user.id)
            return token
    raise SignInRefused(
        "That email and password do not match, or there were too many tries. Check both; after "
        f"{limits.tries} wrong tries wait {limits.lock_minutes} minutes."
    )


def is_looked_at(now: datetime, account: str, address: str, limits: Limits) -> bool:
    """Tell whether a password is worth the work of checking it."""
    session = db.session()
    limited = is_limited(session, now, account, address, limits)
    session.rollback()
    return not limited


def record_try(
    session: Session, now: datetime, account: str, address: str, *, has_succeeded: bool
) -> None:
    session.add(
        SignInTry(account_hash=account, address=address, tried_at=now, has_succeeded=has_succeeded)
    )


def _password_hash(email: str) -> str | None:
    """Return what a person's password is checked against; None for nobody who may sign in."""
    session = db.session()
    found = session.scalar(
        select(User.password_hash).where(User.email == email, User.disabled_at.is_(None))
    )
    session.rollback()
    return found


class OpenSession(NamedTuple):
    """A session that was not ended, with what is set for the house, by which it may be too long.

    Args:
        noted_at: when it was last noted as seen.
    """

    user: User
    started_at: datetime
    noted_at: datetime | None
    house: HouseSettings | None

    def is_live(self, now: datetime, longest: timedelta) -> bool:
        """Tell whether it is younger than a session may be, though it may have begun with more."""
        return self.started_at > now - longest


# Every page asks this, so it is put together once.
OPEN_SESSION = (
    select(User, UserSession.started_at, UserSession.last_seen_at, HouseSettings)
    .join(UserSession, UserSession.user_id == User.id)
    .outerjoin(HouseSettings, HouseSettings.id == house_settings.ROW)
    .where(
        UserSession.token_hash == bindparam("token_hash"),
        UserSession.ended_at.is_(None),
        UserSession.expires_at > bindparam("now"),
        User.disabled_at.is_(None),
    )
)


def session_of(session: Session, now: datetime, token: str) -> OpenSession | None:
    """Return the session that this token is, unless it or its account has ended."""
    found = session.execute(OPEN_SESSION, {"token_hash": hashed(token), "now": now}).first()
    return None if found is None else OpenSession(*found)


def user_of(session: Session, now: datetime, token: str, longest: timedelta) -> User | None:
    """Return the person whose live session this token is.

    Args:
        longest: how long a session may live.
    """
    found = session_of(session, now, token)
    return found.user if found is not None and found.is_live(now, longest) else None


def owner_of(session: Session, token: str) -> int | None:
    """Return whose session a token is or was, though it may have ended; nobody acts by it."""
    return session.scalar(
        select(UserSession.user_id).where(UserSession.token_hash == hashed(token))
    )


def sign_out(change: Change, token: str) -> None:
    """End one session."""
    with change.transaction() as session:
        session.execute(
            update(UserSession)
            .where(UserSession.token_hash == hashed(token), UserSession.ended_at.is_(None))
            .values(ended_at=change.now)
        )
        _journal(change, "user.signed_out", change.actor.id)


def open_account(session: Session, user_id: int) -> User:
    """Return the person of an account that is not closed.

    Raises:
        NotFound: when there is none.
        InvalidInput: when it is closed.
    """
    user = session.get(User, user_id)
    if user is None:
        raise NotFound("There is nobody with that number.")
    if user.disabled_at is not None:
        raise InvalidInput("person", f"The account of {user.name} is closed. Choose somebody else.")
    return user


def end_sessions(session: Session, now: datetime, user_id: int) -> None:
    """End a person's sessions and links in mails, in the caller's transaction."""
    _end_links(session, now, MailLink.user_id == user_id)
    _end_answers(session, now, ReplyAddress.user_id == user_id)
    _end_sessions(session, now, user_id)


def end_access(session: Session, now: datetime, user_id: int, plan_id: int) -> None:
    """End a person's sessions, and their links of a plan in which they changed."""
    asked = asks_with(RoundAsk.id).where(Round.plan_id == plan_id)
    of_plan = or_(
        MailLink.task_id.in_(select(Task.id).where(Task.plan_id == plan_id)),
        MailLink.ask_id.in_(asked),
    )
    _end_links(session, now, and_(MailLink.user_id == user_id, of_plan))
    mails = and_(ReplyAddress.user_id == user_id, ReplyAddress.plan_id == plan_id)
    _end_answers(session, now, mails)
    _end_sessions(session, now, user_id)


def _end_links(session: Session, now: datetime, which: ColumnElement[bool]) -> None:
    session.execute(
        update(MailLink)
        .where(which, MailLink.used_at.is_(None), MailLink.expires_at > now)
        .values(expires_at=now)
    )


def _end_answers(session: Session, now: datetime, which: ColumnElement[bool]) -> None:
    session.execute(
        update(ReplyAddress).where(which, ReplyAddress.expires_at > now).values(expires_at=now)
    )


def _end_sessions(session: Session, now: datetime, user_id: int) -> None:
    session.execute(
        update(UserSession)
        .where(UserSession.user_id == user_id, UserSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def _journal(change: Change, verb: str, user_id: int | None) -> None:
    entry = journal.Entry(verb, ("user", user_id))
    journal.note(change, None, entry)


def hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _printable(text: str) -> str:
    return "".join(c for c in text if c.isprintable())
