"""Backups that are asked for: one at a time, each with its row, and known when cut short."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from models import Backup
from support.files.backing_up import NOW, settings
from support.files.backing_up import store as evidence
from workplan.backup import asked, making, manifest, shelf
from workplan.errors import InvalidInput, NotFound
from workplan.extensions import db
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office
    from workplan.backup.asked import Job

LATER = NOW + timedelta(hours=1)


def admin(office: Office) -> Actor:
    return Actor(office.people["admin"].id, "Ada Admin", "web", is_admin=True)


def ask(office: Office, now: datetime = NOW) -> Job:
    return asked.ask(Change(admin(office), now), settings(office), db.engine)


def lines(office: Office) -> list[shelf.Line]:
    return shelf.page_of(db.session(), settings(office), 1).lines


def only(office: Office) -> Backup:
    db.session.expire_all()
    [line] = lines(office)
    return line.row


def test_one_is_made_where_it_was_asked_and_its_row_says_what_it_holds(worked: Office) -> None:
    ask(worked).run()
    row = only(worked)
    folder = Path(row.place) / row.name
    found = manifest.read(folder)
    assert folder.parent == settings(worked).instance / "backups"
    assert (row.state, row.missing, row.said, row.entries) == ("made", 0, "", found.journal_seq)
    assert row.size_bytes == shelf.size(folder) > 100_000
    assert row.ended_at is not None
    assert row.ended_at >= row.asked_at
    assert [e.verb for e in worked.journal()[-2:]] == ["backup.asked", "backup.made"]
    assert worked.journal()[-1].actor_name == "Ada Admin"


def test_while_one_is_being_made_that_is_said_and_another_waits(worked: Office) -> None:
    work = ask(worked)
    [line] = lines(worked)
    assert (line.row.state, line.is_cut_short) == ("making", False)
    with pytest.raises(InvalidInput, match="being made or looked through now"):
        ask(worked, LATER)
    work.run()
    ask(worked, LATER).run()
    assert len(lines(worked)) == 2


def test_one_whose_program_ended_is_known_as_cut_short_and_the_next_says_so(
    worked: Office,
) -> None:
    work = ask(worked)
    part = shelf.place_of(settings(worked)) / (making.name_at(NOW) + making.PART)
    part.mkdir()
    work.lock.close()  # as when its process dies
    [line] = lines(worked)
    assert line.is_cut_short
    ask(worked, LATER).run()
    first = lines(worked)[1].row
    assert (first.state, first.said) == ("failed", asked.CUT_SHORT)
    assert not part.exists()
    verbs = [e.verb for e in worked.journal()][-4:]
    assert verbs == ["backup.asked", "backup.failed", "backup.asked", "backup.made"]


def test_one_that_was_whole_when_its_program_ended_counts(worked: Office) -> None:
    work = ask(worked)
    place = shelf.place_of(settings(worked))
    making.make(settings(worked), db.engine, evidence(worked), NOW, place)
    work.lock.close()
    ask(worked, LATER).run()
    assert [line.row.state for line in lines(worked)] == ["made", "made"]


def test_what_fails_is_said_and_leaves_nothing(worked: Office) -> None:
    work = ask(worked)
    (shelf.place_of(settings(worked)) / making.name_at(NOW)).mkdir()
    work.run()
    row = only(worked)
    assert row.state == "failed"
    assert "is there already" in row.said
    assert worked.journal()[-1].verb == "backup.failed"
    assert not shelf.page_of(db.session(), settings(worked), 1).is_busy


def test_one_is_looked_through_and_found_whole_or_not(worked: Office) -> None:
    ask(worked).run()
    number = only(worked).id

    def check() -> None:
        change = Change(admin(worked), LATER)
        asked.ask_check(change, settings(worked), db.engine, number).run()

    check()
    assert only(worked).is_whole is True
    row = only(worked)
    [kept] = (Path(row.place) / row.name).glob("database.*")
    kept.write_bytes(b"something else")
    check()
    assert only(worked).is_whole is False
    assert "was altered" in only(worked).check_said
    assert worked.journal()[-1].verb == "backup.checked"


def test_one_that_is_gone_or_elsewhere_is_not_looked_through(worked: Office) -> None:
    ask(worked).run()
    row = only(worked)
    shutil.rmtree(Path(row.place) / row.name)
    assert not lines(worked)[0].is_here
    with pytest.raises(InvalidInput, match="another machine"):
        asked.ask_check(Change(admin(worked), LATER), settings(worked), db.engine, row.id)


def test_nobody_else_asks(worked: Office) -> None:
    change = Change(worked.coordinator, NOW)
    with pytest.raises(NotFound):
        asked.ask(change, settings(worked), db.engine)
    with pytest.raises(NotFound):
        asked.ask_check(change, settings(worked), db.engine, 1)
    assert lines(worked) == []
