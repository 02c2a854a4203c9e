"""Ways to take the database away from a running site, and to give it back."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy

from support.ground.databases import release
from workplan.app import create_app
from workplan.extensions import db
from workplan.services.record.change import JOURNAL_LOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.ground.site import Site

NOBODY = 65534
PAGE = 4096
DISK = "16m"


@contextmanager
def locked(site: Site, place: Path) -> Iterator[None]:
    """Hold the write lock, as an import that does not end does."""
    del place
    with site.inside(), db.engine.connect() as held:
        if db.engine.dialect.name == "sqlite":
            held.exec_driver_sql("ROLLBACK")
            held.exec_driver_sql("BEGIN IMMEDIATE")
        else:
            held.exec_driver_sql(f"SELECT pg_advisory_xact_lock({JOURNAL_LOCK})")
        yield
        held.rollback()


@contextmanager
def removed(site: Site, place: Path) -> Iterator[None]:
    """Take the file away under the running process."""
    del site
    away = place.rename(place.with_suffix(".away"))
    yield
    away.rename(place)


@contextmanager
def unwritable(site: Site, place: Path) -> Iterator[None]:
    """Let the account of the process read the file and its folder, and not write them."""
    _close_connections(site)
    place.chmod(0o444)
    place.parent.chmod(0o555)
    is_root = os.geteuid() == 0
    if is_root:
        os.seteuid(NOBODY)  # nothing is closed to root
    try:
        yield
    finally:
        _close_connections(site)
        if is_root:
            os.seteuid(0)
        place.parent.chmod(0o755)
        place.chmod(0o644)


@contextmanager
def full(site: Site, place: Path) -> Iterator[None]:
    """Fill the disk, and leave the log of the file no room within it."""
    with site.inside(), db.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    filler = place.with_name("filler")
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while file.write(b"\0" * PAGE):
            pass
    yield
    filler.unlink()


@contextmanager
def read_only(site: Site, place: Path) -> Iterator[None]:
    """Let the server take no writes, as a standby does."""
    del place
    with site.inside(), db.engine.connect() as connection:
        connection.exec_driver_sql("SET default_transaction_read_only = off")
        connection.commit()
        name = db.engine.url.database
        connection.exec_driver_sql(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        connection.commit()
        db.engine.pool.dispose()
        yield
        connection.exec_driver_sql(f"ALTER DATABASE {name} RESET default_transaction_read_only")
        connection.commit()
    _close_connections(site)


def _close_connections(site: Site) -> None:
    with site.inside():
        db.engine.dispose()


@contextmanager
def own_disk(site: Site) -> Iterator[tuple[Site, Path]]:
    """Serve a site from a file on a disk of its own, small where we may mount one.

    On PostgreSQL it stays where it is, with connections of its own.
    """
    settings = site.app.extensions["workplan"]
    url = sqlalchemy.make_url(settings.database_url)
    disk = Path(tempfile.mkdtemp(prefix="workplan-disk-"))
    is_mounted = can_mount() and mount(disk)
    place = disk / "workplan.sqlite3"
    if url.get_backend_name() == "sqlite":
        shutil.copyfile(str(url.database), place)
        url = sqlalchemy.make_url(f"sqlite:///{place}")
    disk.chmod(0o755)
    app = create_app(replace(settings, database_url=url.render_as_string(hide_password=False)))
    try:
        yield site.on(app), place
    finally:
        release(app)
        if is_mounted:
            subprocess.run(["umount", disk], check=True)
        shutil.rmtree(disk)


def mount(disk: Path) -> bool:
    """Mount a small disk in memory, and tell whether that could be done."""
    options = ["-t", "tmpfs", "-o", f"size={DISK},mode=0755", "none"]
    return subprocess.run(["mount", *options, disk], check=False).returncode == 0


def can_mount() -> bool:
    """Tell whether this account may mount a disk."""
    if os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as tried:
        done = mount(Path(tried))
        return done and subprocess.run(["umount", tried], check=False).returncode == 0
