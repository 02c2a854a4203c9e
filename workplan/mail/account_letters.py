"""The letters about an account: an invitation, a new password, another address."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from zoneinfo import ZoneInfo

from workplan.mail.writing import Envelope, written

NOT_YOU = (
    "If you did not expect this mail, do nothing: without the link nothing happens. Nobody here "
    "ever asks for your password."
)


@dataclass(frozen=True)
class Person:
    """To whom a letter goes; `time_zone` is the one in which it tells them of moments."""

    name: str
    email: str
    time_zone: str


@dataclass(frozen=True)
class Letter:
    """What one letter says.

    Args:
        opening: the one sentence that says what it is about.
        facts: what else there is to know, a sentence or two each.
        asks: what the link does, as a button says it; empty for a letter that asks nothing.
        closing: what to do if it is not for them.
    """

    to: Person
    subject: str
    opening: str
    facts: tuple[str, ...] = ()
    asks: str = ""
    link: str = ""
    closing: str = NOT_YOU


def compose(letter: Letter, sender: str, written_at: datetime) -> EmailMessage:
    """Return the letter as a mail under a Message-ID of its own."""
    message_id = f"<{secrets.token_hex(16)}@{sender.partition('@')[2]}>"
    envelope = Envelope(
        letter.subject, sender, letter.to.name, letter.to.email, message_id, written_at
    )
    return written(envelope, "account", {"letter": letter})


def invitation(to: Person, by: str, plan_title: str, link: str, until: datetime) -> Letter:
    """Return the letter by which somebody sets their first password.

    Args:
        by: who invites them; nobody is named when a command did.
        plan_title: the plan that they work in from now on, if they were invited to one.
    """
    who = f"{by} has made" if by else "You have"
    work = f" You work in “{plan_title}”." if plan_title else ""
    return Letter(
        to,
        "Your Workplan account: set a password",
        f"{who} an account {'for you ' if by else ''}in Workplan.",
        (
            f"You sign in as {to.email}, with a password that you choose now and nobody else "
            f"sees.{work}",
            _once(until, to),
        ),
        "Set your password",
        link,
    )


def new_password(to: Person, by: str, link: str, until: datetime) -> Letter:
    """Return the letter by which somebody sets a new password.

    Args:
        by: the administrator who sends it; empty when they asked for it themselves.
    """
    who = f"{by} sends you" if by else "You asked for"
    return Letter(
        to,
        "Set a new password for Workplan",
        f"{who} a link to set a new password for Workplan.",
        (
            "Until you use it your present password, if you have one, goes on working. Setting a "
            "new one signs you out everywhere.",
            _once(until, to),
        ),
        "Set a new password",
        link,
    )


def new_address(to: Person, link: str, until: datetime) -> Letter:
    """Return the letter to a new address, which its link confirms."""
    return Letter(
        to,
        "Confirm your new address for Workplan",
        f"You want to sign in to Workplan as {to.email} from now on.",
        ("Sign in as before, then follow the link.", _once(until, to)),
        "Use this address",
        link,
    )


def address_asked(to: Person, new: str, account_link: str) -> Letter:
    """Return the notice to the present address that another is to take its place."""
    return Letter(
        to,
        "The address of your Workplan account is to change",
        f"Somebody who is signed in as you asked to change your address to {new}.",
        ("It changes once the link in a mail to that address is followed.",),
        "Look at your account",
        account_link,
        "If it was not you, change your password at once: that also ends the link.",
    )


def address_changed(to: Person, new: str) -> Letter:
    """Return the notice to the address of before that it is the account's no longer."""
    return Letter(
        to,
        "The address of your Workplan account has changed",
        f"You now sign in to Workplan as {new}. No more mail comes to this address.",
        closing="If it was not you, tell an administrator of Workplan at once.",
    )


def moment(at: datetime, zone: str) -> str:
    """Return a moment in somebody's own time: Friday 27 Nov 2026, 18:00 EST."""
    local = at.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%b %Y, %H:%M %Z}"


def _once(until: datetime, to: Person) -> str:
    return f"The link is yours alone. It works once, until {moment(until, to.time_zone)}."
