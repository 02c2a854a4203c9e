"""Take back what was done to an entry of the registers; who added one takes that back, too."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models import JournalEntry, RegisterEntry
from workplan.errors import InvalidInput
from workplan.services.coordination.registers import registers
from workplan.services.coordination.registers.register_fields import described, fields_of
from workplan.services.history.field_words import label
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change


def require(session: Session, actor: Actor, standing: Standing, entry: JournalEntry) -> None:
    """Refuse to take an entry back to all but the coordinator, and whoever added it just so."""
    if entry.verb == "register.added" and entry.actor_id == actor.id and standing.has_voice:
        rights.require_open(session, standing.plan_id)
        row = session.get_one(RegisterEntry, entry.subject_id)
        if row.version == 1:
            return
    rights.require_structure(session, standing)


def set_back(change: Change, entry: JournalEntry, reason: str) -> None:
    """Set an entry of the registers back as it was before an entry of the journal.

    Raises:
        InvalidInput: when it was changed again since.
    """
    session = change.session
    row = session.get_one(RegisterEntry, entry.subject_id)
    before, after = entry.before or {}, journal.kept_after(entry)
    match entry.verb:
        case "register.added" | "register.restored":
            registers.switch(change, row, is_retired=True, reason=reason)
        case "register.retired":
            registers.switch(change, row, is_retired=False, reason=reason)
        case "register.closed":
            registers.reopen_in(change, row, reason)
        case "register.reopened":
            registers.close_in(change, row, before["outcome"], reason)
        case "register.changed":
            now = described(fields_of(session, row))
            if built_on := [key for key, value in after.items() if now[key] != value]:
                what = ", ".join(f"“{label(key)}”" for key in built_on)
                raise InvalidInput(
                    "entry", f"Since then somebody changed {what} again. Undo that first."
                )
            registers.set_back(change, row, before, reason)
