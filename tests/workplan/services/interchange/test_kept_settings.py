"""What an import, a copy, a merge and a restored archive keep of the settings of a plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models import Agency, Initiative, Objective, Plan, PlanAgency, Task, TaskObjective
from support.files.exported import exported
from support.files.merging import a_file, bring_in, merge
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.exchange import formats
from workplan.exchange.planfile import FileTask
from workplan.extensions import db
from workplan.services.interchange import archives
from workplan.services.lifecycle import copies
from workplan.services.lifecycle.copies import Copy
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.record.change import Change
from workplan.services.structure import (
    agencies_of_plans,
    lines_of_effort,
    objective_ties,
    objectives,
    retired_efforts,
)
from workplan.services.structure.lines_of_effort import EffortFields
from workplan.services.structure.objective_ties import Tie
from workplan.services.structure.objectives import ObjectiveFields

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2, 12)
FIRST = FileTask(10, "Second things", 0)
SECOND = FileTask(20, "First things", 0)
TASKS = (FIRST, FileTask(11, "Draft", 3, parent=10), SECOND, FileTask(21, "Sign", 2, parent=20))


def by(office: Office) -> Change:
    return Change(office.coordinator, NOW)


@pytest.fixture
def settled(office: Office) -> Office:
    """A plan whose settings a coordinator has changed in every way."""
    numbers = {}
    for code, title in (("2", "Shorten"), ("3", "Show"), ("4", "Dropped")):
        numbers[code] = lines_of_effort.add(by(office), SLUG, EffortFields(code, title, "PM"))
    retired_efforts.retire(by(office), SLUG, numbers["4"], 1, None)
    lines_of_effort.put(by(office), SLUG, numbers["3"], 1)
    wanted = [ObjectiveFields(code, f"Aim {code}") for code in ("2", "3", "4")]
    two, three, four = objectives.add(by(office), SLUG, wanted)
    objectives.put(by(office), SLUG, three, 1)
    objectives.retire(by(office), SLUG, four, 1)
    task = office.add("1a", 5, initiative_id=numbers["2"])
    objective_ties.tie(by(office), SLUG, {Tie(task, two), Tie(task, three)}, set())
    db.session.add(Agency(code="DOE", label="Energy", name="Department of Energy"))
    db.session.commit()
    agencies_of_plans.add(by(office), SLUG, "DOE")
    return office


def settings_of(slug: str) -> dict[str, Any]:
    """Return what a plan is made of besides its tasks, in its order and without ids."""
    db.session.rollback()
    plan = db.session.scalars(select(Plan).where(Plan.slug == slug)).one()
    efforts = db.session.scalars(
        select(Initiative).where(Initiative.plan_id == plan.id).order_by(Initiative.position)
    )
    aims = db.session.scalars(
        select(Objective)
        .where(Objective.directive_id == plan.directive_id)
        .order_by(Objective.position, Objective.id)
    )
    ties = db.session.execute(
        select(Task.code, Objective.code)
        .join(TaskObjective, TaskObjective.task_id == Task.id)
        .join(Objective, Objective.id == TaskObjective.objective_id)
        .where(Task.plan_id == plan.id)
    )
    agencies = db.session.scalars(
        select(Agency.code)
        .join(PlanAgency, PlanAgency.agency_id == Agency.id)
        .where(PlanAgency.plan_id == plan.id)
    )
    return {
        "efforts": [(e.code, e.title, e.agency_id, e.retired_at is not None) for e in efforts],
        "objectives": [(o.code, o.statement, o.retired_at is not None) for o in aims],
        "ties": sorted(tuple(row) for row in ties),
        "agencies": set(agencies),
    }


def test_an_archive_keeps_them_all(settled: Office) -> None:
    before = settings_of(SLUG)
    assert [effort[0] for effort in before["efforts"] if not effort[3]] == ["3", "1", "2"]
    assert [aim[0] for aim in before["objectives"] if not aim[2]] == ["3", "1", "2"]
    content = exported(settled.plan(), "json", NOW, with_history=True)
    archive = formats.read(content).archive
    assert archive is not None
    archives.restore(by(settled), archive, "again")
    assert settings_of("again") == before


def test_an_archive_of_before_names_its_agencies_itself(settled: Office) -> None:
    content = exported(settled.plan(), "json", NOW, with_history=True)
    archive = formats.read(content).archive
    assert archive is not None
    del archive["tables"]["plan_agencies"]
    archives.restore(by(settled), archive, "again")
    assert settings_of("again")["agencies"] == settings_of(SLUG)["agencies"] - {"DOE"}


def test_a_copy_keeps_what_is_in_use(settled: Office) -> None:
    before = settings_of(SLUG)
    before["efforts"] = [effort for effort in before["efforts"] if not effort[3]]
    fields = PlanFields("Next", "next", "America/New_York", "", "", "Next")
    wanted = Copy(fields, date(2026, 10, 1), directive_id=settled.plan().directive_id)
    copies.copy(by(settled), SLUG, wanted)
    assert settings_of("next") == before


def test_an_import_keeps_the_order_of_the_file_and_names_its_agencies(office: Office) -> None:
    slug = bring_in(office, a_file(*TASKS))
    found = settings_of(slug)
    assert [title for _, title, _, _ in found["efforts"]] == ["Second things", "First things"]
    assert found["agencies"] == {"PM"}
    assert found["objectives"] == []


def test_a_merge_keeps_order_objectives_and_agencies_as_they_were_set_here(
    office: Office,
) -> None:
    slug = bring_in(office, a_file(*TASKS))
    plan = office.plan(slug)
    plan.directive_id = office.plan().directive_id
    db.session.commit()
    efforts = lines_of_effort.of_plan(db.session(), office.plan(slug).id)
    lines_of_effort.put(by(office), slug, efforts[1].id, 1)
    agencies_of_plans.add(by(office), slug, "DOD")
    aim = objectives.add(by(office), slug, [ObjectiveFields("2", "Aim")])[0]
    task = db.session.scalars(select(Task.id).where(Task.name == "Draft")).one()
    objective_ties.tie(by(office), slug, {Tie(task, aim)}, set())
    before = settings_of(slug)
    newer = [replace(one, duration_days=9) if one.uid == 11 else one for one in TASKS]
    merge(office, slug, a_file(*newer, FileTask(30, "More", 1)))
    assert settings_of(slug) == before
