"""A newer file of a plan in which something was added or removed here meanwhile."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Initiative, Suspense
from support.files.exported import exported
from support.files.merging import (
    FIRST,
    GROUP,
    INSIDE,
    NOW,
    a_file,
    bring_in,
    file_of,
    kept,
    merge,
    row,
    rows,
)
from support.ground.office import SLUG
from support.record.counting import by_counting, in_journal
from workplan.calendars.spans import USUAL, days
from workplan.exchange import formats
from workplan.exchange.planfile import FileLink, FileTask
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.interchange import merges
from workplan.services.interchange.imports import ImportWishes
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies, tasks
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.office import Office


def test_a_task_that_was_added_here_stays_and_is_asked_about(office: Office) -> None:
    a4 = office.add("A4", 3)
    older = file_of(office)
    a5 = office.add("A5", 4, initiative_id=effort(office).id)
    dependencies.add(Change(office.coordinator, NOW), a5, DependencyFields(a4))
    before, title = kept(office, SLUG), effort(office).title

    with office.as_draft():
        found = merge(office, SLUG, older)

    assert [task.code for task in found.asked] == ["A5"]
    assert found.is_empty
    assert kept(office, SLUG) == before
    assert effort(office).title == title
    assert [link.type for link in file_of(office).links] == ["FS"]


def effort(office: Office) -> Initiative:
    plan_id = office.plan().id
    return db.session.scalars(select(Initiative).where(Initiative.plan_id == plan_id)).one()


def test_a_file_from_before_lines_of_effort_had_uids_changes_nothing(office: Office) -> None:
    office.add("A4", 3, initiative_id=effort(office).id)
    older = file_of(office)
    given = max(rows(office)) + 1
    for task in older.tasks:
        task.parent = given if task.parent == effort(office).uid else task.parent
        task.uid = given if task.uid == effort(office).uid else task.uid
    a5 = office.add("A5", 4, initiative_id=effort(office).id)
    assert office.task(a5).uid == given
    before = kept(office, SLUG)

    with office.as_draft():
        found = merge(office, SLUG, older)

    assert found.is_empty
    assert [task.code for task in found.asked] == ["A5"]
    assert kept(office, SLUG) == before


def test_a_task_that_was_added_here_goes_when_somebody_says_so(office: Office) -> None:
    older = file_of(office)
    office.add("A5", 4)
    uid = max(rows(office))

    with office.as_draft():
        found = merge(office, SLUG, older, uid)

    assert [task.code for task in found.removed] == ["A5"]
    assert uid not in rows(office)


def test_a_task_that_a_file_lacks_stays_once_the_plan_is_under_way(office: Office) -> None:
    older = file_of(office)
    a5 = office.add("A5", 4)
    uid = max(rows(office))

    found = merge(office, SLUG, older, uid)

    assert [task.code for task in found.bound] == ["A5"]
    assert (found.removed, found.asked, found.is_empty) == ([], [], True)
    assert office.task(a5).removed_at is None


def test_a_task_that_was_removed_here_comes_back_with_its_links(office: Office) -> None:
    me, number = office.coordinator, effort(office).id
    a5, b5 = office.add("A5", 4, initiative_id=number), office.add("B5", 2)
    c5 = office.add("C5", 2, due=SuspenseRule("after_task", within=days(10), after_task_id=a5))
    dependencies.add(Change(me, NOW), b5, DependencyFields(a5, "SS", 1))
    dependencies.add(Change(me, NOW), a5, DependencyFields(c5))
    whole, wanted = file_of(office), kept(office, SLUG)
    office.remove(a5)

    merge(office, SLUG, whole)

    assert kept(office, SLUG) == wanted
    assert sorted(file_of(office).links) == sorted(whole.links)
    assert merge(office, SLUG, whole).is_empty
    assert in_journal(SLUG) == by_counting(SLUG)


def test_the_links_of_a_task_that_comes_back_are_those_of_the_file(office: Office) -> None:
    me = office.coordinator
    a5, b5, c5 = (office.add(code, 4) for code in ("A5", "B5", "C5"))
    dependencies.add(Change(me, NOW), b5, DependencyFields(a5))
    whole = file_of(office)
    office.remove(a5)
    uid = {task.code: task.uid for task in whole.tasks}
    whole.links = [FileLink(uid["A5"], uid["C5"], "FS")]
    before, since = file_of(office), office.last_seq()

    merge(office, SLUG, whole)

    assert file_of(office).links == whole.links
    assert c5
    undo(Change(me, NOW), since + 1)
    assert file_of(office).links == before.links
    assert {t.uid for t in file_of(office).tasks} == {t.uid for t in before.tasks}


@pytest.mark.parametrize("form", ["json", "csv", "short"])
def test_what_comes_back_keeps_what_the_file_cannot_say(office: Office, form: str) -> None:
    rule = SuspenseRule(
        "recurring", first_on=date(2026, 9, 30), every=USUAL["monthly"], note="Monthly"
    )
    task_id = office.add("A5", 4, due=rule, description="Ask counsel")
    office.report(task_id, percent=40, actual_start_on=date(2026, 9, 1))
    plan = office.plan()
    if form == "short":
        uid = office.task(task_id).uid
        content = f"UID,Name,Duration\n{uid},Draft part A5,4\n".encode()
    else:
        content = exported(plan, form, NOW)
    wanted = kept(office, SLUG)
    office.remove(task_id)

    newer = formats.read(content, "plan", plan.start_on)
    merges.merge_plan(Change(office.coordinator, NOW), SLUG, newer, ImportWishes())

    assert kept(office, SLUG) == wanted
    stored = db.session.scalars(select(Suspense).where(Suspense.task_id == task_id)).one()
    assert (stored.rule, stored.every, stored.note) == ("recurring", USUAL["monthly"], "Monthly")


def test_no_task_gets_the_uid_of_a_line_of_effort(office: Office) -> None:
    for code in ("A1", "A2", "A3"):
        office.add(code)

    efforts = {e.uid for e in db.session.scalars(select(Initiative))}

    assert not efforts & rows(office).keys()


def test_a_file_that_gives_our_task_s_uid_to_another_one_renames_nothing(office: Office) -> None:
    slug = bring_in(office, a_file(FileTask(1, "Draft", 5)))
    fields = office.fields("A5", 4)
    ours, _ = tasks.add(Change(office.coordinator, NOW), slug, fields)
    assert office.task(ours).uid == 2
    newer = a_file(FileTask(1, "Draft", 5), FileTask(2, "Clear", 3, "2"))

    found = merge(office, slug, newer)

    assert [task.code for task in found.asked] == ["A5"]
    assert row(office, slug, 2).name == "Clear"
    assert office.task(ours).name == "Draft part A5"
    assert merge(office, slug, newer).is_empty


def test_a_summary_that_can_no_longer_only_group_becomes_a_task(office: Office) -> None:
    slug = bring_in(office, a_file(GROUP, INSIDE, FIRST))
    newer = a_file(replace(GROUP, deadline_on=date(2027, 6, 1)), INSIDE, FIRST)
    newer.links = [FileLink(10, 99, "FS")]
    before, since = kept(office, slug), office.last_seq()

    merge(office, slug, newer)

    assert row(office, slug, 11).parent_id == row(office, slug, 10).id
    assert merge(office, slug, newer).is_empty
    undo(Change(office.coordinator, NOW), since + 1)
    assert kept(office, slug) == before


def test_two_lines_of_effort_may_exchange_their_codes(office: Office) -> None:
    two = (replace(GROUP, uid=20, code="20"), replace(INSIDE, uid=21, parent=20))
    slug = bring_in(office, a_file(replace(GROUP, code="10"), INSIDE, *two))
    newer = a_file(replace(GROUP, code="20"), INSIDE, replace(two[0], code="10"), two[1])

    merge(office, slug, newer)

    plan_id = office.plan(slug).id
    codes = select(Initiative.uid, Initiative.code).where(Initiative.plan_id == plan_id)
    assert dict(db.session.execute(codes).all()) == {10: "20", 20: "10"}


def test_a_summary_and_what_is_in_it_go_together_and_come_back_together(office: Office) -> None:
    tree = (FileTask(1, "Top", 0, note="A task"), FileTask(2, "In it", 3, parent=1))
    slug = bring_in(office, a_file(FIRST, *tree))
    before, since = kept(office, slug), office.last_seq()
    merge(office, slug, a_file(FIRST))
    assert set(rows(office, slug)) == {99}

    undo(Change(office.coordinator, NOW), since + 1)

    assert kept(office, slug) == before
    assert in_journal(slug) == by_counting(slug)


def test_a_task_that_moves_out_of_a_summary_that_goes_is_put_back(office: Office) -> None:
    tree = (FileTask(1, "Top", 0, note="A task"), FileTask(2, "In it", 3, parent=1))
    slug = bring_in(office, a_file(FIRST, *tree))
    before, since = kept(office, slug), office.last_seq()
    merge(office, slug, a_file(FIRST, replace(tree[1], parent=None)))
    assert row(office, slug, 2).parent_id is None

    undo(Change(office.coordinator, NOW), since + 1)

    assert kept(office, slug) == before


def test_a_rule_that_no_file_can_say_stays(office: Office) -> None:
    rule = SuspenseRule("recurring", first_on=date(2026, 9, 30), every=USUAL["monthly"])
    task_id = office.add("A5", 2, due=rule)
    older = file_of(office)
    office.report(task_id, NOW, status="complete", percent=100)
    assert office.task(task_id).due_on == date(2026, 10, 30)

    found = merge(office, SLUG, older)

    assert {(c.field, c.before) for c in found.kept} >= {("deadline_on", date(2026, 10, 30))}
    stored = db.session.scalars(select(Suspense).where(Suspense.task_id == task_id)).one()
    assert stored.rule == "recurring"
