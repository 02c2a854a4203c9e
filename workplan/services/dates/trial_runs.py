"""A change that is tried and taken back: what was read of its plan is kept for the next try.

People try one number after another, and reading a large plan is most of what a try costs. What
was read is used again only while the journal has no new entry, so it cannot be out of date; and
the entries that the tried change itself makes say which tasks to read anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import JournalEntry
from workplan.services.dates.stored_network import Loaded, load
from workplan.services.record import journal
from workplan.services.record.change import Change

WHOLE = ("task.removed", "task.restored")
"""Changes that touch more tasks than they name."""


class Reading(NamedTuple):
    """A plan as it was at an entry of the journal, by number and hash."""

    plan_id: int
    head: tuple[int, str]
    loaded: Loaded


_kept: list[Reading] = []
"""The last plan that was tried in this process; one, so that it takes little memory."""


@dataclass(eq=False)
class Trial(Change):
    """A change that is only tried; whoever tries it takes its transaction back.

    Args:
        finish_on: the end of the plan, once it was computed with the change.
    """

    reading: Reading | None = None
    finish_on: date | None = None

    @property
    def is_trial(self) -> bool:
        """Tell that it is only tried."""
        return True

    def read(self, plan_id: int) -> Loaded:
        """Read the plan before it is changed, or use what the last try read of it."""
        head = journal.head(self.session)
        last = _kept[0] if _kept else None
        if last is None or (last.plan_id, last.head) != (plan_id, head):
            last = Reading(plan_id, head, load(self.session, plan_id))
        _kept[:] = [last]
        self.reading = last
        return last.loaded


def loaded_for(change: Change, plan_id: int) -> Loaded:
    """Return the plan with what a change has written so far."""
    if isinstance(change, Trial) and change.reading is not None:
        return _read_anew(change.session, change.reading)
    return load(change.session, plan_id)


def _read_anew(session: Session, reading: Reading) -> Loaded:
    entries = session.execute(
        select(JournalEntry.verb, JournalEntry.subject_type, JournalEntry.subject_id).where(
            JournalEntry.seq > reading.head[0]
        )
    ).all()
    if any(e.subject_type != "task" or e.verb in WHOLE for e in entries):
        return load(session, reading.plan_id)
    return load(session, reading.plan_id, reading.loaded, {e.subject_id for e in entries})
