"""When each part of the scheduler last ran."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import Pulse
from workplan.database import insert_or_find

PLANNER = "planner"
MAIL_ALARM = "mail-alarm"
MAIL_ACCEPTED = "mail-accepted"
MAILBOX_DOWN = "mailbox-down"
"""Since when the mailbox of answers cannot be read."""
CHECKPOINT = "checkpoint"
CHECKPOINT_MAILED, CHECKPOINT_TRIED = "checkpoint-mailed-", "checkpoint-tried-"
"""With the hash of an address."""
CHECKPOINT_REFUSED = "checkpoint-refused"
"""Since when an address has not had its checkpoint."""
PLANNED = "planned-plan-"
"""With the number of a plan: its reminders were planned."""
UNPLANNED = "unplanned-plan-"
"""With the number of a plan: its reminders could not be planned."""


def beat(session: Session, name: str, now: datetime) -> None:
    """Note that a part ran, in the caller's transaction; several processes may beat at once."""
    statement = insert_or_find(session, Pulse).values(name=name, beat_at=now)
    session.execute(
        statement.on_conflict_do_update(index_elements=[Pulse.name], set_={"beat_at": now})
    )


def claim(session: Session, name: str, now: datetime, every: timedelta) -> bool:
    """Beat unless somebody did within some time, and tell whether this was the one who did."""
    statement = insert_or_find(session, Pulse).values(name=name, beat_at=now)
    made = session.execute(
        statement.on_conflict_do_update(
            index_elements=[Pulse.name], set_={"beat_at": now}, where=Pulse.beat_at <= now - every
        ).returning(Pulse.name)
    )
    return made.first() is not None


def last_beat(session: Session, name: str) -> datetime | None:
    """Return when a part last ran, or None if it never did."""
    return session.scalar(select(Pulse.beat_at).where(Pulse.name == name))


def beating(session: Session, prefix: str) -> list[str]:
    """Return what follows a prefix in the names of all pulses that have it."""
    names = session.scalars(
        select(Pulse.name).where(Pulse.name.startswith(prefix, autoescape=True))
    )
    return sorted(name.removeprefix(prefix) for name in names)


def silence_all(session: Session, prefix: str, besides: Iterable[int]) -> None:
    """Forget the pulses of a prefix but those of some numbers."""
    kept = {str(number) for number in besides}
    for name in beating(session, prefix):
        if name not in kept:
            silence(session, f"{prefix}{name}")


def silence(session: Session, name: str) -> None:
    """Forget a pulse, such as an alarm whose cause is mended."""
    session.execute(delete(Pulse).where(Pulse.name == name))
