"""Rules and supporting agencies that a sheet says are saved, merged, and take nothing away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Agency, Suspense, Task, TaskAgency
from support.ground.moments import washington
from tests.workplan.exchange.sheets.made import comma
from workplan.errors import InvalidInput
from workplan.exchange.planfile import PlanFile
from workplan.exchange.sheets.columns.proposal import propose
from workplan.exchange.sheets.reading import read_sheet
from workplan.extensions import db
from workplan.services.interchange import imports, merges
from workplan.services.interchange.imports import ImportWishes
from workplan.services.record.change import Change
from workplan.services.tasks import task_checks
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 8)
WISHES = ImportWishes("mine")
SHEET = """
No|Task|Start|Owner|Due
1|Guide|2026-10-05|State PM; DoD|60 days after signature
2|List||State PM|3 months after 1
3|Report||State PM|quarterly from 1 Oct 2026
4|Tell||State PM|when the list is out +30
"""


def read(text: str) -> PlanFile:
    content = comma(text)
    return read_sheet(content, propose(content, "mine.csv").mapping)


def saved(office: Office, text: str = SHEET) -> None:
    me = office.coordinator
    imports.import_plan(Change(me, NOW), read(text), me.id or 0, WISHES)


def merged(office: Office, text: str) -> merges.Merge:
    return merges.merge_plan(Change(office.coordinator, NOW), "mine", read(text), WISHES)[0]


def rules(office: Office) -> dict[int, str]:
    found = db.session.execute(
        select(Task.uid, Suspense)
        .join(Suspense, Suspense.task_id == Task.id)
        .where(Task.plan_id == office.plan("mine").id)
    )
    return {uid: SuspenseRule.of(row).rule for uid, row in found}


def owners(office: Office, uid: int) -> list[tuple[str, str]]:
    found = db.session.execute(
        select(Agency.label, TaskAgency.role)
        .join(TaskAgency, TaskAgency.agency_id == Agency.id)
        .join(Task, Task.id == TaskAgency.task_id)
        .where(Task.plan_id == office.plan("mine").id, Task.uid == uid)
        .order_by(Agency.label)
    )
    return [tuple(row) for row in found]


def test_each_rule_of_a_sheet_is_the_rule_of_its_task(office: Office) -> None:
    saved(office)

    assert rules(office) == {1: "signed", 2: "after_task", 3: "recurring", 4: "event"}


def test_who_is_named_after_the_first_supports_and_who_is_unknown_can_be_given_an_agency(
    office: Office,
) -> None:
    labels = db.session.scalars(select(Agency.label).order_by(Agency.id)).all()
    text = SHEET.replace("State PM", labels[0]).replace("DoD", labels[1])
    saved(office, text)
    assert owners(office, 1) == sorted([(labels[0], "lead"), (labels[1], "coordinate")])

    report = imports.report_on(db.session(), read(SHEET.replace("DoD", "Nobody")), WISHES)

    assert "Nobody" in report.unmapped


def test_a_newer_sheet_changes_a_rule_and_a_date_does_not_replace_one(office: Office) -> None:
    saved(office)
    newer = SHEET.replace("60 days", "90 days").replace("3 months after 1", "2027-03-01")

    found = merged(office, newer)

    assert [(one.uid, one.field) for one in found.changed] == [(1, "due_rule")]
    assert [(one.uid, one.field) for one in found.kept] == [(2, "deadline_on")]
    assert rules(office)[2] == "after_task"


def test_the_day_of_an_event_that_is_recorded_here_stays(office: Office) -> None:
    saved(office)
    [event] = [row for row in db.session.scalars(select(Suspense)) if row.rule == "event"]
    event.happened_on = NOW.date()
    db.session.commit()

    found = merged(office, SHEET.replace("out +30", "out +45"))

    assert [one.uid for one in found.changed] == [4]
    db.session.refresh(event)
    assert (event.happened_on, event.offset_days) == (NOW.date(), 45)


def test_a_newer_sheet_adds_supporting_agencies_and_takes_none_away(office: Office) -> None:
    labels = db.session.scalars(select(Agency.label).order_by(Agency.id)).all()
    saved(office, SHEET.replace("State PM; DoD", f"{labels[0]}; {labels[1]}"))

    found = merged(office, SHEET.replace("State PM; DoD", f"{labels[0]}; {labels[2]}"))

    assert [(one.uid, one.field) for one in found.changed] == [(1, "supports")]
    assert {label for label, role in owners(office, 1) if role != "lead"} == {*labels[1:3]}


def test_a_task_that_came_before_its_directive_keeps_its_rule_when_it_is_changed(
    office: Office,
) -> None:

    saved(office)
    plan = office.plan("mine")
    task = db.session.scalars(select(Task).where(Task.plan_id == plan.id, Task.uid == 1)).one()
    wanted = replace(fields_of(db.session(), task), name="Guide them")

    task_checks.check(db.session(), plan, wanted, task, needs_lead=False)


def test_an_event_that_a_sheet_records_on_a_day_to_come_is_refused_with_its_task(
    office: Office,
) -> None:
    with pytest.raises(InvalidInput, match="Task 4, “Tell”: 3 Mar 2027 is still to come"):
        saved(office, SHEET.replace("out +30", "out (3 Mar 2027) +30"))
