"""Old backups go once a new one is whole: by the page and by the command, each with its entry."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Backup
from support.files.backing_up import NOW, run, settings
from support.files.backing_up import store as evidence
from workplan import clock
from workplan.backup import asked, making, shelf
from workplan.cli.answers import OPERATOR
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.services.accounts import house_settings
from workplan.services.accounts.house_settings import HouseFields
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from support.ground.office import Office

AGO = (400, 399, 100, 99, 20)
"""Days before `NOW`, 2 September 2026: 400 and 399 lie in one month, 100 and 99 in another."""


def admin(office: Office) -> Actor:
    return Actor(office.people["admin"].id, "Ada Admin", "web", is_admin=True)


def older(office: Office, to: Path, days: tuple[int, ...] = AGO) -> list[Path]:
    """Put a backup of each of some days into a folder, each noted, and return them."""
    first = making.make(settings(office), db.engine, evidence(office), at(days[0]), to)
    others = [shutil.copytree(first, to / making.name_at(at(ago))) for ago in days[1:]]
    folders = [first, *others]
    for folder, ago in zip(folders, days, strict=True):
        asked.note_made(Change(OPERATOR, at(ago)), settings(office), folder)
    return folders


def at(days_ago: int) -> datetime:
    return NOW - timedelta(days=days_ago)


def ask(office: Office) -> Backup:
    """Have one made by the page, and return its row."""
    job = asked.ask(Change(admin(office), NOW), settings(office), db.engine)
    job.run()
    return asked.by_number(db.session(), job.number)


def deleted() -> list[str]:
    """Return the names of those that are marked as deleted."""
    db.session.rollback()
    gone = select(Backup.name).where(Backup.deleted_at.is_not(None)).order_by(Backup.name)
    return list(db.session.scalars(gone))


def test_the_page_deletes_what_the_rule_does_not_keep(worked: Office) -> None:
    place = shelf.place_of(settings(worked))
    first, second, third, fourth, recent = older(worked, place)
    made = ask(worked)
    assert making.backups(place) == [second, fourth, recent, place / made.name]
    assert deleted() == [first.name, third.name]
    entries = worked.journal()[-2:]
    assert [e.verb for e in entries] == ["backup.deleted"] * 2
    assert entries[0].after == {"name": first.name, "backup_days": 30}
    assert entries[0].actor_name == "Ada Admin"
    assert made.said == ""
    gone = next(r for r in db.session.scalars(select(Backup)) if r.name == first.name)
    assert entries[0].subject_id == gone.id
    with pytest.raises(InvalidInput, match="It was deleted"):
        asked.ask_check(Change(admin(worked), NOW), settings(worked), db.engine, gone.id)


def test_another_rule_of_the_house_holds_with_the_next_backup(worked: Office) -> None:
    place = shelf.place_of(settings(worked))
    folders = older(worked, place)
    house_settings.change(Change(admin(worked), NOW), HouseFields(backup_days=400))
    ask(worked)
    assert deleted() == []
    assert all(folder.exists() for folder in folders)


def test_one_that_was_found_broken_keeps_no_months_place(worked: Office) -> None:
    place = shelf.place_of(settings(worked))
    first, second, *_ = older(worked, place, (400, 399))
    with Change(OPERATOR, NOW).transaction() as session:
        row = session.scalars(select(Backup).where(Backup.name == second.name)).one()
        row.checked_at, row.is_whole = NOW, False
    ask(worked)
    assert deleted() == [second.name]
    assert first.exists()


def test_for_one_that_lacks_files_nothing_is_deleted(worked: Office) -> None:
    place = shelf.place_of(settings(worked))
    folders = older(worked, place)
    for path in (settings(worked).instance / "evidence").rglob("*"):
        if path.is_file():
            path.unlink()
    assert ask(worked).missing == 1
    assert deleted() == []
    assert all(folder.exists() for folder in folders)


def test_what_cannot_be_deleted_is_said_and_those_before_it_are_noted(
    worked: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = shelf.place_of(settings(worked))
    first, _, third, *_ = older(worked, place)
    remove = shutil.rmtree

    def refuse(path: Path, **options: bool) -> None:
        if path == third:
            raise PermissionError(13, os.strerror(13))
        remove(path, **options)

    monkeypatch.setattr(shutil, "rmtree", refuse)
    made = ask(worked)
    assert made.state == "made"
    assert made.said.endswith("could not be deleted: Permission denied. Delete it yourself.")
    assert deleted() == [first.name]
    assert third.exists()


def test_the_command_does_the_same_in_its_folder(
    worked: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    to = tmp_path / "backups"
    first, second, third, fourth, recent = older(worked, to)
    made = run(worked, "backup", str(to))
    assert made.exit_code == 0, made.output
    assert made.output.splitlines()[-2:] == [f"Deleted {first.name}.", f"Deleted {third.name}."]
    assert making.backups(to)[:-1] == [second, fourth, recent]
    assert deleted() == [first.name, third.name]
    listed = run(worked, "backup", "list").output
    assert sum(" deleted " in line for line in listed.splitlines()) == 2
    entry = worked.journal()[-1]
    assert (entry.verb, entry.door) == ("backup.deleted", "cli")


def test_a_number_given_to_the_command_goes_before_the_rule(
    worked: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    to = tmp_path / "backups"
    *old, recent = older(worked, to)
    assert run(worked, "backup", str(to), "--keep", "2").exit_code == 0
    assert making.backups(to)[0] == recent
    assert deleted() == [folder.name for folder in old]
    assert worked.journal()[-1].after == {"name": old[-1].name, "newest": 2}


def test_while_another_is_looked_through_the_command_deletes_nothing(
    worked: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    to = tmp_path / "backups"
    folders = older(worked, to)
    with shelf.lock(settings(worked)):
        busy = run(worked, "backup", str(to))
    assert "Backed up to" in busy.output
    assert "No older backup was deleted" in busy.output
    assert all(folder.exists() for folder in folders)
