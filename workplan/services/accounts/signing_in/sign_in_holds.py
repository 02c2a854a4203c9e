"""Whose sign-in is held up by wrong tries, until when, and how an administrator lets them in."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from models import SignInTry, User
from workplan.services.accounts.signing_in import sign_ins
from workplan.services.accounts.signing_in.sign_in_limits import (
    HISTORY,
    KNOWN_FOR,
    STRANGE_WINDOW,
    Limits,
    locked_until,
    slowed_until,
)
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.record.read_models import read

MOST = 1_000
"""How many accounts are looked at; more are tried at once only in an attack on all of them."""


class Tried(NamedTuple):
    """A try for an account from an address."""

    account_hash: str
    address: str
    tried_at: datetime
    has_succeeded: bool


def held_up(session: Session, now: datetime, limits: Limits) -> dict[int, datetime]:
    """Return the people whose tries are not looked at now, from somewhere, and until when.

    Three selects at most, however many people there are; one when nobody was tried in vain.
    """
    accounts = _tried_in_vain(session, now, limits)
    if not accounts:
        return {}
    until = {account: _until(tries, now, limits) for account, tries in accounts.items()}
    people = session.execute(select(User.id, User.email).where(User.disabled_at.is_(None)))
    found = {row.id: until.get(sign_ins.hashed(row.email)) for row in people}
    return {user_id: at for user_id, at in found.items() if at is not None}


def let_in(change: Change, user_id: int) -> str:
    """Look at somebody's tries again from now on, and return their name.

    What counts against an address goes on counting, so this opens no door to whoever tried.

    Raises:
        NotFound: for anybody but an administrator.
    """
    with change.transaction() as session:
        rights.require_administrator(change.actor)
        user = sign_ins.open_account(session, user_id)
        session.execute(
            update(SignInTry)
            .where(
                SignInTry.account_hash == sign_ins.hashed(user.email),
                SignInTry.has_succeeded.is_(False),
                SignInTry.forgiven_at.is_(None),
            )
            .values(forgiven_at=change.now)
        )
        journal.note(change, None, journal.Entry("user.let_in", ("user", user.id)))
        return user.name


def _tried_in_vain(session: Session, now: datetime, limits: Limits) -> dict[str, list[Tried]]:
    """Return the tries of the accounts that have enough wrong ones to be held up, in order."""
    since = now - max(HISTORY * (limits.window + limits.lock), STRANGE_WINDOW)
    wrong = (
        SignInTry.has_succeeded.is_(False),
        SignInTry.forgiven_at.is_(None),
        SignInTry.tried_at > since,
    )
    suspects = session.scalars(
        select(SignInTry.account_hash)
        .where(*wrong)
        .group_by(SignInTry.account_hash)
        .having(func.count() >= limits.tries)
        .limit(MOST)
    ).all()
    found: dict[str, list[Tried]] = defaultdict(list)
    if not suspects:
        return found
    tries = (
        select(
            SignInTry.account_hash,
            SignInTry.address,
            SignInTry.tried_at,
            SignInTry.has_succeeded,
        )
        .where(
            SignInTry.account_hash.in_(suspects),
            SignInTry.forgiven_at.is_(None),
            SignInTry.tried_at > now - KNOWN_FOR,
        )
        .order_by(SignInTry.tried_at)
    )
    for one in read(Tried, session.execute(tries)):
        found[one.account_hash].append(one)
    return found


def _until(tries: list[Tried], now: datetime, limits: Limits) -> datetime | None:
    """Return until when an account is not looked at from somewhere; None when it is."""
    since_here = now - HISTORY * (limits.window + limits.lock)
    here: dict[str, list[datetime]] = defaultdict(list)
    strange: dict[str, list[datetime]] = defaultdict(list)
    known = {one.address for one in tries if one.has_succeeded}
    for one in tries:
        if one.has_succeeded:
            here[one.address].clear()
            continue
        if one.tried_at > since_here:
            here[one.address].append(one.tried_at)
        if one.address not in known and one.tried_at > now - STRANGE_WINDOW:
            strange[one.address].append(one.tried_at)
    ends = [locked_until(some, limits) for some in here.values()]
    ends.append(slowed_until(strange, limits))
    return max((end for end in ends if end is not None and end > now), default=None)
