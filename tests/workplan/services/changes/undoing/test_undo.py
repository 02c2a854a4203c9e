"""An undo brings back exactly what stood before, whatever the change was."""

from __future__ import annotations

import inspect
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from models import Dependency, JournalEntry, Plan, StatusReport, TaskAgency, UpdateRequest
from support.ground.moments import washington
from support.ground.office import SLUG
from support.record.tasks.standing import counted, stored
from support.web.refusals import refused
from workplan.calendars.spans import USUAL, days
from workplan.errors import InvalidInput, StaleVersion
from workplan.extensions import db
from workplan.services.accounts import house_settings
from workplan.services.changes.undoing import house_undo, parts_undo, rule_undo, task_undo
from workplan.services.changes.undoing import undo as undo_module
from workplan.services.changes.undoing.undo import undo
from workplan.services.consultation import comment_undo
from workplan.services.consultation.text import text_undo
from workplan.services.coordination import update_requests
from workplan.services.coordination.registers import register_undo
from workplan.services.coordination.tasking import inner_suspenses
from workplan.services.record.change import Change
from workplan.services.record.verbs import VERBS
from workplan.services.reminding import planner
from workplan.services.reporting import status_reports
from workplan.services.reporting.report_fields import ReportFields
from workplan.services.structure.task import dependencies
from workplan.services.structure.task.dependencies import DependencyFields
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)
MET_AT = washington(2027, 3, 30)
QUARTERLY = SuspenseRule("recurring", first_on=date(2027, 3, 31), every=USUAL["quarterly"])
MAY = SuspenseRule("fixed", fixed_on=date(2027, 5, 1))


def last_of(office: Office, verb: str) -> int:
    return [entry.seq for entry in office.journal() if entry.verb == verb][-1]


def test_a_recurring_suspense_that_was_replaced_comes_back_with_what_was_met(
    office: Office,
) -> None:
    task = office.add("1a", 5, QUARTERLY)
    office.complete(task, MET_AT)
    before = stored(office, task)
    assert before["due_on"] == date(2027, 6, 30)
    office.change(task, MET_AT + timedelta(days=1), suspense=MAY)
    assert office.task(task).due_on == date(2027, 5, 1)

    undo(Change(office.coordinator, MET_AT + timedelta(days=2)), last_of(office, "task.changed"))

    assert stored(office, task) == before
    # 31 March was met: the days after it bring no mail that it is overdue.
    planner.queue_due(washington(2027, 4, 5, 8))
    assert [r.due_on for r in office.ledger(task_id=task) if r.due_on < date(2027, 6, 30)] == []


def test_leads_given_in_another_order_are_the_same_leads(office: Office) -> None:
    # In drafting no agency has to accept.
    db.session.execute(update(Plan).where(Plan.slug == SLUG).values(stage="drafting"))
    db.session.commit()
    task = office.add("1a", 5)
    before = stored(office, task)
    pm, dsca = office.agencies["PM"], office.agencies["DSCA"]
    office.change(task, NOW, leads=(dsca, pm))
    seq = last_of(office, "task.changed")
    office.change(task, NOW, leads=(pm, dsca), name="Another name")
    assert "leads" not in (db.session.get_one(JournalEntry, office.last_seq()).after or {})

    undo(Change(office.coordinator, NOW), office.last_seq())
    undo(Change(office.coordinator, NOW), seq)

    assert stored(office, task) == before


def test_what_was_typed_beside_a_rule_and_not_stored_stands_in_no_undos_way(
    office: Office,
) -> None:
    task = office.add("1a", 5)
    before = stored(office, task)
    office.change(task, NOW, suspense=SuspenseRule("fixed", date(2027, 5, 3), within=days(60)))

    undo(Change(office.coordinator, NOW), last_of(office, "task.changed"))

    assert stored(office, task) == before


def test_a_completed_task_that_got_a_recurring_suspense_and_was_reopened_is_complete_again(
    office: Office,
) -> None:
    task = office.add("1a", 5)
    office.report(task, NOW, status="complete", percent=100, actual_finish_on=date(2026, 9, 2))
    office.change(task, NOW + timedelta(days=1), suspense=QUARTERLY)
    before = stored(office, task)
    office.report(task, NOW + timedelta(days=2), percent=50)

    undo(Change(office.lead, NOW + timedelta(days=3)), last_of(office, "task.reported"))

    assert stored(office, task) == before
    assert (before["status"], before["actual_finish_on"]) == ("complete", date(2026, 9, 2))
    assert before["due_on"] == date(2027, 3, 31)


def test_a_report_that_met_an_occurrence_is_taken_back_and_the_occurrence_is_owed_again(
    office: Office,
) -> None:
    task = office.add("1a", 5, QUARTERLY)
    office.report(task, NOW, percent=40, next_steps="Ask DSCA", help_needed="A room")
    before, scope = stored(office, task), counted(office)
    office.complete(task, MET_AT)
    assert office.task(task).due_on == date(2027, 6, 30)
    seq = last_of(office, "task.reported")

    undo(Change(office.lead, MET_AT + timedelta(days=1)), seq)

    assert stored(office, task) == before
    assert counted(office) == scope
    said = db.session.scalars(select(StatusReport).order_by(StatusReport.id)).all()[-1]
    assert (said.next_steps, said.help_needed) == ("Ask DSCA", "A room")
    with refused(InvalidInput, f"Entry {seq:,} is taken back already"):
        undo(Change(office.lead, MET_AT + timedelta(days=2)), seq)
    undo(Change(office.lead, MET_AT + timedelta(days=2)), last_of(office, "task.reported"))
    assert office.task(task).due_on == date(2027, 6, 30)


def test_an_occurrence_whose_rule_was_changed_since_is_not_taken_back_over_it(
    office: Office,
) -> None:
    task = office.add("1a", 5, QUARTERLY)
    office.complete(task, MET_AT)
    seq = last_of(office, "task.reported")
    office.change(task, MET_AT, suspense=MAY)
    with refused(InvalidInput, "Since then the task, or its suspense, was changed again"):
        undo(Change(office.lead, MET_AT), seq)


def test_reports_are_taken_back_one_after_another_and_a_later_one_stands_in_the_way(
    office: Office,
) -> None:
    task = office.add("1a", 5)
    first = stored(office, task)
    office.report(task, NOW, percent=20)
    second = stored(office, task)
    one = last_of(office, "task.reported")
    office.report(task, NOW + timedelta(days=1), percent=60)
    two = last_of(office, "task.reported")
    with refused(InvalidInput, f"Entry {two:,} reports on it since"):
        undo(Change(office.lead, NOW), one)
    undo(Change(office.lead, NOW + timedelta(days=2)), two)
    assert stored(office, task) == second
    undo(Change(office.lead, NOW + timedelta(days=2)), one)
    assert stored(office, task) == first


def test_a_report_that_is_taken_back_answers_no_question(office: Office) -> None:
    task = office.add("1a", 5)
    update_requests.ask(Change(office.coordinator, NOW), task, date(2026, 9, 9), "How is it?")
    office.report(task, NOW + timedelta(hours=1), percent=20)
    seq = last_of(office, "task.reported")
    undo(Change(office.lead, NOW + timedelta(hours=2)), seq)
    assert [r.answered_at for r in db.session.scalars(select(UpdateRequest))] == [None]
    undo(Change(office.lead, NOW + timedelta(hours=3)), last_of(office, "task.reported"))
    assert None not in [r.answered_at for r in db.session.scalars(select(UpdateRequest))]


def test_a_confirmation_since_is_not_forgotten_with_the_report_before_it(office: Office) -> None:
    task = office.add("1a", 5)
    office.report(task, NOW, percent=20)
    seq = last_of(office, "task.reported")
    later = NOW + timedelta(days=1)
    status_reports.confirm(Change(office.lead, later), task, office.task(task).version)
    undo(Change(office.lead, later + timedelta(days=1)), seq)
    assert office.task(task).percent == 0
    assert office.task(task).reported_at == later


def test_a_task_that_came_without_a_lead_can_lose_the_one_that_it_was_given(
    office: Office,
) -> None:
    task = office.add("1a", 5)
    db.session.execute(TaskAgency.__table__.delete().where(TaskAgency.task_id == task))
    db.session.commit()
    office.change(task, NOW, leads=(office.agencies["PM"],))
    undo(Change(office.coordinator, NOW), last_of(office, "task.changed"))
    assert stored(office, task)["agencies"] == set()


def test_a_dependency_that_was_made_anew_with_another_lag_is_not_removed_for_the_first(
    office: Office,
) -> None:
    first, second = office.add("1a", 5), office.add("1b", 5)
    dependencies.add(Change(office.coordinator, NOW), second, DependencyFields(first))
    seq = last_of(office, "dependency.added")
    row = db.session.scalars(select(Dependency.id).where(Dependency.successor_id == second)).one()
    dependencies.remove(Change(office.coordinator, NOW), row)
    dependencies.add(Change(office.coordinator, NOW), second, DependencyFields(first, lag_days=3))
    with refused(InvalidInput, "Since then somebody changed that dependency again"):
        undo(Change(office.coordinator, NOW), seq)


def test_a_suspense_that_is_back_counts_as_set_when_it_was_set(office: Office) -> None:
    task = office.add("1a", 5, date(2026, 12, 1))
    office.change(task, NOW + timedelta(days=5), suspense=MAY)
    undo(Change(office.coordinator, NOW + timedelta(days=9)), last_of(office, "task.changed"))
    assert office.task(task).due_set_on == date(2026, 9, 1)


@pytest.mark.parametrize("words", ["one more", ""])
def test_the_next_occurrence_is_met_in_the_same_words_and_a_page_from_before_meets_none(
    office: Office, words: str
) -> None:
    monthly = SuspenseRule("recurring", first_on=date(2026, 8, 31), every=USUAL["monthly"])
    task = office.add("1a", 5, monthly)
    said = ReportFields("complete", 100, actual_finish_on=date(2026, 10, 5), done=words)
    now, opened = washington(2026, 10, 5), office.task(task).version
    status_reports.report(Change(office.lead, now), task, opened, said)
    assert office.task(task).due_on == date(2026, 9, 30)

    with refused(StaleVersion):
        status_reports.report(Change(office.lead, now), task, opened, said)
    status_reports.report(Change(office.lead, now), task, office.task(task).version, said)
    assert office.task(task).due_on == date(2026, 10, 31)


def test_every_verb_that_can_be_taken_back_has_its_way() -> None:
    of_the_house = (house_settings, house_undo)
    ways = (
        undo_module,
        task_undo,
        parts_undo,
        register_undo,
        comment_undo,
        text_undo,
        rule_undo,
        inner_suspenses,
    )
    source = "".join(inspect.getsource(way) for way in (*ways, *of_the_house))
    alone = [name for name, verb in VERBS.items() if verb.undone_by]
    assert [name for name in alone if f'"{name}"' not in source] == []
    assert {verb.undone_by for verb in VERBS.values() if verb.undone_by} <= VERBS.keys()
