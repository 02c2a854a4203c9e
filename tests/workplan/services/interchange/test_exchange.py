"""Plans brought in, merged, tried, taken back, and explained."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models import JournalEntry, Plan, Task
from support.files.exported import exported
from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.snapshots import snapshot
from support.web.refusals import refused
from workplan.errors import InvalidInput, NotAllowed, NotFound
from workplan.exchange import formats
from workplan.exchange.planfile import FileLink, FileTask, PlanFile
from workplan.extensions import db
from workplan.services.changes.previews import preview
from workplan.services.changes.undoing.asked_first import UndoAsked
from workplan.services.changes.undoing.undo import undo
from workplan.services.history.date_moves import moves_between
from workplan.services.interchange import imports, merges
from workplan.services.interchange.imports import ImportWishes
from workplan.services.interchange.planfiles import planfile_of
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies, tasks
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)
BURN = ("scope_tasks", "scope_days", "remaining_tasks", "remaining_days")


def plan_file() -> PlanFile:
    """Return a plan with subtasks, constraints, a deadline and a link of each kind of lag."""
    found = PlanFile("Brought in", date(2027, 1, 4), holidays=(date(2027, 1, 18),))
    found.tasks = [
        FileTask(1, "Effort", 0, "1"),
        FileTask(2, "Draft", 5, "1.1", parent=1, owners=("State PM",), note="With counsel"),
        FileTask(3, "Clear", 3, "1.2", parent=1, constraint="SNET", owners=("DSCA",)),
        FileTask(4, "Publish", 2, "1.3", parent=1, deadline_on=date(2027, 3, 1), owners=("DSCA",)),
    ]
    found.tasks[2].constraint_on = date(2027, 1, 20)
    found.links = [FileLink(2, 3, "SS", 2), FileLink(3, 4, "FS", 10, is_elapsed=True)]
    return found


def bring_in(office: Office, found: PlanFile | None = None) -> str:
    """Import a plan and return its slug."""
    me = office.coordinator
    return imports.import_plan(
        Change(me, NOW), found or plan_file(), me.id or 0, ImportWishes()
    ).slug


def plain(found: PlanFile) -> list[FileTask]:
    return [replace(task, start_on=None, finish_on=None) for task in found.tasks]


def left(office: Office) -> list[int]:
    """Return what the journal's counts add up to."""
    plan_id = office.plan().id
    columns = [func.sum(getattr(JournalEntry, name)) for name in BURN]
    row = db.session.execute(select(*columns).where(JournalEntry.plan_id == plan_id)).one()
    return list(row)


@pytest.mark.parametrize("form", ["json", "mspdi", "csv", "xlsx"])
def test_what_is_imported_is_exported_again(office: Office, form: str) -> None:
    plan = office.plan(bring_in(office))

    content = exported(plan, form, NOW)
    back = formats.read(content, "file", plan.start_on)

    assert plain(back) == plain(plan_file())
    assert back.links == plan_file().links


def test_an_import_is_one_journal_entry_with_those_of_its_tasks(office: Office) -> None:
    since = office.last_seq()

    plan = office.plan(bring_in(office))

    entries = office.journal(since)
    assert [e.verb for e in entries if e.cause_seq is None] == ["plan.imported"]
    assert {e.plan_id for e in entries} == {plan.id}
    assert journal.verify(db.session())


@pytest.mark.parametrize(("title", "words"), [("Import", "of a page"), ("Arms", "already")])
def test_an_address_that_is_taken_is_refused(office: Office, title: str, words: str) -> None:
    with refused(InvalidInput, words):
        bring_in(office, PlanFile(title, date(2027, 1, 4)))


def test_a_merge_of_the_same_file_changes_nothing(office: Office) -> None:
    slug = bring_in(office)
    before = snapshot()

    found, _ = merges.merge_plan(Change(office.coordinator, NOW), slug, plan_file(), ImportWishes())

    assert found.is_empty
    assert snapshot() == before


def test_a_merge_changes_exactly_the_edited_cells(office: Office) -> None:
    slug = bring_in(office)
    newer = plan_file()
    newer.tasks[1].duration_days = 8
    newer.tasks[3].name = "Publish it"
    newer.links[0] = FileLink(2, 3, "FS")

    found, _ = merges.merge_plan(Change(office.coordinator, NOW), slug, newer, ImportWishes())

    assert {(c.uid, c.field) for c in found.changed} == {(2, "duration_days"), (4, "name")}
    after = planfile_of(db.session(), office.plan(slug))
    assert plain(after) == plain(newer)
    assert sorted(after.links) == sorted(newer.links)


def test_a_merge_keeps_what_was_reported_here(office: Office) -> None:
    slug = bring_in(office)
    task_id = db.session.scalars(select(Task.id).where(Task.uid == 2, Task.name == "Draft")).one()
    office.report(task_id, NOW, office.coordinator, percent=60, actual_start_on=date(2026, 9, 1))
    newer = plan_file()
    newer.tasks[1].percent = 10

    found, _ = merges.merge_plan(Change(office.coordinator, NOW), slug, newer, ImportWishes())

    assert "percent" in {change.field for change in found.kept}
    assert office.task(task_id).percent == 60


def test_a_merge_is_the_coordinators(office: Office) -> None:
    with refused(NotAllowed):
        merges.merge_plan(Change(office.lead, NOW), SLUG, plan_file(), ImportWishes())
    with refused(NotFound):
        merges.merge_plan(Change(office.stranger, NOW), SLUG, plan_file(), ImportWishes())


def test_a_preview_says_what_saving_does_and_keeps_nothing(office: Office) -> None:
    first, second = office.add("1a", 5), office.add("1b", 3, leads=("DSCA",))
    dependencies.add(Change(office.coordinator, NOW), second, DependencyFields(first))
    before, plan_id = snapshot(), office.plan().id
    task = office.task(first)
    wanted = replace(fields_of(db.session(), task), duration_days=9)
    version = task.version

    found = preview(
        Change(office.coordinator, NOW),
        plan_id,
        lambda change: tasks.change(change, first, version, wanted),
    )

    assert snapshot() == before
    tasks.change(Change(office.coordinator, NOW), first, version, wanted)
    assert {t.id: t.after for t in found.moved} == {
        task_id: (office.task(task_id).start_on, office.task(task_id).finish_on)
        for task_id in (first, second)
    }
    assert {t.days for t in found.moved} == {4}
    assert found.told == ["Dana Kim", "Lena Ivanova"]


@pytest.mark.parametrize(
    "kind", ["changed", "added", "removed", "reported", "linked", "link removed"]
)
def test_an_undo_restores_fields_and_counts_as_a_new_entry(office: Office, kind: str) -> None:
    first, second = office.add("1a", 5), office.add("1b", 3)
    me = office.coordinator
    if kind == "link removed":
        dependencies.add(Change(me, NOW), second, DependencyFields(first, "SS", 2))
    before, counts = plan_as_it_is(office), left(office)
    since = office.last_seq()
    match kind:
        case "changed":
            office.change(first, NOW, duration_days=9, name="Draft anew")
        case "added":
            office.add("1c", 7, now=NOW)
        case "removed":
            office.remove(first, NOW)
        case "reported":
            office.report(first, NOW, percent=40, actual_start_on=date(2026, 9, 1), done="Half")
        case "linked":
            dependencies.add(Change(me, NOW), second, DependencyFields(first))
        case _:
            row = max(link.id for link in db.session.scalars(select(dependencies.Dependency)))
            dependencies.remove(Change(me, NOW), row)
    seq = next(e.seq for e in office.journal(since) if e.verb != "task.moved")
    last = office.last_seq()

    undo(Change(me, NOW), seq)

    assert plan_as_it_is(office) == before
    assert left(office) == counts
    new = office.journal(last)
    assert new[0].reason.startswith(f"Undoes entry {seq}")
    assert journal.verify(db.session())


def test_an_import_is_undone_and_its_address_is_free_again(office: Office) -> None:
    since = office.last_seq()
    slug = bring_in(office)
    seq = office.journal(since)[0].seq
    with refused(UndoAsked, "takes the whole plan “Brought in” away, and nothing brings it back"):
        undo(Change(office.coordinator, NOW), seq)
    assert office.plan(slug).removed_at is None

    undo(Change(office.coordinator, NOW), seq, is_sure=True)

    assert db.session.scalar(select(Plan.id).where(Plan.slug == slug)) is None
    assert bring_in(office) == slug


def test_an_undo_of_what_was_changed_again_is_refused(office: Office) -> None:
    task_id, since = office.add("1a", 5), office.last_seq()
    office.change(task_id, NOW, duration_days=9)
    office.change(task_id, NOW, duration_days=11)

    with refused(InvalidInput, "changed “duration” again"):
        undo(Change(office.coordinator, NOW), since + 1)


def test_an_undo_takes_the_right_to_the_change(office: Office) -> None:
    since = office.last_seq()
    office.add("1a", 5)

    for who in (office.viewer, office.lead, office.auditor):
        with refused(NotAllowed):
            undo(Change(who, NOW), since + 1)
    with refused(NotFound, f"There is no entry {since + 1} among yours."):
        undo(Change(office.stranger, NOW), since + 1)


def test_the_shares_of_a_move_add_up(office: Office) -> None:
    first, second = office.add("1a", 5), office.add("1b", 3)
    dependencies.add(Change(office.coordinator, NOW), second, DependencyFields(first))
    for day, days in ((3, 8), (4, 6), (8, 12)):
        office.change(first, washington(2026, 9, day), duration_days=days)

    found = moves_between(db.session(), office.plan(), date(2026, 9, 2), date(2026, 9, 30))

    assert {move.task_id for move in found} == {first, second}
    for move in found:
        assert [share.days for share in move.shares] == [3, -2, 6]
        assert sum(share.days for share in move.shares) == move.days == 7
    (of_second,) = (move for move in found if move.task_id == second)
    assert of_second.shares[0].path == ("1a Draft part 1a", "1b Draft part 1b")


def plan_as_it_is(office: Office) -> tuple[list[FileTask], list[FileLink]]:
    found = planfile_of(db.session(), office.plan())
    return sorted(found.tasks, key=lambda task: task.uid), sorted(found.links)
