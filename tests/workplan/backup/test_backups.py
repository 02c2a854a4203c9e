"""A backup is whole, is checked, comes back as it was, and goes over nothing unless told."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy
from sqlalchemy import select

from models import Evidence
from support.moments import washington
from support.snapshots import snapshot
from workplan.backup import making, manifest, postgres, restoring
from workplan.backup.failures import BackupFailed
from workplan.extensions import db
from workplan.services import evidence, journal, recomputed
from workplan.services.evidence import Given
from workplan.storage.disk import DiskStore

if TYPE_CHECKING:
    from click.testing import Result

    from support.office import Office

NOW = washington(2026, 9, 2)
ON_POSTGRES = os.environ.get("WORKPLAN_TEST_DATABASE") == "postgres"
on_sqlite = pytest.mark.skipif(ON_POSTGRES, reason="SQLite is a file of ours")
on_postgres = pytest.mark.skipif(not ON_POSTGRES, reason="PostgreSQL brings programs")
PICTURE = b"\x89PNG\r\n\x1a\n" + b"\0" * 40


def settings(office: Office):  # type: ignore[no-untyped-def]  # Settings
    return office.app.extensions["workplan"]


def store(office: Office) -> DiskStore:
    return DiskStore(settings(office).instance / "evidence")


@pytest.fixture
def worked(office: Office) -> Office:
    """An office with a task, a report and a file."""
    task = office.add("1a", 5)
    office.report(task, percent=20)
    given = Given(files=[("picture.png", PICTURE)])
    evidence.add(store(office), office.coordinator, NOW, task, given)
    db.session.rollback()
    return office


@pytest.fixture
def made(worked: Office, tmp_path: Path) -> Path:
    return making.make(settings(worked), db.engine, store(worked), NOW, tmp_path / "backups")


def restore(office: Office, folder: Path, *, overwrites: bool = True) -> restoring.Restored:
    db.session.remove()
    return restoring.restore(db.engine, store(office), NOW, folder, overwrites=overwrites)


def test_it_comes_back_as_it_was(worked: Office, made: Path) -> None:
    before = snapshot()
    worked.add("1b", 5)
    [key] = db.session.scalars(select(Evidence.stored_as))
    store(worked).drop(key)
    assert snapshot() != before
    done = restore(worked, made)
    assert snapshot() == before
    assert (done.files, store(worked).get(key)) == (1, PICTURE)
    assert list(recomputed.differences(db.session())) == []
    worked.add("1c", 5)
    journal.verify(db.session())


def test_its_manifest_says_what_is_in_it_and_holds_no_secret(worked: Office, made: Path) -> None:
    found = manifest.read(made)
    assert (found.journal_seq, found.journal_head) == journal.head(db.session())
    assert (found.rows["tasks"], found.rows["evidence"]) == (3, 1)
    assert sum(name.startswith("evidence/") for name in found.files) == 1
    key = settings(worked).secret_key
    for path in made.rglob("*"):
        if path.is_file():
            assert key.encode() not in path.read_bytes()
    assert stat.S_IMODE(made.stat().st_mode) == 0o700
    assert found.key == manifest.fingerprint(key) != manifest.fingerprint(key + "x")


def test_nothing_is_overwritten_unless_told(worked: Office, made: Path) -> None:
    before = snapshot()
    with pytest.raises(BackupFailed, match="holds work already, and was left as it is"):
        restore(worked, made, overwrites=False)
    assert snapshot() == before


@on_sqlite
def test_what_stood_there_before_is_set_aside_whole(worked: Office, made: Path) -> None:
    worked.add("1b", 5)
    before = snapshot()
    aside = restore(worked, made).kept_as
    assert aside is not None
    copied = sqlalchemy.create_engine(f"sqlite:///{aside}")
    with copied.connect() as connection:
        codes = connection.execute(sqlalchemy.text("SELECT code FROM tasks")).scalars().all()
    assert "1b" in codes
    assert snapshot() != before
    copied.dispose()


WRONG = {
    "altered": (lambda path: path.write_bytes(path.read_bytes()[:-1] + b"!"), "was altered"),
    "removed": (lambda path: path.unlink(), "is missing"),
    "added": (lambda path: path.with_name("more").write_text("x"), "is not in the manifest"),
}


@pytest.mark.parametrize("how", WRONG)
def test_one_that_was_changed_is_refused(worked: Office, made: Path, how: str) -> None:
    change, said = WRONG[how]
    [file, *_] = sorted(path for path in made.iterdir() if path.name != manifest.NAME)
    target = file if file.is_file() else next(path for path in file.rglob("*") if path.is_file())
    change(target)
    before = snapshot()
    with pytest.raises(BackupFailed, match=said):
        restore(worked, made)
    assert snapshot() == before


def test_one_whose_manifest_says_something_else_is_refused(worked: Office, made: Path) -> None:
    path = made / manifest.NAME
    said = json.loads(path.read_text())
    path.write_text(json.dumps(said | {"database": "oracle 23"}))
    with pytest.raises(BackupFailed, match="is of oracle 23"):
        restore(worked, made)
    path.write_text(json.dumps(said | {"form": 2}))
    with pytest.raises(BackupFailed, match="made by another version"):
        restore(worked, made)
    path.write_text("{}")
    with pytest.raises(BackupFailed, match="is no backup of ours"):
        restore(worked, made)


@on_sqlite
def test_rows_that_the_manifest_does_not_count_are_refused(worked: Office, made: Path) -> None:
    path = made / manifest.NAME
    said = json.loads(path.read_text())
    path.write_text(json.dumps(said | {"rows": said["rows"] | {"tasks": 99}}))
    before = snapshot()
    with pytest.raises(BackupFailed, match="The table tasks has 3 rows, and the manifest says 99"):
        restore(worked, made)
    assert snapshot() == before


@on_sqlite
def test_a_damaged_database_makes_no_backup(worked: Office, tmp_path: Path) -> None:
    db.session.execute(sqlalchemy.text("PRAGMA foreign_keys = OFF"))
    db.session.remove()
    with db.engine.connect() as connection:
        connection.exec_driver_sql("ROLLBACK")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("UPDATE tasks SET assignee_id = 987654")
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
    with pytest.raises(BackupFailed, match="rows refer to nothing, the first in tasks"):
        making.make(settings(worked), db.engine, store(worked), NOW, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_file_that_the_store_lacks_is_named(worked: Office, tmp_path: Path) -> None:
    [key] = db.session.scalars(select(Evidence.stored_as))
    db.session.rollback()
    store(worked).drop(key)
    made = making.make(settings(worked), db.engine, store(worked), NOW, tmp_path / "backups")
    assert manifest.read(made).missing == [key]


def test_only_whole_ones_are_counted_and_the_oldest_go(worked: Office, tmp_path: Path) -> None:
    to = tmp_path / "backups"
    for days in range(4):
        moment = NOW + timedelta(days=days)
        making.make(settings(worked), db.engine, store(worked), moment, to)
    (to / "workplan-2020-01-01T000000Z").mkdir()
    newest = making.backups(to)[-2:]
    gone = making.keep_newest(to, 2, newest[-1])
    assert len(gone) == 2
    assert making.backups(to) == newest
    assert (to / "workplan-2020-01-01T000000Z").exists()


def test_one_that_lacks_files_never_counts_and_nothing_is_deleted_for_it(
    worked: Office, tmp_path: Path
) -> None:
    to = tmp_path / "backups"
    for days in range(2):
        moment = NOW + timedelta(days=days)
        making.make(settings(worked), db.engine, store(worked), moment, to)
    whole = making.backups(to)
    [key] = db.session.scalars(select(Evidence.stored_as))
    db.session.rollback()
    store(worked).drop(key)
    for days in range(2, 5):
        moment = NOW + timedelta(days=days)
        made = making.make(settings(worked), db.engine, store(worked), moment, to)
        making.keep_newest(to, 2, made)
    assert making.backups(to)[:2] == whole
    result = run(worked, "backup", str(to), "--keep", "1")
    assert (result.exit_code, "no older backup was deleted" in result.output) == (1, True)
    assert making.backups(to)[:2] == whole


def test_the_one_just_made_stays_and_what_is_not_ours_is_left_alone(
    worked: Office, tmp_path: Path
) -> None:
    to = tmp_path / "backups"
    later = NOW + timedelta(days=9)
    for moment in (later, NOW):
        made = making.make(settings(worked), db.engine, store(worked), moment, to)
    copied = shutil.copytree(made, to / "workplan-before-upgrade")
    (to / "workplan-2020-01-01T000000Z").symlink_to(copied)
    assert making.keep_newest(to, 1, made) == []
    assert made.exists()
    assert copied.exists()
    assert len(making.backups(to)) == 2


DOCTORED = {
    "no database": {"files": {}},
    "another kind": {"database": "postgresql 15" if not ON_POSTGRES else "sqlite"},
    "no kind": {"database": None},
    "no rows": {"rows": {}},
    "rows in a list": {"rows": []},
    "files in a list": {"files": ["a"]},
    "no files": {"files": None},
}


@pytest.mark.parametrize("how", DOCTORED)
def test_a_manifest_that_was_doctored_is_refused_in_a_sentence(
    worked: Office, made: Path, how: str
) -> None:
    path = made / manifest.NAME
    path.write_text(json.dumps(json.loads(path.read_text()) | DOCTORED[how]))
    if how == "no database":
        for file in [*made.glob("database*")]:
            file.unlink()
        shutil.rmtree(made / "evidence")
    before = snapshot()
    with pytest.raises(BackupFailed):
        restore(worked, made)
    assert snapshot() == before


@pytest.mark.parametrize("text", ["[" * 100_000, "null", "[]", '{"form": 1}', "\xff"])
def test_a_manifest_that_is_none_is_refused_in_a_sentence(
    worked: Office, made: Path, text: str
) -> None:
    (made / manifest.NAME).write_text(text, encoding="latin-1")
    with pytest.raises(BackupFailed, match="is no backup of ours"):
        restore(worked, made)


def test_links_and_other_things_than_files_are_refused(worked: Office, made: Path) -> None:
    elsewhere = made.parent / "elsewhere"
    shutil.move(made / "evidence", elsewhere)
    (made / "evidence").symlink_to(elsewhere)
    with pytest.raises(BackupFailed, match="evidence is neither a file nor a folder"):
        restore(worked, made)
    (made / "evidence").unlink()
    os.mkfifo(made / "evidence")
    with pytest.raises(BackupFailed, match="evidence is neither a file nor a folder"):
        restore(worked, made)


@on_sqlite
def test_a_database_without_the_triggers_of_its_journal_is_refused(
    worked: Office, made: Path
) -> None:
    path = made / "database.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER journal_no_delete")
    said = json.loads((made / manifest.NAME).read_text())
    said["files"]["database.sqlite3"] = manifest.digest(path)
    (made / manifest.NAME).write_text(json.dumps(said))
    with pytest.raises(BackupFailed, match="triggers that keep the journal"):
        restore(worked, made)


@on_sqlite
def test_a_task_that_was_altered_in_a_backup_is_told_of(worked: Office, made: Path) -> None:
    path = made / "database.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE tasks SET name = 'FORGED' WHERE code = '1a'")
    said = json.loads((made / manifest.NAME).read_text())
    said["files"]["database.sqlite3"] = manifest.digest(path)
    (made / manifest.NAME).write_text(json.dumps(said))
    result = run(worked, "restore", str(made), "--overwrite")
    assert "1 field of tasks differs from what the journal says" in result.output


def test_another_that_is_being_made_is_left_alone(worked: Office, tmp_path: Path) -> None:
    to = tmp_path / "backups"
    growing = to / "workplan-2026-09-02T130000Z.part"
    growing.mkdir(parents=True)
    (growing / "database").write_text("half")
    with pytest.raises(BackupFailed, match="Another backup is being made"):
        making.make(settings(worked), db.engine, store(worked), NOW, to)
    assert (growing / "database").read_text() == "half"


@on_sqlite
@pytest.mark.parametrize("name", ["a%41b", "a#b", "a?b", "with space"])
def test_folders_of_any_name_will_do(worked: Office, tmp_path: Path, name: str) -> None:
    made = making.make(settings(worked), db.engine, store(worked), NOW, tmp_path / name)
    assert restoring.check(made, db.engine).rows["tasks"] == 3


@on_postgres
def test_a_restore_takes_away_what_a_newer_schema_added(worked: Office, made: Path) -> None:
    with db.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE newer (user_id INTEGER REFERENCES users(id))")
        connection.exec_driver_sql("ALTER TABLE tasks ADD COLUMN newer VARCHAR(20)")
    restore(worked, made)
    found = sqlalchemy.inspect(db.engine)
    assert not found.has_table("newer")
    assert "newer" not in {column["name"] for column in found.get_columns("tasks")}
    journal.verify(db.session())


@on_postgres
def test_a_manifest_that_says_something_else_is_found_before_anything_is_replaced(
    worked: Office, made: Path
) -> None:
    path = made / manifest.NAME
    said = json.loads(path.read_text())
    assert said["is_opened"]
    path.write_text(json.dumps(said | {"rows": said["rows"] | {"users": 99}}))
    before = snapshot()
    with pytest.raises(BackupFailed, match="and the manifest says 99"):
        restore(worked, made)
    assert snapshot() == before


@on_postgres
def test_programs_of_another_version_are_refused_with_the_way_out() -> None:
    with pytest.raises(BackupFailed, match="apt install postgresql-client-9"):
        postgres.program("pg_dump", 9)


def run(office: Office, *arguments: str) -> Result:
    db.session.remove()
    return office.app.test_cli_runner().invoke(args=arguments)


def test_the_commands_say_what_they_did(worked: Office, tmp_path: Path) -> None:
    to = tmp_path / "backups"
    result = run(worked, "backup", str(to), "--keep", "14")
    assert result.exit_code == 0, result.output
    [made] = making.backups(to)
    assert f"Backed up to {made}: " in result.output
    assert "3 tasks, 1 files of evidence" in result.output
    assert "is whole" in run(worked, "restore", str(made), "--check").output
    refused = run(worked, "restore", str(made))
    assert (refused.exit_code, "give --overwrite" in refused.output) == (1, True)
    changed = json.loads((made / manifest.NAME).read_text()) | {"key": "0" * 16}
    (made / manifest.NAME).write_text(json.dumps(changed))
    result = run(worked, "restore", str(made), "--overwrite")
    assert result.exit_code == 0, result.output
    assert "everybody has to sign in again" in result.output
    assert result.output.rstrip().endswith("flask --app wsgi db upgrade")
