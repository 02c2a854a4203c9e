"""Parts of days of a file: saved, computed, merged, copied, reported over, and taken back."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from models import Dependency, JournalEntry, Plan, Task
from support.ground.moments import washington
from support.ground.places import FILE_CASES
from workplan.calendars.hours import read_hours
from workplan.exchange import formats, neutral_json
from workplan.exchange.planfile import FileLink, FileTask, PlanFile
from workplan.exchange.project import writing
from workplan.exchange.tables import csv_file, xlsx_file
from workplan.extensions import db
from workplan.scheduling.schedule import schedule
from workplan.services.changes.undoing.undo import undo
from workplan.services.dates import stored_network
from workplan.services.interchange import imports, merges
from workplan.services.interchange.imports import ImportWishes
from workplan.services.interchange.planfiles import planfile_of
from workplan.services.lifecycle import plan_changes
from workplan.services.record.change import Change
from workplan.services.reporting import status_reports
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.structure.task import tasks
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)
at = datetime.fromisoformat


def brought_in(office: Office, found: PlanFile) -> Plan:
    me = office.coordinator
    slug = imports.import_plan(Change(me, NOW), found, me.id or 0, ImportWishes()).slug
    return db.session.scalars(select(Plan).where(Plan.slug == slug)).one()


def half_days() -> PlanFile:
    return formats.read((FILE_CASES / "files/06-half-days.xml").read_bytes(), "half.xml")


def a_plan() -> PlanFile:
    """Return a plan with a part of a day of each kind."""
    plan = PlanFile("Hours", at("2027-01-04 09:00"), holidays=())
    plan.tasks = [
        FileTask(1, "Half a day", 1, "1", short_parts=720, owners=("DSCA",)),
        FileTask(2, "Held", 1, "2", constraint="SNET", constraint_on=at("2027-01-06 13:00")),
        FileTask(3, "Begun", 3, "3", actual_start_on=at("2027-01-04 10:00"), percent=50),
        FileTask(
            4,
            "Done",
            1,
            "4",
            actual_start_on=at("2027-01-04 09:30"),
            actual_finish_on=at("2027-01-04 12:00"),
            percent=100,
            short_parts=720,
        ),
    ]
    plan.links = [FileLink(1, 2, "FS", 0, lag_parts=270)]
    return plan


def moments(found: PlanFile) -> list[object]:
    computed = schedule(found.network())
    return [computed.moments(i) for i in range(len(found.tasks))]


def test_eight_half_days_of_a_file_end_on_the_fourth_day_here(office: Office) -> None:
    plan = brought_in(office, half_days())

    last = db.session.scalars(select(Task).where(Task.plan_id == plan.id, Task.uid == 8)).one()
    assert (last.start_on, last.finish_on) == (date(2027, 1, 7), date(2027, 1, 7))
    assert (last.duration_days, last.short_parts) == (1, 720)


def test_what_a_file_says_to_the_minute_is_saved_and_given_back(office: Office) -> None:
    found = a_plan()

    back = planfile_of(db.session(), brought_in(office, a_plan()))

    assert back.start_on == found.start_on
    assert moments(back) == moments(found)
    assert [
        (t.short_parts, t.constraint_on, t.actual_start_on, t.actual_finish_on) for t in back.tasks
    ] == [
        (t.short_parts, t.constraint_on, t.actual_start_on, t.actual_finish_on) for t in found.tasks
    ]
    assert back.links == found.links


def test_the_stored_plan_is_computed_as_its_file_is(office: Office) -> None:
    plan = brought_in(office, a_plan())

    stored = schedule(stored_network.load(db.session(), plan.id).network)

    file_moments = moments(planfile_of(db.session(), plan))
    assert [stored.moments(i) for i in range(4)] == file_moments


def test_the_same_file_merged_again_changes_nothing(office: Office) -> None:
    plan = brought_in(office, a_plan())
    content = writing.write(planfile_of(db.session(), plan))

    found = merges.merge_of(
        db.session(), plan, formats.read(content, "again.xml"), ImportWishes(), NOW
    )

    assert found.is_empty


def test_a_newer_file_changes_a_part_of_a_day(office: Office) -> None:
    plan = brought_in(office, a_plan())
    newer = planfile_of(db.session(), plan)
    newer.tasks[0] = replace(newer.tasks[0], short_parts=360)
    newer.links = [FileLink(1, 2, "FS", 0, lag_parts=90)]

    merges.merge_plan(Change(office.coordinator, NOW), plan.slug, newer, ImportWishes())

    task = db.session.scalars(select(Task).where(Task.plan_id == plan.id, Task.uid == 1)).one()
    link = db.session.scalars(select(Dependency).where(Dependency.plan_id == plan.id)).one()
    assert (task.short_parts, link.lag_parts) == (360, 90)


def test_a_part_of_a_day_that_is_changed_comes_back_by_undo(office: Office) -> None:
    plan = brought_in(office, a_plan())
    task = db.session.scalars(select(Task).where(Task.plan_id == plan.id, Task.uid == 1)).one()
    before = fields_of(db.session(), task)
    whole = replace(before, duration_days=2, short_parts=0)

    change = Change(office.coordinator, NOW)
    tasks.change(change, task.id, task.version, whole, "Longer")
    assert fields_of(db.session(), task) == whole
    entry = db.session.scalars(
        select(JournalEntry)
        .where(JournalEntry.verb == "task.changed", JournalEntry.subject_id == task.id)
        .order_by(JournalEntry.seq.desc())
    ).first()
    assert entry is not None
    assert (entry.before["short_parts"], entry.after["short_parts"]) == (720, 0)

    undo(change, entry.seq)

    assert fields_of(db.session(), task) == before


def test_a_start_that_is_reported_anew_is_a_whole_day(office: Office) -> None:
    plan = brought_in(office, a_plan())
    task = db.session.scalars(select(Task).where(Task.plan_id == plan.id, Task.uid == 3)).one()
    assert task.actual_start_minute == 600

    task.actual_start_on = date(2027, 1, 4)
    assert task.actual_start_minute == 600
    task.actual_start_on = date(2027, 1, 5)
    assert task.actual_start_minute is None


def test_a_plan_of_whole_days_is_counted_in_days(office: Office) -> None:
    found = PlanFile("Days", date(2027, 1, 4), holidays=())
    found.tasks = [FileTask(1, "Work", 9, "1")]

    plan = brought_in(office, found)

    assert stored_network.load(db.session(), plan.id).network.calendar.per_day == 1
    assert "hours" not in json.dumps(neutral_json.write(planfile_of(db.session(), plan)))


def test_a_table_of_a_plan_with_shorter_days_changes_nothing_when_it_comes_back(
    office: Office,
) -> None:
    found = a_plan()
    found.start_on, found.hours = date(2027, 1, 4), read_hours("09:00-12:00 13:00-17:00")
    plan = brought_in(office, found)
    here = planfile_of(db.session(), plan)

    for content, name in ((csv_file.write(here), "x.csv"), (xlsx_file.write(here), "x.xlsx")):
        newer = formats.read(content, name, date(2027, 1, 4))
        merge = merges.merge_of(db.session(), plan, newer, ImportWishes(), NOW)
        assert merge.is_empty, (name, merge.changed, merge.links_added)


def test_undo_of_a_report_brings_the_hour_of_a_start_back(office: Office) -> None:
    plan = brought_in(office, a_plan())
    task = db.session.scalars(select(Task).where(Task.plan_id == plan.id, Task.uid == 3)).one()
    change = Change(office.coordinator, washington(2027, 1, 6))
    said = ReportFields("on_track", 60, actual_start_on=date(2027, 1, 5))
    status_reports.report(change, task.id, task.version, said)
    db.session.refresh(task)
    assert (task.actual_start_on, task.actual_start_minute) == (date(2027, 1, 5), None)
    seq = db.session.scalar(
        select(func.max(JournalEntry.seq)).where(JournalEntry.verb == "task.reported")
    )
    assert seq is not None

    undo(change, seq)

    db.session.refresh(task)
    assert (task.actual_start_on, task.actual_start_minute) == (date(2027, 1, 4), 600)


def test_undo_of_a_moved_start_brings_its_hour_back(office: Office) -> None:
    plan = brought_in(office, a_plan())
    change = Change(office.coordinator, NOW)
    plan_changes.move_start(change, plan.slug, plan.version, date(2027, 1, 5))
    db.session.refresh(plan)
    assert (plan.start_on, plan.start_minute) == (date(2027, 1, 5), None)
    seq = db.session.scalar(
        select(func.max(JournalEntry.seq)).where(JournalEntry.verb == "plan.changed")
    )
    assert seq is not None

    undo(change, seq)

    db.session.refresh(plan)
    assert (plan.start_on, plan.start_minute) == (date(2027, 1, 4), 540)
