"""What is agreed for later: beside the ordered day or as a moved one, and what counts from it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import Suspense
from support.ground.moments import washington
from support.record.tasks.extending import (
    ANSWERED_AT,
    ASKED_AT,
    DIRECTED,
    LATER,
    LATEST,
    SIGNED,
    WHY,
    answers,
    asks,
)
from support.web.refusals import refuses
from workplan import clock
from workplan.calendars.spans import days, span_of
from workplan.extensions import db
from workplan.services.coordination.tasking import extension_lists
from workplan.services.coordination.tasking.extensions import Asked, ask
from workplan.services.history import recomputed
from workplan.services.record.change import Change
from workplan.services.record.transaction import writing
from workplan.services.reminding.wanted.wanted_reminders import wanted_on
from workplan.services.reporting.endings import acceptance, claims
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.office import Office


def test_what_the_directive_orders_stays_and_the_agreed_day_counts_beside_it(
    office: Office,
) -> None:
    task = office.add("1a", 80, due=SIGNED)
    late = office.task(task).late_days
    assert late > 0
    answers(office, asks(office, task), "approve")
    found = office.task(task)
    suspense = db.session.scalars(select(Suspense).where(Suspense.task_id == task)).one()
    assert (found.due_on, suspense.agreed_on, suspense.agreed_for) == (LATER, LATER, DIRECTED)
    assert suspense.rule == "signed"
    assert found.late_days == late - 10, "Veterans Day is no working day"
    assert [e.verb for e in office.journal()][-2:] == ["task.extension_answered", "task.moved"]
    assert [*recomputed.differences(db.session())] == []


def test_a_fixed_day_of_the_coordinator_moves(office: Office) -> None:
    task = office.add("1a", due=DIRECTED)
    answers(office, asks(office, task), "approve", LATEST, "Not before December")
    suspense = db.session.scalars(select(Suspense).where(Suspense.task_id == task)).one()
    assert (suspense.fixed_on, suspense.agreed_on) == (LATEST, None)
    assert office.task(task).due_on == LATEST
    answered, moved, dated = office.journal()[-3:]
    assert (answered.verb, moved.verb, dated.verb) == (
        "task.extension_answered",
        "task.changed",
        "task.moved",
    )
    assert moved.cause_seq == dated.cause_seq == answered.seq
    assert [*recomputed.differences(db.session())] == []


def test_reminders_count_from_the_agreed_day(office: Office) -> None:
    task = office.add("1a", due=SIGNED)
    answers(office, asks(office, task), "approve")
    wanted = wanted_on(db.session(), office.plan().id, date(2026, 11, 9), clock.now())
    due = {
        (one.due.task.due_on, one.due.rule.rung_days) for one in wanted if one.due.task.id == task
    }
    assert {day for day, _ in due} == {LATER}


def test_an_agreed_day_holds_for_one_occurrence_only(office: Office) -> None:
    monthly = SuspenseRule("recurring", first_on=DIRECTED, every=span_of("1 month"))
    task = office.add("1a", due=monthly)
    answers(office, asks(office, task), "approve")
    assert office.task(task).due_on == LATER
    office.complete(task, washington(2026, 11, 10, 9))
    suspense = db.session.scalars(select(Suspense).where(Suspense.task_id == task)).one()
    assert (suspense.met_on, office.task(task).due_on) == (DIRECTED, LATEST)


def test_an_agreed_day_after_another_task_has_a_date_before_that_ends(office: Office) -> None:
    first = office.add("1a", 10)
    task = office.add("1b", due=SuspenseRule("after_task", within=days(30), after_task_id=first))
    ordered = office.task(task).due_on
    assert ordered is not None
    answers(office, asks(office, task, ordered + timedelta(days=20)), "approve")
    assert office.task(task).due_on == ordered + timedelta(days=20)
    wanted = wanted_on(db.session(), office.plan().id, ordered, clock.now())
    assert task in {one.due.task.id for one in wanted}


def test_a_second_extension_is_counted_and_must_be_later_again(office: Office) -> None:
    task = office.add("1a", due=SIGNED)
    answers(office, asks(office, task), "approve")
    with refuses("wanted_on", "Give a later day"):
        asks(office, task, LATER)
    answers(office, asks(office, task, LATEST), "approve")
    told = extension_lists.of_task(db.session(), task)
    assert [(one.request.number, one.request.due_on) for one in told] == [(2, LATER), (1, DIRECTED)]
    assert [one.request.directed_on for one in told] == [DIRECTED, DIRECTED]
    suspense = db.session.scalars(select(Suspense).where(Suspense.task_id == task)).one()
    assert (suspense.agreed_on, suspense.agreed_for) == (LATEST, DIRECTED)


def test_what_was_agreed_beside_one_rule_goes_with_it(office: Office) -> None:
    task, before = office.add("1a", due=SIGNED), office.add("1b", 3)
    answers(office, asks(office, task), "approve", LATEST, "Agreed")
    assert office.task(task).due_on == LATEST
    office.change(task, suspense=SuspenseRule("after_task", within=days(5), after_task_id=before))
    assert office.task(task).due_on == office.task(before).finish_on + timedelta(days=5)


def test_a_claim_of_an_occurrence_with_an_agreed_day_meets_that_occurrence(office: Office) -> None:
    with writing():
        office.plan().verifies = "directed"
    rule = SuspenseRule("recurring", first_on=date(2026, 10, 9), every=span_of("7 days"))
    task = office.add("1a", 2, rule, leads=("DSCA",))
    lead = office.people["other_lead"]
    request = ask(Change(lead, ASKED_AT), task, Asked(date(2026, 10, 20), *WHY))
    answers(office, request, "approve", None, "Agreed")
    assert office.task(task).due_on == date(2026, 10, 20)
    office.report(task, ANSWERED_AT, lead, status="complete", percent=100)
    claim = claims.open_claim(db.session(), task)
    assert claim is not None
    acceptance.accept(Change(office.coordinator, ANSWERED_AT), claim.id)
    assert office.task(task).due_on == date(2026, 10, 16)
