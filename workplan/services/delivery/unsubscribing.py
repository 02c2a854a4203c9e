"""End mails like one that somebody got, by one click (RFC 8058); only what can be declined.

The token is one person's, for one mail, kept as a hash, and as long-lived as that by which the mail
is answered; whoever sees the link cannot answer by it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Notice, Reminder, User
from models.reminding.outgoing import Outgoing
from workplan.errors import NotFound
from workplan.reminders.reach import EARLY_RUNG, MANDATORY, OFF
from workplan.services.delivery import reply_addresses
from workplan.services.people import mail_preferences
from workplan.services.record.actor import UNKNOWN, Actor
from workplan.services.record.change import Change

CHOICES = {"mention": "mentions", "answer": "answers", "request": "requests"}
"""By which choice of a person a kind of notice comes; all others by `hands`."""
WORDS = {
    "wants_early": "reminders earlier than 3 working days before a suspense",
    "mentions": "comments that name you or your agency",
    "answers": "answers in your threads",
    "requests": "requests for an update",
    "hands": "tasks handed or offered to you, offers answered, people who left",
}


class Stopping(NamedTuple):
    """Who ends which mails, by the names of their choices."""

    actor: Actor
    choices: tuple[str, ...]

    @property
    def words(self) -> list[str]:
        """What ends, in words."""
        return [WORDS[choice] for choice in self.choices]


def choices_of(rows: Iterable[Outgoing]) -> tuple[str, ...]:
    """Return by which choices of its person a mail comes; none when part of it always comes."""
    found: set[str] = set()
    for row in rows:
        if isinstance(row, Reminder):
            if row.rung_days >= EARLY_RUNG:
                return ()
            found.add("wants_early")
        elif isinstance(row, Notice):
            if row.kind in MANDATORY:
                return ()
            found.add(CHOICES.get(row.kind, "hands"))
    return tuple(choice for choice in WORDS if choice in found)


def asked(session: Session, token: str, now: datetime) -> Stopping:
    """Return what a link ends, and for whom.

    Raises:
        NotFound: for a link that is unknown or too old, and for a mail that cannot be declined.
    """
    held = reply_addresses.held(session, token, reply_addresses.STOP)
    person = session.get_one(User, held.user_id) if held is not None else None
    if held is None or person is None or held.expires_at <= now or person.disabled_at is not None:
        raise NotFound("This link is too old. Sign in to choose which mails you get.")
    rows: list[Outgoing] = []
    for ledger in (Reminder, Notice):
        rows += session.scalars(select(ledger).where(ledger.message_id == held.message_id))
    choices = choices_of(rows)
    if not choices:
        raise NotFound("This mail cannot be declined. Sign in to choose which mails you get.")
    return Stopping(Actor(person.id, person.name, "link"), choices)


def stop(token: str, now: datetime) -> Stopping:
    """End mails like the one that a link came with, and return what has ended; twice is once.

    Raises:
        NotFound: as for what is asked.
    """
    change = Change(UNKNOWN, now)
    with change.transaction() as session:
        stopping = asked(session, token, now)
        wishes, version = mail_preferences.own(session, stopping.actor)
        ended = {each: False if each == "wants_early" else OFF for each in stopping.choices}
        wanted = wishes._replace(**ended)  # type: ignore[arg-type]  # each as its field is
        by_link = change.by(stopping.actor)
        mail_preferences.change(by_link, now.astimezone(UTC).date(), version, wanted)
    return stopping
