"""A backup that somebody altered is refused in a sentence, before anything is replaced."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support.files.backing_up import restore, run
from support.record.snapshots import snapshot
from workplan.backup import manifest
from workplan.backup.failures import BackupFailed

if TYPE_CHECKING:
    from support.ground.office import Office

ON_POSTGRES = os.environ.get("WORKPLAN_TEST_DATABASE") == "postgres"
on_sqlite = pytest.mark.skipif(ON_POSTGRES, reason="SQLite is a file of ours")
on_postgres = pytest.mark.skipif(not ON_POSTGRES, reason="PostgreSQL brings programs")


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
