"""What needs attention in the mail of the house: what leaves, what comes back, what comes in."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import User
from workplan.services.delivery import mail_rows
from workplan.services.delivery.incoming import received_lists
from workplan.services.operations.attention import Attention
from workplan.services.reminding import heartbeats


def attention(session: Session) -> list[Attention]:
    """Return what is the matter with mail that leaves, and with mail that comes in."""
    return [*_out(session), *_in(session)]


def _out(session: Session) -> list[Attention]:
    found = []
    alarm = heartbeats.last_beat(session, heartbeats.MAIL_ALARM)
    if alarm is not None:
        found.append(
            Attention(
                "mail server",
                "The mail server refuses us: no mail leaves.",
                "Send yourself a test mail and read what it answers.",
                "admin_mail.show",
                "Test the mail",
                is_urgent=True,
            )
        )
    dead = mail_rows.counts(session)["dead"]
    if dead:
        was = "1 mail has" if dead == 1 else f"{dead:,} mails have"
        found.append(
            Attention(
                "dead mail",
                f"{was} failed for good, and nobody has seen it.",
                "Correct the address and send it again, or mark it as seen.",
                "admin_mail.show",
                "See the mail that failed",
                is_urgent=True,
            )
        )
    return found


def _in(session: Session) -> list[Attention]:
    found = []
    if heartbeats.last_beat(session, heartbeats.MAILBOX_DOWN) is not None:
        found.append(
            Attention(
                "mailbox",
                "The mailbox cannot be read: answers to mails wait in it.",
                "Read the log of the scheduler, or try it by hand: flask mail fetch.",
                "admin_mail_in.index",
                "See the mail that came in",
                is_urgent=True,
            )
        )
    waiting = received_lists.counts(session, None)["parked"]
    if waiting:
        they = "1 mail of no plan waits" if waiting == 1 else f"{waiting:,} mails of no plan wait"
        found.append(
            Attention(
                "mail that came in",
                f"{they} for somebody.",
                "Give each to the plan that it is for, or set it aside.",
                "admin_mail_in.index",
                "See the mail that came in",
            )
        )
    bounced = session.scalar(
        select(func.count()).where(User.mail_bounced_at.is_not(None), User.disabled_at.is_(None))
    )
    if bounced:
        whose = "1 person" if bounced == 1 else f"{bounced:,} people"
        found.append(
            Attention(
                "mail that came back",
                f"Mail to {whose} comes back: they are reminded of nothing.",
                "Correct the address on the person’s page, or say that it works.",
                "admin_people.index",
                "See the people",
                is_urgent=True,
            )
        )
    return found
