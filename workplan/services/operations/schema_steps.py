"""Up to which step of the schema the database is, and up to which this code knows."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.orm import Session

from workplan.services.operations.state_of_house import Versions

MIGRATIONS = Path(__file__).resolve().parent.parent.parent.parent / "migrations"


def steps_of(session: Session) -> Versions:
    """Return both; of a database that was never migrated nothing."""
    connection = session.connection()
    if not inspect(connection).has_table("alembic_version"):
        return Versions("", _newest())
    found = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return Versions(str(found or ""), _newest())


@cache
def _newest() -> str:
    return ScriptDirectory(str(MIGRATIONS)).get_current_head() or ""
