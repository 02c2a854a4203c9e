"""How each engine opens its connections: its time-outs, SQLite's settings, an own BEGIN to write.

A connection is tried before it is used, so that a server which was restarted meanwhile costs
nobody an error; and an SQLite file that was removed or replaced is never written on unseen.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import Session

from workplan import outages

WRITES = {"workplan_writes": True}
"""The execution option of a connection whose transaction will write."""

PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 10000",
    "PRAGMA recursive_triggers = ON",
)

TIME_OUTS = {
    "lock_timeout": "10s",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "120s",
}
"""PostgreSQL's; as long for a lock as SQLite's busy time-out."""
CONNECT_SECONDS = 5
POOL_SECONDS = 5
FILE = "workplan_file"
"""Where a connection keeps which file it opened."""


def options(url: str) -> dict[str, object]:
    """Return what the engine of a URL is made with; no error of it shows what people typed."""
    if make_url(url).get_backend_name() == "sqlite":
        return {"hide_parameters": True}
    settings = " ".join(f"-c {name}={value}" for name, value in TIME_OUTS.items())
    return {
        "hide_parameters": True,
        "pool_pre_ping": True,
        "pool_timeout": POOL_SECONDS,
        "connect_args": {"options": settings, "connect_timeout": CONNECT_SECONDS},
    }


def name_of(url: str) -> str:
    """Return which database a URL leads to, in words that may be shown: without its password."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return f"SQLite, {parsed.database}"
    where = f"{parsed.host or 'local socket'}:{parsed.port or 5432}"
    return f"PostgreSQL, {parsed.database} at {where} as {parsed.username or 'the system user'}"


def make_file(engine: Engine) -> None:
    """Make the file of an SQLite database that is new; opening one never makes it."""
    if engine.dialect.name == "sqlite" and engine.url.database:
        Path(engine.url.database).touch(mode=0o600)


def prepare(engine: Engine) -> None:
    """Hook SQLite so that a transaction which will write begins as a writer.

    A deferred transaction that reads first and writes later fails at once when another process
    wrote in between: the busy timeout does not apply there.
    """
    if engine.dialect.name != "sqlite":
        event.listen(engine, "handle_error", outages.leave_values_out)
        return
    event.listen(engine, "do_connect", _only_open)
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "checkout", _is_the_file)
    event.listen(engine, "begin", _on_begin)


def _only_open(_dialect: Any, _record: Any, where: list[Any], how: dict[str, Any]) -> None:
    """Let opening a file that is gone fail, where SQLite would begin an empty one in its place."""
    where[0] = f"file:{quote(str(where[0]))}?mode=rw"
    how["uri"] = True


def _is_the_file(connection: sqlite3.Connection, record: Any, _proxy: Any) -> None:
    """Drop a connection whose file was removed or replaced: what it writes would be lost."""
    if record.info[FILE] != _file_of(connection):
        raise DisconnectionError("The database file is not the one that was opened.")


def _file_of(connection: sqlite3.Connection) -> tuple[int, int] | None:
    """Return the device and number of the file that has the name of this database now."""
    path = connection.execute("PRAGMA database_list").fetchone()[2]
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _on_connect(connection: sqlite3.Connection, record: Any) -> None:
    connection.isolation_level = None
    record.info[FILE] = _file_of(connection)
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()
    # PostgreSQL has it, and so have newer ones of SQLite.
    connection.create_function("octet_length", 1, _octets, deterministic=True)


def _octets(text: object) -> int | None:
    return None if text is None else len(str(text).encode())


def _on_begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("workplan_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def insert_or_find(session: Session, table: Any) -> Any:
    """Return an insert that may say what happens when the row is there already.

    Both databases have ON CONFLICT, each in a dialect of its own.
    """
    dialect = session.get_bind().dialect.name
    return postgresql.insert(table) if dialect == "postgresql" else sqlite.insert(table)
