"""Which entries of the journal are taken back, and by which: an undo may be undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import JournalEntry
from workplan.errors import InvalidInput

UNDONE = "Undoes entry {seq:,}"
"""The reason that an undo gives; by it, too, an undo is known."""
GROUP_UNDONE = "group.undone"
OF_GROUP = "workplan_group_undone"
"""Where a session keeps that a whole group is being taken back."""


@contextmanager
def undoing_group(session: Session) -> Iterator[None]:
    """Let what a group changed be set back as it was, whoever would have to agree to it else."""
    session.info[OF_GROUP] = True
    try:
        yield
    finally:
        session.info[OF_GROUP] = False


def is_group_undone(session: Session) -> bool:
    """Tell whether a whole group is being taken back."""
    return bool(session.info.get(OF_GROUP))


def require_standing(session: Session, entry: JournalEntry) -> None:
    """Refuse to take back what is taken back already."""
    if (by := taken_back_by(session, entry)) is not None:
        raise InvalidInput(
            "entry",
            f"Entry {entry.seq:,} is taken back already, by entry {by:,}. Choose that one to "
            "bring it forth again.",
        )


def taken_back_by(session: Session, entry: JournalEntry) -> int | None:
    """Return the entry that took this one back, if it is taken back now."""
    return _taken_back(later_on(session, entry)).get(entry.seq)


def among(session: Session, shown: Sequence[JournalEntry]) -> dict[int, int]:
    """Return which of some entries of one plan are taken back, each with the entry that did it."""
    if not shown:
        return {}
    reason, _, _ = UNDONE.partition("{")
    undos = session.scalars(
        select(JournalEntry).where(
            JournalEntry.plan_id == shown[0].plan_id,
            JournalEntry.seq > min(entry.seq for entry in shown),
            or_(
                JournalEntry.verb == GROUP_UNDONE,
                JournalEntry.reason.startswith(reason, autoescape=True),
            ),
        )
    )
    return _taken_back(undos)


def standing_since(session: Session, entry: JournalEntry) -> list[JournalEntry]:
    """Return what happened to the subject of an entry since, the oldest first.

    What was taken back, and what took it back, is left out.
    """
    later = later_on(session, entry)
    pairs = _taken_back(later)
    return [one for one in later if one.seq not in pairs and one.seq not in pairs.values()]


def later_on(session: Session, entry: JournalEntry) -> list[JournalEntry]:
    """Return the later entries on the subject of an entry, the oldest first."""
    return [
        *session.scalars(
            select(JournalEntry)
            .where(
                JournalEntry.subject_type == entry.subject_type,
                JournalEntry.subject_id == entry.subject_id,
                JournalEntry.plan_id == entry.plan_id,
                JournalEntry.seq > entry.seq,
            )
            .order_by(JournalEntry.seq)
        )
    ]


def _taken_back(later: Iterable[JournalEntry]) -> dict[int, int]:
    """Return by which entry each is taken back, from the last: an undo may be undone itself."""
    pairs: dict[int, int] = {}
    for one in sorted(later, key=lambda e: -e.seq):
        undoes = _undoes(one)
        if undoes is not None and one.seq not in pairs:
            pairs.setdefault(undoes, one.seq)
    return pairs


def _undoes(entry: JournalEntry) -> int | None:
    if entry.verb == GROUP_UNDONE:
        return (entry.after or {}).get("undoes")
    start, _, _ = UNDONE.partition("{")
    number = entry.reason.removeprefix(start).replace(",", "")
    is_undo = entry.reason.startswith(start) and number.isascii() and number.isdigit()
    return int(number) if is_undo else None
