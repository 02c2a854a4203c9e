"""The browsers in which somebody is signed in: which they are, and how others are signed out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from models import UserSession
from workplan.services.accounts.signing_in import sign_ins
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.read_models import read
from workplan.services.record.transaction import writing

NOTED_EVERY = timedelta(minutes=5)
"""How often at most it is written down that a session was seen."""
PROOF_LASTS = timedelta(minutes=15)
"""For how long the password that somebody gave is proof enough of who they are."""


class OpenSession(NamedTuple):
    """A browser in which somebody is signed in."""

    id: int
    browser: str
    started_at: datetime
    last_seen_at: datetime | None
    is_this: bool


def open_sessions(
    session: Session, now: datetime, user_id: int, idle: timedelta, token: str = ""
) -> list[OpenSession]:
    """Return where somebody is signed in, the last seen first.

    Args:
        idle: after how long without a sign a browser has to sign in again; such are left out.
        token: of the session that asks, which is marked.
    """
    seen = func.coalesce(UserSession.last_seen_at, UserSession.started_at)
    own = UserSession.token_hash == sign_ins.hashed(token)
    wanted = (
        select(
            UserSession.id,
            UserSession.browser,
            UserSession.started_at,
            UserSession.last_seen_at,
            own.label("is_this"),
        )
        .where(
            UserSession.user_id == user_id,
            UserSession.ended_at.is_(None),
            UserSession.expires_at > now,
            or_(own, seen > now - idle - NOTED_EVERY),
        )
        .order_by(own.desc(), seen.desc())
        .limit(50)
    )
    return read(OpenSession, session.execute(wanted))


def end_others(change: Change, token: str) -> int:
    """Sign somebody out everywhere but in one browser, and return in how many they were.

    Args:
        token: of the session that goes on.
    """
    with change.transaction() as session:
        others = and_(
            UserSession.user_id == change.actor.id,
            UserSession.token_hash != sign_ins.hashed(token),
        )
        ended = _end(session, change.now, others)
        if ended:
            entry = journal.Entry("user.sessions_ended", ("user", change.actor.id))
            journal.note(change, None, entry)
        return ended


def end_all(change: Change, user_id: int) -> int:
    """Sign somebody out everywhere, as an administrator, and return in how many browsers they were.

    Raises:
        NotFound: for anybody but an administrator.
    """
    with change.transaction() as session:
        rights.require_administrator(change.actor)
        user = sign_ins.open_account(session, user_id)
        ended = _end(session, change.now, UserSession.user_id == user.id)
        journal.note(change, None, journal.Entry("user.sessions_ended", ("user", user.id)))
        return ended


def _end(session: Session, now: datetime, which: ColumnElement[bool]) -> int:
    ended = session.scalars(
        update(UserSession)
        .where(which, UserSession.ended_at.is_(None), UserSession.expires_at > now)
        .values(ended_at=now)
        .returning(UserSession.id)
    ).all()
    return len(ended)


def is_proved(session: Session, now: datetime, token: str) -> bool:
    """Tell whether the person of a session gave their password lately."""
    proved = session.scalar(
        select(UserSession.proved_at).where(UserSession.token_hash == sign_ins.hashed(token))
    )
    return proved is not None and now - proved <= PROOF_LASTS


def note_seen(now: datetime, token: str) -> None:
    """Write down that a session was seen, apart from every change."""
    with writing() as session:
        session.execute(
            update(UserSession)
            .where(UserSession.token_hash == sign_ins.hashed(token))
            .values(last_seen_at=now)
        )
