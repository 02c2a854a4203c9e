"""A plan that names no directive: nothing is made up for it, and no signature is counted from."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from models import Directive, Initiative, Plan, Task
from support.files.exported import exported
from support.ground.moments import washington
from support.web.refusals import refused
from workplan.calendars.spans import days
from workplan.errors import InvalidInput
from workplan.exchange import formats
from workplan.exchange.planfile import FileTask, PlanFile
from workplan.extensions import db
from workplan.services.changes.undoing.undo import undo
from workplan.services.interchange import archives, imports
from workplan.services.interchange.imports import ImportWishes
from workplan.services.pages.overview.overviews import overview
from workplan.services.record.change import Change
from workplan.services.structure.task import tasks
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)


def bring_in(office: Office) -> Plan:
    found = PlanFile("Brought in", date(2027, 1, 4))
    found.tasks = [FileTask(1, "Effort", 0), FileTask(2, "Draft", 5, parent=1)]
    me = office.coordinator
    return office.plan(imports.import_plan(Change(me, NOW), found, me.id or 0, ImportWishes()).slug)


def test_an_import_makes_no_directive_up(office: Office) -> None:
    before = db.session.scalar(select(func.count(Directive.id)))

    plan = bring_in(office)

    assert plan.directive_id is None
    assert db.session.scalar(select(func.count(Directive.id))) == before
    found = overview(db.session(), plan, NOW)
    assert (found.directive, found.objectives) == (None, [])


def test_a_suspense_that_counts_from_a_signature_is_refused(office: Office) -> None:
    plan = bring_in(office)
    wanted = office.fields("A5", due=SuspenseRule("signed", within=days(30)))

    with refused(InvalidInput, "No directive is named in this plan"):
        tasks.add(Change(office.coordinator, NOW), plan.slug, wanted)


def test_its_import_is_undone_and_its_archive_restored(office: Office) -> None:
    plan = bring_in(office)
    content = exported(plan, "json", NOW, with_history=True)
    imported = next(e.seq for e in office.journal() if e.verb == "plan.imported")
    undo(Change(office.coordinator, NOW), imported, is_sure=True)
    archive = formats.read(content).archive
    assert archive is not None

    restored = archives.restore(Change(office.coordinator, NOW), archive)

    assert (restored.slug, restored.directive_id) == ("brought-in", None)


def test_an_archive_from_before_lines_of_effort_had_uids_is_restored(office: Office) -> None:
    content = exported(bring_in(office), "json", NOW, with_history=True)
    archive: dict[str, Any] = json.loads(content)["archive"]
    archive["tables"]["initiatives"][0]["uid"] = None

    plan = archives.restore(Change(office.coordinator, NOW), archive, "again")

    efforts = select(Initiative.uid).where(Initiative.plan_id == plan.id)
    taken = select(Task.uid).where(Task.plan_id == plan.id)
    assert list(db.session.scalars(efforts)) == [3]
    assert list(db.session.scalars(taken)) == [2]
