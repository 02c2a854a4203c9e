"""Which agencies take part in a plan: each that something names there, since that day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import delete, select

from models import Agency, Plan, PlanAgency, Task
from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG
from workplan.exchange.planfile import FileTask, PlanFile
from workplan.extensions import db
from workplan.services.accounts.membership import memberships
from workplan.services.accounts.membership.memberships import MembershipFields
from workplan.services.changes import bulk_changes
from workplan.services.changes.bulk_changes import BulkFields
from workplan.services.coordination import handovers
from workplan.services.interchange import imports, merges
from workplan.services.interchange.imports import ImportWishes
from workplan.services.people import plan_agencies
from workplan.services.record.change import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from support.ground.office import Office

NOW = washington(2026, 9, 4, 12)
LATER = washington(2026, 9, 8, 12)


@pytest.fixture
def energy(office: Office) -> int:
    """Yet another agency, which takes part in nothing."""
    agency = Agency(code="DOE", label="Energy", name="Department of Energy")
    db.session.add(agency)
    db.session.commit()
    office.agencies["DOE"] = agency.id
    return agency.id


def since(slug: str = SLUG) -> dict[int, date]:
    """Return since when each agency takes part in a plan."""
    db.session.rollback()
    rows = db.session.execute(
        select(PlanAgency.agency_id, PlanAgency.since_on)
        .join(Plan, Plan.id == PlanAgency.plan_id)
        .where(Plan.slug == slug)
    )
    return {row.agency_id: row.since_on for row in rows}


def handed_over(office: Office) -> None:
    task_id = office.add("1a")
    joining = MembershipFields("lead", "DOE")
    memberships.set_role(Change(office.coordinator, NOW), SLUG, office.email("admin"), joining)
    db.session.execute(delete(PlanAgency).where(PlanAgency.agency_id == office.agencies["DOE"]))
    db.session.commit()
    offer_id = handovers.propose(
        Change(office.lead, NOW), task_id, office.agencies["DOE"], "It is yours"
    )
    handovers.decide(Change(office.people["admin"], NOW), offer_id, handovers.Decision(True))


WRITERS: dict[str, Callable[[Office], Any]] = {
    "a task's lead": lambda o: o.add("1a", leads=("DOE",), now=NOW),
    "a task's support": lambda o: o.add("1a", supports=((o.agencies["DOE"], "clear"),), now=NOW),
    "a changed task": lambda o: o.change(
        o.add("1a"), NOW, supports=((o.agencies["DOE"], "consult"),)
    ),
    "a member": lambda o: memberships.set_role(
        Change(o.coordinator, NOW), SLUG, o.email("viewer"), MembershipFields("lead", "DOE")
    ),
    "a task that is handed over": handed_over,
    "a merged file": lambda o: merges.merge_plan(
        Change(o.coordinator, NOW), SLUG, newer_file(), ImportWishes()
    ),
}


def newer_file() -> PlanFile:
    """Return a file with one task more, which Energy leads."""
    task = FileTask(77, "Draft", 5, code="7g", owners=("Energy",))
    return PlanFile("Newer", date(2026, 9, 1), tasks=[task], unsaid=frozenset({"links"}))


@pytest.mark.parametrize("writer", WRITERS)
def test_an_agency_takes_part_since_the_day_on_which_something_named_it(
    office: Office, energy: int, writer: str
) -> None:
    before = since()
    assert energy not in before
    WRITERS[writer](office)
    assert since() == before | {energy: date(2026, 9, 4)}
    assert energy not in since(OTHER_SLUG)


def test_it_takes_part_since_the_first_day_whatever_names_it_later(
    office: Office, energy: int
) -> None:
    task_id = office.add("1a", leads=("DOE",), now=NOW)
    office.change(task_id, LATER, leads=(office.agencies["PM"],))
    assert since()[energy] == date(2026, 9, 4), "it stays, whoever leads now"
    office.change(task_id, LATER, leads=(energy,))
    assert since()[energy] == date(2026, 9, 4)


def test_the_agencies_of_an_imported_plan_are_those_that_its_file_names(
    office: Office, energy: int
) -> None:
    change = Change(office.coordinator, NOW)
    report = imports.import_plan(change, newer_file(), office.coordinator.id, ImportWishes("in"))
    assert since(report.slug) == {energy: date(2026, 9, 4)}


@pytest.mark.usefixtures("energy")
def test_a_change_of_many_tasks_that_names_nobody_new_adds_none(office: Office) -> None:
    task_id, before = office.add("1a"), since()
    version = db.session.get_one(Task, task_id).version
    wanted = BulkFields(shift_days=2)
    bulk_changes.change(Change(office.coordinator, NOW), SLUG, {task_id: version}, wanted)
    assert since() == before


@pytest.mark.usefixtures("energy")
def test_a_plan_offers_its_own_agencies_first(office: Office) -> None:
    found = plan_agencies.offered(db.session(), office.plan().id)
    assert [one.code for one in found.here] == ["DSCA", "DOD", "STATE", "PM"]
    assert [one.code for one in found.others] == ["DOE"]
