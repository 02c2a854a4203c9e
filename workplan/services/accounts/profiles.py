"""One's own profile: name and time zone, and an address that changes once its mail is answered."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from models import User
from workplan.errors import InvalidInput, NotAllowed, StaleVersion
from workplan.mail import account_letters
from workplan.mail.account_letters import Letter, Person
from workplan.mail.courier import Courier, Handed
from workplan.services.accounts import accounts, bounced_addresses
from workplan.services.accounts.signing_in import (
    account_links,
    own_sessions,
    password_links,
    passwords,
    sign_ins,
)
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.vocabulary import AccountLinkKind

PATH = "/account/address/"
"""Where links to a new address lead; the token follows."""


class Profile(NamedTuple):
    """What somebody says of themselves, and the version of that."""

    name: str
    email: str
    time_zone: str | None
    version: int


def own(session: Session, user_id: int | None) -> Profile:
    """Return somebody's own profile."""
    user = session.get_one(User, user_id)
    return Profile(user.name, user.email, user.time_zone, user.version)


def change(change: Change, version: int, name: str, zone: str | None) -> None:
    """Keep somebody's own name and time zone.

    Args:
        version: of their profile, as they saw it.
        zone: None for the one of the house.

    Raises:
        InvalidInput: for a name or a zone that cannot be taken.
        StaleVersion: when it was changed meanwhile; nothing is changed.
    """
    with change.transaction() as session:
        user = session.get_one(User, change.actor.id)
        if user.version != version:
            raise StaleVersion(version, user.version)
        before = {"name": user.name, "time_zone": user.time_zone}
        after = {"name": accounts.checked_name(name), "time_zone": accounts.checked_zone(zone)}
        if before == after:
            return
        user.name, user.time_zone = after["name"] or "", after["time_zone"]
        user.version += 1
        entry = journal.Entry("user.changed", ("user", user.id), before, after)
        journal.note(change, None, entry)


def correct(
    change: Change, courier: Courier, user_id: int, version: int, wanted: Profile, zone: str
) -> None:
    """Correct somebody's name, address and time zone, as an administrator.

    Whoever has signed in by the address of before gets a notice there.

    Args:
        version: of the profile, as the administrator saw it.
        wanted: what they are from now on; its version counts for nothing.
        zone: the time zone of whoever has none of their own.

    Raises:
        NotFound: for anybody but an administrator.
        InvalidInput: for what cannot be taken.
        StaleVersion: when it was changed meanwhile; nothing is changed.
    """
    with change.transaction() as session:
        rights.require_administrator(change.actor)
        user = sign_ins.open_account(session, user_id)
        if user.version != version:
            raise StaleVersion(version, user.version)
        past = password_links.person_of(user, zone)
        before = {"name": user.name, "email": user.email, "time_zone": user.time_zone}
        user.name = accounts.checked_name(wanted.name)
        user.email = accounts.checked_email(session, wanted.email, but=user.id)
        user.time_zone = accounts.checked_zone(wanted.time_zone)
        after = {"name": user.name, "email": user.email, "time_zone": user.time_zone}
        changed = {key: value for key, value in after.items() if before[key] != value}
        if not changed:
            return
        user.version += 1
        has_moved = "email" in changed
        if has_moved:
            bounced_addresses.forget(user)
            # What was mailed to the address of before opens nothing any more.
            account_links.end(session, change.now, user.id, list(AccountLinkKind))
        kept = {key: before[key] for key in changed}
        journal.note(change, None, journal.Entry("user.changed", ("user", user.id), kept, changed))
        is_told = has_moved and passwords.is_set(user.password_hash)
        new = user.email
    if is_told:
        _tell(courier, change.now, account_letters.address_changed(past, new))


def ask_for_address(change: Change, courier: Courier, zone: str, token: str, new: str) -> Handed:
    """Mail a link to a new address, and a notice of it to the present one.

    Args:
        zone: the time zone of whoever has none of their own.
        token: of the session; its person must have given the password lately.

    Raises:
        NotAllowed: when they did not.
        InvalidInput: when the address is none, or somebody has it.
    """
    with change.transaction() as session:
        if not own_sessions.is_proved(session, change.now, token):
            raise NotAllowed("Give your password again first, on the page of your account.")
        user = session.get_one(User, change.actor.id)
        new = accounts.checked_email(session, new, but=user.id)
        if new == user.email:
            raise InvalidInput("email", f"{new} is your address already. Give another one.")
        issued = account_links.issue(
            session,
            change.now,
            AccountLinkKind.NEW_ADDRESS,
            user.id,
            by=change.actor,
            email=new,
        )
        present = password_links.person_of(user, zone)
        entry = journal.Entry("user.address_asked", ("user", user.id), after={"email": new})
        journal.note(change, None, entry)
    to = Person(present.name, new, present.time_zone)
    link = courier.link(PATH + issued.token)
    letter = account_letters.new_address(to, link, issued.until)
    handed = password_links.send(courier, change.now, letter, issued)
    notice = account_letters.address_asked(present, new, courier.link("/account"))
    _tell(courier, change.now, notice)
    return handed


def address_of(session: Session, now: datetime, user_id: int | None, token: str) -> str:
    """Return the address that a link of somebody who is signed in confirms; nothing is changed.

    Raises:
        NotFound: when the link does not work, or is of somebody else.
    """
    link, user = account_links.opened(session, now, token, AccountLinkKind.NEW_ADDRESS)
    if user is None or user.id != user_id:
        raise account_links.gone()
    return link.email or ""


def take_address(change: Change, courier: Courier, zone: str, token: str) -> str:
    """Let somebody sign in by the address that a link confirms, and return it.

    They are signed in as themselves: whoever else reads the mail can do nothing with it.

    Args:
        zone: the time zone of whoever has none of their own.

    Raises:
        NotFound: when the link does not work, or is of somebody else.
        InvalidInput: when somebody has the address by now.
    """
    with change.transaction() as session:
        link, user = account_links.opened(session, change.now, token, AccountLinkKind.NEW_ADDRESS)
        if user is None or user.id != change.actor.id:
            raise account_links.gone()
        before, link.used_at = user.email, change.now
        past = password_links.person_of(user, zone)
        user.email = accounts.checked_email(session, link.email or "", but=user.id)
        bounced_addresses.forget(user)
        user.version += 1
        # A link to a password that was mailed to the address of before must not outlive it.
        account_links.end(session, change.now, user.id, [*password_links.KINDS])
        entry = journal.Entry(
            "user.address_changed", ("user", user.id), {"email": before}, {"email": user.email}
        )
        journal.note(change, None, entry)
        new = user.email
    _tell(courier, change.now, account_letters.address_changed(past, new))
    return new


def _tell(courier: Courier, now: datetime, letter: Letter) -> Handed:
    """Send a notice; it is a courtesy, and what becomes of it changes nothing."""
    return courier.hand_over(account_letters.compose(letter, courier.address, now))
