"""Puts a PostgreSQL database back to the rows of another, where only rows have changed.

To make a database anew and to read its schema for the first time takes longer than most tests.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, LiteralString, Self

import psycopg
import sqlalchemy
from psycopg import sql

if TYPE_CHECKING:
    from psycopg import Connection

MOST_BYTES = 300_000
"""More rows than these are copied faster as files."""
MOST_TIMES = 50
"""What is deleted takes room until a database is made anew."""

SCHEMA: LiteralString = """
SELECT (SELECT array[count(*), max(xmin::text::bigint)] FROM pg_class WHERE oid >= 16384),
  (SELECT array[count(*), max(xmin::text::bigint)] FROM pg_attribute WHERE attrelid >= 16384),
  (SELECT array[count(*), max(xmin::text::bigint)] FROM pg_attrdef),
  (SELECT array[count(*), max(xmin::text::bigint)] FROM pg_constraint WHERE oid >= 16384),
  (SELECT array[count(*), max(xmin::text::bigint)] FROM pg_index WHERE indexrelid >= 16384),
  (SELECT array[count(*), max(xmin::text::bigint)] FROM pg_trigger WHERE oid >= 16384),
  (SELECT array[count(*), max(xmin::text::bigint)] FROM pg_proc WHERE oid >= 16384),
  (SELECT array[count(*), max(xmin::text::bigint)] FROM pg_sequence),
  (SELECT array[count(*), max(xmin::text::bigint)] FROM pg_rewrite WHERE oid >= 16384),
  (SELECT array[count(*), max(xmin::text::bigint)] FROM pg_namespace WHERE oid >= 16384),
  (SELECT array_agg(setconfig::text) FROM pg_db_role_setting AS s
    JOIN pg_database AS d ON d.oid = s.setdatabase WHERE d.datname = current_database())
"""
"""Each change of a schema, and of a database's settings, leaves its number here."""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
SEQUENCES = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'"
OTHERS = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> ALL(%s)
"""


@dataclass
class Rows:
    """Every row of a database, as COPY writes them, and where its sequences stand."""

    emptying: sql.Composable
    tables: dict[str, bytes]
    counting: sql.Composable

    @classmethod
    def of(cls, url: str) -> Self:
        with closing(connected(url)) as connection:
            tables = [name for (name,) in connection.execute(TABLES)]
            deletes = [sql.SQL("DELETE FROM {}").format(sql.Identifier(name)) for name in tables]
            counts = []
            for (name,) in connection.execute(SEQUENCES).fetchall():
                query = sql.SQL("SELECT last_value, is_called FROM {}").format(sql.Identifier(name))
                [[last, is_called]] = connection.execute(query).fetchall()
                counts.append(
                    sql.SQL("SELECT setval({}, {}, {})").format(name, last, sql.Literal(is_called))
                )
            found = {name: copied(connection, name) for name in tables}
        full = {name: rows for name, rows in found.items() if rows}
        return cls(sql.SQL(";").join(deletes), full, sql.SQL(";").join(counts))

    @property
    def are_few(self) -> bool:
        return sum(map(len, self.tables.values())) <= MOST_BYTES


class Refilled:
    """A database that was just made, and is refilled from then on."""

    def __init__(self, url: str) -> None:
        self._connection = connected(url)
        self._schema = self._read_schema()
        self._times = 0

    def refill(self, rows: Rows, spared: list[int]) -> bool:
        """Put the rows in place of all there are; False when the database has to be made anew.

        Args:
            spared: the server processes that are not ended, since nobody uses them.
        """
        self._times += 1
        if self._times > MOST_TIMES or self._read_schema() != self._schema:
            return False
        self._connection.execute(OTHERS, (spared,))
        with self._connection.transaction():
            # No trigger runs, and no reference is checked: the rows come as they once were.
            self._connection.execute("SET LOCAL session_replication_role = replica")
            self._connection.execute(rows.emptying)
            for name, content in rows.tables.items():
                into = sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))
                with self._connection.cursor().copy(into) as copy:
                    copy.write(content)
            self._connection.execute(rows.counting)
        return True

    def close(self) -> None:
        self._connection.close()

    def _read_schema(self) -> Any:
        return self._connection.execute(SCHEMA).fetchone()


def connected(url: str) -> Connection[Any]:
    plain = sqlalchemy.make_url(url).set(drivername="postgresql")
    return psycopg.connect(plain.render_as_string(hide_password=False), autocommit=True)


def copied(connection: Connection[Any], table: str) -> bytes:
    """Return the rows of a table as COPY writes them."""
    query = sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(table))
    with connection.cursor().copy(query) as copy:
        return b"".join(map(bytes, copy))
