"""The programs that PostgreSQL brings for dumps, of the same major version as the server."""

from __future__ import annotations

import os
import re
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine

from workplan.backup.failures import BackupFailed


def major_of(connection: Connection) -> int:
    """Return the major version of the server."""
    number: str = connection.exec_driver_sql("SHOW server_version_num").scalar_one()
    return int(number) // 10_000


def program(name: str, major: int) -> Path:
    """Return pg_dump or pg_restore of a major version; Debian keeps each in a folder of its own.

    Raises:
        BackupFailed: when this machine has none of that version.
    """
    places = [Path(f"/usr/lib/postgresql/{major}/bin/{name}"), Path(shutil.which(name) or name)]
    for path in places:
        if path.is_file():
            said = subprocess.run(  # noqa: S603  # no shell, nothing that anybody typed
                [path, "--version"], capture_output=True, text=True, check=False
            )
            if (found := re.search(r"(\d+)", said.stdout)) and int(found[1]) == major:
                return path
    raise BackupFailed(
        f"The server is PostgreSQL {major}, and this machine has no {name} of that version. "
        f"Install it; on Debian: apt install postgresql-client-{major}"
    )


def dump(url: URL, major: int, snapshot: str, path: Path) -> None:
    """Write everything that a snapshot holds to a file, and read that file through once."""
    options = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}"]
    _run(program("pg_dump", major), url, *options, f"--file={path}")
    _run(program("pg_restore", major), None, f"--file={os.devnull}", str(path))


CLEAR = """
DO $$ DECLARE found record; BEGIN
  FOR found IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP TABLE public.%I CASCADE', found.tablename);
  END LOOP;
  FOR found IN SELECT p.oid::regprocedure AS name FROM pg_proc p
      WHERE p.pronamespace = 'public'::regnamespace AND NOT EXISTS
        (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e') LOOP
    EXECUTE format('DROP ROUTINE %s CASCADE', found.name);
  END LOOP;
END $$;
"""
"""Takes away every table and routine, those too that a dump of an older schema does not know."""


def load(url: URL, major: int, path: Path) -> None:
    """Put a dump in the place of all that a database holds, whole or not at all."""
    with tempfile.TemporaryDirectory() as folder:
        script, cleared = Path(folder, "dump.sql"), Path(folder, "clear.sql")
        options = ("--no-owner", "--no-privileges", f"--file={script}", str(path))
        _run(program("pg_restore", major), None, *options)
        cleared.write_text(CLEAR, encoding="utf-8")
        whole = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
        files = (f"--file={cleared}", f"--file={script}")
        _run(program("psql", major), url, *whole, *files)


@contextmanager
def loaded(engine: Engine, path: Path) -> Iterator[Engine | None]:
    """Load a dump into a database of its own for a while; None where the account may make none."""
    name = f"workplan_copy_{os.getpid()}_{secrets.token_hex(4)}"
    own = engine.execution_options(isolation_level="AUTOCOMMIT")
    with own.connect() as connection:
        may = "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
        if not connection.exec_driver_sql(may).scalar():
            yield None
            return
        major = major_of(connection)
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE template0")
    scratch = create_engine(engine.url.set(database=name))
    try:
        load(scratch.url, major, path)
        yield scratch
    finally:
        scratch.dispose()
        with own.connect() as connection:
            connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def _run(path: Path, url: URL | None, *arguments: str) -> None:
    """Run a program, on a database if it needs one; the password goes in its environment only.

    Raises:
        BackupFailed: with what the program said.
    """
    environment = dict(os.environ)
    given = []
    if url is not None:
        from psycopg.conninfo import make_conninfo  # where SQLite is used nothing else loads it

        environment["PGPASSWORD"] = str(url.password or "")
        names = {"host": url.host, "port": url.port, "user": url.username, "dbname": url.database}
        given_names = {name: str(value) for name, value in names.items() if value is not None}
        options = {key: str(value) for key, value in url.query.items()}
        where = make_conninfo("", **given_names, **options)
        given = [f"--dbname={where}"]
    done = subprocess.run(  # noqa: S603  # PostgreSQL's own programs, no shell
        [path, *given, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupFailed(f"{path.name} failed: {done.stderr.strip()[:500]}")
