"""A backup is whole, is checked, comes back as it was, and goes over nothing unless told."""

from __future__ import annotations

import json
import os
import shutil
import stat
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import sqlalchemy
from sqlalchemy import select

from models import Agency, Evidence, ReceivedMail, User
from support.files.backing_up import NOW, PICTURE, restore, run, settings, store
from support.record.snapshots import snapshot
from workplan.backup import dropping, making, manifest, postgres, restoring
from workplan.backup.failures import BackupFailed
from workplan.cli.answers import OPERATOR
from workplan.extensions import db
from workplan.mail.inbound.mailbox import Fetched
from workplan.services.accounts.membership import closures
from workplan.services.delivery.incoming import received
from workplan.services.history import recomputed
from workplan.services.people import agencies
from workplan.services.record import journal
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office

ON_POSTGRES = os.environ.get("WORKPLAN_TEST_DATABASE") == "postgres"
on_sqlite = pytest.mark.skipif(ON_POSTGRES, reason="SQLite is a file of ours")
on_postgres = pytest.mark.skipif(not ON_POSTGRES, reason="PostgreSQL brings programs")


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


def test_mail_that_came_in_comes_back_with_its_very_bytes(worked: Office, tmp_path: Path) -> None:
    content = b"From: jo@elsewhere.example\n\nHello"
    kept = store(worked)
    assert received.keep(kept, Fetched("x", content, len(content)), "Maildir", NOW)
    made = making.make(settings(worked), db.engine, kept, NOW, tmp_path / "backups")
    [key] = db.session.scalars(select(ReceivedMail.stored_as))
    kept.drop(key)
    assert restore(worked, made).files == 1
    [row] = db.session.scalars(select(ReceivedMail))
    assert received.content_of(kept, row) == content


def test_agencies_come_back_with_their_supervisors_and_people_with_their_agencies(
    worked: Office, tmp_path: Path
) -> None:
    supervise(worked, "PM", "supervisor")
    moved = closures.move(Change(OPERATOR, NOW), worked.people["supervisor"].id or 0, 1, pm(worked))
    assert moved == 0
    before = snapshot()
    made = making.make(settings(worked), db.engine, store(worked), NOW, tmp_path / "backups")
    supervise(worked, "PM", None)
    supervise(worked, "DSCA", "other_supervisor")
    restore(worked, made)
    assert snapshot() == before
    found = db.session.get_one(Agency, pm(worked))
    assert found.supervisor_id == worked.people["supervisor"].id
    assert db.session.get_one(User, found.supervisor_id or 0).agency_id == found.id
    supervise(worked, "PM", None)


def pm(office: Office) -> int:
    return office.agencies["PM"]


def supervise(office: Office, code: str, who: str | None) -> None:
    """Let somebody supervise an agency in each plan that they join for it, or nobody."""
    db.session.rollback()
    agency = agencies.by_code(db.session(), code)
    known = agencies.fields_of(db.session(), agency)
    wanted = replace(known, supervisor=office.email(who) if who else None)
    agencies.change(Change(OPERATOR, NOW), code, agency.version, wanted)


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
    gone = dropping.drop(Change(OPERATOR, NOW), settings(worked), newest[-1], 2)
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
        dropping.drop(Change(OPERATOR, moment), settings(worked), made, 2)
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
    assert dropping.drop(Change(OPERATOR, NOW), settings(worked), made, 1) == []
    assert made.exists()
    assert copied.exists()
    assert len(making.backups(to)) == 2


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
def test_programs_of_another_version_are_refused_with_the_way_out() -> None:
    with pytest.raises(BackupFailed, match="apt install postgresql-client-9"):
        postgres.program("pg_dump", 9)


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


def test_a_command_notes_what_it_made_and_lists_and_verifies_it(
    worked: Office, tmp_path: Path
) -> None:
    place = tmp_path / "elsewhere"
    assert "Backed up to" in run(worked, "backup", "--keep", "3", str(place)).output
    [folder] = making.backups(place)
    listed = run(worked, "backup", "list").output
    assert str(folder) in listed
    assert "when it was made" in listed
    verified = run(worked, "backup", "verify", str(folder))
    assert verified.exit_code == 0, verified.output
    assert "is whole" in verified.output
    assert "UTC, whole" in run(worked, "backup", "list").output
    (folder / making.SQLITE).unlink(missing_ok=True)
    (folder / making.DUMP).unlink(missing_ok=True)
    broken = run(worked, "backup", "verify", str(folder))
    assert broken.exit_code == 1
    assert "is missing" in broken.output


def test_one_that_nobody_noted_is_verified_all_the_same(worked: Office, made: Path) -> None:
    assert "not in the list of backups" in run(worked, "backup", "verify", str(made)).output
