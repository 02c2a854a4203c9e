"""Calendars of a plan's work beside its own: saved, computed, merged, copied, archived, undone."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import JournalEntry, Plan, Task
from support.ground.moments import washington
from support.ground.places import FILE_CASES
from workplan.calendars.own import OwnCalendar
from workplan.errors import InvalidInput
from workplan.exchange import formats, neutral_json
from workplan.exchange.comparison import compare
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
from workplan.services.record.change import Change
from workplan.services.structure.task import tasks
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)
FOUR_DAYS = OwnCalendar("1111000", (date(2027, 1, 6),), notes={"2027-01-06": "Training"})


def a_plan() -> PlanFile:
    """Return a plan whose first task takes eight days of a crew that works four days a week."""
    plan = PlanFile("A crew", date(2027, 1, 4), holidays=(), calendars={"Crew": FOUR_DAYS})
    plan.tasks = [
        FileTask(1, "By the crew", 8, "1", work_calendar="Crew", owners=("DSCA",)),
        FileTask(2, "After it", 2, "2", owners=("DSCA",)),
    ]
    plan.links = [FileLink(1, 2, "FS")]
    return plan


def brought_in(office: Office, found: PlanFile) -> Plan:
    me = office.coordinator
    slug = imports.import_plan(Change(me, NOW), found, me.id or 0, ImportWishes()).slug
    return db.session.scalars(select(Plan).where(Plan.slug == slug)).one()


def ends(plan: Plan) -> dict[int, date | None]:
    db.session.expire_all()
    return {task.uid: task.finish_on for task in tasks_of(plan)}


def tasks_of(plan: Plan) -> list[Task]:
    return [*db.session.scalars(select(Task).where(Task.plan_id == plan.id).order_by(Task.uid))]


def test_work_runs_on_its_calendar_in_the_plan_that_is_saved(office: Office) -> None:
    plan = brought_in(office, a_plan())

    # 4, 5 and 7 January, 11 to 14, and the 18th; two days after it.
    assert ends(plan) == {1: date(2027, 1, 18), 2: date(2027, 1, 20)}
    assert [task.work_calendar for task in tasks_of(plan)] == ["Crew", ""]


def test_a_crew_round_the_clock_has_the_dates_of_its_file_and_moves_by_its_own_days(
    office: Office,
) -> None:
    content = (FILE_CASES / "files/05-resource-calendar.xml").read_bytes()
    plan = brought_in(office, formats.read(content, "crew.xml"))
    assert ends(plan) == {1: date(2027, 1, 14), 2: date(2027, 1, 20)}

    task = tasks_of(plan)[0]
    longer = replace(fields_of(db.session(), task), duration_days=33)
    tasks.change(Change(office.coordinator, NOW), task.id, task.version, longer, "A day more")

    # Three days of eight hours are one round the clock.
    assert ends(plan) == {1: date(2027, 1, 15), 2: date(2027, 1, 21)}


def test_the_stored_plan_is_computed_as_the_files_that_it_is_written_to(office: Office) -> None:
    plan = brought_in(office, a_plan())
    stored = schedule(stored_network.load(db.session(), plan.id).network)
    here = planfile_of(db.session(), plan)
    written = writing.write(here), json.dumps(neutral_json.write(here)).encode()

    for content, name in zip(written, ("x.xml", "x.json"), strict=True):
        again = formats.read(content, name)
        assert compare(again) == []
        found = schedule(again.network())
        assert [found.dates(i)[:2] for i in (0, 1)] == [stored.dates(i)[:2] for i in (0, 1)]


def test_no_file_that_we_write_changes_the_plan_when_it_comes_back(office: Office) -> None:
    plan = brought_in(office, a_plan())
    here = planfile_of(db.session(), plan)
    written = {
        "x.xml": writing.write(here),
        "x.json": json.dumps(neutral_json.write(here)).encode(),
        "x.csv": csv_file.write(here),
        "x.xlsx": xlsx_file.write(here),
    }

    for name, content in written.items():
        newer = formats.read(content, name, date(2027, 1, 4))
        merge = merges.merge_of(db.session(), plan, newer, ImportWishes(), NOW)
        assert merge.is_empty, (name, merge)


def test_a_newer_file_brings_another_calendar_and_leaves_the_others(office: Office) -> None:
    plan = brought_in(office, a_plan())
    newer = planfile_of(db.session(), plan)
    newer.calendars = {"Weekend": OwnCalendar("0000011")}
    newer.tasks[0] = replace(newer.tasks[0], work_calendar="Weekend")

    merges.merge_plan(Change(office.coordinator, NOW), plan.slug, newer, ImportWishes())

    db.session.refresh(plan)
    assert {*(plan.work_calendars or {})} == {"Crew", "Weekend"}
    assert ends(plan)[1] == date(2027, 1, 31)
    group = db.session.scalars(
        select(JournalEntry.seq).where(JournalEntry.verb == "plan.merged")
    ).one()
    undo(Change(office.coordinator, NOW), group)
    assert ends(plan) == {1: date(2027, 1, 18), 2: date(2027, 1, 20)}


def test_a_calendar_of_a_task_is_changed_and_comes_back_by_undo(office: Office) -> None:
    plan = brought_in(office, a_plan())
    task = tasks_of(plan)[0]
    change = Change(office.coordinator, NOW)

    plain = replace(fields_of(db.session(), task), work_calendar="")
    tasks.change(change, task.id, task.version, plain, "The office does it")

    assert ends(plan)[1] == date(2027, 1, 13)
    entry = db.session.scalars(
        select(JournalEntry).where(JournalEntry.verb == "task.changed")
    ).one()
    assert (entry.before, entry.after) == ({"work_calendar": "Crew"}, {"work_calendar": ""})
    undo(change, entry.seq)
    assert ends(plan)[1] == date(2027, 1, 18)


def test_a_calendar_that_the_plan_does_not_have_is_refused(office: Office) -> None:
    plan = brought_in(office, a_plan())
    task = tasks_of(plan)[1]
    wanted = replace(fields_of(db.session(), task), work_calendar="Nobody's")

    with pytest.raises(InvalidInput) as refusal:
        tasks.change(Change(office.coordinator, NOW), task.id, task.version, wanted, "")

    assert refusal.value.field == "work_calendar"
