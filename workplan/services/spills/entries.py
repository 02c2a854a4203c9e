"""What leaves the entries of the journal, so that its chain still holds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from models import Base, JournalEntry
from workplan.services.record import entry_hash, journal
from workplan.services.spills import passages, places, striking
from workplan.services.spills.passages import Passage

TABLE = Base.metadata.tables[JournalEntry.__tablename__]
COMMENT = "comment"
OF_POINTS = ("comment.split", "comment.joined")
"""The verbs whose entries keep words of a letter."""
Rests = dict[int | None, dict[int, str]]
"""What remained of entries as digests, by the number of each, by its plan."""


def count(session: Session, words: str, plan_id: int) -> tuple[int, int]:
    """Return how many entries of a plan hold words, and how many others do."""
    own = others = 0
    for row, _ in _holding(session, words):
        own, others = (own + 1, others) if row["plan_id"] == plan_id else (own, others + 1)
    return own, others


def strike(session: Session, words: str) -> Rests:
    """Let each text that holds words leave its entry, and tell what remains of these.

    The whole text leaves, so that nobody can write another in its place: what is left of it stands
    in the tables. The other texts of the entry keep salts of their own.
    """
    return _struck(session, list(_holding(session, words)))


def strike_points(session: Session, comment_ids: Collection[int]) -> Rests:
    """Let the words of the points of some comments from outside leave the entries about them."""
    wanted = select(TABLE).where(
        TABLE.c.subject_type == COMMENT,
        TABLE.c.subject_id.in_(comment_ids),
        TABLE.c.verb.in_(OF_POINTS),
    )
    found = []
    for row in session.execute(wanted.order_by(TABLE.c.seq)):
        entry = dict(row._mapping)
        left = {
            path: text
            for path, text in entry_hash.texts_of(entry)
            if path.endswith(".words") and text != entry_hash.REMOVED
        }
        if left:
            found.append((entry, left))
    return _struck(session, found)


def _struck(session: Session, holding: Iterable[tuple[dict[str, Any], dict[str, str]]]) -> Rests:
    rests: Rests = {}
    for row, left in holding:
        new = entry_hash.without(row, left)
        session.execute(update(TABLE).where(TABLE.c.seq == row["seq"]).values(new))
        rests.setdefault(row["plan_id"], {})[row["seq"]] = entry_hash.rest_of(row | new)
    return rests


def every_text(session: Session) -> Iterator[str]:
    """Yield every text of the entries, as a restored journal is read."""
    columns = [TABLE.c[name] for name in entry_hash.OUTSIDE]
    for row in session.execute(select(*columns)).yield_per(1000):
        for value in row:
            yield from passages.texts_in(value)


def _holding(session: Session, words: str) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
    """Yield the entries that hold words, each with the texts that do, by where they stand."""
    passage = passages.passage_of(words)
    may_hold = or_(*(places.may_hold(TABLE.c[name], words) for name in entry_hash.OUTSIDE))
    wanted = select(TABLE).where(may_hold, TABLE.c.verb != journal.STRUCK).order_by(TABLE.c.seq)
    for row in session.execute(wanted).yield_per(1000):
        entry = dict(row._mapping)
        if left := _left(entry, passage):
            yield entry, left


def _left(entry: dict[str, Any], passage: Passage) -> dict[str, str]:
    return {
        path: text
        for path, text in entry_hash.texts_of(entry)
        if not any(map(striking.is_read_by_programs, path.split(".")[1:])) and passage.within(text)
    }
