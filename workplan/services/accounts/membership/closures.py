"""Close accounts and open them again, and move people to another agency; work is handed on."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Membership, Plan, User
from workplan.errors import InvalidInput, NotFound, StaleVersion
from workplan.services.accounts import administrators
from workplan.services.accounts.membership import departures, held_work, memberships
from workplan.services.accounts.signing_in import account_links, sign_ins
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.vocabulary import AccountLinkKind


def disable(change: Change, user_id: int, to_id: int | None = None) -> int:
    """Close an account: no sign-in, no session, no mail; its work goes on with somebody else.

    Args:
        to_id: who takes what is handed to them, where they may have it; coordinators are told of
            the rest, and of everything when nobody is named.

    Returns:
        How many tasks went to that person.

    Raises:
        NotFound: for anybody but an administrator.
        InvalidInput: for the only administrator, and when whoever takes the work is not there.
    """
    with change.transaction() as session:
        rights.require_administrator(change.actor)
        user = session.get(User, user_id)
        if user is None:
            raise NotFound("There is nobody with that number.")
        if change.actor.id is not None:
            # Whoever is at the machine itself can make another one.
            administrators.require_another(session, user)
        taker = _taker(session, user, to_id)
        if user.disabled_at is None:
            user.version += 1
        user.disabled_at = change.now
        sign_ins.end_sessions(session, change.now, user.id)
        account_links.end(session, change.now, user.id, list(AccountLinkKind))
        after = {} if taker is None else {"assignee_id": taker}
        journal.note(change, None, journal.Entry("user.disabled", ("user", user.id), after=after))
        session.flush()
        handed = 0 if taker is None else held_work.hand_on(change, user.id, taker)
        departures.tell_coordinators(change, user.id)
        return handed


def enable(change: Change, user_id: int) -> str:
    """Open an account again, with the password that it had, and return the person's name.

    Raises:
        NotFound: for anybody but an administrator.
    """
    with change.transaction() as session:
        rights.require_administrator(change.actor)
        user = session.get(User, user_id)
        if user is None:
            raise NotFound("There is nobody with that number.")
        if user.disabled_at is not None:
            user.disabled_at = None
            user.version += 1
            journal.note(change, None, journal.Entry("user.enabled", ("user", user.id)))
        return user.name


def move(
    change: Change, user_id: int, version: int, agency_id: int | None, to_id: int | None = None
) -> int:
    """Let somebody be at home at another agency; what they did for the one before ends.

    Their memberships for that agency and its bureaus end, and what is handed to them there goes to
    somebody else. What they are elsewhere stays.

    Args:
        version: of the person, as the administrator saw them.
        to_id: who takes the work, as in `disable`.

    Returns:
        How many memberships ended.

    Raises:
        NotFound: for anybody but an administrator.
        InvalidInput: for the only coordinator of a plan.
        StaleVersion: when they were changed meanwhile; nothing is changed.
    """
    with change.transaction() as session:
        rights.require_administrator(change.actor)
        user = sign_ins.open_account(session, user_id)
        if user.version != version:
            raise StaleVersion(version, user.version)
        if user.agency_id == agency_id:
            return 0
        taker, before = _taker(session, user, to_id), user.agency_id
        user.agency_id = agency_id
        user.version += 1
        entry = journal.Entry(
            "user.moved", ("user", user.id), {"agency_id": before}, {"agency_id": agency_id}
        )
        journal.note(change, None, entry)
        plans = [] if before is None else _plans_for(session, user.id, before)
        for plan in plans:
            if taker is not None:
                held_work.hand_on(change, user.id, taker, plan.id)
            try:
                memberships.let_out(change, plan, user)
            except InvalidInput as only:
                raise InvalidInput(
                    "agency",
                    f"{user.name} is the only coordinator of a plan there. Add another one to that "
                    "plan first.",
                ) from only
        return len(plans)


def _plans_for(session: Session, user_id: int, agency_id: int) -> list[Plan]:
    """Return the open plans in which somebody acts for an agency or one of its bureaus."""
    agencies = rights.with_bureaus(session, [agency_id])
    wanted = (
        select(Plan)
        .join(Membership, Membership.plan_id == Plan.id)
        .where(
            Membership.user_id == user_id,
            Membership.agency_id.in_(agencies),
            Plan.stage != "closed",
            Plan.removed_at.is_(None),
        )
        .order_by(Plan.id)
    )
    return list(session.scalars(wanted))


def _taker(session: Session, user: User, to_id: int | None) -> int | None:
    if to_id is None:
        return None
    taker = session.get(User, to_id)
    if taker is None or taker.disabled_at is not None or taker.id == user.id:
        raise InvalidInput(
            "to", "That person is not here to take the work. Choose somebody from the list."
        )
    return taker.id
