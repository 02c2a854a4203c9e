"""Passwords by link: an administrator sends one, somebody has forgotten theirs, and it is set."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import User
from workplan.extensions import db
from workplan.mail import account_letters
from workplan.mail.account_letters import Letter, Person
from workplan.mail.courier import Courier, Handed
from workplan.services.accounts.signing_in import account_links, own_passwords, passwords, sign_ins
from workplan.services.accounts.signing_in.account_links import Issued
from workplan.services.accounts.signing_in.sign_in_limits import Limits, counted_address, is_limited
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.actor import UNKNOWN, Actor
from workplan.services.record.change import Change
from workplan.vocabulary import AccountLinkKind

PATH = "/set-password/"
"""Where links to set a password lead; the token follows."""
KINDS = (AccountLinkKind.INVITATION, AccountLinkKind.RESET)
FORGOTTEN = "forgotten:"
"""Before the address in what tries to be sent a link count as; they lock no sign-in."""


class ToSet(NamedTuple):
    """Whose password a link sets, and whether it is their first."""

    name: str
    email: str
    is_first: bool


def send_reset(change: Change, courier: Courier, zone: str, user_id: int) -> Handed:
    """Mail somebody a link by which they set a new password, as an administrator.

    Args:
        zone: the time zone of whoever has none of their own.

    Raises:
        NotFound: for anybody but an administrator.
        InvalidInput: when the account is closed.
    """
    with change.transaction() as session:
        rights.require_administrator(change.actor)
        user = sign_ins.open_account(session, user_id)
        issued = account_links.issue(
            session,
            change.now,
            AccountLinkKind.RESET,
            user.id,
            by=change.actor,
            life=account_links.LIFE_OF_A_SENT_RESET,
        )
        person = person_of(user, zone)
        journal.note(change, None, journal.Entry("user.reset_sent", ("user", user.id)))
    by = change.actor.name if change.actor.id else ""
    link = courier.link(PATH + issued.token)
    letter = account_letters.new_password(person, by, link, issued.until)
    return send(courier, change.now, letter, issued)


def is_tried_too_often(now: datetime, email: str, address: str, limits: Limits) -> bool:
    """Note that somebody has forgotten a password, and tell whether nothing is sent for now.

    For everybody the same is done, whether or not they have an account.
    """
    account, address = _account_of(email), counted_address(address)
    with Change(UNKNOWN, now).transaction() as session:
        limited = is_limited(session, now, account, address, limits)
        sign_ins.record_try(session, now, account, address, has_succeeded=False)
    return limited


def send_forgotten(courier: Courier, zone: str, now: datetime, email: str) -> None:
    """Mail a link to whoever has an account with an address; do nothing when nobody has."""
    change = Change(UNKNOWN, now)
    with change.transaction() as session:
        user = session.scalar(
            select(User).where(User.email == email.strip().lower(), User.disabled_at.is_(None))
        )
        if user is None:
            return
        issued = account_links.issue(session, now, AccountLinkKind.RESET, user.id, by=UNKNOWN)
        person = person_of(user, zone)
        journal.note(change, None, journal.Entry("user.reset_asked", ("user", user.id)))
    link = courier.link(PATH + issued.token)
    send(courier, now, account_letters.new_password(person, "", link, issued.until), issued)


def to_set(session: Session, now: datetime, token: str) -> ToSet:
    """Return whose password a link sets; nothing is changed.

    Raises:
        NotFound: when the link does not work.
    """
    _, user = account_links.opened(session, now, token, *KINDS)
    assert user is not None
    return ToSet(user.name, user.email, not passwords.is_set(user.password_hash))


def set_by_link(now: datetime, token: str, new: str) -> None:
    """Set a password by a link, which is used up; whoever was signed in is signed out.

    Raises:
        NotFound: when the link does not work; of two at once, one.
        InvalidInput: when the password is easy to guess.
    """
    person = to_set(db.session(), now, token)
    db.session.rollback()
    new_hash = passwords.hashed(new, (person.name, person.email))
    change = Change(UNKNOWN, now)
    with change.transaction() as session:
        link, user = account_links.opened(session, now, token, *KINDS)
        assert user is not None
        link.used_at = now
        session.flush()
        own_passwords.take_password(session, now, user, new_hash)
        verb = "user.arrived" if person.is_first else "user.password_set"
        by_link = change.by(Actor(user.id, user.name, "link"))
        journal.note(by_link, None, journal.Entry(verb, ("user", user.id)))


def send(courier: Courier, now: datetime, letter: Letter, issued: Issued) -> Handed:
    """Hand over the letter with a link that was made, and keep the answer beside it."""
    handed = courier.hand_over(account_letters.compose(letter, courier.address, now))
    account_links.answered(issued.id, now, handed)
    return handed


def person_of(user: User, zone: str) -> Person:
    """Return to whom a letter goes, who is told of moments in their own zone if they have one."""
    return Person(user.name, user.email, user.time_zone or zone)


def _account_of(email: str) -> str:
    return sign_ins.hashed(FORGOTTEN + email.strip().lower())
