"""Run migrations on the app's own engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from models import Base
from models.base import Instant
from workplan.database import make_file
from workplan.extensions import db


def render_item(kind: str, item: object, _autogen: object) -> str | bool:
    """Write our moments as the plain column type, so that a migration needs no model."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, Instant) else False


def include_name(name: str | None, kind: str, _parents: object) -> bool:
    """Leave the search index out of comparisons: triggers keep it, and no model stands for it."""
    return kind != "table" or not (name or "").startswith("search")


@contextmanager
def unenforced(connection: Connection) -> Iterator[None]:
    """Let SQLite write a table anew, which drops it: with foreign keys on, that takes rows along.

    The keys are checked before the migration is committed, and enforced again after it.

    Raises:
        RuntimeError: when a migration leaves a row that refers to nothing.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute("PRAGMA foreign_keys = OFF")  # Without effect inside a transaction.
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys = ON")


def check_keys(connection: Connection) -> None:
    """Refuse to commit rows that refer to nothing."""
    if connection.dialect.name == "sqlite":
        lost = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if lost:
            raise RuntimeError(f"{len(lost)} rows refer to nothing, the first in {lost[0][0]}.")


def run() -> None:
    """Migrate inside one transaction; a connection begins as a writer."""
    make_file(db.engine)
    options = current_app.extensions["migrate"].configure_args
    writing = db.engine.connect().execution_options(workplan_writes=True)
    with writing as connection, unenforced(connection):
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            include_name=include_name,
            **options,
        )
        with context.begin_transaction():
            context.run_migrations()
            check_keys(connection)
        connection.commit()


run()
