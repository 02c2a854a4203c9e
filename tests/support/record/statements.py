"""How many statements something sends to the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from workplan.extensions import db

if TYPE_CHECKING:
    from collections.abc import Callable


def statements(act: Callable[[], Any]) -> int:
    """Return how many statements something sends."""
    sent: list[str] = []

    def gather(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        sent.append(statement)

    engine = db.engine
    event.listen(engine, "before_cursor_execute", gather)
    try:
        act()
    finally:
        event.remove(engine, "before_cursor_execute", gather)
    return len(sent)
