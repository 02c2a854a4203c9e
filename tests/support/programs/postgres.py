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

# Autovacuum is off because its connections would get in the way of copying the template database.
SETTINGS = {"autovacuum": "off", "listen_addresses": "127.0.0.1"}
IN_A_HURRY = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"}
"""Where nobody minds losing the data, nothing waits for the disk."""


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


class Server:
    """A server on a free loopback port, which can be stopped and started again."""

    def __init__(self, folder: Path, programs: Path, *, is_durable: bool) -> None:
        self._settings = {} if is_durable else IN_A_HURRY
        self._folder, self._programs = folder, programs
        self._data = folder / "data"
        self._port = free_port()
        self.url = f"postgresql+psycopg://postgres@127.0.0.1:{self._port}/postgres"
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        initdb = [programs / "initdb", "--auth=trust", "--username=postgres", "--no-sync"]
        _run([*initdb, "--encoding=UTF8", "--locale=C.UTF-8", f"--pgdata={self._data}"], folder)

    def start(self) -> None:
        settings = {
            **SETTINGS,
            **self._settings,
            "port": self._port,
            "unix_socket_directories": self._folder,
        }
        options = " ".join(f"-c {key}={value}" for key, value in settings.items())
        self._control(f"--log={self._folder / 'log'}", f"--options={options}", "start")

    def stop(self) -> None:
        """Stop at once, without waiting for anybody, as a crash does."""
        if (self._data / "postmaster.pid").exists():
            self._control("--mode=immediate", "stop")

    def _control(self, *arguments: str) -> None:
        control = [self._programs / "pg_ctl", "--wait", f"--pgdata={self._data}"]
        _run([*control, *arguments], self._folder)


@contextmanager
def running_server(*, is_durable: bool = True) -> Iterator[Server]:
    """Run a server, and delete it with its data afterwards."""
    programs = find_programs()
    if programs is None:
        raise FileNotFoundError("No PostgreSQL server here; tests/provision.py installs one.")
    with tempfile.TemporaryDirectory(prefix="workplan-postgres-", dir=roomy_memory()) as name:
        server = Server(Path(name), programs, is_durable=is_durable)
        try:
            server.start()
            yield server
        finally:
            server.stop()


@contextmanager
def throwaway_server() -> Iterator[str]:
    """Run a server and yield the URL of its `postgres` database."""
    with running_server(is_durable=False) as server:
        yield server.url


def free_port() -> int:
    """Return a port of loopback that nobody uses."""
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
