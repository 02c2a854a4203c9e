"""When each part of the scheduler last ran."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models import Pulse

PLANNER = "planner"
MAIL_ALARM = "mail-alarm"


def beat(session: Session, name: str, now: datetime) -> None:
    """Note that a part ran, in the caller's transaction."""
    session.merge(Pulse(name=name, beat_at=now))


def last_beat(session: Session, name: str) -> datetime | None:
    """Return when a part last ran, or None if it never did."""
    return session.scalar(select(Pulse.beat_at).where(Pulse.name == name))


def silence(session: Session, name: str) -> None:
    """Forget a pulse, such as an alarm whose cause is mended."""
    session.execute(delete(Pulse).where(Pulse.name == name))
