"""Bring a backup back: only one that is whole, and never over something unless told."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine, create_engine

from workplan.backup import contents, manifest, postgres
from workplan.backup.contents import Contents
from workplan.backup.failures import BackupFailed
from workplan.backup.making import DUMP, EVIDENCE, SQLITE
from workplan.backup.manifest import Manifest
from workplan.storage.store import Store, StoreFailure


class Restored(NamedTuple):
    """What was brought back, and where what stood there before was put."""

    manifest: Manifest
    files: int
    kept_as: Path | None


def check(folder: Path, engine: Engine) -> Manifest:
    """Look whether a backup is whole, without changing anything.

    A dump of PostgreSQL is loaded into a database of its own, where the account may make one.

    Raises:
        BackupFailed: naming what is wrong.
    """
    found = manifest.read(folder)
    manifest.check_files(folder, found)
    copy_of = {"sqlite": SQLITE, "postgresql": DUMP}.get(found.database.partition(" ")[0])
    if copy_of is None or copy_of not in found.files:
        raise BackupFailed(f"{folder} is of {found.database}, and holds no copy of its database.")
    if (folder / SQLITE).exists():
        copied = create_engine(contents.url_of(folder / SQLITE))
        try:
            with copied.connect() as copy:
                _is_as_said(contents.read(copy), found)
        finally:
            copied.dispose()
    elif engine.dialect.name == "postgresql":
        with postgres.loaded(engine, folder / DUMP) as scratch:
            if scratch is not None:
                with scratch.connect() as copy:
                    _is_as_said(contents.read(copy), found)
    return found


def restore(
    engine: Engine,
    store: Store,
    now: datetime,
    folder: Path,
    *,
    overwrites: bool = False,
) -> Restored:
    """Put a backup in the place of this installation's database and evidence.

    SQLite's present file is set aside under another name; PostgreSQL's tables are replaced in one
    transaction. What was restored is counted and walked again.

    Raises:
        BackupFailed: and nothing was changed, unless the text says otherwise.
    """
    found = check(folder, engine)
    kind = found.database.partition(" ")[0]
    if kind != engine.dialect.name:
        raise BackupFailed(
            f"The backup is of {found.database}, and DATABASE_URL leads to {engine.dialect.name}. "
            "Point it at a database of the same kind."
        )
    if not overwrites and _holds_work(engine):
        raise BackupFailed(
            "The database holds work already, and was left as it is. Stop the site, then give "
            "--overwrite to put the backup in its place."
        )
    files = _put_evidence(folder, store)
    kept_as = None
    if kind == "sqlite":
        kept_as = _place_file(engine, folder / SQLITE, now)
    else:
        _load_dump(engine, folder / DUMP)
    engine.dispose()
    try:
        with engine.connect() as connection:
            _is_as_said(contents.read(connection), found)
    except BackupFailed as failure:
        said = f"The backup was put in its place, and it does not hold: {failure}"
        raise BackupFailed(said) from failure
    return Restored(found, files, kept_as)


def _is_as_said(held: Contents, said: Manifest) -> None:
    """Compare what a database holds with the manifest."""
    if (held.seq, held.head) != (said.journal_seq, said.journal_head):
        raise BackupFailed("The journal in the backup is not the one that its manifest names.")
    if uncounted := sorted(held.rows.keys() - said.rows.keys()):
        raise BackupFailed(f"The manifest does not count the table {uncounted[0]}.")
    for table, count in held.rows.items():
        if said.rows[table] != count:
            raise BackupFailed(
                f"The table {table} has {count} rows, and the manifest says {said.rows[table]}."
            )


def _holds_work(engine: Engine) -> bool:
    if engine.dialect.name == "sqlite" and not Path(str(engine.url.database)).exists():
        return False
    with engine.connect() as connection:
        return not contents.is_empty(connection)


def _put_evidence(folder: Path, store: Store) -> int:
    """Give the store each file that it lacks; a name of ours never stands for two files."""
    put = 0
    for path in sorted((folder / EVIDENCE).rglob("*")):
        if not path.is_file():
            continue
        try:
            if store.get(path.name) == path.read_bytes():
                continue
        except StoreFailure:
            pass  # it is not there, or is damaged; it is put anew
        store.put(path.name, path.read_bytes())
        put += 1
    return put


def _place_file(engine: Engine, copy: Path, now: datetime) -> Path | None:
    """Put the copy under the database's name, and return where the present file went."""
    engine.dispose()
    target = Path(str(engine.url.database))
    new = target.with_name(target.name + ".restoring")
    shutil.copyfile(copy, new)
    new.chmod(0o600)
    aside = None
    if target.exists():
        aside = target.with_name(f"{target.name}.before-{now.astimezone(UTC):%Y-%m-%dT%H%M%SZ}")
        if aside.exists():
            raise BackupFailed(f"{aside} is there already. Wait a second, then try again.")
        _empty_log(target)
        for ending in ("-wal", "-shm", ""):
            path = target.with_name(target.name + ending)
            if path.exists():
                path.rename(aside.with_name(aside.name + ending))
    new.rename(target)
    return aside


def _empty_log(path: Path) -> None:
    """Write what stands in the log of a file into the file, so that it is whole by itself.

    A file that is damaged is set aside as it is, with its log.
    """
    try:
        connection = sqlite3.connect(path, timeout=10)
        try:
            busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        raise BackupFailed(
            f"The database is in use or cannot be written ({error}). Stop the site and the "
            "scheduler first."
        ) from error
    except sqlite3.DatabaseError:
        return
    if busy:
        raise BackupFailed("The database is in use. Stop the site and the scheduler first.")


def _load_dump(engine: Engine, path: Path) -> None:
    with engine.connect() as connection:
        major = postgres.major_of(connection)
    postgres.load(engine.url, major, path)
