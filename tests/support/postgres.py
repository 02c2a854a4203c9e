"""A PostgreSQL server for one test run, deleted afterwards.

Only the standard library is used: the runner and the set-up need this before pytest does.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

URL_VARIABLE = "WORKPLAN_TEST_POSTGRES_URL"
ROOM_NEEDED = 2**30

# Nobody minds losing this data, so nothing waits for the disk. Autovacuum is off because its
# connections would get in the way of copying the template database.
SETTINGS = {
    "autovacuum": "off",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "listen_addresses": "127.0.0.1",
}


def find_programs() -> Path | None:
    """Return the folder of the newest PostgreSQL server programs on this machine.

    Debian keeps them out of PATH, in a folder for each version.
    """
    debian = Path("/usr/lib/postgresql").glob("*/bin/pg_ctl")
    newest = max(debian, key=lambda path: int(re.sub(r"\D", "", path.parts[-3]) or 0), default=None)
    found = newest or shutil.which("pg_ctl")
    return Path(found).resolve().parent if found else None


def roomy_memory() -> Path | None:
    """Return the folder that Linux keeps in memory, if it has room for a server's files.

    Each test copies a database of a thousand files: 10 ms in memory, 200 ms on a disk.
    """
    folder = Path("/dev/shm")  # noqa: S108 - the private folder is made inside it
    return folder if folder.is_dir() and shutil.disk_usage(folder).free > ROOM_NEEDED else None


@contextmanager
def throwaway_server() -> Iterator[str]:
    """Run a server on a free loopback port and yield the URL of its `postgres` database."""
    programs = find_programs()
    if programs is None:
        raise FileNotFoundError("No PostgreSQL server here; tests/provision.py installs one.")
    with tempfile.TemporaryDirectory(prefix="workplan-postgres-", dir=roomy_memory()) as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        initdb = [programs / "initdb", "--auth=trust", "--username=postgres", "--no-sync"]
        _run([*initdb, "--encoding=UTF8", "--locale=C.UTF-8", f"--pgdata={data}"], folder)
        port = _free_port()
        settings = {**SETTINGS, "port": port, "unix_socket_directories": folder}
        options = " ".join(f"-c {key}={value}" for key, value in settings.items())
        control = [programs / "pg_ctl", "--wait", f"--pgdata={data}"]
        try:
            _run([*control, f"--log={folder / 'log'}", f"--options={options}", "start"], folder)
            yield f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
        finally:
            if (data / "postmaster.pid").exists():
                _run([*control, "--mode=immediate", "stop"], folder)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _run(command: list[str | Path], folder: Path) -> None:
    """Run a server program quietly; root becomes `postgres`, because they refuse to run as root.

    Output goes to a file: the server keeps it open for as long as it lives, so that waiting for
    the end of a pipe would wait for the server.
    """
    account = {"user": "postgres", "group": "postgres", "extra_groups": ()}
    with (folder / "output").open("w+") as output:
        result = subprocess.run(
            command,
            cwd=folder,
            stdout=output,
            stderr=subprocess.STDOUT,
            check=False,
            **(account if os.geteuid() == 0 else {}),
        )
        if result.returncode:
            output.seek(0)
            raise RuntimeError(f"{Path(command[0]).name} failed:\n{output.read()}")
