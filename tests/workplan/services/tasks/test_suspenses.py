"""Suspense rules: the date that each orders, kept as it falls."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Suspense
from support.ground.moments import washington
from support.web.refusals import refuses
from workplan.extensions import db
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
        (SuspenseRule("signed", offset_days=0), date(2026, 8, 3)),
        (SuspenseRule("signed", offset_days=60), date(2026, 10, 2)),
        (SuspenseRule("signed", offset_days=97), date(2026, 11, 8)),  # a Sunday
        (
            SuspenseRule("recurring", first_on=date(2026, 10, 31), every="yearly"),
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
    task = office.add("1b", due=SuspenseRule("after_task", offset_days=45, after_task_id=anchor))
    assert office.task(task).due_on == date(2026, 10, 23)
    office.change(anchor, NOW, duration_days=10)
    assert office.task(task).due_on == date(2026, 10, 30)
    office.report(anchor, NOW, status="complete", percent=100, actual_finish_on=date(2026, 9, 1))
    assert office.task(task).due_on == date(2026, 10, 16)


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
    task = office.add("1b", due=SuspenseRule("after_task", offset_days=30, after_task_id=anchor))
    first = office.task(task).due_on
    plan_stages.pass_days(Change(SCHEDULER, washington(2026, 9, 4)), office.plan().id)
    second = office.task(task).due_on
    assert (first, second) == (date(2026, 10, 1), date(2026, 10, 4))


def test_only_the_columns_of_the_rule_are_kept(office: Office) -> None:
    stuffed = SuspenseRule(
        "fixed",
        fixed_on=date(2026, 11, 27),
        offset_days=3,
        first_on=date(2026, 1, 1),
        every="yearly",
        note="As ordered",
    )
    row = suspense_of(office.add("1a", due=stuffed))
    assert (row.rule, row.fixed_on, row.note) == ("fixed", date(2026, 11, 27), "As ordered")
    assert (row.offset_days, row.after_task_id, row.first_on, row.every) == (None,) * 4


def test_a_suspense_cannot_count_from_its_own_task(office: Office) -> None:
    task = office.add("1a")
    with refuses("after_task_id", "after itself"):
        office.change(task, suspense=SuspenseRule("after_task", offset_days=1, after_task_id=task))


def test_two_suspenses_may_count_from_each_others_tasks(office: Office) -> None:
    """Both are dates after an end, which no suspense moves; so there is no loop."""
    first = office.add("1a", 5)
    second = office.add("1b", 5, SuspenseRule("after_task", offset_days=10, after_task_id=first))
    office.change(first, suspense=SuspenseRule("after_task", offset_days=20, after_task_id=second))
    assert office.task(first).due_on == date(2026, 9, 28)
    assert office.task(second).due_on == date(2026, 9, 18)


def test_working_days_late_are_counted_from_the_suspense_to_the_computed_finish(
    office: Office,
) -> None:
    late = office.add("1a", 10, date(2026, 9, 8))  # Ends on Tuesday 15 September.
    weekend = office.add("1b", 4, date(2026, 9, 6))  # A Sunday; ends on Friday 4 September.
    after = office.add("1c", 5, date(2026, 9, 6))  # Ends on Tuesday the 8th, after Labor Day.
    assert [office.task(task).late_days for task in (late, weekend, after)] == [5, 0, 1]
