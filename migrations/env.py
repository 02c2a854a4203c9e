"""Run migrations on the app's own engine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from click import ClickException
from flask import current_app
from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from models import Base
from models.base import Instant
from workplan.database import make_file
from workplan.extensions import db

LOCK_SECONDS = 5


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


def set_patience(connection: Connection) -> None:
    """Wait for a table for a few seconds only: all who come meanwhile wait behind a migration.

    Once it has the table, a step may take as long as it needs.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_SECONDS}s'")
        connection.exec_driver_sql("SET statement_timeout = 0")
        connection.commit()


def run() -> None:
    """Migrate, each step in a transaction of its own; a connection begins as a writer.

    Raises:
        ClickException: when a table was in use for too long; the steps before it stand.
    """
    make_file(db.engine)
    options = current_app.extensions["migrate"].configure_args
    writing = db.engine.connect().execution_options(workplan_writes=True)
    with writing as connection, unenforced(connection):
        set_patience(connection)
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_item=render_item,
            include_name=include_name,
            transaction_per_migration=True,
            on_version_apply=lambda ctx, **_: check_keys(ctx.connection),
            **options,
        )
        try:
            with context.begin_transaction():
                context.run_migrations()
        except OperationalError as error:
            if not isinstance(error.orig, LockNotAvailable):
                raise
            raise ClickException(
                f"A table was in use for {LOCK_SECONDS} seconds. The step that needs it was taken "
                "back, those before it stand. Run this again; it goes on where it stopped."
            ) from error
        finally:
            if connection.dialect.name == "postgresql":
                connection.invalidate()  # its patience is not that of the site


run()
