"""How each engine opens its connections: SQLite's settings, and an own BEGIN for writers."""

from __future__ import annotations

import sqlite3
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

WRITES = {"workplan_writes": True}
"""The execution option of a connection whose transaction will write."""

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA recursive_triggers = ON",
)


def prepare(engine: Engine) -> None:
    """Hook SQLite so that a transaction which will write begins as a writer.

    A deferred transaction that reads first and writes later fails at once when another process
    wrote in between: the busy timeout does not apply there.
    """
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def _on_connect(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("workplan_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def insert_or_find(session: Session, table: Any) -> Any:
    """Return an insert that may say what happens when the row is there already.

    Both databases have ON CONFLICT, each in a dialect of its own.
    """
    dialect = session.get_bind().dialect.name
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
