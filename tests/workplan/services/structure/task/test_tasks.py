"""Add, change and remove tasks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models import Initiative, Suspense, TaskAgency
from support.ground.moments import washington
from support.ground.office import OTHER_SLUG, SLUG, dated
from support.web.refusals import refused, refuses
from workplan.calendars.spans import USUAL, Span, days
from workplan.errors import NotAllowed, NotFound, StaleVersion
from workplan.extensions import db
from workplan.services.record import burn_counts
from workplan.services.record.change import Change
from workplan.services.structure.task import dependencies, tasks
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.services.tasks.task_fields import fields_of

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)

BAD_FIELDS: list[tuple[str, str, dict[str, Any]]] = [
    ("code", "empty", {"code": " "}),
    ("code", "one line", {"code": "1\na"}),
    ("code", "41 characters", {"code": "x" * 41}),
    ("name", "empty", {"name": ""}),
    ("name", "one line", {"name": "Draft\r\nBcc: all@evil.example"}),
    ("name", "one line", {"name": "Draft\x00it"}),
    ("name", "201 characters", {"name": "x" * 201}),
    ("duration_days", "-1 working days", {"duration_days": -1}),
    ("duration_days", "20001 working days", {"duration_days": 20_001}),
    ("constraint_code", "“SOON”", {"constraint_code": "SOON"}),
    ("constraint_on", "needs a date", {"constraint_code": "MSO"}),
    ("constraint_on", "takes no date", {"constraint_on": date(2026, 10, 1)}),
    (
        "constraint_on",
        "The year 2226",
        {"constraint_code": "SNET", "constraint_on": date(2226, 10, 1)},
    ),
    ("leads", "No lead agency", {"leads": ()}),
    ("leads", "not known", {"leads": (999_999,)}),
    ("supports", "not known", {"supports": ((999_999, "assist"),)}),
    ("dates_source", "“guess”", {"dates_source": "guess"}),
    ("initiative_id", "not in this plan", {"initiative_id": 999_999}),
    ("parent_id", "not in this plan", {"parent_id": 999_999}),
    ("assignee_id", "not in this plan", {"assignee_id": 999_999}),
    ("rule", "“soon”", {"suspense": SuspenseRule("soon")}),
    ("fixed_on", "a date", {"suspense": SuspenseRule("fixed")}),
    ("fixed_on", "The year 26", {"suspense": SuspenseRule("fixed", fixed_on=date(26, 10, 1))}),
    (
        "fixed_on",
        "The year 9999",
        {"suspense": SuspenseRule("fixed", fixed_on=date(9999, 12, 31))},
    ),
    ("within", "days, weeks", {"suspense": SuspenseRule("signed")}),
    ("within", "-1 calendar", {"suspense": SuspenseRule("signed", within=days(-1))}),
    ("within", "20,001 calendar", {"suspense": SuspenseRule("signed", within=days(20_001))}),
    ("after_task_id", "counts from", {"suspense": SuspenseRule("after_task", within=days(3))}),
    (
        "after_task_id",
        "not in this plan",
        {"suspense": SuspenseRule("after_task", within=days(3), after_task_id=999_999)},
    ),
    ("first_on", "first date", {"suspense": SuspenseRule("recurring", every=USUAL["monthly"])}),
    ("every", "how often", {"suspense": SuspenseRule("recurring", first_on=date(2026, 10, 1))}),
    (
        "every",
        "“eons” is no unit",
        {"suspense": SuspenseRule("recurring", first_on=date(2026, 10, 1), every=Span(1, "eons"))},
    ),
]


@pytest.mark.parametrize(
    ("field", "words", "bad"), BAD_FIELDS, ids=[f"{f}: {w}" for f, w, _ in BAD_FIELDS]
)
def test_a_bad_field_is_named_with_the_way_out_when_adding_and_when_changing(
    office: Office, field: str, words: str, bad: dict[str, Any]
) -> None:
    wanted = replace(office.fields("9"), **bad)
    with refuses(field, words):
        tasks.add(Change(office.coordinator, NOW), SLUG, wanted)
    task = office.add("9")
    with refuses(field, words):
        tasks.change(Change(office.coordinator, NOW), task, 1, wanted)


@pytest.mark.parametrize("role", ["lead", "bless"])
def test_a_supporting_role_is_one_of_the_list(office: Office, role: str) -> None:
    with refuses("supports", f"“{role}”"):
        office.add("9", supports=((office.agencies["DSCA"], role),))


def test_a_task_is_handed_to_members_of_the_plan_only(office: Office) -> None:
    office.add("1", assignee_id=office.contributor.id)
    with refuses("assignee_id"):
        office.add("2", assignee_id=office.stranger.id)


def test_nothing_of_another_plan_can_be_referred_to(office: Office) -> None:
    foreign, _ = tasks.add(Change(office.stranger, NOW), OTHER_SLUG, office.fields("1"))
    effort = db.session.scalars(
        select(Initiative.id).where(Initiative.plan_id == office.plan(OTHER_SLUG).id)
    ).first()
    with refuses("parent_id"):
        office.add("9", parent_id=foreign)
    with refuses("initiative_id"):
        office.add("9", initiative_id=effort)
    with refuses("after_task_id"):
        office.add("9", due=SuspenseRule("after_task", within=days(1), after_task_id=foreign))


def test_a_code_is_free_again_once_its_task_is_removed(office: Office) -> None:
    task = office.add("1a")
    with refuses("code", "called 1a"):
        office.add("1a")
    office.remove(task)
    office.add("1a")


def test_a_task_stores_what_was_given_and_is_scheduled_at_once(office: Office) -> None:
    task = office.add(
        "1a",
        3,
        date(2026, 10, 1),
        ["PM", "DSCA"],
        supports=((office.agencies["DOD"], "clear"),),
        description="Long\ntext",
        assignee_id=office.contributor.id,
        constraint_code="SNET",
        constraint_on=date(2026, 9, 8),
        source_note="Made up",
    )
    row = office.task(task)
    assert (row.start_on, row.finish_on, row.due_on) == (
        date(2026, 9, 8),
        date(2026, 9, 10),
        date(2026, 10, 1),
    )
    assert (row.version, row.status, row.percent, row.driver) == (
        1,
        "not_started",
        0,
        "constraint:SNET",
    )
    fields = fields_of(db.session(), row)
    assert fields.leads == (office.agencies["PM"], office.agencies["DSCA"])
    assert fields.supports == ((office.agencies["DOD"], "clear"),)
    assert fields.suspense == SuspenseRule("fixed", fixed_on=date(2026, 10, 1))


def test_tasks_stand_in_the_order_in_which_they_were_added(office: Office) -> None:
    first, second = office.task(office.add("1")), office.task(office.add("2"))
    assert second.position == first.position + 1
    assert second.uid == first.uid + 1


def test_changing_lead_and_support_in_drafting_replaces_them(office: Office) -> None:
    wanted = office.fields("1a", leads=["PM"], supports=((office.agencies["DOD"], "clear"),))
    task, _ = tasks.add(Change(office.stranger, NOW), OTHER_SLUG, wanted)
    tasks.change(Change(office.stranger, NOW), task, 1, office.fields("1a", leads=["DSCA"]))
    rows = db.session.execute(
        select(TaskAgency.agency_id, TaskAgency.role).where(TaskAgency.task_id == task)
    ).all()
    assert [tuple(row) for row in rows] == [(office.agencies["DSCA"], "lead")]


def test_each_change_raises_the_version_and_a_stale_one_is_refused(office: Office) -> None:
    task = office.add("1a")
    wanted = office.fields("1a", 8)
    tasks.change(Change(office.coordinator, NOW), task, 1, wanted)
    assert office.task(task).version == 2
    for stale in (1, 3):
        with refused(StaleVersion, f"from version {stale}, and version 2"):
            tasks.change(Change(office.coordinator, NOW), task, stale, office.fields("1a", 9))
        with refused(StaleVersion):
            tasks.remove(Change(office.coordinator, NOW), task, stale, "Old")
    assert office.task(task).duration_days == 8


def test_a_report_raises_the_same_version_as_a_change(office: Office) -> None:
    task = office.add("1a")
    office.report(task, percent=10)
    with refused(StaleVersion):
        tasks.change(Change(office.coordinator, NOW), task, 1, office.fields("1a", 9))


@pytest.mark.parametrize("who", ["lead", "contributor", "viewer", "auditor", "supervisor"])
def test_only_the_coordinator_changes_structure(office: Office, who: str) -> None:
    task = office.add("1a")
    actor = office.people[who]
    with refused(NotAllowed, "coordinator"):
        tasks.add(Change(actor, NOW), SLUG, office.fields("9"))
    with refused(NotAllowed):
        tasks.change(Change(actor, NOW), task, 1, office.fields("1a", 9))
    with refused(NotAllowed):
        tasks.remove(Change(actor, NOW), task, 1, "Not needed")


@pytest.mark.parametrize("who", ["stranger", "stranger_lead", "admin"])
def test_strangers_and_administrators_find_no_plan_and_no_task(office: Office, who: str) -> None:
    task = office.add("1a")
    actor = office.people[who]
    with refused(NotFound):
        tasks.add(Change(actor, NOW), SLUG, office.fields("9"))
    with refused(NotFound):
        tasks.change(Change(actor, NOW), task, 1, office.fields("1a", 9))
    with refused(NotFound):
        tasks.remove(Change(actor, NOW), task, 1, "Not needed")


def test_a_removed_task_keeps_its_row_and_leaves_the_schedule(office: Office) -> None:
    first, second = office.add("1a", 5), office.add("1b", 5)
    dependencies.add(Change(office.coordinator, NOW), second, DependencyFields(first))
    assert office.task(second).start_on == date(2026, 9, 9)
    moves = office.remove(first, NOW)
    assert dated(moves) == [second]
    assert office.task(second).start_on == date(2026, 9, 1)
    assert office.task(first).removed_at == NOW
    with refuses("task", "was removed"):
        tasks.change(Change(office.coordinator, NOW), first, 2, office.fields("1a"))
    with refuses("task", "was removed"):
        tasks.remove(Change(office.coordinator, NOW), first, 2, "Again")
    with refuses("task", "was removed"):
        office.report(first, percent=50)


def test_a_task_from_which_a_suspense_counts_can_be_removed_and_takes_that_suspense_along(
    office: Office,
) -> None:
    anchor = office.add("1a", 5)
    counting = office.add(
        "1b", due=SuspenseRule("after_task", within=days(45), after_task_id=anchor, note="Rule")
    )
    assert office.task(counting).due_on == date(2026, 10, 23)
    since = office.last_seq()
    office.remove(anchor, NOW)
    row = office.task(counting)
    assert row.due_on is None
    suspense = db.session.scalars(select(Suspense).where(Suspense.task_id == counting)).one()
    assert (suspense.rule, suspense.after_task_id, suspense.offset_days) == ("none", None, None)
    own, effect = office.journal(since)
    assert effect.subject_id == counting
    assert effect.cause_seq == own.seq
    assert effect.before is not None
    assert effect.before["due_on"] == "2026-10-23"
    assert own.before is not None
    assert own.before["suspenses_counted_from_it"] == [{"task_id": counting, "offset_days": 45}]


def test_a_task_is_no_parent_of_itself_or_of_its_own_parents(office: Office) -> None:
    top = office.add("1")
    middle = office.add("1.1", parent_id=top)
    bottom = office.add("1.1.1", parent_id=middle)
    for child, parent in ((top, top), (top, middle), (top, bottom), (middle, bottom)):
        with refuses("parent_id", "below itself"):
            office.change(child, parent_id=parent)
    office.change(bottom, parent_id=top)


def test_a_task_with_subtasks_spans_them_whatever_is_reported_and_is_not_removed(
    office: Office,
) -> None:
    top = office.add("1", 1)
    first = office.add("1.1", 5, parent_id=top)
    second = office.add("1.2", 5, parent_id=top)
    dependencies.add(Change(office.coordinator, NOW), second, DependencyFields(first))
    row = office.task(top)
    assert (row.start_on, row.finish_on) == (date(2026, 9, 1), date(2026, 9, 15))
    said = {"status": "complete", "percent": 100, "actual_finish_on": date(2026, 9, 1)}
    moves = office.report(top, **said)
    assert moves == []
    row = office.task(top)
    assert (row.start_on, row.finish_on) == (date(2026, 9, 1), date(2026, 9, 15))
    assert burn_counts.counted(db.session(), top, first, second).remaining_tasks == 2
    with refuses("task", "has subtasks"):
        office.remove(top)
    for child in (first, second):
        office.remove(child, NOW)
    assert burn_counts.is_counted(db.session(), top)
    office.report(top, percent=10)


def test_a_milestone_takes_no_day(office: Office) -> None:
    first = office.add("1a", 5)
    milestone = office.add("1b", 0)
    dependencies.add(Change(office.coordinator, NOW), milestone, DependencyFields(first))
    row = office.task(milestone)
    assert row.start_on == row.finish_on == office.task(first).finish_on
