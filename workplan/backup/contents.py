"""What a database holds, as a manifest says it: counted, walked and checked."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from sqlalchemy import URL, Connection, func, inspect, select, text
from sqlalchemy.orm import Session

from models import Base
from workplan.backup.failures import BackupFailed
from workplan.services.record import journal


def url_of(path: Path) -> URL:
    """Return the URL of an SQLite file that is only read, whatever signs its path has."""
    query = {"mode": "ro", "immutable": "1", "uri": "true"}
    return URL.create("sqlite", database=f"file:{quote(str(path))}", query=query)


SQLITE_TRIGGERS = 3
"""Against updates, deletions, and entries out of order."""


class Contents(NamedTuple):
    """How many rows each table has, the last entry of the journal, and the schema's migration."""

    rows: dict[str, int]
    seq: int
    head: str
    schema: str


def read(connection: Connection) -> Contents:
    """Check a database from inside and return what it holds.

    Raises:
        BackupFailed: when it is damaged, or its journal does not hold.
    """
    if connection.dialect.name == "sqlite":
        _check_file(connection)
    if not inspect(connection).has_table("alembic_version"):
        raise BackupFailed("The database holds nothing of ours: it was never migrated.")
    if not _is_kept(connection):
        raise BackupFailed("The database lacks triggers that keep the journal from being changed.")
    try:
        seq, head = journal.verify(Session(connection))
    except ValueError as broken:
        raise BackupFailed(str(broken)) from broken
    rows = {
        table.name: connection.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
        if inspect(connection).has_table(table.name)
    }
    schema = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return Contents(rows, seq, head, str(schema))


def is_empty(connection: Connection) -> bool:
    """Tell whether a database holds nobody's work: no person and no entry."""
    has_table = inspect(connection).has_table
    return not any(
        has_table(name) and connection.scalar(text(f"SELECT count(*) FROM {name}"))  # noqa: S608
        for name in ("users", "journal")
    )


def _is_kept(connection: Connection) -> bool:
    """Tell whether the database itself refuses to change the journal."""
    if connection.dialect.name == "sqlite":
        wanted = (
            "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'"
        )
        return (connection.exec_driver_sql(wanted).scalar() or 0) >= SQLITE_TRIGGERS
    wanted = (
        "SELECT count(*) FROM pg_trigger WHERE tgrelid = 'journal'::regclass"
        " AND NOT tgisinternal AND tgenabled <> 'D'"
    )
    return (connection.exec_driver_sql(wanted).scalar() or 0) > 0


def _check_file(connection: Connection) -> None:
    damage = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    if damage != ["ok"]:
        raise BackupFailed(f"The database file is damaged: {damage[0]}")
    if lost := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
        raise BackupFailed(f"{len(lost)} rows refer to nothing, the first in {lost[0][0]}.")
