"""Invite people: an account without a password, and a mail with the link by which it gets one."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy.orm import Session

from models import User
from workplan.errors import InvalidInput
from workplan.mail import account_letters
from workplan.mail.courier import Courier, Handed
from workplan.services.accounts import accounts
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.accounts.signing_in import account_links, password_links, passwords, sign_ins
from workplan.services.accounts.signing_in.account_links import Issued
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.vocabulary import AccountLinkKind


@dataclass(frozen=True)
class NewPerson:
    """Who is invited.

    Args:
        agency: the code of the agency where they are at home.
        time_zone: None for the one of the house.
        is_admin: whether they run the system.
    """

    email: str
    name: str
    agency: str | None = None
    time_zone: str | None = None
    is_admin: bool = False


class InPlan(NamedTuple):
    """In which plan somebody works from now on, by its short name, and as what."""

    slug: str
    role: MembershipFields


class Invited(NamedTuple):
    """The person who is there now, and what became of the mail."""

    user_id: int
    mail: Handed


def invite(
    change: Change, courier: Courier, zone: str, person: NewPerson, plan: InPlan | None = None
) -> Invited:
    """Make an account, perhaps a membership with it, and mail the link to a first password.

    The mail leaves once the account stands: a mail server that fails takes nothing back, and the
    answer says what became of it.

    Args:
        zone: the time zone of whoever has none of their own.
        plan: who coordinates it may invite people into it; elsewhere only administrators invite.

    Raises:
        NotFound, NotAllowed: for anybody else.
        InvalidInput: when the address is none or has an account, and for a role without agency.
    """
    with change.transaction() as session:
        user_id, title = _made(change, person, plan)
        user = session.get_one(User, user_id)
        issued = _issued(change, user)
        to = password_links.person_of(user, zone)
    return Invited(user_id, _sent(change, courier, to, title, issued))


def prepare(change: Change, people: Iterable[NewPerson]) -> list[int]:
    """Make many accounts, all or none, and send nothing yet; `send_again` invites each.

    Raises:
        NotFound: for anybody but an administrator.
        InvalidInput: for the first who cannot be taken.
    """
    with change.transaction():
        return [_made(change, person, None)[0] for person in people]


def send_again(
    change: Change, courier: Courier, zone: str, user_id: int, slug: str | None = None
) -> Handed:
    """Mail somebody who has set no password yet a new link; the one before ends.

    Args:
        zone: the time zone of whoever has none of their own.
        slug: the plan that they are in, whose coordinator sends it; None for an administrator.

    Raises:
        NotFound, NotAllowed: for anybody else.
        InvalidInput: when they have a password already, or the account is closed.
    """
    with change.transaction() as session:
        _require_host(change, user_id, slug)
        user = _waiting(session, user_id)
        was_invited = account_links.was_made(session, user.id, AccountLinkKind.INVITATION)
        issued = _issued(change, user)
        to = password_links.person_of(user, zone)
        if was_invited:
            journal.note(change, None, journal.Entry("user.invited_again", ("user", user.id)))
    return _sent(change, courier, to, "", issued)


def show_link(change: Change, user_id: int, slug: str | None = None) -> Issued:
    """Return a new link to somebody's password, for who must bring it to them by hand.

    It is seen by somebody else than its person, so this stands in the journal. It is shown once:
    only its hash is kept, and the one that was mailed ends.

    Args:
        slug: the plan that they are in, whose coordinator asks, and only while they have set no
            password; None for an administrator.

    Raises:
        NotFound, NotAllowed: for anybody else.
        InvalidInput: when the account is closed, or has a password that is no coordinator's
            business.
    """
    with change.transaction() as session:
        _require_host(change, user_id, slug)
        user = (
            sign_ins.open_account(session, user_id) if slug is None else _waiting(session, user_id)
        )
        kind = AccountLinkKind.RESET
        if not passwords.is_set(user.password_hash):
            kind = AccountLinkKind.INVITATION
        issued = account_links.issue(session, change.now, kind, user.id, by=change.actor)
        journal.note(change, None, journal.Entry("user.link_shown", ("user", user.id)))
        return issued


def _made(change: Change, person: NewPerson, plan: InPlan | None) -> tuple[int, str]:
    """Make the account and the membership, and return the id and the title of the plan."""
    session, title = change.session, ""
    if plan is None or person.is_admin or change.actor.id is None:
        rights.require_administrator(change.actor)
    else:
        # An administrator puts nobody into a plan that they do not coordinate.
        found, standing = rights.plan_for(session, change.actor, plan.slug)
        rights.require_members(standing)
        title = found.title
    user = User(
        email=accounts.checked_email(session, person.email),
        name=accounts.checked_name(person.name),
        password_hash=passwords.NONE,
        is_admin=person.is_admin,
        created_at=change.now,
        agency_id=accounts.checked_agency(session, person.agency),
        time_zone=accounts.checked_zone(person.time_zone),
    )
    session.add(user)
    session.flush()
    after = {"email": user.email, "name": user.name, "agency_id": user.agency_id}
    journal.note(change, None, journal.Entry("user.invited", ("user", user.id), after=after))
    if plan is not None:
        title = memberships.take_in(change, plan.slug, user, plan.role)
    return user.id, title


def _require_host(change: Change, user_id: int, slug: str | None) -> None:
    """Refuse an invitation by anyone but an administrator, or the coordinator of one's plan."""
    if slug is None:
        rights.require_administrator(change.actor)
        return
    plan, standing = rights.plan_for(change.session, change.actor, slug)
    rights.require_members(standing)
    memberships.require_member(change.session, plan, user_id)


def _issued(change: Change, user: User) -> Issued:
    kind = AccountLinkKind.INVITATION
    return account_links.issue(change.session, change.now, kind, user.id, by=change.actor)


def _waiting(session: Session, user_id: int) -> User:
    user = sign_ins.open_account(session, user_id)
    if passwords.is_set(user.password_hash):
        raise InvalidInput(
            "person", f"{user.name} has a password already. Use a link to a new one instead."
        )
    return user


def _sent(
    change: Change, courier: Courier, to: account_letters.Person, title: str, issued: Issued
) -> Handed:
    by = change.actor.name if change.actor.id else ""
    link = courier.link(password_links.PATH + issued.token)
    letter = account_letters.invitation(to, by, title, link, issued.until)
    return password_links.send(courier, change.now, letter, issued)
