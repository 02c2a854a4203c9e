"""What is left of a draft that was deleted thirty days ago: its journal, and one row."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models import Base, Evidence, JournalEntry, Plan, ReceivedMail, Task
from support.files.broken_rows import rows_of_the_desk
from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.snapshots import snapshot
from support.web.refusals import refused
from workplan.errors import NotFound
from workplan.extensions import db
from workplan.services.history import recomputed
from workplan.services.lifecycle import copies, purging, putting_away
from workplan.services.lifecycle.copies import Copy
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.structure.baseline import baselines
from workplan.storage.disk import DiskStore
from workplan.storage.store import StoreFailure

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from support.ground.office import Office

NOW = washington(2026, 9, 2)
LATER = NOW + timedelta(days=30)


@pytest.fixture
def store(tmp_path: Path) -> DiskStore:
    return DiskStore(tmp_path / "evidence")


@pytest.fixture
def deleted(office: Office) -> int:
    """A draft with a row in every table that can have one, deleted; its number."""
    office.add("1a", 5, date(2026, 11, 10))
    wanted = Copy(PlanFields("A draft", "draft", "America/New_York"), date(2026, 10, 1))
    change = Change(office.coordinator, NOW)
    plan_id = copies.copy(change, SLUG, wanted).id
    baselines.freeze(change, "draft", "First thoughts")
    task_id = db.session.scalars(select(Task.id).where(Task.plan_id == plan_id)).first()
    office.report(task_id or 0, NOW, office.coordinator)
    rows = rows_of_the_desk(office, task_id or 0, NOW)
    for row in rows:
        if hasattr(row, "plan_id"):
            row.plan_id = plan_id
    # A notice names a comment, which has its number once it is stored.
    db.session.add_all(row for row in rows if type(row).__name__ != "Notice")
    db.session.commit()
    putting_away.delete(change, "draft")
    return plan_id


def purge(now: datetime, store: DiskStore) -> int:
    db.session.rollback()
    return purging.purge_deleted(now, store)


def left_of(plan_id: int) -> dict[str, int]:
    """Return how many rows each table has of a plan."""
    found = {}
    for table, condition in purging.rows_of(plan_id):
        count = db.session.scalar(select(func.count()).select_from(table).where(condition))
        found[table.name] = count or 0
    return {name: count for name, count in found.items() if count}


def test_nothing_goes_before_its_thirty_days_have_passed(
    office: Office, deleted: int, store: DiskStore
) -> None:
    before = snapshot()
    assert purge(LATER - timedelta(minutes=1), store) == 0
    assert snapshot() == before
    assert putting_away.bring_back(Change(office.coordinator, LATER), deleted).slug == "draft"
    assert purge(LATER, store) == 0


def test_then_its_rows_go_from_every_table_and_no_other_plan_loses_one(
    office: Office, deleted: int, store: DiskStore
) -> None:
    other = office.plan().id
    before = left_of(other)
    assert {"tasks", "suspenses", "memberships", "baseline_tasks", "evidence", "task_comments"} <= (
        left_of(deleted).keys()
    )
    assert purge(LATER, store) == 1
    assert left_of(deleted) == {}
    assert left_of(other) == before


def test_its_journal_stays_the_chain_holds_and_one_entry_says_so(
    office: Office, deleted: int, store: DiskStore
) -> None:
    entries = select(func.count()).where(JournalEntry.plan_id == deleted)
    before = db.session.scalar(entries) or 0
    purge(LATER, store)
    assert db.session.scalar(entries) == before + 1
    entry = office.journal(office.last_seq() - 1)[0]
    assert (entry.verb, entry.actor_name, entry.after) == (
        "plan.purged",
        "Scheduler",
        {"title": "A draft", "tasks": 2},
    )
    journal.verify(db.session())
    assert list(recomputed.differences(db.session())) == []
    assert db.session.get_one(Plan, deleted).purged_at == LATER


def test_it_goes_once_and_cannot_be_brought_back(
    office: Office, deleted: int, store: DiskStore
) -> None:
    assert (purge(LATER, store), purge(LATER, store)) == (1, 0)
    assert putting_away.deleted_of(db.session(), office.coordinator) == []
    with refused(NotFound, "may have passed"):
        putting_away.bring_back(Change(office.coordinator, LATER), deleted)


def test_files_of_evidence_go_with_it(deleted: int, store: DiskStore) -> None:
    row = db.session.scalars(
        select(Evidence)
        .join(Task, Task.id == Evidence.task_id)
        .where(Task.plan_id == deleted, Evidence.stored_as.is_not(None))
    ).one()
    store.put("k" * 32, b"content")
    row.stored_as = "k" * 32
    db.session.commit()
    purge(LATER, store)
    with pytest.raises(Exception, match=r"."):
        store.get("k" * 32)


def test_mail_that_came_in_for_it_goes_with_it(
    office: Office, deleted: int, store: DiskStore
) -> None:
    kept = {"source": "here", "sender": "jo", "subject": "S", "received_at": NOW, "size_bytes": 1}
    for key, plan_id in (("a" * 32, deleted), ("b" * 32, office.plan("strangers").id)):
        store.put(key, b"mail")
        facts = {"fingerprint": key, "checksum": key, "stored_as": key, "plan_id": plan_id}
        db.session.add(ReceivedMail(state="ignored", kind="other", **facts, **kept))
    db.session.commit()
    purge(LATER, store)
    assert [mail.stored_as for mail in db.session.scalars(select(ReceivedMail))] == ["b" * 32]
    assert store.get("b" * 32) == b"mail"
    with pytest.raises(StoreFailure):
        store.get("a" * 32)


def test_a_plan_whose_import_was_undone_is_no_deleted_draft(
    office: Office, store: DiskStore
) -> None:
    plan = office.plan()
    plan.removed_at, plan.stage = NOW, "closed"
    db.session.commit()
    assert purge(LATER, store) == 0


def test_every_table_that_refers_to_a_plan_is_among_those_that_lose_their_rows() -> None:
    purged = {table.name for table, _ in purging.rows_of(1)}
    for table in Base.metadata.sorted_tables:
        if table.name in purging.KEPT:
            continue
        for key in table.foreign_keys:
            if key.column.table.name in {"plans", "tasks", *purged}:
                assert table.name in purged, table.name
