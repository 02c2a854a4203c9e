"""What is found, to the last text, by whom, and wherever it is looked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import flask_migrate
import pytest
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import insert, select, text

from models import Agency, StatusReport, Task, TaskComment, User
from models.folded import fold_together
from support.moments import washington
from support.office import OTHER_SLUG, SLUG
from workplan.exchange.planfile import FileTask, PlanFile
from workplan.extensions import db
from workplan.services import (
    access,
    archives,
    bulk,
    conversations,
    imports,
    merges,
    search,
    status_reports,
    task_lists,
    tasks,
)
from workplan.services.actor import Actor
from workplan.services.conditions import Condition
from workplan.services.grams import may_hold
from workplan.services.imports import ImportWishes
from workplan.services.previews import preview
from workplan.services.task_lists import TaskFilter
from workplan.services.transaction import transaction
from workplan.services.undo import undo

if TYPE_CHECKING:
    from support.office import Office

NOW = washington(2026, 9, 2)
FOLDED_SINCE = "0015"
TEXTS = {
    Task: {"folded_code": ["code"], "folded_name": ["name"], "folded_description": ["description"]},
    StatusReport: {"folded": ["done", "next_steps", "help_needed"]},
    TaskComment: {"folded": ["body"]},
}


def codes(typed: str, actor: Actor) -> list[str]:
    """Return the codes of the tasks that a person finds."""
    db.session.rollback()
    return [found.task.code for found in search.find(db.session(), actor, typed)]


def listed(actor: Actor, slug: str = SLUG, **wanted: object) -> list[str]:
    """Return the codes of the tasks in the list of a plan."""
    db.session.rollback()
    _, standing = access.plan_for(db.session(), actor, slug)
    page = task_lists.page_of(db.session(), standing, TaskFilter(**wanted), NOW.date())  # type: ignore[arg-type]
    return [row.code for row in page.rows]


def check_index() -> None:
    """Assert that each text is stored folded as it stands, and that the index knows each row."""
    db.session.rollback()
    for source, columns in TEXTS.items():
        for row in db.session.scalars(select(source)):
            for column, texts in columns.items():
                together = fold_together(*(getattr(row, text) for text in texts))
                assert getattr(row, column) == together, (source, row.id, column)
                held = may_hold(db.session(), source, tuple(together.split()))
                assert db.session.scalar(select(source.id).where(source.id == row.id, held))


def test_nobodys_finds_are_pushed_out_by_what_they_may_not_see(office: Office) -> None:
    mine = office.add("9z", name="Notify the committee", description="A commission asks")
    theirs, _ = tasks.add(
        office.stranger, NOW, OTHER_SLUG, office.fields("ZZ", name="The committee of strangers")
    )
    with transaction(journalled=False) as session:
        row = {"task_id": theirs, "user_id": office.stranger.id, "said_at": NOW}
        session.execute(
            insert(TaskComment), [{**row, "body": f"The committee {n}"} for n in range(1200)]
        )

    assert codes("committee", office.lead) == ["9z"]
    assert codes("co", office.lead) == ["9z"]
    assert codes("committee", office.stranger) == ["ZZ"]
    assert codes("committee", office.people["admin"]) == []
    office.remove(mine)
    assert codes("committee", office.lead) == []


def test_a_task_of_which_much_is_said_takes_the_room_of_no_other(office: Office) -> None:
    first, _ = office.add("1a"), office.add("1b", description="The weekly call")
    with transaction(journalled=False) as session:
        row = {"task_id": first, "user_id": office.lead.id, "said_at": NOW}
        session.execute(insert(TaskComment), [{**row, "body": f"Weekly {n}"} for n in range(1200)])

    found = search.find(db.session(), office.lead, "weekly")

    assert [(f.task.code, len(f.places)) for f in found] == [("1b", 1), ("1a", search.MOST_PLACES)]
    assert "".join(part for part, _ in found[1].places[0][1]) == "Weekly 1199"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("roto", "1a"),
        ("ROADMAP proto", "1a"),
        ("counter-UAS", "1a"),
        ("counter‑uas", "1a"),
        ("uas", "1a"),
        ("輸出", "1b"),
        ("審査", "1b"),
        ("査", "1b"),
        ("武器輸出の", "1b"),
        ("überprüfung", "1c"),
        ("uberprufung", "1c"),
        ("ÜBERPRÜFUNG", "1c"),
        ("U\u0308berpru\u0308", "1c"),
        ("ｕｂｅｒ", "1c"),
        ("prüf lieferung", "1c"),
        ("FMS-2027", "1d"),
        ("50%", "1d"),
        ("don't", "1d"),
        ("a_b", "1d"),
        ("ORESUND", "1d"),
        ("x^y", None),
        ("a%b", None),
        ("rotoz", None),
        ("出輸", None),
    ],
)
def test_search_and_the_list_find_the_same_inside_words_and_without_accents(
    office: Office, typed: str, code: str | None
) -> None:
    office.add("1a", name="Roadmap for counter-UAS prototyping")
    office.add("1b", name="武器輸出の審査")
    office.add("1c", name="Überprüfung der Lieferungen")
    office.add("1d", name="ＦＭＳ－２０２７", description="Don’t exceed 50% of a_b at Øresund")

    wanted = [code] if code else []
    assert codes(typed, office.lead) == wanted
    assert listed(office.lead, text=typed) == wanted


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (("name", "has", "PRUFUNG"), ["1c"]),
        (("name", "is", "überprüfung DER lieferungen"), ["1c"]),
        (("name", "hasnt", "ÜBER"), ["0", "1d"]),
        (("about", "has", "øresund"), ["1d"]),
        (("lead", "is", "BURO FÜR rustung"), ["0", "1d"]),
        (("person", "is", "jürgen ÖZ"), ["1d"]),
    ],
)
def test_conditions_compare_texts_and_names_without_case_or_accents(
    office: Office, condition: tuple[str, str, str], found: list[str]
) -> None:
    with transaction(journalled=False) as session:
        session.get_one(Agency, office.agencies["DSCA"]).label = "Büro für Rüstung"
        session.get_one(User, office.contributor.id).name = "Jürgen Öz"
    office.add("1c", name="Überprüfung der Lieferungen")
    office.add(
        "1d", leads=("DSCA", "PM"), description="At Øresund", assignee_id=office.contributor.id
    )
    assert listed(office.lead, conditions=(Condition(*condition),)) == found


def test_the_best_comes_first(office: Office) -> None:
    office.add("1a", name="Restart the talks")
    office.add("1b", name="Nothing", description="A chart of art")
    office.add("1c", name="State of the art")
    said = office.add("1d", name="Other")
    conversations.say(office.lead, NOW, said, "Part of it")

    assert codes("art", office.lead) == ["1c", "1a", "1b", "1d"]


def test_each_text_of_a_task_is_found_by_the_new_and_not_by_the_old(office: Office) -> None:
    task_id = office.add("old1", name="Oldname", description="Oldprose")
    for field, old, new in (
        ("code", "old1", "new1"),
        ("name", "Oldname", "Neuer Name"),
        ("description", "Oldprose", "Neue\nProsa"),
    ):
        since = office.last_seq()
        office.change(task_id, **{field: new})
        for typed in (new.split()[0], new[:2], new.split()[-1][1:4]):
            assert task_id in {f.task.id for f in search.find(db.session(), office.lead, typed)}
        assert codes(old, office.lead) == []
        assert listed(office.lead, text=old) == []
        assert len(listed(office.lead, text=new)) == 1
        undo(office.coordinator, NOW, since + 1)
        assert len(codes(old, office.lead)) == 1
        assert codes(f"{new.split()[0]} ", office.lead) == []
    check_index()


@pytest.mark.parametrize("field", ["done", "next_steps", "help_needed"])
def test_each_text_of_a_report_is_found(office: Office, field: str) -> None:
    task_id = office.add("1a")
    office.report(task_id, **{field: "Ünterzeichnet"})

    assert codes("unterzeichnet", office.lead) == ["1a"]
    assert codes("ze", office.lead) == ["1a"]
    (found,) = search.find(db.session(), office.lead, "UNTERZ")
    assert found.places == [("report", [("Ünterz", True), ("eichnet", False)])]
    version = office.task(task_id).version
    status_reports.confirm(office.lead, NOW, task_id, version)
    assert codes("nothing changed", office.lead) == ["1a"]
    check_index()


def test_each_comment_is_found(office: Office) -> None:
    task_id = office.add("1a")
    conversations.say(office.lead, NOW, task_id, "The 審査 is overdue")

    assert codes("審査", office.lead) == ["1a"]
    assert codes("verdue", office.lead) == ["1a"]
    check_index()


def test_what_is_imported_merged_changed_together_and_undone_is_found(office: Office) -> None:
    me = office.coordinator
    brought = PlanFile("Brought in", date(2027, 1, 4))
    brought.tasks = [FileTask(n, f"Überprüfung {n}", 5, f"U{n}", note="Beilage") for n in (1, 2)]

    slug = imports.import_plan(me, NOW, brought, me.id or 0, ImportWishes()).slug
    assert codes("prufung", me) == ["U1", "U2"]
    assert listed(me, slug, text="beilage") == ["U1", "U2"]
    check_index()

    brought.tasks[0].name = "Ausfuhr"
    brought.tasks.append(FileTask(3, "Einfuhr", 5, "U3"))
    since = office.last_seq()
    merges.merge_plan(me, NOW, slug, brought, ImportWishes())
    assert (codes("prufung", me), codes("fuhr", me)) == (["U2"], ["U1", "U3"])
    check_index()

    undo(me, NOW, since + 1)
    assert (codes("prufung", me), codes("fuhr", me)) == (["U1", "U2"], [])
    check_index()

    chosen = {
        task.id: task.version
        for task in db.session.scalars(select(Task).where(Task.code.in_(["U1", "U2"])))
    }
    since = office.last_seq()
    bulk.change(me, NOW, slug, chosen, bulk.BulkFields(shift_days=3))
    undo(me, NOW, since + 1)
    assert codes("prufung", me) == ["U1", "U2"]
    check_index()


def test_a_restored_plan_is_found_whole_and_its_archive_has_no_folded_copy(office: Office) -> None:
    task_id = office.add("1a", name="Überprüfung")
    conversations.say(office.lead, NOW, task_id, "Zur Überprüfung")
    office.report(task_id, done="Überprüfung begonnen")
    archive = archives.archive_of(db.session(), office.plan())
    assert not [key for key in archive["tables"]["tasks"][0] if "folded" in key]

    archives.restore(Actor(None, "Operator", "cli"), NOW, archive, "again")

    found = search.find(db.session(), office.lead, "prufung")
    assert [f.task.code for f in found] == ["1a", "1a"]
    assert [[kind for kind, _ in f.places] for f in found] == [["task", "report", "comment"]] * 2
    check_index()


def test_a_preview_that_is_not_kept_leaves_nothing_to_be_found(office: Office) -> None:
    task_id = office.add("1a", name="Before")
    task = office.task(task_id)
    wanted, version = replace(office.fields("1a"), name="Afterwards"), task.version
    plan_id = office.plan().id

    preview(plan_id, lambda: tasks.change(office.coordinator, NOW, task_id, version, wanted))

    assert (codes("before", office.lead), codes("afterw", office.lead)) == (["1a"], [])
    check_index()


def test_what_was_written_before_texts_were_folded_is_found_after_the_migration(
    office: Office,
) -> None:
    task_id = office.add("1a", name="Überprüfung")
    conversations.say(office.lead, NOW, task_id, "武器輸出の審査")
    office.report(task_id, done="Unterzeichnet")
    migrations = current_app.extensions["migrate"].directory
    before = ScriptDirectory(migrations).get_revision(FOLDED_SINCE).down_revision
    db.session.remove()
    flask_migrate.downgrade(revision=before)
    with transaction(journalled=False) as session:
        session.execute(text("UPDATE tasks SET name = 'Prüfungen' WHERE code = '1a'"))
        assert session.scalar(text("SELECT count(*) FROM search WHERE kind = 'comment'")) == 1

    flask_migrate.upgrade()

    for typed in ("RUFUNGEN", "輸出", "審", "zeichn"):
        assert codes(typed, office.lead) == ["1a"]
    assert codes("Überprüfung", office.lead) == []
    check_index()
