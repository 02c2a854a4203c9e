"""A newer file of a plan: what an import keeps a merge keeps, and its progress is no report."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from models import StatusReport
from support.files.merging import (
    FIRST,
    GROUP,
    INSIDE,
    MARCH,
    NOW,
    a_file,
    bring_in,
    file_of,
    kept,
    merge,
    row,
)
from support.ground.office import SLUG
from support.record.counting import by_counting, in_journal
from support.record.snapshots import snapshot
from support.web.refusals import refused
from workplan.calendars.spans import days
from workplan.errors import InvalidInput
from workplan.exchange import formats
from workplan.exchange.planfile import FileLink, FileTask
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.interchange import merges
from workplan.services.interchange.imports import ImportWishes
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from support.ground.office import Office

DONE = FileTask(1, "Draft", 5, percent=100)
BEGUN = FileTask(2, "Clear", 4, percent=50, actual_start_on=date(2027, 3, 3))
DATED = FileTask(3, "Sign", 2, actual_start_on=MARCH, actual_finish_on=date(2027, 3, 2))
COUNTED = FileTask(4, "Answer", 3, due_after=(1, days(30)))
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


@pytest.mark.parametrize("kind", OTHERS)
def test_what_an_import_keeps_of_a_task_a_merge_that_adds_it_keeps(
    office: Office, kind: str
) -> None:
    whole = a_file(FIRST, *OTHERS[kind])
    slug = bring_in(office, whole)
    wanted = kept(office, slug)
    imported = office.journal()[-1].cause_seq or office.last_seq()
    undo(Change(office.coordinator, NOW), imported, is_sure=True)
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
    imported = office.journal()[-1].cause_seq or office.last_seq()
    undo(Change(office.coordinator, NOW), imported, is_sure=True)
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

    undo(Change(office.coordinator, NOW), since + 1)

    assert kept(office, slug) == before
    assert row(office, slug, 1).reported_at is None
    assert in_journal(slug) == by_counting(slug)
    assert not merge(office, slug, a_file(DONE)).kept


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
    undo(Change(office.coordinator, NOW), since + 1)
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
    found, _ = merges.merge_plan(Change(office.coordinator, NOW), slug, merge_file, ImportWishes())

    assert [(c.uid, c.field, c.after) for c in found.changed] == [(2, "duration_days", 3)]
    assert row(office, slug, 2).duration_days == 3
    changed = [r for r in kept(office, slug) if r not in before]
    assert len(changed) == 1
    assert len(file_of(office, slug).links) == 1


def test_a_suspense_after_itself_is_refused_and_nothing_is_saved(office: Office) -> None:
    slug = bring_in(office, a_file(FIRST))
    before = snapshot()

    with refused(InvalidInput, "itself"):
        merge(office, slug, a_file(FIRST, FileTask(2, "Answer", 2, due_after=(2, days(3)))))

    assert snapshot() == before


@pytest.mark.parametrize(("stage", "is_kept"), [("drafting", False), ("implementing", True)])
def test_a_file_gives_no_task_to_an_agency_that_has_not_accepted_it(
    office: Office, stage: str, is_kept: bool
) -> None:
    task_id = office.add("1a", now=NOW)
    plan = office.plan()
    plan.stage = stage
    db.session.commit()
    whole = file_of(office)
    uid = office.task(task_id).uid
    newer = replace(
        whole,
        tasks=[replace(t, owners=("DSCA",)) if t.uid == uid else t for t in whole.tasks],
    )

    found = merge(office, SLUG, newer)

    assert [change.field for change in found.kept] == ["owners"] * is_kept
    lead = "PM" if is_kept else "DSCA"
    assert fields_of(db.session(), office.task(task_id)).leads == (office.agencies[lead],)


def test_what_stands_in_the_way_of_an_undo_is_named_in_words(office: Office) -> None:
    slug = bring_in(office, a_file(FIRST))
    since = office.last_seq()
    later, latest = a_file(FIRST, start=date(2027, 3, 15)), a_file(FIRST, start=date(2027, 4, 5))
    later.weekmask, latest.weekmask = "1111110", "1111111"
    for one in (later, latest):
        merge(office, slug, one)
    with refused(InvalidInput, "somebody changed “start”, “working week” again"):
        undo(Change(office.coordinator, NOW), since + 1)
