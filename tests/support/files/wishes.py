"""What a person chooses about their mail, and what people were told of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from models import Notice
from support.ground.moments import washington
from workplan.extensions import db
from workplan.reminders.reach import Wishes
from workplan.services.people import mail_preferences
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from datetime import datetime

    from workplan.services.record.actor import Actor

TUESDAY = washington(2026, 11, 24, 10)
WEDNESDAY_AT_EIGHT = washington(2026, 11, 25, 8)


def choose(who: Actor, now: datetime = TUESDAY, **wishes: Any) -> None:
    """Choose from what stands now."""
    wanted = Wishes(**wishes)
    _, version = mail_preferences.own(db.session(), who)
    mail_preferences.change(Change(who, now), now.date(), version, wanted)


def told() -> list[Notice]:
    """Return the rows of the ledger of what people were told, in their order."""
    db.session.rollback()
    return [*db.session.scalars(select(Notice).order_by(Notice.id))]
