"""Who runs the house: administrators are made of people who have an account, and unmade."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import User
from workplan.errors import InvalidInput
from workplan.services.accounts.signing_in import passwords, sign_ins
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change


def make(change: Change, user_id: int) -> str:
    """Let somebody run the house from now on, and return their name; who does already stays so.

    Raises:
        NotFound: for anybody but an administrator.
        InvalidInput: for an account that is closed.
    """
    return _set(change, user_id, is_admin=True)


def unmake(change: Change, user_id: int) -> str:
    """Let somebody run the house no longer, and return their name; what they are in plans stays.

    Raises:
        NotFound: for anybody but an administrator.
        InvalidInput: for the last administrator who can sign in, and an account that is closed.
    """
    return _set(change, user_id, is_admin=False)


def require_another(session: Session, user: User) -> None:
    """Refuse to lose an administrator when no other one can sign in."""
    if not user.is_admin:
        return
    others = session.scalar(
        select(func.count())
        .select_from(User)
        .where(
            User.is_admin,
            User.disabled_at.is_(None),
            User.password_hash != passwords.NONE,
            User.id != user.id,
        )
    )
    if not others:
        raise InvalidInput(
            "person",
            f"{user.name} is the only administrator who can sign in. Add another administrator "
            "first.",
        )


def _set(change: Change, user_id: int, *, is_admin: bool) -> str:
    with change.transaction() as session:
        rights.require_administrator(change.actor)
        user = sign_ins.open_account(session, user_id)
        if user.is_admin == is_admin:
            return user.name
        if not is_admin:
            require_another(session, user)
        user.is_admin = is_admin
        user.version += 1
        # As with another role in a plan: what somebody may do is asked for anew at a sign-in.
        sign_ins.end_sessions(session, change.now, user.id)
        verb = "user.admin_made" if is_admin else "user.admin_unmade"
        journal.note(change, None, journal.Entry(verb, ("user", user.id)))
        return user.name
