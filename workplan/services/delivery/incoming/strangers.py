"""Mail that belongs to no plan and that nobody has decided on ends, so that it fills no store."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from models import ReceivedMail
from workplan.extensions import db
from workplan.policy import STRANGERS_KEPT, STRANGERS_KEPT_DAYS
from workplan.services.delivery.incoming import received
from workplan.services.record import journal
from workplan.services.record.actor import MAILBOX
from workplan.services.record.change import Change
from workplan.storage.store import Store

ENDED = f"It belongs to no plan, and nobody decided on it within {STRANGERS_KEPT_DAYS} days."


def let_go(store: Store, now: datetime) -> int:
    """Set a batch of them aside, each on the record, without their bytes; return how many."""
    session = db.session()
    old = select(ReceivedMail.id).where(
        ReceivedMail.state == "parked",
        ReceivedMail.plan_id.is_(None),
        ReceivedMail.received_at < now - STRANGERS_KEPT,
    )
    numbers = session.scalars(old.order_by(ReceivedMail.id).limit(received.A_BATCH)).all()
    session.rollback()
    return sum(_end(store, number, now) for number in numbers)


def _end(store: Store, number: int, now: datetime) -> bool:
    change = Change(MAILBOX, now)
    with change.transaction() as session:
        row = session.get_one(ReceivedMail, number, with_for_update=True, populate_existing=True)
        if row.state != "parked" or row.plan_id is not None:
            return False  # Somebody has decided on it meanwhile.
        key, row.stored_as = row.stored_as, None
        row.state, row.reason = "set_aside", ENDED
        after = {"checksum": row.checksum}
        entry = journal.Entry("mail.set_aside", ("mail", row.id), after=after, reason=ENDED)
        journal.note(change, None, entry)
    if key is not None:
        received.let_go(store, key)
    return True
