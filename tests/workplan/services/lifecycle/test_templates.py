"""Templates: kept of plans, used for plans, and in no list, figure, search, mail or feed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Plan, Reminder, Task
from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.statements import statements
from support.web.refusals import refused, refuses
from workplan.calendars.spans import days
from workplan.errors import NotAllowed, NotFound, PlanIsFrozen
from workplan.extensions import db
from workplan.services.finding import search
from workplan.services.interchange import feeds
from workplan.services.lifecycle import copies, putting_away, templates
from workplan.services.lifecycle.copies import Copy
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.pages.my_work import my_work
from workplan.services.pages.overview.portfolio import portfolio
from workplan.services.people import house_rights, rights
from workplan.services.record.change import Change
from workplan.services.reminding import planner
from workplan.services.structure import plan_stages
from workplan.services.structure.task import tasks
from workplan.services.tasks import due_work
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)
FIELDS = PlanFields("Quagga pattern", "quagga", "America/New_York", "For transfers")


def keep(office: Office) -> Plan:
    """Keep a template of the plan, in which a task is due that nobody else's is called like."""
    office.add("Q1", 5, date(2026, 9, 10), name="Quagga work")
    return templates.save_as(Change(office.coordinator, NOW), SLUG, FIELDS)


def work_of(plan_id: int) -> Task:
    found = select(Task).where(Task.plan_id == plan_id, Task.code == "Q1")
    return db.session.scalars(found).one()


def test_a_template_has_the_structure_of_its_plan_and_its_days(office: Office) -> None:
    template = keep(office)
    assert (template.is_template, template.stage) == (True, "drafting")
    assert work_of(template.id).due_on == date(2026, 9, 10)
    assert template.directive_id == office.plan().directive_id


def test_only_a_coordinator_of_the_plan_keeps_one_of_it(office: Office) -> None:
    with refused(NotAllowed):
        templates.save_as(Change(office.lead, NOW), SLUG, FIELDS)
    with refused(NotFound):
        templates.save_as(Change(office.stranger, NOW), SLUG, FIELDS)


def test_one_is_kept_of_a_closed_plan_too(office: Office) -> None:
    plan_stages.move_to_stage(Change(office.coordinator, NOW), SLUG, "closed")
    assert templates.save_as(Change(office.coordinator, NOW), SLUG, FIELDS).is_template


def test_every_coordinator_of_an_open_plan_reads_it_and_only_its_own_changes_it(
    office: Office,
) -> None:
    keep(office)
    _, standing = rights.plan_for(db.session(), office.stranger, "quagga")
    assert standing.role == "viewer"
    with refused(NotAllowed):
        tasks.add(Change(office.stranger, NOW), "quagga", office.fields("Q2"))
    tasks.add(Change(office.coordinator, NOW), "quagga", office.fields("Q2"))


@pytest.mark.parametrize("who", ["lead", "viewer", "auditor", "admin"])
def test_nobody_else_reads_it(office: Office, who: str) -> None:
    keep(office)
    with pytest.raises(NotFound):
        rights.plan_for(db.session(), office.people[who], "quagga")
    with pytest.raises(NotAllowed):
        templates.require_reader(db.session(), office.people[who])


def test_the_list_names_what_is_in_each_with_one_select(office: Office) -> None:
    template = keep(office)
    [found] = templates.listed(db.session())
    assert (found.id, found.title, found.tasks, found.efforts, found.keeper, found.archived_at) == (
        template.id,
        "Quagga pattern",
        2,
        1,
        "Cora Diaz",
        None,
    )
    assert statements(lambda: templates.listed(db.session())) == 1


def test_a_plan_is_made_of_it_by_whoever_coordinates_one(office: Office) -> None:
    keep(office)
    wanted = Copy(PlanFields("Made", "made", "America/New_York"), date(2026, 9, 15))
    plan = copies.copy(Change(office.stranger, NOW), "quagga", wanted)
    assert not plan.is_template
    assert work_of(plan.id).due_on == date(2026, 9, 24)  # Fourteen days later, as the start is.


def test_it_is_never_live(office: Office) -> None:
    keep(office)
    with refuses("stage", "A template is never approved"):
        plan_stages.move_to_stage(Change(office.coordinator, NOW), "quagga", "approved")


def test_even_a_stage_that_no_service_gives_makes_it_live_nowhere(office: Office) -> None:
    template = keep(office)
    template = db.session.get_one(Plan, template.id)
    template.stage = "implementing"
    db.session.commit()
    assert template.id not in plan_stages.live_plan_ids(db.session())
    planner.queue_due(washington(2026, 9, 8))
    rows = db.session.scalars(select(Reminder.plan_id)).all()
    assert template.id not in rows
    assert office.plan().id in rows
    owed = db.session.scalars(select(Task.plan_id).where(due_work.owed())).all()
    assert template.id not in owed


def test_it_is_in_no_list_figure_search_or_feed(office: Office) -> None:
    template = keep(office)
    session, actor = db.session(), office.coordinator
    assert template.id not in [s.plan_id for s in rights.standings(session, actor)]
    assert template.id not in [plan.id for plan in rights.plans_of(session, actor)]
    figures = portfolio(session, rights.listed_plans(actor), NOW)
    assert [f.plan.slug for f in figures] == [SLUG]
    assert len(search.find(session, actor, "quagga")) == 1
    token = feeds.give(Change(actor, NOW), is_wanted=True)
    calendar = feeds.calendar_at(db.session(), token, "https://work.example", NOW).decode()
    assert calendar.count("Quagga work") == 1
    work = my_work(session, rights.standings(session, office.lead), NOW)
    assert "quagga pattern" not in str(work).lower()


def test_whoever_has_a_template_only_founds_no_plan(office: Office) -> None:
    keep(office)
    plan_stages.move_to_stage(Change(office.coordinator, NOW), SLUG, "closed")
    assert not house_rights.coordinates(db.session(), office.coordinator)


def test_a_suspense_after_signature_is_set_in_a_template_without_a_directive(
    office: Office,
) -> None:
    template = keep(office)
    db.session.get_one(Plan, template.id).directive_id = None
    db.session.commit()
    fields = office.fields("Q3", 5, SuspenseRule("signed", within=days(10)))
    task_id, _ = tasks.add(Change(office.coordinator, NOW), "quagga", fields)
    assert office.task(task_id).due_on is None


def test_it_is_retired_and_brought_back_and_changed_only_then(office: Office) -> None:
    keep(office)
    change = Change(office.coordinator, NOW)
    putting_away.archive(change, "quagga")
    [found] = templates.listed(db.session())
    assert found.archived_at == NOW
    with refused(PlanIsFrozen, "retired"):
        tasks.add(change, "quagga", office.fields("Q2"))
    putting_away.unarchive(change, "quagga")
    tasks.add(change, "quagga", office.fields("Q2"))


def test_it_is_not_deleted(office: Office) -> None:
    keep(office)
    with refuses("stage", "not deleted"):
        putting_away.delete(Change(office.coordinator, NOW), "quagga")
