"""Copies of plans: what is carried over, what is not, and that the journal tells it whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update

from models import (
    Agency,
    Dependency,
    Directive,
    Initiative,
    Membership,
    Objective,
    Plan,
    ReminderRule,
    StatusReport,
    Suspense,
    Task,
    TaskObjective,
)
from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG
from support.record.statements import statements
from support.web.refusals import refused, refuses
from workplan.calendars.spans import days
from workplan.errors import InvalidInput, NotAllowed, NotFound
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.history import recomputed
from workplan.services.lifecycle import copies
from workplan.services.lifecycle.carried_days import DECIDE, KEEP
from workplan.services.lifecycle.copies import Copy
from workplan.services.lifecycle.plan_fields import PlanFields
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_sets import fields_of_tasks

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)
FIELDS = PlanFields("Next transfers", "next", "America/Chicago", "For 2027", "CUI", "CAT 2027")


def directive_of(slug: str = SLUG) -> int | None:
    return db.session.scalar(select(Plan.directive_id).where(Plan.slug == slug))


def copied(office: Office, start_on: date = date(2026, 10, 1), **others: Any) -> Plan:
    others.setdefault("directive_id", directive_of())
    return copies.copy(Change(office.coordinator, NOW), SLUG, Copy(FIELDS, start_on, **others))


def tasks_of(plan: Plan) -> dict[str, Task]:
    rows = db.session.scalars(select(Task).where(Task.plan_id == plan.id))
    return {task.code: task for task in rows}


@pytest.fixture
def filled(office: Office) -> Office:
    """The office with a plan of every kind of thing, on which work goes on."""
    first = office.add("1a", 5, date(2026, 11, 10), initiative_id=effort_of(office))
    second = office.add("1b", 3, SuspenseRule("after_task", within=days(4), after_task_id=first))
    third = office.add("1c", 2, SuspenseRule("signed", within=days(60)), ("PM", "DSCA"))
    office.add("1d", 1, None, parent_id=third, supports=((office.agencies["DOD"], "clear"),))
    office.add("1e", 1, assignee_id=office.contributor.id)
    wanted = DependencyFields(first, "SS", 2, is_elapsed=True)
    dependencies.add(Change(office.coordinator, NOW), second, wanted)
    office.report(first, NOW, percent=40, actual_start_on=date(2026, 9, 1))
    office.remove(office.add("1f"))
    return office


def effort_of(office: Office) -> int:
    plan = office.plan()
    return db.session.scalars(select(Initiative.id).where(Initiative.plan_id == plan.id)).one()


def test_its_structure_is_carried_over(filled: Office) -> None:
    plan = copied(filled)
    assert (plan.stage, plan.title, plan.note, plan.marking, plan.mail_tag, plan.time_zone) == (
        "drafting",
        "Next transfers",
        "For 2027",
        "CUI",
        "CAT 2027",
        "America/Chicago",
    )
    tasks = tasks_of(plan)
    assert sorted(tasks) == ["0", "1a", "1b", "1c", "1d", "1e"]
    assert tasks["1d"].parent_id == tasks["1c"].id
    effort = db.session.get_one(Initiative, tasks["1a"].initiative_id)
    assert (effort.plan_id, effort.title) == (plan.id, "Organize for success")
    assert db.session.get_one(Agency, effort.agency_id or 0).code == "PM"
    link = db.session.scalars(select(Dependency).where(Dependency.plan_id == plan.id)).one()
    assert (link.predecessor_id, link.successor_id) == (tasks["1a"].id, tasks["1b"].id)
    assert (link.type, link.lag_days, link.is_elapsed) == ("SS", 2, True)
    rule = db.session.scalars(select(Suspense).where(Suspense.task_id == tasks["1b"].id)).one()
    assert (rule.rule, rule.after_task_id, rule.offset_days) == ("after_task", tasks["1a"].id, 4)


def test_its_agencies_reminder_rules_and_working_days_are_too(filled: Office) -> None:
    source = filled.plan()
    source.weekmask, source.days_off = "1111110", ["2026-12-24"]
    rules = select(ReminderRule).where(ReminderRule.plan_id == source.id)
    db.session.scalars(rules).all()[0].is_active = False
    db.session.commit()
    plan = copied(filled)

    def rules_of(plan_id: int) -> list[tuple[Any, ...]]:
        columns = ReminderRule.rung_days, ReminderRule.audience, ReminderRule.is_active
        rows = db.session.execute(select(*columns).where(ReminderRule.plan_id == plan_id))
        return sorted(tuple(row) for row in rows)

    assert rules_of(plan.id) == rules_of(filled.plan().id)
    assert (plan.weekmask, plan.days_off) == ("1111110", ["2026-12-24"])
    task = tasks_of(plan)["1d"]
    assert fields_of_tasks(db.session(), [task.id])[task.id].supports == (
        (filled.agencies["DOD"], "clear"),
    )


def test_progress_reports_and_people_are_not(filled: Office) -> None:
    plan = copied(filled)
    tasks = tasks_of(plan)
    assert {(t.status, t.percent, t.actual_start_on, t.assignee_id) for t in tasks.values()} == {
        ("not_started", 0, None, None)
    }
    ids = [task.id for task in tasks.values()]
    assert not db.session.scalars(select(StatusReport).where(StatusReport.task_id.in_(ids))).all()
    members = select(Membership.user_id, Membership.role).where(Membership.plan_id == plan.id)
    assert [tuple(row) for row in db.session.execute(members)] == [
        (filled.coordinator.id, "coordinator")
    ]


def test_the_plan_that_is_copied_stays_as_it_is(filled: Office) -> None:
    before = {code: (t.version, t.due_on, t.percent) for code, t in tasks_of(filled.plan()).items()}
    copied(filled)
    after = {code: (t.version, t.due_on, t.percent) for code, t in tasks_of(filled.plan()).items()}
    assert after == before


def test_under_the_same_directive_objectives_stay_tied(filled: Office) -> None:
    plan = copied(filled)
    ties = select(TaskObjective.objective_id).where(TaskObjective.task_id == tasks_of(plan)["0"].id)
    [objective] = db.session.scalars(ties).all()
    assert db.session.get_one(Objective, objective).directive_id == plan.directive_id


def test_under_another_directive_they_are_tied_to_what_says_the_same(filled: Office) -> None:
    other = directive_of(OTHER_SLUG)
    plan = copied(filled, directive_id=other)
    ties = select(TaskObjective.objective_id).where(TaskObjective.task_id == tasks_of(plan)["0"].id)
    [objective] = db.session.scalars(ties).all()
    assert db.session.get_one(Objective, objective).directive_id == other


def test_a_later_signature_moves_what_is_fixed_and_what_counts_from_it(filled: Office) -> None:
    later = Directive(
        citation="NSPM-11", title="Next", status="in_force", signed_on=date(2026, 9, 2)
    )
    db.session.add(later)
    db.session.commit()
    tasks = tasks_of(copied(filled, directive_id=later.id))
    assert tasks["1a"].due_on == date(2026, 12, 10)  # Thirty days after 10 Nov.
    assert tasks["1c"].due_on == date(2026, 11, 1)  # Sixty after 2 Sep.


def test_fixed_suspenses_can_be_kept_or_left_to_be_decided(filled: Office) -> None:
    source = tasks_of(filled.plan())["1a"].id
    shown = copies.days_of_copy(
        db.session(), filled.plan(), Copy(FIELDS, date(2026, 10, 1), directive_of(), DECIDE)
    )
    assert [(day.code, day.before, day.after) for day in shown] == [
        ("1a", date(2026, 11, 10), None)
    ]
    plan = copied(filled, usual=DECIDE, ways={source: KEEP})
    assert tasks_of(plan)["1a"].due_on == date(2026, 11, 10)


def test_the_journal_tells_it_whole_and_holds(filled: Office) -> None:
    since = filled.last_seq()
    plan = copied(filled)
    entries = filled.journal(since)
    first = entries[0]
    assert (first.verb, first.plan_id) == ("plan.copied", plan.id)
    assert first.after is not None
    assert (first.after["from"], first.after["tasks"], first.after["links"]) == (
        "Arms transfer plan",
        6,
        1,
    )
    assert {e.cause_seq for e in entries if e.verb == "task.added"} == {first.seq}
    assert sum(e.scope_tasks for e in entries) == 5  # 1c counts through 1d.
    assert list(recomputed.differences(db.session())) == []
    journal.verify(db.session())


def test_a_copy_begins_at_the_minute_at_which_its_pattern_does(filled: Office) -> None:
    db.session.execute(update(Plan).where(Plan.slug == SLUG).values(start_minute=240))
    db.session.commit()

    assert copied(filled, date(2027, 1, 4)).start_minute == 240


def test_a_copy_is_not_undone_but_deleted(filled: Office) -> None:
    since = filled.last_seq()
    copied(filled)
    seq = filled.journal(since)[0].seq
    with refused(InvalidInput, "cannot be undone"):
        undo.undo(Change(filled.coordinator, NOW), seq)


def test_who_coordinates_nothing_copies_nothing(filled: Office) -> None:
    wanted = Copy(FIELDS, date(2026, 10, 1))
    with refused(NotAllowed, "Whoever coordinates an open plan"):
        copies.copy(Change(filled.lead, NOW), SLUG, wanted)
    with refused(NotFound):
        copies.copy(Change(filled.stranger, NOW), SLUG, wanted)


def test_a_short_name_that_is_taken_is_refused(filled: Office) -> None:
    wanted = Copy(replace(FIELDS, slug=OTHER_SLUG), date(2026, 10, 1))
    with refuses("slug", "has or had"):
        copies.copy(Change(filled.coordinator, NOW), SLUG, wanted)


def test_a_member_of_the_copy_sees_it_and_members_of_the_source_do_not(filled: Office) -> None:
    copied(filled)
    rights.plan_for(db.session(), filled.coordinator, "next")
    with pytest.raises(NotFound):
        rights.plan_for(db.session(), filled.lead, "next")


def test_a_larger_plan_is_copied_with_as_many_statements(filled: Office) -> None:
    few = statements(lambda: copied(filled))
    for number in range(20):
        filled.add(f"2.{number}", 2, date(2026, 11, 10))
    wanted = Copy(replace(FIELDS, slug="larger"), date(2026, 10, 1), directive_of())
    change = Change(filled.coordinator, NOW)
    assert statements(lambda: copies.copy(change, SLUG, wanted)) <= few + 1
