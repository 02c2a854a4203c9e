"""End mails like one that somebody got, by one click (RFC 8058); only what can be declined.

The token is one person's, for one mail, kept as a hash, and as long-lived as that by which the mail
is answered; whoever sees the link cannot answer by it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Notice, Reminder, ReminderRule, User
from models.reminding.outgoing import Outgoing
from workplan.errors import NotFound
from workplan.reminders.ladder import is_early
from workplan.reminders.reach import MANDATORY, OFF
from workplan.services.coordination import followers
from workplan.services.delivery import reply_addresses
from workplan.services.people import mail_preferences
from workplan.services.record.actor import UNKNOWN, Actor
from workplan.services.record.change import Change
from workplan.vocabulary import Audience

CHOICES = {"mention": "mentions", "answer": "answers", "request": "requests", "weekly": "weekly"}
"""By which choice of a person a kind of notice comes; all others by `hands`."""
FOLLOWING = "following"
WORDS = {
    "wants_early": "reminders earlier than 3 working days before a suspense",
    "mentions": "comments that name you or your agency",
    "answers": "answers in your threads",
    "requests": "requests for an update",
    FOLLOWING: "reminders of tasks that you follow",
    "weekly": "the week of plans that you coordinate",
    "hands": "tasks handed or offered to you, offers answered, coordination, people who left",
}


class Stopping(NamedTuple):
    """Who ends which mails, by the names of their choices; and the tasks that those were about."""

    actor: Actor
    choices: tuple[str, ...]
    tasks: frozenset[int]

    @property
    def words(self) -> list[str]:
        """What ends, in words."""
        return [WORDS[choice] for choice in self.choices]


def choices_in(session: Session, rows: Sequence[Outgoing]) -> tuple[str, ...]:
    """Return by which choices of its person a mail comes; one select."""
    ids = {row.rule_id for row in rows if isinstance(row, Reminder)}
    following = select(ReminderRule.id).where(
        ReminderRule.id.in_(ids), ReminderRule.audience == Audience.FOLLOWERS
    )
    return choices_of(rows, session.scalars(following).all() if ids else ())


def choices_of(rows: Iterable[Outgoing], following: Collection[int] = ()) -> tuple[str, ...]:
    """Return by which choices of its person a mail comes; none when part of it always comes.

    Args:
        rows: of the mail.
        following: the rules that write to whoever follows a task.
    """
    found: set[str] = set()
    for row in rows:
        if row.in_place_of_id is not None:
            return ()  # What somebody gets in another's place is not theirs to end.
        if isinstance(row, Reminder):
            if row.rule_id in following:
                found.add(FOLLOWING)
            elif is_early(row.rung_days, row.counted_in):
                found.add("wants_early")
            else:
                return ()
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
    choices = choices_in(session, rows)
    if not choices:
        raise NotFound("This mail cannot be declined. Sign in to choose which mails you get.")
    tasks = frozenset(row.task_id for row in rows if row.task_id is not None)
    return Stopping(Actor(person.id, person.name, "link"), choices, tasks)


def stop(token: str, now: datetime) -> Stopping:
    """End mails like the one that a link came with, and return what has ended; twice is once.

    Raises:
        NotFound: as for what is asked.
    """
    change = Change(UNKNOWN, now)
    with change.transaction() as session:
        stopping = asked(session, token, now)
        by_link = change.by(stopping.actor)
        if FOLLOWING in stopping.choices:
            followers.stop_all(by_link, stopping.tasks)
        wishes, version = mail_preferences.own(session, stopping.actor)
        ended = {
            each: False if each == "wants_early" else OFF
            for each in stopping.choices
            if each != FOLLOWING
        }
        wanted = wishes._replace(**ended)  # type: ignore[arg-type]  # each as its field is
        mail_preferences.change(by_link, now.astimezone(UTC).date(), version, wanted)
    return stopping
