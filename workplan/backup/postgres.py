"""The programs that PostgreSQL brings for dumps, of the same major version as the server."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import URL, Connection

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


def load(url: URL, major: int, path: Path) -> None:
    """Put a dump in the place of what a database holds, whole or not at all."""
    options = ["--clean", "--if-exists", "--no-owner", "--no-privileges", "--single-transaction"]
    _run(program("pg_restore", major), url, *options, "--exit-on-error", str(path))


def _run(path: Path, url: URL | None, *arguments: str) -> None:
    """Run a program, on a database if it needs one; the password goes in its environment only.

    Raises:
        BackupFailed: with what the program said.
    """
    environment = dict(os.environ)
    given = []
    if url is not None:
        environment["PGPASSWORD"] = str(url.password or "")
        where = {"host": url.host, "port": url.port, "username": url.username}
        given = [f"--{name}={value}" for name, value in where.items() if value]
        given.append(f"--dbname={url.database}")
    done = subprocess.run(  # noqa: S603  # PostgreSQL's own programs, no shell
        [path, *given, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupFailed(f"{path.name} failed: {done.stderr.strip()[:500]}")
