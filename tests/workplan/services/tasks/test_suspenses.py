"""Suspense rules: the date that each orders, kept as it falls."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import JournalEntry, Suspense
from support.ground.moments import washington
from support.web.refusals import refuses
from workplan.calendars.spans import USUAL, Span, days
from workplan.extensions import db
from workplan.services.changes.undoing import undo
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages
from workplan.services.tasks.suspenses import SuspenseRule

if TYPE_CHECKING:
    from support.ground.office import Office

NOW = washington(2026, 9, 2)


def suspense_of(task: int) -> Suspense:
    db.session.rollback()
    return db.session.scalars(select(Suspense).where(Suspense.task_id == task)).one()


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        (SuspenseRule("none"), None),
        (SuspenseRule("fixed", fixed_on=date(2026, 11, 28)), date(2026, 11, 28)),  # a Saturday
        (SuspenseRule("signed", within=days(0)), date(2026, 8, 3)),
        (SuspenseRule("signed", within=days(60)), date(2026, 10, 2)),
        (SuspenseRule("signed", within=days(97)), date(2026, 11, 8)),  # a Sunday
        (
            SuspenseRule("recurring", first_on=date(2026, 10, 31), every=USUAL["yearly"]),
            date(2026, 10, 31),
        ),
        (SuspenseRule("signed", within=Span(6, "months")), date(2027, 2, 3)),
        (SuspenseRule("signed", within=Span(2, "weeks")), date(2026, 8, 17)),
        (SuspenseRule("signed", within=Span(1, "years")), date(2027, 8, 3)),
        (SuspenseRule("event", within=days(30), event="The report is in"), None),
        (
            SuspenseRule("event", within=days(30), event="It is in", happened_on=date(2026, 8, 1)),
            date(2026, 8, 31),
        ),
        (
            SuspenseRule("recurring", first_on=date(2026, 10, 31), every=Span(2, "years")),
            date(2026, 10, 31),
        ),
    ],
)
def test_each_rule_orders_its_date_weekends_too(
    office: Office, rule: SuspenseRule, due: date | None
) -> None:
    assert office.task(office.add("1a", 5, rule)).due_on == due


def test_a_date_after_another_task_counts_calendar_days_from_its_end_and_follows_it(
    office: Office,
) -> None:
    anchor = office.add("1a", 5)
    assert office.task(anchor).finish_on == date(2026, 9, 8)
    task = office.add("1b", due=SuspenseRule("after_task", within=days(45), after_task_id=anchor))
    assert office.task(task).due_on == date(2026, 10, 23)
    office.change(anchor, NOW, duration_days=10)
    assert office.task(task).due_on == date(2026, 10, 30)
    office.report(anchor, NOW, status="complete", percent=100, actual_finish_on=date(2026, 9, 1))
    assert office.task(task).due_on == date(2026, 10, 16)


def test_months_after_another_task_fall_on_the_day_of_the_month(office: Office) -> None:
    anchor = office.add("1a", 5)
    half = Span(6, "months")
    task = office.add("1b", due=SuspenseRule("after_task", within=half, after_task_id=anchor))
    assert office.task(task).due_on == date(2027, 3, 8)
    office.remove(anchor, NOW)
    row = suspense_of(task)
    assert (row.rule, row.within, row.span) == ("none", None, None)
    assert office.task(task).due_on is None
    last = db.session.scalars(select(JournalEntry).where(JournalEntry.verb == "task.removed")).one()
    undo.undo(Change(office.coordinator, NOW), last.seq)
    assert suspense_of(task).span == half
    assert office.task(task).due_on == date(2027, 3, 8)


def test_an_event_starts_the_clock_on_the_day_that_somebody_records(office: Office) -> None:
    waiting = SuspenseRule("event", within=Span(2, "months"), event="  The report\n is in ")
    task = office.add("1a", due=waiting)
    assert suspense_of(task).event == "The report is in"
    office.change(task, NOW, suspense=replace(waiting, happened_on=date(2026, 6, 30)))
    assert office.task(task).due_on == date(2026, 8, 30)


def test_a_series_that_has_ended_owes_nothing_more(office: Office) -> None:
    first, last = date(2026, 9, 30), date(2026, 10, 31)
    rule = SuspenseRule("recurring", first_on=first, every=USUAL["monthly"], until_on=last)
    task = office.add("1a", due=rule)
    office.report(task, NOW, status="complete")
    assert (suspense_of(task).met_on, office.task(task).due_on) == (first, date(2026, 10, 30))
    assert office.task(task).is_open
    office.report(task, NOW, status="complete")
    assert (suspense_of(task).met_on, office.task(task).due_on) == (date(2026, 10, 30), None)
    assert not office.task(task).is_open
    assert office.task(task).percent == 100


@pytest.mark.parametrize(
    ("rule", "field", "words"),
    [
        (SuspenseRule("event", within=days(3)), "event", "what has to happen first"),
        (SuspenseRule("event", within=days(3), event="x" * 201), "event", "200 characters"),
        (SuspenseRule("signed", within=Span(60, "years")), "within", "60 years cannot be planned"),
        (
            SuspenseRule("recurring", first_on=NOW.date(), every=Span(0, "days")),
            "every",
            "0 calendar days cannot be planned. Give 1",
        ),
        (
            SuspenseRule(
                "recurring",
                first_on=NOW.date(),
                every=USUAL["yearly"],
                until_on=date(2026, 1, 1),
            ),
            "until_on",
            "before the first time",
        ),
    ],
)
def test_a_rule_that_says_nothing_is_refused(
    office: Office, rule: SuspenseRule, field: str, words: str
) -> None:
    with refuses(field, words):
        office.add("1a", due=rule)


def test_a_due_date_that_moves_is_set_anew_on_that_day_and_one_that_stays_is_not(
    office: Office,
) -> None:
    task = office.add("1a", due=date(2026, 11, 27))
    assert office.task(task).due_set_on == date(2026, 9, 1)
    office.change(task, washington(2026, 9, 3), duration_days=9)
    assert office.task(task).due_set_on == date(2026, 9, 1)
    moved = SuspenseRule("fixed", fixed_on=date(2026, 12, 4))
    office.change(task, washington(2026, 9, 4), suspense=moved)
    assert office.task(task).due_set_on == date(2026, 9, 4)


def test_a_suspense_that_counts_from_unstarted_work_slides_with_it_day_by_day(
    office: Office,
) -> None:
    anchor = office.add("1a", 1)
    task = office.add("1b", due=SuspenseRule("after_task", within=days(30), after_task_id=anchor))
    first = office.task(task).due_on
    plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 4)), office.plan().id)
    second = office.task(task).due_on
    assert (first, second) == (date(2026, 10, 1), date(2026, 10, 4))


def test_only_the_columns_of_the_rule_are_kept(office: Office) -> None:
    stuffed = SuspenseRule(
        "fixed",
        fixed_on=date(2026, 11, 27),
        within=days(3),
        first_on=date(2026, 1, 1),
        every=USUAL["yearly"],
        note="As ordered",
    )
    row = suspense_of(office.add("1a", due=stuffed))
    assert (row.rule, row.fixed_on, row.note) == ("fixed", date(2026, 11, 27), "As ordered")
    assert (row.offset_days, row.after_task_id, row.first_on, row.every) == (None,) * 4


def test_a_suspense_cannot_count_from_its_own_task(office: Office) -> None:
    task = office.add("1a")
    with refuses("after_task_id", "after itself"):
        office.change(task, suspense=SuspenseRule("after_task", within=days(1), after_task_id=task))


def test_two_suspenses_may_count_from_each_others_tasks(office: Office) -> None:
    """Both are dates after an end, which no suspense moves; so there is no loop."""
    first = office.add("1a", 5)
    second = office.add("1b", 5, SuspenseRule("after_task", within=days(10), after_task_id=first))
    office.change(first, suspense=SuspenseRule("after_task", within=days(20), after_task_id=second))
    assert office.task(first).due_on == date(2026, 9, 28)
    assert office.task(second).due_on == date(2026, 9, 18)


def test_working_days_late_are_counted_from_the_suspense_to_the_computed_finish(
    office: Office,
) -> None:
    late = office.add("1a", 10, date(2026, 9, 8))  # Ends on Tuesday 15 September.
    weekend = office.add("1b", 4, date(2026, 9, 6))  # A Sunday; ends on Friday 4 September.
    after = office.add("1c", 5, date(2026, 9, 6))  # Ends on Tuesday the 8th, after Labor Day.
    assert [office.task(task).late_days for task in (late, weekend, after)] == [5, 0, 1]
