"""What is exported and merged again, unchanged, changes nothing; in each form, and from Excel."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Initiative, Task
from support.files.exported import exported
from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.snapshots import snapshot
from tests.workplan.exchange.test_tables import resaved
from workplan.calendars.spans import USUAL, days
from workplan.exchange import formats
from workplan.extensions import db
from workplan.services.interchange import merges
from workplan.services.interchange.imports import ImportWishes
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 8)
FORMS = ["json", "mspdi", "csv", "xlsx"]


@pytest.fixture
def rich(office: Office) -> Office:
    """A plan under way with something of every kind."""
    me = office.coordinator
    top = office.add("T", 4, name="A task with subtasks", description="Line\r\nand line")
    first = office.add("1a", 5, date(2026, 10, 1), parent_id=top)
    second = office.add("1b", 0, SuspenseRule("after_task", within=days(9), after_task_id=first))
    office.add(
        "1c", 3, SuspenseRule("recurring", first_on=date(2026, 9, 30), every=USUAL["monthly"])
    )
    office.add("1d", 3, SuspenseRule("signed", within=days(90)), parent_id=top)
    office.add("1e", 2, constraint_code="FNLT", constraint_on=date(2026, 11, 2), leads=("DSCA",))
    gate, done = office.add("1f", 0), office.add("1g", 4)
    dependencies.add(Change(me, NOW), second, DependencyFields(first, "SS", 2))
    dependencies.add(Change(me, NOW), gate, DependencyFields(first, "FS", 10, is_elapsed=True))
    office.report(first, NOW, percent=40, actual_start_on=date(2026, 9, 1))
    office.report(done, NOW, percent=10, forecast_on=date(2026, 12, 1))
    office.complete(office.add("1h", 0), NOW)
    office.complete(office.add("1i", 2), NOW)
    return office


@pytest.mark.parametrize("form", FORMS)
def test_a_plan_that_is_exported_and_merged_again_is_as_it_was(rich: Office, form: str) -> None:
    content = exported(rich.plan(), form, NOW)
    before = snapshot()

    found = merges.merge_plan(
        Change(rich.coordinator, NOW), SLUG, formats.read(content, "plan"), ImportWishes()
    )[0]

    assert found.is_empty, vars(found)
    assert not found.asked
    assert snapshot() == before


@pytest.mark.parametrize("has_efforts", [True, False])
def test_a_table_without_an_outline_leaves_the_outline(rich: Office, has_efforts: bool) -> None:
    me, effort = rich.coordinator, db.session.scalars(select(Initiative.id)).first()
    rich.change(
        db.session.scalars(select(Task.id).where(Task.code == "1e")).one(), initiative_id=effort
    )
    content = exported(rich.plan(), "csv", NOW)
    rows = [*csv.reader(io.StringIO(content.decode("utf-8-sig")))]
    place, name = rows[0].index("Part of"), rows[0].index("Name")
    kept = [row for row in rows if has_efforts or row[name] != "Organize for success"]
    out = io.StringIO()
    csv.writer(out).writerows([cell for n, cell in enumerate(row) if n != place] for row in kept)
    before = snapshot()

    newer = formats.read(out.getvalue().encode(), "plan", rich.plan().start_on)
    found = merges.merge_plan(Change(me, NOW), SLUG, newer, ImportWishes())[0]

    assert found.is_empty, vars(found)
    assert snapshot() == before


def test_our_table_from_an_american_excel_changes_only_what_was_typed(rich: Office) -> None:
    content = exported(rich.plan(), "csv", NOW)
    theirs = resaved(content)
    assert b"10/1/2026" in theirs

    found = merges.merge_of(
        db.session(), rich.plan(), formats.read(theirs, "plan"), ImportWishes(), NOW
    )
    assert found.is_empty, vars(found)
    typed = formats.read(theirs.replace(b"10/1/2026", b"10/5/2026"), "plan")
    changed = merges.merge_of(db.session(), rich.plan(), typed, ImportWishes(), NOW).changed

    assert [(c.field, c.after) for c in changed] == [("deadline_on", date(2026, 10, 5))]
