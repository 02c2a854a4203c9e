"""An undo means the same entry, and the same questions, in a plan that was restored elsewhere."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import JournalEntry, Plan, StatusReport, Task, UpdateRequest, User
from support.files.exported import exported
from support.ground.moments import washington
from support.web.refusals import refuses
from workplan.exchange import formats
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.coordination import update_requests
from workplan.services.history import taken_back
from workplan.services.interchange import archives
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.spills import asking, carrying_out
from workplan.services.spills.asking import Asked
from workplan.services.spills.carrying_out import Kept
from workplan.storage.disk import DiskStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from support.ground.office import Office

NOW = washington(2026, 9, 2)


@pytest.fixture
def undos(office: Office) -> list[tuple[int, int]]:
    """The entries that a change and a report, both taken back, and their undos left."""
    task = office.add("1a", 5)
    office.change(task, NOW, duration_days=9)
    update_requests.ask(Change(office.coordinator, NOW), task, date(2026, 9, 9), "How is it?")
    office.report(task, NOW + timedelta(hours=1), percent=20)
    found = []
    for verb in ("task.changed", "task.reported"):
        seq = [entry.seq for entry in office.journal() if entry.verb == verb][-1]
        undo(Change(office.coordinator, NOW + timedelta(hours=2)), seq)
        found.append((seq, [e.seq for e in office.journal() if e.verb == verb][-1]))
    return found


def restored(office: Office) -> Plan:
    content = exported(office.plan(), "json", NOW, with_history=True)
    archive = formats.read(content).archive
    assert archive is not None
    return archives.restore(Change(office.coordinator, NOW), archive, "again")


def entries(plan: Plan) -> Sequence[JournalEntry]:
    db.session.rollback()
    of_plan = select(JournalEntry).where(JournalEntry.plan_id == plan.id)
    return db.session.scalars(of_plan.order_by(JournalEntry.seq)).all()


def test_an_undo_names_the_entry_that_it_takes_back_here(
    office: Office, undos: list[tuple[int, int]]
) -> None:
    before = taken_back.among(db.session(), entries(office.plan()))
    assert before == dict(undos)
    numbers = [entry.seq for entry in entries(office.plan())]

    plan = restored(office)

    here = [entry for entry in entries(plan) if entry.verb != "plan.restored"]
    seq = dict(zip(numbers, (entry.seq for entry in here), strict=True))
    assert taken_back.among(db.session(), here) == {seq[a]: seq[b] for a, b in undos}
    by_seq = {entry.seq: entry for entry in here}
    for first, second in undos:
        assert by_seq[seq[second]].reason == f"Undoes entry {seq[first]:,}"
    reported = by_seq[seq[undos[1][1]]]
    assert (reported.after or {})["done"] == f"Undoes entry {seq[undos[1][0]]:,}."
    said = select(StatusReport.done).join(Task).where(Task.plan_id == plan.id)
    assert f"Undoes entry {seq[undos[1][0]]:,}." in db.session.scalars(said).all()
    with refuses("entry", "is taken back already"):
        undo(Change(office.coordinator, NOW + timedelta(days=1)), seq[undos[0][0]])
    assert journal.verify(db.session())[0] == office.last_seq()


def test_an_undo_opens_and_closes_the_questions_of_the_restored_plan(
    office: Office, undos: list[tuple[int, int]]
) -> None:
    assert undos
    plan = restored(office)
    [own] = db.session.scalars(
        select(UpdateRequest.id).join(Task).where(Task.plan_id == plan.id)
    ).all()
    kept = [entry.after or {} for entry in entries(plan) if entry.verb == "task.reported"]
    assert [kept[-2]["answered"], kept[-1]["asked_again"]] == [[own], [own]]


@pytest.mark.parametrize(
    ("table", "column", "text"),
    [
        ("tasks", "code", "1a\r\nBcc: x"),
        ("tasks", "name", "Draft\x00"),
        ("tasks", "description", "Bell\x07"),
        ("users", "name", "Lena\nBcc: x"),
        ("status_reports", "done", "half a pair \ud800"),
        ("initiatives", "title", "x" * 201),
        ("tasks", "name", "two\u2028lines"),
        ("tasks", "driver", "zzz"),
        ("plans", "days_off", ["x"]),
        ("plans", "weekmask", "0000000"),
        ("plans", "hours", "17:00-08:00"),
        ("plans", "work_calendars", {"Crew": {"weekmask": "0000000"}}),
        ("plans", "work_calendars", {"": {"weekmask": "1111000"}}),
        ("plans", "start_minute", 1440),
        ("tasks", "short_parts", -1),
        ("tasks", "constraint_minute", 10**12),
        ("tasks", "actual_start_minute", "noon"),
        ("users", "email", "ok@a.example, evil@e.example"),
        ("status_reports", "contradictions", ["\ud800\0"]),
    ],
)
def test_an_archive_brings_no_text_that_a_form_would_not_take(
    office: Office, table: str, column: str, text: object
) -> None:
    office.report(office.add("1a", 5), NOW, percent=20)
    content = exported(office.plan(), "json", NOW, with_history=True)
    archive = formats.read(content).archive
    assert archive is not None
    rows = archive["tables"][table]
    assert rows
    rows[-1][column] = text
    with refuses("archive", f"{table}.{column} in the file holds"):
        archives.restore(Change(office.coordinator, NOW), archive, "again")


def test_an_archive_makes_nobody_an_administrator(office: Office) -> None:
    content = exported(office.plan(), "json", NOW, with_history=True)
    archive = formats.read(content).archive
    assert archive is not None
    for person in archive["tables"]["users"]:
        person["email"], person["is_admin"] = f"new-{person['email']}", True
    archives.restore(Change(office.coordinator, NOW), archive, "again")
    made = db.session.scalars(select(User).where(User.email.startswith("new-"))).all()
    assert made
    assert not any(person.is_admin for person in made)


def test_an_entry_that_words_have_left_holds_in_a_plan_that_was_restored(office: Office) -> None:
    task = office.add("1a", 5, name="The heron flies at nine")
    office.change(task, NOW, description="It says: the heron flies at nine.")
    wanted = Asked("words", None, "the heron flies at nine", "It is classified.")
    number = asking.ask(Change(office.coordinator, NOW), office.plan().slug, wanted)
    db.session.remove()
    instance = office.app.extensions["workplan"].instance
    kept = Kept(DiskStore(instance / "evidence"), instance)
    carrying_out.remove(Change(office.people["admin"], NOW), kept, number, "")
    plan = restored(office)
    assert "heron" not in str([(e.before, e.after) for e in entries(plan)])
    struck = [e.verb for e in entries(plan) if "[removed]" in str(e.after)]
    assert struck == ["task.added", "task.changed", "task.struck"]
    journal.verify(db.session())
