"""What left for good leaves a restored backup again, from its tables, its entries and its files."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import (
    Comment,
    CommentPoint,
    Evidence,
    ReceivedMail,
    SavedView,
    Spill,
    TaskComment,
)
from support.files.backing_up import NOW, PICTURE, run, settings, store
from support.record.snapshots import snapshot
from workplan.errors import InvalidInput
from workplan.extensions import db
from workplan.mail.inbound.mailbox import Fetched
from workplan.services.consultation import comments, points
from workplan.services.consultation.comments import Letter, Sender
from workplan.services.coordination import conversations
from workplan.services.delivery.incoming import received
from workplan.services.history import recomputed
from workplan.services.record import journal
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.reminding import heartbeats
from workplan.services.reporting import evidence
from workplan.services.reporting.evidence import Given
from workplan.services.spills import again, asking, carrying_out, outside, scrubbing
from workplan.services.spills.asking import Asked
from workplan.services.spills.carrying_out import Kept
from workplan.storage.disk import DiskStore
from workplan.storage.store import StoreFailure

if TYPE_CHECKING:
    from support.ground.office import Office

WORDS = "The heron flies at nine from Fort Adler"
MAIL = b"""From: jo@elsewhere.example
Subject: x

Did you hear? The heron flies
at nine from Fort Adler!
"""


def everything() -> str:
    return str(snapshot()).lower()


def remove(office: Office, asked: Asked) -> carrying_out.leaving.Left:
    """Ask for a removal, and carry it out."""
    number = asking.ask(Change(office.coordinator, NOW), office.plan().slug, asked)
    db.session.remove()
    operator = Change(Actor(None, "Operator", "cli"), NOW)
    return carrying_out.remove(
        operator, Kept(store(office), settings(office).instance), number, "Done."
    )


@pytest.fixture
def told(office: Office) -> Office:
    """An office in which the words stand in a task, a comment, a mail, and beside a file."""
    task = office.add("1a", 5, name=f"Say it: {WORDS}")
    conversations.say(Change(office.people["lead"], NOW), task, f"{WORDS}?")
    given = Given(files=[("heron.png", PICTURE)])
    evidence.add(store(office), Change(office.coordinator, NOW), task, given)
    assert received.keep(store(office), Fetched("x", MAIL, len(MAIL)), "Maildir", NOW)
    return office


def words(why: str = "It is classified.") -> Asked:
    return Asked("words", None, WORDS, why)


def test_the_bytes_of_a_mail_that_came_in_leave_with_its_words(told: Office) -> None:
    left = remove(told, words())
    assert (left.mails, left.files) == (1, 0)
    assert "heron flies" not in everything()
    [mail] = db.session.query(ReceivedMail)
    assert mail.stored_as is None
    journal.verify(db.session())
    assert not list(recomputed.differences(db.session()))


def test_a_restored_backup_shows_nothing_of_it(told: Office, tmp_path: Path) -> None:
    made = run(told, "backup", str(tmp_path / "backups"))
    assert made.exit_code == 0, made.output
    [folder] = (tmp_path / "backups").glob("workplan-*")
    [file_id] = db.session.scalars(select(Evidence.id))
    remove(told, words())
    remove(told, Asked("file", file_id, "heron.png", "So is this."))
    assert "heron" not in everything()
    listed = (settings(told).instance / outside.NAME).read_text()
    assert "heron" not in listed.lower()

    back = run(told, "restore", str(folder), "--overwrite")
    assert back.exit_code == 0, back.output
    assert "flask --app wsgi spills again" in back.output
    assert "heron flies" in everything()
    done = run(told, "spills", "again")
    assert done.exit_code == 0, done.output

    assert "heron" not in everything()
    [file] = db.session.query(Evidence)
    assert file.gone_at is not None
    assert not [path for path in store(told).folder.rglob("*") if path.is_file()]
    journal.verify(db.session())
    assert not list(recomputed.differences(db.session()))
    assert "Nothing is in the list" in run(told, "spills", "again").output


def test_the_list_comes_with_the_backups_to_a_new_machine(told: Office, tmp_path: Path) -> None:
    run(told, "backup", str(tmp_path / "backups"))
    [folder] = (tmp_path / "backups").glob("workplan-*")
    remove(told, words())
    outside.bring(settings(told).instance, tmp_path / "backups")
    (settings(told).instance / outside.NAME).unlink()
    run(told, "restore", str(folder), "--overwrite")
    assert again.follow(NOW, store(told), settings(told).instance) is not None
    assert "heron flies" not in everything()


def test_what_left_the_database_has_left_its_file(told: Office) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps its own files")
    remove(told, words())
    db.session.remove()
    db.engine.dispose()
    file = str(db.engine.url.database)
    for path in Path(file).parent.glob(f"{Path(file).name}*"):
        assert b"heron flies" not in path.read_bytes().lower(), path.name


def test_a_mail_that_came_in_leaves_with_the_comment_that_it_became(told: Office) -> None:
    [mail], [comment] = db.session.query(ReceivedMail), db.session.query(TaskComment)
    mail.comment_id, mail.plan_id = comment.id, told.plan().id
    db.session.commit()
    remove(told, Asked("received_mail", mail.id, "", "It is personal."))
    [mail], [comment] = db.session.query(ReceivedMail), db.session.query(TaskComment)
    assert (mail.stored_as, mail.subject) == (None, "[removed]")
    assert comment.body == "[removed]"
    assert "heron flies" in everything()  # in the name of the task, which nobody named


def test_a_mail_of_a_stakeholder_leaves_with_the_comment_that_it_became(told: Office) -> None:
    [mail] = db.session.query(ReceivedMail)
    change = Change(told.coordinator, NOW)
    words = "The heron flies at nine from Fort Adler. Please say when it comes back."
    letter = Letter(Sender("Jo Doe", "Adlers", "jo@elsewhere.example"), "Heron flies", words)
    comments.enter(change, told.plan().slug, letter)
    points.split(change, told.plan().slug, 1, 1, "Please say when it comes back.")
    [found] = db.session.query(Comment)
    found.mail_id, mail.plan_id = mail.id, told.plan().id
    db.session.commit()
    left = remove(told, Asked("received_mail", mail.id, "", "It is personal."))
    assert (left.texts, sum(map(len, left.rests.values()))) == (1, 1)
    assert "Please say when it comes back" not in everything()
    [found], [point] = db.session.query(Comment), db.session.query(CommentPoint)
    assert (found.sender, found.organisation, found.address) == ("[removed]", "", "")
    assert (found.subject, found.words, point.words) == ("[removed]",) * 3
    assert "heron" not in found.folded


def test_a_store_that_is_away_leaves_the_request_to_be_repeated(
    told: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    [file] = db.session.query(Evidence)

    def away(*_: object) -> None:
        raise StoreFailure("away")

    with monkeypatch.context() as patch:
        patch.setattr(DiskStore, "drop", away)
        with pytest.raises(StoreFailure):
            remove(told, Asked("file", file.id, "", "It is classified."))
    db.session.remove()
    done = run(told, "spills", "remove", "1", "--yes")
    assert done.exit_code == 0, done.output
    assert "1 file" in done.output
    assert "Removed" in run(told, "spills", "list").output


def test_an_operator_declines_with_a_reason(told: Office) -> None:
    asking.ask(Change(told.coordinator, NOW), told.plan().slug, words())
    done = run(told, "spills", "decline", "1", "--answer", "It is public.")
    assert done.exit_code == 0, done.output
    assert "heron flies" in everything()
    assert "Declined" in run(told, "spills", "list").output


def test_what_was_declined_meanwhile_stays_whatever_the_list_says(told: Office) -> None:
    number = asking.ask(Change(told.coordinator, NOW), told.plan().slug, words())
    db.session.remove()
    instance = settings(told).instance
    outside.intend(instance, outside.lines_of(outside.Leaving((WORDS,))))
    carrying_out.decline(Change(told.people["admin"], NOW), number, "It is public.")
    assert again.follow(NOW, store(told), instance) is None
    assert "heron flies" in everything()


def test_a_broken_line_of_the_list_is_passed_over(told: Office) -> None:
    path = settings(told).instance / outside.NAME
    path.write_text('{"id": "abc", "ki')
    remove(told, words())
    found = outside.read(settings(told).instance)
    assert len(found.lines) == len(found.confirmed) == 1
    assert again.follow(NOW, store(told), settings(told).instance) is None


def test_a_list_that_cannot_be_written_lets_nothing_leave(
    told: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(outside, "_add", full)
    with pytest.raises(InvalidInput, match="Nothing has left"):
        remove(told, words())
    assert "heron flies" in everything()


def test_a_request_in_a_backup_that_waited_then_has_no_words_left(
    told: Office, tmp_path: Path
) -> None:
    number = asking.ask(Change(told.coordinator, NOW), told.plan().slug, words())
    db.session.remove()
    run(told, "backup", str(tmp_path / "backups"))
    [folder] = (tmp_path / "backups").glob("workplan-*")
    done = run(told, "spills", "remove", str(number), "--yes")
    assert done.exit_code == 0, done.output
    run(told, "restore", str(folder), "--overwrite")
    run(told, "spills", "again")
    [row] = db.session.query(Spill)
    assert (row.state, row.words) == ("asked", "[removed]")


def test_two_rows_of_unique_names_keep_different_ones(told: Office) -> None:
    plan, who = told.plan().id, told.coordinator.id
    for name in (WORDS, WORDS.upper()):
        db.session.add(SavedView(plan_id=plan, user_id=who, name=name, query="q=x", saved_at=NOW))
    db.session.commit()
    remove(told, words())
    names = db.session.scalars(select(SavedView.name)).all()
    assert len(set(names)) == 2
    assert all(name.startswith("[removed] (") for name in names)


def test_a_file_that_left_is_not_taken_again(told: Office) -> None:
    [file] = db.session.query(Evidence)
    task = file.task_id
    remove(told, Asked("file", file.id, "", "It is classified."))
    given = Given(files=[("other.png", PICTURE)])
    with pytest.raises(InvalidInput, match="was removed for good"):
        evidence.add(store(told), Change(told.coordinator, NOW), task, given)


def test_a_busy_file_is_written_anew_at_a_later_beat(told: Office) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps its own files")
    reader = sqlite3.connect(str(db.engine.url.database))
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM journal").fetchone()
    remove(told, words())
    waits = heartbeats.last_beat(db.session(), scrubbing.UNSCRUBBED)
    assert waits is not None
    reader.close()
    db.session.remove()
    scrubbing.scrub_what_waits(NOW)
    assert heartbeats.last_beat(db.session(), scrubbing.UNSCRUBBED) is None
