"""The index of what is found is whole, whatever wrote the texts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import select, text

from models import Task
from support.record.finding import NOW, check_index, codes, listed
from workplan.exchange.planfile import FileTask, PlanFile
from workplan.extensions import db
from workplan.services.changes import bulk_changes
from workplan.services.changes.previews import preview
from workplan.services.changes.undoing.undo import undo
from workplan.services.coordination import conversations
from workplan.services.finding import search
from workplan.services.interchange import archives, imports, merges
from workplan.services.interchange.imports import ImportWishes
from workplan.services.record.actor import Actor
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reporting import status_reports
from workplan.services.structure.task import tasks

if TYPE_CHECKING:
    from support.ground.office import Office

FOLDED_SINCE = "0015"


@pytest.mark.parametrize("field", ["done", "next_steps", "help_needed"])
def test_each_text_of_a_report_is_found(office: Office, field: str) -> None:
    task_id = office.add("1a")
    office.report(task_id, **{field: "Ünterzeichnet"})

    assert codes("unterzeichnet", office.lead) == ["1a"]
    assert codes("ze", office.lead) == ["1a"]
    (found,) = search.find(db.session(), office.lead, "UNTERZ")
    assert found.places == [("report", [("Ünterz", True), ("eichnet", False)])]
    version = office.task(task_id).version
    status_reports.confirm(Change(office.lead, NOW), task_id, version)
    assert codes("nothing changed", office.lead) == ["1a"]
    check_index()


def test_each_comment_is_found(office: Office) -> None:
    task_id = office.add("1a")
    conversations.say(Change(office.lead, NOW), task_id, "The 審査 is overdue")

    assert codes("審査", office.lead) == ["1a"]
    assert codes("verdue", office.lead) == ["1a"]
    check_index()


def test_what_is_imported_merged_changed_together_and_undone_is_found(office: Office) -> None:
    me = office.coordinator
    brought = PlanFile("Brought in", date(2027, 1, 4))
    brought.tasks = [FileTask(n, f"Überprüfung {n}", 5, f"U{n}", note="Beilage") for n in (1, 2)]

    slug = imports.import_plan(Change(me, NOW), brought, me.id or 0, ImportWishes()).slug
    assert codes("prufung", me) == ["U1", "U2"]
    assert listed(me, slug, text="beilage") == ["U1", "U2"]
    check_index()

    brought.tasks[0].name = "Ausfuhr"
    brought.tasks.append(FileTask(3, "Einfuhr", 5, "U3"))
    since = office.last_seq()
    merges.merge_plan(Change(me, NOW), slug, brought, ImportWishes())
    assert (codes("prufung", me), codes("fuhr", me)) == (["U2"], ["U1", "U3"])
    check_index()

    undo(Change(me, NOW), since + 1)
    assert (codes("prufung", me), codes("fuhr", me)) == (["U1", "U2"], [])
    check_index()

    chosen = {
        task.id: task.version
        for task in db.session.scalars(select(Task).where(Task.code.in_(["U1", "U2"])))
    }
    since = office.last_seq()
    bulk_changes.change(Change(me, NOW), slug, chosen, bulk_changes.BulkFields(shift_days=3))
    undo(Change(me, NOW), since + 1)
    assert codes("prufung", me) == ["U1", "U2"]
    check_index()


def test_a_restored_plan_is_found_whole_and_its_archive_has_no_folded_copy(office: Office) -> None:
    task_id = office.add("1a", name="Überprüfung")
    conversations.say(Change(office.lead, NOW), task_id, "Zur Überprüfung")
    office.report(task_id, done="Überprüfung begonnen")
    archive = archives.archive_of(db.session(), office.plan())
    assert not [key for key in archive["tables"]["tasks"][0] if "folded" in key]

    archives.restore(Change(Actor(None, "Operator", "cli"), NOW), archive, "again")

    found = search.find(db.session(), office.lead, "prufung")
    assert [f.task.code for f in found] == ["1a", "1a"]
    assert [[kind for kind, _ in f.places] for f in found] == [["task", "report", "comment"]] * 2
    check_index()


def test_a_preview_that_is_not_kept_leaves_nothing_to_be_found(office: Office) -> None:
    task_id = office.add("1a", name="Before")
    task = office.task(task_id)
    wanted, version = replace(office.fields("1a"), name="Afterwards"), task.version
    plan_id = office.plan().id

    preview(
        Change(office.coordinator, NOW),
        plan_id,
        lambda change: tasks.change(change, task_id, version, wanted),
    )

    assert (codes("before", office.lead), codes("afterw", office.lead)) == (["1a"], [])
    check_index()


def test_what_was_written_before_texts_were_folded_is_found_after_the_migration(
    office: Office,
) -> None:
    task_id = office.add("1a", name="Überprüfung")
    conversations.say(Change(office.lead, NOW), task_id, "武器輸出の審査")
    office.report(task_id, done="Unterzeichnet")
    migrations = current_app.extensions["migrate"].directory
    before = ScriptDirectory(migrations).get_revision(FOLDED_SINCE).down_revision
    db.session.remove()
    flask_migrate.downgrade(revision=before)
    with writing() as session:
        session.execute(text("UPDATE tasks SET name = 'Prüfungen' WHERE code = '1a'"))
        assert session.scalar(text("SELECT count(*) FROM search WHERE kind = 'comment'")) == 1

    flask_migrate.upgrade()

    for typed in ("RUFUNGEN", "輸出", "審", "zeichn"):
        assert codes(typed, office.lead) == ["1a"]
    assert codes("Überprüfung", office.lead) == []
    check_index()
