"""Changes that belong together: merged as one, taken back as one, and brought forth again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import JournalEntry, Task
from support.ground.moments import washington
from support.record.snapshots import snapshot
from support.web.refusals import refused
from workplan.calendars.spans import days
from workplan.errors import InvalidInput
from workplan.exchange.planfile import FileLink, FileTask, PlanFile
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.interchange import imports, merges
from workplan.services.interchange.imports import ImportWishes
from workplan.services.interchange.planfiles import planfile_of
from workplan.services.record import journal
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)


def older() -> PlanFile:
    found = PlanFile("Brought in", date(2027, 1, 4), holidays=())
    found.tasks = [
        FileTask(1, "Effort", 0, "1"),
        FileTask(2, "Draft", 5, "1.1", parent=1, owners=("State PM",)),
        FileTask(3, "Clear", 3, "1.2", parent=1, owners=("DSCA",)),
        FileTask(4, "Publish", 2, "1.3", parent=1, owners=("DSCA",)),
    ]
    found.links = [FileLink(2, 3, "FS"), FileLink(3, 4, "FS")]
    return found


def newer() -> PlanFile:
    """Return the file with a task renamed, one removed, one added, and links to match."""
    found = older()
    found.tasks[0].name = "Greater effort"
    found.tasks[1].duration_days = 8
    found.tasks[2] = FileTask(9, "Clear twice", 4, "1.9", parent=1, owners=("DSCA",))
    found.links = [FileLink(2, 9, "SS", 1), FileLink(9, 4, "FS")]
    return found


def merged(office: Office) -> tuple[str, int]:
    """Bring in a plan and its newer file; return the plan and the entry of the merge."""
    me = office.coordinator
    slug = imports.import_plan(Change(me, NOW), older(), me.id or 0, ImportWishes()).slug
    since = office.last_seq()
    merges.merge_plan(Change(me, NOW), slug, newer(), ImportWishes(), "Sent by DSCA")
    return slug, office.journal(since)[0].seq


def as_it_is(office: Office, slug: str) -> tuple[list[FileTask], list[FileLink], str]:
    found = planfile_of(db.session(), office.plan(slug))
    return sorted(found.tasks, key=lambda t: t.uid), sorted(found.links), found.title


def test_every_entry_of_a_merge_names_it_as_its_cause(office: Office) -> None:
    _, seq = merged(office)
    entries = db.session.scalars(select(JournalEntry).where(JournalEntry.seq > seq)).all()

    assert {entry.cause_seq for entry in entries} == {seq}
    assert "initiative.renamed" in {entry.verb for entry in entries}
    assert db.session.get_one(JournalEntry, seq).reason == "Sent by DSCA"


def test_a_merge_is_taken_back_whole(office: Office) -> None:
    me = office.coordinator
    slug = imports.import_plan(Change(me, NOW), older(), me.id or 0, ImportWishes()).slug
    before, since = as_it_is(office, slug), office.last_seq()
    merges.merge_plan(Change(me, NOW), slug, newer(), ImportWishes())
    after = as_it_is(office, slug)
    assert after != before

    undo(Change(me, NOW), since + 1)

    assert as_it_is(office, slug) == before
    journal.verify(db.session())


def test_an_undo_of_a_merge_can_be_undone(office: Office) -> None:
    slug, seq = merged(office)
    after, last = as_it_is(office, slug), office.last_seq()
    undo(Change(office.coordinator, NOW), seq)

    undo(Change(office.coordinator, NOW), last + 1)

    assert as_it_is(office, slug) == after
    journal.verify(db.session())


def test_a_merge_is_taken_back_once(office: Office) -> None:
    _, seq = merged(office)
    undo(Change(office.coordinator, NOW), seq)

    with refused(InvalidInput, "taken back already"):
        undo(Change(office.coordinator, NOW), seq)


def test_a_merge_that_was_built_on_is_not_taken_back_in_part(office: Office) -> None:
    slug, seq = merged(office)
    task_id = db.session.scalars(
        select(Task.id).where(Task.uid == 2, Task.plan_id == office.plan(slug).id)
    ).one()
    office.change(task_id, NOW, duration_days=11)
    before = snapshot()

    with refused(InvalidInput, "changed “duration” again"):
        undo(Change(office.coordinator, NOW), seq)

    assert snapshot() == before


def test_a_suspense_that_counts_from_another_task_is_merged_as_a_rule(office: Office) -> None:
    me = office.coordinator
    slug = imports.import_plan(Change(me, NOW), older(), me.id or 0, ImportWishes()).slug
    found = older()
    found.tasks[3].due_after = (2, days(10))

    merges.merge_plan(Change(me, NOW), slug, found, ImportWishes())

    after = {task.uid: task for task in planfile_of(db.session(), office.plan(slug)).tasks}
    assert after[4].due_after == (2, days(10))
    assert merges.merge_of(db.session(), office.plan(slug), found, ImportWishes(), NOW).is_empty
