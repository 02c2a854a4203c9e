"""How many calendars a plan may have beside its own, whatever brings them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Plan
from support.ground.moments import washington
from workplan.calendars.own import MOST, OwnCalendar
from workplan.errors import InvalidInput
from workplan.exchange import neutral_json
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
FIRST = date(2027, 1, 4)
REFUSED = "The plan would have 201 other calendars"


def a_plan(many: int) -> PlanFile:
    """Return a plan with so many calendars, a task on each."""
    tasks = [FileTask(n, "Task", 5, str(n), work_calendar=f"C{n}") for n in range(1, many + 1)]
    own = {
        f"C{n}": OwnCalendar("1111111", (FIRST + timedelta(days=n),)) for n in range(1, many + 1)
    }
    return PlanFile("Many", FIRST, holidays=(), tasks=tasks, calendars=own)


def test_an_import_takes_the_most_and_no_more(office: Office) -> None:
    change, me = Change(office.coordinator, NOW), office.coordinator.id or 0
    content = json.dumps(neutral_json.write(a_plan(MOST + 1))).encode()

    with pytest.raises(InvalidInput, match=REFUSED):
        imports.import_plan(change, neutral_json.read(content), me, ImportWishes())
    with pytest.raises(InvalidInput, match=REFUSED):
        mspdi.read(writing.write(a_plan(MOST + 1)))
    assert db.session.scalars(select(Plan).where(Plan.title == "Many")).all() == []


def test_a_merge_brings_a_plan_to_the_most_and_no_further(office: Office) -> None:
    change, me = Change(office.coordinator, NOW), office.coordinator.id or 0
    slug = imports.import_plan(change, a_plan(MOST), me, ImportWishes()).slug
    plan = db.session.scalars(select(Plan).where(Plan.slug == slug)).one()
    newer = planfile_of(db.session(), plan)
    newer.tasks[0] = replace(newer.tasks[0], work_calendar="One more")
    newer.calendars |= {"One more": OwnCalendar("0000011")}

    with pytest.raises(InvalidInput, match=REFUSED):
        merges.merge_of(db.session(), plan, newer, ImportWishes(), NOW)

    del newer.calendars["One more"]
    newer.calendars |= {"C1": OwnCalendar("0000011")}
    newer.tasks[0] = replace(newer.tasks[0], work_calendar="C1")
    merge = merges.merge_of(db.session(), plan, newer, ImportWishes(), NOW)
    assert merge.calendars_new == ("C1",)
