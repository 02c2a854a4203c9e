"""A newer file of a plan: what an import keeps a merge keeps, and what is ours stays."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from models import Initiative, StatusReport, Suspense, Task
from support.counting import by_counting, in_journal
from support.moments import washington
from support.office import SLUG
from support.refusals import refused
from support.snapshots import snapshot
from workplan.errors import InvalidInput
from workplan.exchange import formats, neutral_json
from workplan.exchange.planfile import FileLink, FileTask, PlanFile
from workplan.extensions import db
from workplan.services import dependencies, exports, imports, journal, merges
from workplan.services.dependencies import DependencyFields
from workplan.services.imports import ImportWishes
from workplan.services.planfiles import planfile_of
from workplan.services.suspenses import SuspenseRule
from workplan.services.undo import undo

if TYPE_CHECKING:
    from support.office import Office
    from workplan.exchange.merging import Merge

NOW = washington(2026, 9, 2)
MARCH = date(2027, 3, 1)


def a_file(*tasks: FileTask, links: tuple[FileLink, ...] = (), start: date = MARCH) -> PlanFile:
    found = PlanFile("Brought in", start, holidays=())
    found.tasks = [replace(task, owners=("State PM",)) for task in tasks]
    found.links = [*links]
    return found


def read(found: PlanFile) -> PlanFile:
    """Return a plan as its JSON file is read."""
    return formats.read(json.dumps(neutral_json.write(found)).encode())


def bring_in(office: Office, found: PlanFile) -> str:
    me = office.coordinator
    return imports.import_plan(me, NOW, read(found), me.id or 0, ImportWishes()).slug


def merge(office: Office, slug: str, newer: PlanFile, *let_go: int) -> Merge:
    wishes = ImportWishes(let_go=frozenset(let_go))
    return merges.merge_plan(office.coordinator, NOW, slug, read(newer), wishes)[0]


def file_of(office: Office, slug: str = SLUG) -> PlanFile:
    return planfile_of(db.session(), office.plan(slug))


def rows(office: Office, slug: str = SLUG) -> dict[int, Task]:
    plan = office.plan(slug)
    live = select(Task).where(Task.plan_id == plan.id, Task.removed_at.is_(None))
    return {task.uid: task for task in db.session.scalars(live)}


def row(office: Office, slug: str, uid: int) -> Task:
    return rows(office, slug)[uid]


DONE = FileTask(1, "Draft", 5, percent=100)
BEGUN = FileTask(2, "Clear", 4, percent=50, actual_start_on=date(2027, 3, 3))
DATED = FileTask(3, "Sign", 2, actual_start_on=MARCH, actual_finish_on=date(2027, 3, 2))
COUNTED = FileTask(4, "Answer", 3, due_after=(1, 30))
GROUP = FileTask(10, "Effort", 0)
INSIDE = FileTask(11, "Inside", 3, parent=10)
BELOW = FileTask(12, "Below", 2, parent=11)
OTHERS: dict[str, tuple[FileTask, ...]] = {
    "done": (DONE,),
    "begun": (BEGUN,),
    "done with dates": (DATED,),
    "a suspense after another task": (DONE, COUNTED),
    "a line of effort": (GROUP, INSIDE),
    "a task in a task of a line of effort": (GROUP, INSIDE, BELOW),
    "a priority and a forecast": (FileTask(5, "Late", 2, forecast_on=date(2027, 4, 1)),),
    "a deadline and a constraint": (
        FileTask(6, "Due", 2, deadline_on=MARCH, constraint="SNET", constraint_on=MARCH),
    ),
}
FIRST = FileTask(99, "Here from the first", 1)


def kept(office: Office, slug: str) -> list[Any]:
    """Return everything that a file decides about the tasks of a plan."""
    columns = ("uid", "code", "name", "duration_days", "status", "percent", "actual_start_on")
    more = ("actual_finish_on", "forecast_on", "due_on", "constraint_code", "description")
    found = []
    efforts = {e.id: e.title for e in db.session.scalars(select(Initiative))}
    tasks = rows(office, slug)
    ids = {task.id: uid for uid, task in tasks.items()}
    for task in tasks.values():
        plain = [getattr(task, name) for name in columns + more]
        found.append([*plain, efforts.get(task.initiative_id or 0), ids.get(task.parent_id or 0)])
    return sorted(found, key=str)


@pytest.mark.parametrize("kind", OTHERS)
def test_what_an_import_keeps_of_a_task_a_merge_that_adds_it_keeps(
    office: Office, kind: str
) -> None:
    whole = a_file(FIRST, *OTHERS[kind])
    slug = bring_in(office, whole)
    wanted = kept(office, slug)
    undo(office.coordinator, NOW, office.journal()[-1].cause_seq or office.last_seq())
    slug = bring_in(office, a_file(FIRST))

    merge(office, slug, whole)

    assert kept(office, slug) == wanted
    assert merge(office, slug, whole).is_empty
    assert in_journal(slug) == by_counting(slug)


@pytest.mark.parametrize("kind", OTHERS)
def test_what_an_import_keeps_of_a_task_a_merge_that_changes_it_keeps(
    office: Office, kind: str
) -> None:
    whole = a_file(FIRST, *OTHERS[kind])
    slug = bring_in(office, whole)
    wanted = kept(office, slug)
    undo(office.coordinator, NOW, office.journal()[-1].cause_seq or office.last_seq())
    parents = {task.parent for task in whole.tasks}
    days = {t.uid: t.duration_days if t.uid in parents else 9 for t in whole.tasks}
    bare = [FileTask(t.uid, "Old name", days[t.uid], "x", parent=t.parent) for t in whole.tasks]
    slug = bring_in(office, a_file(*bare))

    merge(office, slug, whole)

    assert kept(office, slug) == wanted
    assert merge(office, slug, whole).is_empty
    assert in_journal(slug) == by_counting(slug)
    assert journal.verify(db.session())


def test_a_merged_hundred_percent_stays_a_hundred(office: Office) -> None:
    slug = bring_in(office, a_file(FileTask(1, "Draft", 5)))

    merge(office, slug, a_file(DONE))

    task = row(office, slug, 1)
    assert (task.percent, task.status, task.actual_finish_on) == (100, "complete", date(2027, 3, 5))


def test_what_a_merge_wrote_is_no_report_made_here(office: Office) -> None:
    slug = bring_in(office, a_file(FileTask(1, "Draft", 5)))
    merge(office, slug, a_file(replace(BEGUN, uid=1)))

    again = merge(office, slug, a_file(replace(BEGUN, uid=1, percent=75)))

    assert not again.kept
    task = row(office, slug, 1)
    assert (task.percent, task.reported_at) == (75, None)
    assert not db.session.scalar(
        select(func.count(StatusReport.id)).where(StatusReport.task_id == task.id)
    )


def test_a_report_made_here_wins_over_every_later_file(office: Office) -> None:
    slug = bring_in(office, a_file(FileTask(1, "Draft", 5)))
    task_id = row(office, slug, 1).id
    office.report(task_id, NOW, office.coordinator, percent=60, actual_start_on=date(2026, 9, 1))

    for percent in (10, 20):
        found = merge(office, slug, a_file(replace(BEGUN, uid=1, percent=percent)))
        assert "percent" in {change.field for change in found.kept}
    assert row(office, slug, 1).percent == 60


def test_the_progress_of_a_merge_is_taken_back_without_a_report(office: Office) -> None:
    slug = bring_in(office, a_file(FileTask(1, "Draft", 5)))
    before, since = kept(office, slug), office.last_seq()
    merge(office, slug, a_file(DONE))

    undo(office.coordinator, NOW, since + 1)

    assert kept(office, slug) == before
    assert row(office, slug, 1).reported_at is None
    assert in_journal(slug) == by_counting(slug)
    assert not merge(office, slug, a_file(DONE)).kept


def test_a_task_that_was_added_here_stays_and_is_asked_about(office: Office) -> None:
    a4 = office.add("A4", 3)
    older = file_of(office)
    a5 = office.add("A5", 4, initiative_id=effort(office).id)
    dependencies.add(office.coordinator, NOW, a5, DependencyFields(a4))
    before, title = kept(office, SLUG), effort(office).title

    found = merge(office, SLUG, older)

    assert [task.code for task in found.asked] == ["A5"]
    assert found.is_empty
    assert kept(office, SLUG) == before
    assert effort(office).title == title
    assert [link.type for link in file_of(office).links] == ["FS"]


def effort(office: Office) -> Initiative:
    plan_id = office.plan().id
    return db.session.scalars(select(Initiative).where(Initiative.plan_id == plan_id)).one()


def test_a_task_that_was_added_here_goes_when_somebody_says_so(office: Office) -> None:
    older = file_of(office)
    office.add("A5", 4)
    uid = max(rows(office))

    found = merge(office, SLUG, older, uid)

    assert [task.code for task in found.removed] == ["A5"]
    assert uid not in rows(office)


def test_a_task_that_was_removed_here_comes_back_with_its_links(office: Office) -> None:
    me, number = office.coordinator, effort(office).id
    a5, b5 = office.add("A5", 4, initiative_id=number), office.add("B5", 2)
    c5 = office.add("C5", 2, due=SuspenseRule("after_task", offset_days=10, after_task_id=a5))
    dependencies.add(me, NOW, b5, DependencyFields(a5, "SS", 1))
    dependencies.add(me, NOW, a5, DependencyFields(c5))
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
    dependencies.add(me, NOW, b5, DependencyFields(a5))
    whole = file_of(office)
    office.remove(a5)
    uid = {task.code: task.uid for task in whole.tasks}
    whole.links = [FileLink(uid["A5"], uid["C5"], "FS")]
    before, since = file_of(office), office.last_seq()

    merge(office, SLUG, whole)

    assert file_of(office).links == whole.links
    assert c5
    undo(me, NOW, since + 1)
    assert file_of(office).links == before.links
    assert {t.uid for t in file_of(office).tasks} == {t.uid for t in before.tasks}


@pytest.mark.parametrize("form", ["json", "csv", "short"])
def test_what_comes_back_keeps_what_the_file_cannot_say(office: Office, form: str) -> None:
    rule = SuspenseRule("recurring", first_on=date(2026, 9, 30), every="monthly", note="Monthly")
    task_id = office.add("A5", 4, due=rule, description="Ask counsel")
    office.report(task_id, percent=40, actual_start_on=date(2026, 9, 1))
    plan = office.plan()
    if form == "short":
        uid = office.task(task_id).uid
        content = f"UID,Name,Duration\n{uid},Draft part A5,4\n".encode()
    else:
        content = exports.export(db.session(), plan, form, "https://w.example", NOW).content
    wanted = kept(office, SLUG)
    office.remove(task_id)

    newer = formats.read(content, "plan", plan.start_on)
    merges.merge_plan(office.coordinator, NOW, SLUG, newer, ImportWishes())

    assert kept(office, SLUG) == wanted
    stored = db.session.scalars(select(Suspense).where(Suspense.task_id == task_id)).one()
    assert (stored.rule, stored.every, stored.note) == ("recurring", "monthly", "Monthly")


def test_no_task_gets_the_uid_of_a_line_of_effort(office: Office) -> None:
    for code in ("A1", "A2", "A3"):
        office.add(code)

    efforts = {e.uid for e in db.session.scalars(select(Initiative))}

    assert not efforts & rows(office).keys()


def test_a_file_that_gives_our_task_s_uid_to_another_one_renames_nothing(office: Office) -> None:
    slug = bring_in(office, a_file(FileTask(1, "Draft", 5)))
    fields = office.fields("A5", 4)
    from workplan.services import tasks

    ours, _ = tasks.add(office.coordinator, NOW, slug, fields)
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
    undo(office.coordinator, NOW, since + 1)
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

    undo(office.coordinator, NOW, since + 1)

    assert kept(office, slug) == before
    assert in_journal(slug) == by_counting(slug)


def test_a_task_that_moves_out_of_a_summary_that_goes_is_put_back(office: Office) -> None:
    tree = (FileTask(1, "Top", 0, note="A task"), FileTask(2, "In it", 3, parent=1))
    slug = bring_in(office, a_file(FIRST, *tree))
    before, since = kept(office, slug), office.last_seq()
    merge(office, slug, a_file(FIRST, replace(tree[1], parent=None)))
    assert row(office, slug, 2).parent_id is None

    undo(office.coordinator, NOW, since + 1)

    assert kept(office, slug) == before


def test_a_rule_that_no_file_can_say_stays(office: Office) -> None:
    rule = SuspenseRule("recurring", first_on=date(2026, 9, 30), every="monthly")
    task_id = office.add("A5", 2, due=rule)
    older = file_of(office)
    office.report(task_id, NOW, status="complete", percent=100)
    assert office.task(task_id).due_on == date(2026, 10, 30)

    found = merge(office, SLUG, older)

    assert {(c.field, c.before) for c in found.kept} >= {("deadline_on", date(2026, 10, 30))}
    stored = db.session.scalars(select(Suspense).where(Suspense.task_id == task_id)).one()
    assert stored.rule == "recurring"


def test_a_moved_start_is_said_first_and_taken_and_taken_back(office: Office) -> None:
    links = (FileLink(1, 2, "FS"), FileLink(2, 3, "FS"))
    three = (FileTask(1, "Draft", 5), FileTask(2, "Gate", 0), FileTask(3, "Build", 5))
    slug = bring_in(office, a_file(*three, links=links))
    before, since = kept(office, slug), office.last_seq()
    newer = a_file(*three, links=links, start=date(2027, 3, 15))

    found = merge(office, slug, newer)

    assert found.first == ("Plan start 1 Mar → 15 Mar 2027; 3 tasks move 10 working days later.")
    assert office.plan(slug).start_on == date(2027, 3, 15)
    assert row(office, slug, 3).finish_on == date(2027, 3, 26)
    assert merge(office, slug, newer).is_empty
    undo(office.coordinator, NOW, since + 1)
    assert office.plan(slug).start_on == MARCH
    assert row(office, slug, 3).finish_on == date(2027, 3, 12)
    assert kept(office, slug) == before


def test_the_working_days_of_the_newer_file_are_taken(office: Office) -> None:
    slug = bring_in(office, a_file(FileTask(1, "Draft", 5)))
    newer = a_file(FileTask(1, "Draft", 5))
    newer.holidays = (date(2027, 3, 3),)

    found = merge(office, slug, newer)

    assert found.first == "The plan's working days change; 1 task moves 1 working day later."
    assert row(office, slug, 1).finish_on == date(2027, 3, 8)
    assert merge(office, slug, newer).is_empty


def test_what_a_table_has_no_column_for_stays(office: Office) -> None:
    one = FileTask(1, "Draft", 5, note="Ask counsel", deadline_on=date(2027, 5, 3), percent=40)
    one.actual_start_on = MARCH
    slug = bring_in(office, a_file(one, FileTask(2, "Clear", 2), links=(FileLink(1, 2, "SS"),)))
    before = kept(office, slug)
    table = b"UID,Name,Duration\n1,Draft,5\n2,Clear,3\n"

    merge_file = formats.read(table, "plan.csv", MARCH)
    found, _ = merges.merge_plan(office.coordinator, NOW, slug, merge_file, ImportWishes())

    assert [(c.uid, c.field, c.after) for c in found.changed] == [(2, "duration_days", 3)]
    assert row(office, slug, 2).duration_days == 3
    changed = [r for r in kept(office, slug) if r not in before]
    assert len(changed) == 1
    assert len(file_of(office, slug).links) == 1


def test_a_suspense_after_itself_is_refused_and_nothing_is_saved(office: Office) -> None:
    slug = bring_in(office, a_file(FIRST))
    before = snapshot()

    with refused(InvalidInput, "itself"):
        merge(office, slug, a_file(FIRST, FileTask(2, "Answer", 2, due_after=(2, 3))))

    assert snapshot() == before
