"""A change that is tried and taken back: what was read of its plan is kept for the next try.

People try one number after another, and reading a large plan is most of what a try costs. What
was read is used again only while the journal has no new entry, so it cannot be out of date; and
the entries that the tried change itself makes say which tasks to read anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import JournalEntry
from workplan.services.dates.stored_network import Loaded, load
from workplan.services.record import journal

KEY = "workplan_rehearsal"
WHOLE = ("task.removed", "task.restored")
"""Changes that touch more tasks than they name."""


@dataclass
class Rehearsal:
    """A try under way.

    Args:
        head: the journal's last entry before it, by number and hash.
        loaded: the plan as it was at that entry.
        finish_on: the end of the plan, once it was computed with the change.
    """

    plan_id: int
    head: tuple[int, str]
    loaded: Loaded
    finish_on: date | None = None

    def loaded_now(self, session: Session) -> Loaded:
        """Return the plan with what the change has written so far."""
        entries = session.execute(
            select(JournalEntry.verb, JournalEntry.subject_type, JournalEntry.subject_id).where(
                JournalEntry.seq > self.head[0]
            )
        ).all()
        if any(e.subject_type != "task" or e.verb in WHOLE for e in entries):
            return load(session, self.plan_id)
        return load(session, self.plan_id, self.loaded, {e.subject_id for e in entries})


_kept: list[Rehearsal] = []
"""The last plan that was tried in this process; one, so that it takes little memory."""


def begin(session: Session, plan_id: int) -> Rehearsal:
    """Start to try a change of a plan, in the caller's transaction, which takes it back."""
    head = journal.head(session)
    last = _kept[0] if _kept else None
    if last is not None and (last.plan_id, last.head) == (plan_id, head):
        loaded = last.loaded
    else:
        loaded = load(session, plan_id)
    rehearsal = Rehearsal(plan_id, head, loaded)
    _kept[:] = [rehearsal]
    session.info[KEY] = rehearsal
    return rehearsal


def end(session: Session) -> None:
    """Let changes be stored again."""
    session.info[KEY] = None


def under_way(session: Session) -> Rehearsal | None:
    """Return the try under way, if there is one."""
    found: Rehearsal | None = session.info.get(KEY)
    return found
