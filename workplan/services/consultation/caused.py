"""The change of the plan that a point of a comment caused: an entry of its journal."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models import JournalEntry
from workplan.errors import InvalidInput
from workplan.services.history.entry_kinds import EntryKind, kind_of
from workplan.services.record.verbs import VERBS

PARTS = (
    *("task", "tasks", "sheet", "group", "dependency"),
    *("section", "initiative", "objective", "objectives", "change_request"),
)
CHANGES = tuple(
    verb
    for verb in VERBS
    if verb.partition(".")[0] in PARTS and kind_of(verb) in (EntryKind.TASK, EntryKind.PLAN)
)
"""The verbs by which the tasks, the text or the parts of a plan are changed."""


def check(session: Session, plan_id: int, seq: int) -> None:
    """Refuse an entry that changes nothing of the plan.

    Raises:
        InvalidInput: naming the entry.
    """
    entry = session.get(JournalEntry, seq)
    if entry is None or entry.plan_id != plan_id or entry.verb not in CHANGES:
        raise InvalidInput(
            "change", f"Entry {seq:,} changes nothing of this plan. Choose another, or none."
        )
