"""Every sheet that somebody made is saved as a plan; the same sheet once more changes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import ColumnMapping, Task
from support.ground.moments import washington
from tests.workplan.exchange.sheets.made import Sheet, comma
from tests.workplan.exchange.sheets.numbered_sheets import NUMBERED
from tests.workplan.exchange.sheets.plain_sheets import PLAIN
from tests.workplan.exchange.sheets.program_sheets import PROGRAMS
from tests.workplan.exchange.sheets.ruled_sheets import RULED
from tests.workplan.exchange.sheets.shaped_sheets import SHAPED
from workplan.exchange.planfile import PlanFile
from workplan.exchange.sheets.columns.fields import Field
from workplan.exchange.sheets.columns.proposal import propose
from workplan.exchange.sheets.reading import read_sheet
from workplan.extensions import db
from workplan.services.interchange import column_mappings, imports, merges
from workplan.services.interchange.imports import ImportWishes
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 8)
SHEETS = [*PLAIN, *SHAPED, *NUMBERED, *PROGRAMS, *RULED]
WISHES = ImportWishes("mine")


def read(content: bytes) -> PlanFile:
    return read_sheet(content, propose(content, "mine.xlsx").mapping)


def saved(office: Office, content: bytes) -> None:
    me = office.coordinator
    imports.import_plan(Change(me, NOW), read(content), me.id or 0, WISHES)


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.name for sheet in SHEETS])
def test_a_sheet_is_saved_and_the_same_sheet_merged_changes_nothing(
    office: Office, sheet: Sheet
) -> None:
    saved(office, sheet.content)
    plan = office.plan("mine")
    names = db.session.scalars(select(Task.name).where(Task.plan_id == plan.id)).all()
    assert 0 < len(names) <= len(sheet.tasks)  # summaries that only group are lines of effort

    found = merges.merge_of(db.session(), plan, read(sheet.content), WISHES, NOW)

    assert found.is_empty, (found.changed, found.added, found.removed)


def test_a_row_put_between_others_meets_the_same_tasks_by_their_numbers(office: Office) -> None:
    before = comma("No|Task|Start\n1|A|2026-10-05\n2|B|2026-10-06\n")
    after = comma("No|Task|Start\n1|A|2026-10-05\n3|C|2026-10-05\n2|B now|2026-10-06\n")
    saved(office, before)

    found = merges.merge_of(db.session(), office.plan("mine"), read(after), WISHES, NOW)

    assert [(task.uid, task.name) for task in found.added] == [(3, "C")]
    assert [(change.uid, change.field) for change in found.changed] == [(2, "name")]


def test_a_mapping_is_kept_once_for_each_person_and_headings(office: Office) -> None:
    proposed = propose(comma("Task|Due|Risk\nA|2026-10-05|High\n"), "x").mapping
    me, other = office.coordinator, office.stranger
    column_mappings.remember(Change(me, NOW), proposed)
    chosen = replace(proposed, fields=(Field.NAME, Field.FINISH, Field.LEAVE))
    column_mappings.remember(Change(me, NOW), chosen)

    assert column_mappings.recalled(db.session(), me, proposed).fields == chosen.fields
    assert column_mappings.recalled(db.session(), other, proposed) == proposed
    assert len(db.session.scalars(select(ColumnMapping)).all()) == 1


def test_a_mapping_with_a_field_that_is_no_more_is_not_used(office: Office) -> None:
    proposed = propose(comma("Task|Due\nA|2026-10-05\n"), "x").mapping
    column_mappings.remember(Change(office.coordinator, NOW), proposed)
    row = db.session.scalars(select(ColumnMapping)).one()
    row.fields = ["name", "gone"]
    db.session.commit()

    assert column_mappings.recalled(db.session(), office.coordinator, proposed) == proposed
