"""The words that somebody looks for, and the condition that they stand somewhere.

Words may be parts of words: “roto” stands in “prototyping”, and 輸出 in 武器輸出の審査.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from workplan.folding import fold

AROUND = "\"'()[]{}<>«»「」『』,;:!?.。、*"
"""Signs around a word that say nothing when it was copied from a sentence."""


def words_in(typed: str) -> tuple[str, ...]:
    """Return what was typed as folded words, without those that stand in another of them."""
    words = dict.fromkeys(word.strip(AROUND) or word for word in fold(typed).split())
    return tuple(
        word for word in words if not any(word in other for other in words if other != word)
    )


def stand_in(words: tuple[str, ...], *columns: Any) -> ColumnElement[bool]:
    """Return the condition that each word stands in one of some folded columns."""
    return and_(
        *(or_(*(column.contains(word, autoescape=True) for column in columns)) for word in words)
    )


def begin_in(words: tuple[str, ...], *columns: Any) -> ColumnElement[bool]:
    """Return the condition that each word begins one of the words of some folded columns."""
    return and_(
        *(
            or_(
                *(column.startswith(word, autoescape=True) for column in columns),
                *(column.contains(f" {word}", autoescape=True) for column in columns),
            )
            for word in words
        )
    )
