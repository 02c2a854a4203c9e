"""What leaves the entries of the journal, so that its chain still holds."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Text, cast, func, or_, select, update
from sqlalchemy.orm import Session

from models import Base, JournalEntry
from workplan.services.record import entry_hash
from workplan.services.spills import passages

TABLE = Base.metadata.tables[JournalEntry.__tablename__]
Rests = dict[int | None, dict[int, str]]
"""What remained of entries as digests, by the number of each, by its plan."""


def count(session: Session, words: str, plan_id: int) -> tuple[int, int]:
    """Return how many entries of a plan hold words, and how many others do."""
    own = others = 0
    for row in _holding(session, words):
        own, others = (own + 1, others) if row["plan_id"] == plan_id else (own, others + 1)
    return own, others


def strike(session: Session, words: str) -> Rests:
    """Let words leave every entry that holds them, with the salts of these, and tell what remains.

    The digests of all texts of such an entry stay, so that its hash holds. Where words stood in
    something that the hash holds itself, none stay, and what remains is the only proof.
    """
    pattern = passages.pattern_of(words)
    rests: Rests = {}
    for row in _holding(session, words):
        left = {column: passages.struck(row[column], pattern) for column in entry_hash.OUTSIDE}
        new = {
            **{column: value for column, value in left.items() if value != row[column]},
            "salt": None,
            "digests": _digests(row, pattern, left),
        }
        session.execute(update(TABLE).where(TABLE.c.seq == row["seq"]).values(new))
        rests.setdefault(row["plan_id"], {})[row["seq"]] = entry_hash.rest_of(row | new)
    return rests


def _digests(row: dict[str, Any], pattern: re.Pattern[str], left: dict[str, Any]) -> dict[str, str]:
    if not row["salt"] and not row["digests"]:
        return {}
    by_texts = entry_hash.replaced(row, lambda _, text: passages.struck(text, pattern))
    return entry_hash.digests_of(row) if by_texts == left else {}


def _holding(session: Session, words: str) -> list[dict[str, Any]]:
    pattern, wanted = passages.pattern_of(words), passages.plainest_of(words)
    columns = [TABLE.c[name] for name in entry_hash.OUTSIDE]
    may_hold = or_(*(func.lower(cast(column, Text)).contains(wanted) for column in columns))
    rows = session.execute(select(TABLE).where(may_hold).order_by(TABLE.c.seq))
    return [
        dict(row._mapping)
        for row in rows
        if any(
            pattern.search(text)
            for column in entry_hash.OUTSIDE
            for text in passages.texts_in(row._mapping[column])
        )
    ]
