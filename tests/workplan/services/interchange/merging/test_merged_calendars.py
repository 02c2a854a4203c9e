"""Calendars of a plan, and what a newer file of it leaves, changes and adds of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Plan
from support.ground.moments import washington
from workplan.calendars.own import OwnCalendar
from workplan.exchange.planfile import FileTask, PlanFile
from workplan.exchange.project import mspdi, writing
from workplan.extensions import db
from workplan.services.interchange import imports, merges
from workplan.services.interchange.imports import ImportWishes
from workplan.services.interchange.planfiles import planfile_of
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)
TRAINING = date(2027, 1, 6)
COLUMBUS = date(2027, 10, 11)
CREW = OwnCalendar(
    "1111000",
    (TRAINING,),
    (COLUMBUS,),
    is_federal=True,
    notes={"2027-01-06": "Training"},
    is_retired=True,
)


def a_plan(office: Office) -> Plan:
    """Save a plan that follows the federal holidays, and so does the calendar of its crew."""
    found = PlanFile(
        "Crews",
        date(2027, 1, 4),
        holidays=(date(2027, 1, 8),),
        worked=(COLUMBUS,),
        is_federal=True,
        day_notes={date(2027, 1, 8): "Moving day"},
        calendars={"Crew": CREW},
        tasks=[
            FileTask(1, "By the crew", 8, "1", work_calendar="Crew", owners=("DSCA",)),
            FileTask(2, "By the office", 250, "2", owners=("DSCA",)),
        ],
    )
    me = office.coordinator
    slug = imports.import_plan(Change(me, NOW), found, me.id or 0, ImportWishes()).slug
    return db.session.scalars(select(Plan).where(Plan.slug == slug)).one()


def columns(plan: Plan) -> dict[str, object]:
    db.session.refresh(plan)
    names = "weekmask days_off days_worked is_federal day_notes hours work_calendars"
    return {name: getattr(plan, name) for name in names.split()}


def from_project(plan: Plan) -> PlanFile:
    """Return the plan as Project XML brings it back: its federal holidays are listed."""
    newer = mspdi.read(writing.write(planfile_of(db.session(), plan)))
    assert not newer.is_federal
    assert len(newer.holidays or ()) > 20
    return newer


def merged(office: Office, plan: Plan, newer: PlanFile) -> str:
    found, _ = merges.merge_plan(Change(office.coordinator, NOW), plan.slug, newer, ImportWishes())
    return found.first


def test_an_unchanged_project_file_leaves_each_calendar_as_it_is(office: Office) -> None:
    plan = a_plan(office)
    before = columns(plan)
    newer = from_project(plan)

    assert merges.merge_of(db.session(), plan, newer, ImportWishes(), NOW).is_empty
    newer.tasks[1] = replace(newer.tasks[1], name="By the whole office")
    merged(office, plan, newer)

    assert columns(plan) == before
    assert planfile_of(db.session(), plan).calendars == {"Crew": CREW}


def test_a_new_calendar_of_a_crew_leaves_the_plans_own_and_the_others(office: Office) -> None:
    plan = a_plan(office)
    before = columns(plan)
    newer = from_project(plan)
    weekend = OwnCalendar("0000011")
    newer.calendars["Weekend"] = weekend
    newer.tasks[1] = replace(newer.tasks[1], work_calendar="Weekend", duration_days=8)

    said = merged(office, plan, newer)

    assert said.startswith("The calendar “Weekend” is new; 1 task moves ")
    kept = {"Crew": CREW.kept(), "Weekend": weekend.kept()}
    assert columns(plan) == {**before, "work_calendars": kept}


def test_a_day_off_more_in_the_file_keeps_the_federal_holidays_of_every_year(
    office: Office,
) -> None:
    plan = a_plan(office)
    newer = from_project(plan)
    more = date(2027, 1, 12)
    newer.holidays = tuple(sorted((*(newer.holidays or ()), more)))
    crew = newer.calendars["Crew"]
    newer.calendars["Crew"] = crew._replace(off=tuple(sorted((*crew.off, more))))

    said = merged(office, plan, newer)

    assert said.startswith("The plan's working days change; the calendar “Crew” changes; ")
    after = columns(plan)
    assert after["is_federal"] is True
    assert after["days_off"] == ["2027-01-08", "2027-01-12"]
    assert after["days_worked"] == ["2027-10-11"]
    assert after["day_notes"] == {"2027-01-08": "Moving day"}
    crew = CREW._replace(off=(TRAINING, more))
    assert planfile_of(db.session(), plan).calendars == {"Crew": crew}


def test_a_federal_holiday_that_the_file_works_ends_that_they_are_off(office: Office) -> None:
    plan = a_plan(office)
    newer = from_project(plan)
    king = date(2027, 1, 18)
    newer.holidays = tuple(day for day in newer.holidays or () if day != king)
    crew = newer.calendars["Crew"]
    newer.calendars["Crew"] = crew._replace(off=tuple(day for day in crew.off if day != king))

    merged(office, plan, newer)

    here = planfile_of(db.session(), plan)
    assert (here.is_federal, here.calendars["Crew"].is_federal) == (False, False)
    assert here.calendar.is_working(king)
    assert here.calendars["Crew"].days.is_working(king)
    assert not here.calendar.is_working(date(2027, 2, 15))
