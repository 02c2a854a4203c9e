"""The kind of column that keeps texts of its row folded, as they are searched."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Text
from sqlalchemy.engine.default import DefaultExecutionContext
from sqlalchemy.orm import MappedColumn, mapped_column

from workplan.folding import fold


def folded_from(*texts: str) -> MappedColumn[str]:
    """Return a column that every insert fills, of one row or of thousands, from texts of the row.

    Whoever changes one of the texts later changes the column with it (`fold_again`). Only
    searching reads it.
    """

    def filled(context: DefaultExecutionContext) -> str:
        given: dict[str, Any] = context.get_current_parameters()  # type: ignore[no-untyped-call]
        return fold_together(*[given.get(name) or "" for name in texts])

    # It is derived, so no archive needs it.
    info = {"derived": True, "texts": texts}
    return mapped_column(Text, default=filled, server_default="", deferred=True, info=info)


def fold_again(row: Any) -> None:
    """Fill the column `folded` of a row from its texts as they are now."""
    texts = row.__table__.c.folded.info["texts"]
    row.folded = fold_together(*[getattr(row, name) or "" for name in texts])


def fold_together(*texts: str) -> str:
    """Return texts folded as one, each on lines of its own."""
    return "\n".join([fold(text) for text in texts if text])
