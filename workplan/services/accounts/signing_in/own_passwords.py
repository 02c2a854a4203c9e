"""One's own password: proved again before what matters, and changed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from models import User, UserSession
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.accounts.signing_in import account_links, passwords, sign_ins
from workplan.services.accounts.signing_in.sign_in_limits import Limits, counted_address, is_limited
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.vocabulary import AccountLinkKind


def prove(change: Change, token: str, password: str, address: str, limits: Limits) -> str:
    """Check the password of whoever is signed in once more, and return its hash.

    A wrong one is a wrong try to sign in: it counts with those. The session keeps when it was
    given, for what asks that it was lately.

    Args:
        token: of their session.

    Raises:
        InvalidInput: when it is not their password, or there were too many tries.
    """
    address = counted_address(address)
    user = db.session.get_one(User, change.actor.id)
    account, checked = sign_ins.hashed(user.email), user.password_hash
    db.session.rollback()
    is_right = sign_ins.is_looked_at(change.now, account, address, limits) and passwords.matches(
        password, checked
    )
    with change.transaction() as session:  # which takes turns, as signing in does
        # Asked again, since others may have tried while this one was hashed.
        limited = is_limited(session, change.now, account, address, limits)
        if limited or not is_right:
            sign_ins.record_try(session, change.now, account, address, has_succeeded=False)
        else:
            session.execute(
                update(UserSession)
                .where(UserSession.token_hash == sign_ins.hashed(token))
                .values(proved_at=change.now)
            )
    if limited or not is_right:
        raise InvalidInput(
            "old_password",
            f"There were too many tries. Wait {limits.lock_minutes} minutes."
            if limited
            else "This is not your present password. Try again.",
        )
    return checked


def change_password(
    change: Change, token: str, old: str, new: str, address: str, limits: Limits
) -> None:
    """Set a new password and end every session of the person, this one too.

    Args:
        token: of their session.

    Raises:
        InvalidInput: when the present password is wrong, or the new one is easy to guess.
    """
    checked = prove(change, token, old, address, limits)
    user = db.session.get_one(User, change.actor.id)
    names, must_differ = (user.name, user.email), user.must_change_password
    db.session.rollback()
    if must_differ and new == old:
        raise InvalidInput(
            "password", "This is the password that somebody else gave you. Choose another one."
        )
    new_hash = passwords.hashed(new, names)
    with change.transaction() as session:
        user = session.get_one(User, change.actor.id)
        if user.password_hash != checked:
            raise InvalidInput(
                "old_password", "Your password was changed meanwhile. Sign in again."
            )
        take_password(session, change.now, user, new_hash)
        journal.note(change, None, journal.Entry("user.password_changed", ("user", user.id)))


def take_password(session: Session, now: datetime, user: User, new_hash: str) -> None:
    """Give a person a password of their own, in the caller's transaction.

    Every session, every link in a mail and every link to their account ends.
    """
    user.password_hash, user.must_change_password = new_hash, False
    user.version += 1
    sign_ins.end_sessions(session, now, user.id)
    account_links.end(session, now, user.id, list(AccountLinkKind))
