"""Ask the index of grams (see `migrations/gram_index.py`) where long enough words may stand."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Text, cast, column, literal_column, select, table, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import InstrumentedAttribute, Session

LENGTH = 3


def may_hold(session: Session, source: Any, words: tuple[str, ...]) -> ColumnElement[bool]:
    """Return a condition on the rows of a table that leaves out most of those without the words.

    Whoever asks compares the texts themselves as well. Words of one or two characters have no
    grams; when there are no others, nothing is left out.

    Args:
        source: the model whose texts are searched.
    """
    grams = sorted({gram for word in words for gram in _grams(word)})
    if not grams:
        return true()
    ids_there: InstrumentedAttribute[int] = source.id
    index = f"search_{source.__tablename__}"
    if session.get_bind().dialect.name == "postgresql":
        found = table(index, column("id"), column("grams", ARRAY(Text)))
        wanted = cast(grams, ARRAY(Text))
        ids = select(found.c.id).where(found.c.grams.contains(wanted))
        return ids_there.in_(ids)
    query = " AND ".join('"' + gram.replace('"', '""') + '"' for gram in grams)
    matches = literal_column(index).op("MATCH", is_comparison=True)(query)
    return ids_there.in_(select(column("rowid")).select_from(table(index)).where(matches))


def _grams(word: str) -> list[str]:
    """Return as few grams as cover a word: one after another, and the last."""
    last = len(word) - LENGTH
    starts = [*range(0, last, LENGTH), last] if last >= 0 else []
    return [word[start : start + LENGTH] for start in starts]
