"""A cheap mark of what is stored: it moves when a transaction that changed rows is committed."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import event

from workplan.extensions import db

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask
    from sqlalchemy import Connection

CHANGES = ("INSERT", "UPDATE", "DELETE")


class Mark:
    """How many changing transactions were committed, and by which statements."""

    def __init__(self) -> None:
        self.commits = 0
        self.said: list[str] = []
        self._open: dict[Connection, list[str]] = {}

    def executed(
        self, connection: Connection, cursor: Any, statement: str, *_others: object
    ) -> None:
        """Note a statement that changed rows.

        One of many rows does not say how many, and one that returns rows not until they are read.
        """
        may_have_changed = cursor.rowcount != 0 or "RETURNING" in statement
        if statement.lstrip().startswith(CHANGES) and may_have_changed:
            self._open.setdefault(connection, []).append(statement)

    def committed(self, connection: Connection) -> None:
        statements = self._open.pop(connection, [])
        if statements:
            self.commits += 1
            self.said += statements

    def rolled_back(self, connection: Connection) -> None:
        self._open.pop(connection, None)


@contextmanager
def marked(app: Flask) -> Iterator[Mark]:
    """Watch what an app stores meanwhile."""
    with app.app_context():
        engine = db.engine
    mark = Mark()
    listeners = (
        ("after_cursor_execute", mark.executed),
        ("commit", mark.committed),
        ("rollback", mark.rolled_back),
    )
    for name, listener in listeners:
        event.listen(engine, name, listener)
    try:
        yield mark
    finally:
        for name, listener in listeners:
            event.remove(engine, name, listener)
