"""Which errors mean that a database is away, locked, full or read-only; and what they may say."""

from __future__ import annotations

import re
import sqlite3

from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import (
    DatabaseError,
    DBAPIError,
    InterfaceError,
    InternalError,
    OperationalError,
    SQLAlchemyError,
    TimeoutError,
)

ASKED_FIRST = "users|user_sessions|house_settings"
NOT_OURS = re.compile(rf'no such table: ({ASKED_FIRST})\b|relation "({ASKED_FIRST})"')
"""Without its people and its settings a database is another one, or was never migrated."""
CLOSED = (OperationalError, InterfaceError, InternalError, TimeoutError)
"""No room in the pool, no server, no lock in time, no space, or not to be written."""


def is_outage(error: SQLAlchemyError) -> bool:
    """Tell whether a database failed, and not what was asked of it.

    A damaged SQLite file raises the plain class of which constraints and types have their own;
    a statement that is wrong has a class of its own in PostgreSQL, and in SQLite only a code.
    """
    said = error.orig if isinstance(error, DBAPIError) else None
    if NOT_OURS.search(str(said)):
        return True
    if getattr(said, "sqlite_errorcode", None) == sqlite3.SQLITE_ERROR:
        return False
    return isinstance(error, CLOSED) or type(error) is DatabaseError


def leave_values_out(context: ExceptionContext) -> None:
    """Keep of a PostgreSQL error its first line: the others repeat rows, which people typed."""
    from psycopg import Error as PostgresError  # where SQLite is used nothing else loads it

    original, wrapped = context.original_exception, context.sqlalchemy_exception
    if not isinstance(original, PostgresError) or original.diag.message_primary is None:
        return
    said = original.diag.message_primary
    original.args = (said,)
    if isinstance(wrapped, DBAPIError):
        wrapped.args = (f"({type(original).__qualname__}) {said}",)
