"""Make a backup while the site is used: one state of the database, and every file that it names."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, select, union_all

from config import Settings
from models import Evidence, ReceivedMail
from workplan.backup import contents, manifest, postgres
from workplan.backup.contents import Contents
from workplan.backup.failures import BackupFailed
from workplan.backup.manifest import Manifest
from workplan.services.spills import outside
from workplan.storage.store import Store, StoreFailure

PREFIX, PART = "workplan-", ".part"
NAME = re.compile(PREFIX + r"\d{4}-\d\d-\d\dT\d{6}Z")
SQLITE, DUMP, EVIDENCE = "database.sqlite3", "database.dump", "evidence"


def make(settings: Settings, engine: Engine, store: Store, now: datetime, to: Path) -> Path:
    """Make a backup in a folder of its own and return that folder.

    It is looked through before it counts as one: the copy is opened, its file, keys and journal
    are checked, and its rows are counted.

    Raises:
        BackupFailed: and nothing that could be taken for a backup is left.
    """
    folder = to / name_at(now)
    if folder.exists():
        raise BackupFailed(f"{folder} is there already. Wait a second, then try again.")
    part = folder.with_name(folder.name + PART)
    _begin(part)
    try:
        with _copied(engine, part) as (copy, kind):
            found = contents.read(copy)
            missing = _take_evidence(copy, store, part)
        is_opened = _is_opened(engine, part, found)
        files = {
            str(path.relative_to(part)): manifest.digest(path)
            for path in sorted(part.rglob("*"))
            if path.is_file()
        }
        Manifest(
            is_opened=is_opened,
            made_at=now.astimezone(UTC).isoformat(timespec="seconds"),
            database=kind,
            schema=found.schema,
            rows=found.rows,
            journal_seq=found.seq,
            journal_head=found.head,
            key=manifest.fingerprint(settings.secret_key),
            files=files,
            missing=missing,
        ).write(part)
        part.rename(folder)
        # Beside all of them, so that a restored one shows nothing of what left since.
        outside.bring(settings.instance, to)
    except OSError as error:
        raise BackupFailed(f"{to} took no backup: {error.strerror}.") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return folder


def name_at(now: datetime) -> str:
    """Return the name of the folder of a backup that is begun at a moment."""
    return f"{PREFIX}{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"


def moment_of(folder: Path) -> datetime:
    """Return when a backup was begun, as its name says."""
    return datetime.strptime(folder.name, f"{PREFIX}%Y-%m-%dT%H%M%SZ").replace(tzinfo=UTC)


def clear_parts(to: Path) -> None:
    """Delete what backups left behind that were cut short; nobody may be making one there."""
    for path in to.glob(f"{PREFIX}*{PART}"):
        if NAME.fullmatch(path.name.removesuffix(PART)) and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)


def _begin(part: Path) -> None:
    """Make the folder that a backup grows in; another that grows there is left alone."""
    try:
        part.mkdir(mode=0o700, parents=True)
    except FileExistsError as other:
        raise BackupFailed(f"Another backup is being made in {part}.") from other
    except OSError as error:
        raise BackupFailed(f"{part.parent} took no backup: {error.strerror}.") from error


def backups(to: Path) -> list[Path]:
    """Return the backups that were made in a folder, the oldest first.

    Only folders named as ours are: what somebody put beside them, or a link, is none of them.
    """
    return sorted(
        path
        for path in to.glob(f"{PREFIX}*")
        if NAME.fullmatch(path.name) and not path.is_symlink() and (path / manifest.NAME).is_file()
    )


@contextmanager
def _copied(engine: Engine, part: Path) -> Iterator[tuple[Connection, str]]:
    """Copy the database, and yield a connection that sees just what the copy holds."""
    if engine.dialect.name == "sqlite":
        path = part / SQLITE
        with engine.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")  # VACUUM stands in no transaction
            connection.exec_driver_sql("VACUUM INTO ?", (str(path),))
            connection.exec_driver_sql("BEGIN")
        copied = create_engine(contents.url_of(path))
        try:
            with copied.connect() as copy:
                yield copy, "sqlite"
        finally:
            copied.dispose()
        return
    with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        connection.exec_driver_sql("SET idle_in_transaction_session_timeout = 0")
        major = postgres.major_of(connection)
        snapshot: str = connection.exec_driver_sql("SELECT pg_export_snapshot()").scalar_one()
        postgres.dump(engine.url, major, snapshot, part / DUMP)
        yield connection, f"postgresql {major}"
        connection.rollback()
        connection.invalidate()  # its time-outs were lifted


def _is_opened(engine: Engine, part: Path, found: Contents) -> bool:
    """Open the copy and compare it with what was copied; tell whether that could be done.

    SQLite's was read itself. PostgreSQL's is loaded into a database of its own for that, which
    needs an account that may make one.
    """
    if engine.dialect.name == "sqlite":
        return True
    with postgres.loaded(engine, part / DUMP) as scratch:
        if scratch is None:
            return False
        with scratch.connect() as copy:
            if contents.read(copy) != found:
                raise BackupFailed("The copy does not hold what was copied. Try again.")
    return True


def _take_evidence(copy: Connection, store: Store, part: Path) -> list[str]:
    """Copy each file that a record names, and return the keys of those that cannot be had."""
    missing = []
    kept, came_in = Evidence.__table__.c, ReceivedMail.__table__.c
    named = union_all(
        select(kept.stored_as, kept.checksum).where(
            kept.stored_as.is_not(None), kept.gone_at.is_(None)
        ),
        select(came_in.stored_as, came_in.checksum).where(came_in.stored_as.is_not(None)),
    )
    for key, checksum in copy.execute(named).all():
        try:
            content = store.get(key)
        except StoreFailure:
            missing.append(key)
            continue
        if hashlib.sha256(content).hexdigest() != checksum:
            missing.append(key)
            continue
        path = part / EVIDENCE / key[:2] / key
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_bytes(content)
    return missing
