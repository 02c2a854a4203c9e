"""Which entries of the journal are taken back, and by which: an undo may be undone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from models import JournalEntry
from workplan.errors import InvalidInput
from workplan.services.record.change import Change, Undoing
from workplan.services.record.journal import UNDOES
from workplan.services.record.verbs import UNDOABLE, VERBS

UNDONE = "Undoes entry {seq:,}"
"""The reason that an undo gives; anybody can write it, so no undo is known by it."""
GROUP_UNDONE = "group.undone"
MOST_SUBJECTS = 500
"""More are not looked for one by one."""


@contextmanager
def undoing(change: Change, entry: JournalEntry) -> Iterator[None]:
    """Let the entry that takes one back say so; what is made beside it, such as a move, does not.

    What is only offered leaves no such entry, and takes nothing back yet.
    """
    verb = VERBS.get(entry.verb)
    if verb is not None and verb.undone_by:
        change.undoing = Undoing(entry.seq, verb.undone_by)
    try:
        yield
    finally:
        change.undoing = None


@contextmanager
def undoing_group(change: Change, seq: int) -> Iterator[None]:
    """Let what a group changed be set back as it was, as the group of an entry."""
    change.is_group_undone = True
    try:
        with change.grouped(seq):
            yield
    finally:
        change.is_group_undone = False


def require_standing(session: Session, entry: JournalEntry) -> None:
    """Refuse to take back what is taken back already."""
    if (by := taken_back_by(session, entry)) is not None:
        is_undoable = session.get_one(JournalEntry, by).verb in UNDOABLE
        way = "Choose that one to bring it forth again."
        raise InvalidInput(
            "entry",
            f"Entry {entry.seq:,} is taken back already, by entry {by:,}. "
            + (way if is_undoable else "Use the plan’s pages to change it again."),
        )


def taken_back_by(session: Session, entry: JournalEntry) -> int | None:
    """Return the entry that took this one back, if it is taken back now."""
    return _taken_back(later_on(session, entry)).get(entry.seq)


def among(session: Session, shown: Sequence[JournalEntry]) -> dict[int, int]:
    """Return which of some entries of one plan are taken back, each with the entry that did it."""
    if not shown:
        return {}
    undos = session.scalars(
        select(JournalEntry).where(
            JournalEntry.plan_id == shown[0].plan_id,
            JournalEntry.seq > min(entry.seq for entry in shown),
            JournalEntry.after[UNDOES].as_integer().is_not(None),
            *_of_same_subjects(shown),
        )
    )
    return _taken_back(undos)


def _of_same_subjects(shown: Sequence[JournalEntry]) -> Iterator[ColumnElement[bool]]:
    """Yield the condition of what may take some entries back, which has the subject of one of them.

    It lets an index find these few; of very many subjects the whole plan is looked through.
    """
    ids: dict[str, set[int]] = defaultdict(set)
    for entry in shown:
        if entry.subject_id is None:
            return
        ids[entry.subject_type].add(entry.subject_id)
    if sum(map(len, ids.values())) <= MOST_SUBJECTS:
        yield or_(
            *(
                and_(JournalEntry.subject_type == kind, JournalEntry.subject_id.in_(of_kind))
                for kind, of_kind in ids.items()
            )
        )


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
        undoes = (one.after or {}).get(UNDOES)
        if undoes is not None and one.seq not in pairs:
            pairs.setdefault(undoes, one.seq)
    return pairs
