"""What is claimed or ended in a burndown, as it is undone, removed, moved and re-estimated."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from models import Claim
from support.record.tasks.ending_tasks import START, add, complete, end, last_entry, on, two_efforts
from workplan.extensions import db
from workplan.forecast.burndown import Burndown
from workplan.services.changes.undoing.undo import undo
from workplan.services.pages.burndown.histories import burndown_of
from workplan.services.pages.burndown.parts import WHOLE, Part
from workplan.services.record.change import Change
from workplan.services.reporting.endings import acceptance, claims

if TYPE_CHECKING:
    from datetime import datetime

    from support.ground.office import Office
    from workplan.forecast.burndown_days import Arithmetic, Unit

UNITS: tuple[Unit, Unit] = ("tasks", "days")


@pytest.fixture
def efforts(office: Office) -> tuple[int, int]:
    return two_efforts(office)


def found(office: Office, day: date, part: Part = WHOLE) -> Burndown:
    db.session.rollback()
    return burndown_of(db.session(), office.plan(), day, part)


def sum_of(office: Office, day: datetime, unit: Unit = "tasks", part: Part = WHOLE) -> Arithmetic:
    sum_ = found(office, day.date(), part).arithmetic(unit)
    assert sum_ is not None
    return sum_


def test_the_undo_of_a_report_that_withdrew_a_claim_changes_no_day_before_it(
    office: Office, efforts: tuple[int, int]
) -> None:
    task = add(office, "2a", 10, efforts[0])
    complete(office, task, on(1))
    office.report(task, on(3), office.coordinator, percent=50)
    before = {day: [sum_of(office, on(day), unit) for unit in UNITS] for day in (1, 2, 4)}
    undo(Change(office.coordinator, on(8)), last_entry(task, "task.reported"))
    assert {day: [sum_of(office, on(day), unit) for unit in UNITS] for day in before} == before
    sum_ = sum_of(office, on(8))
    assert (sum_.done, sum_.apart.claimed) == (0, 1)
    rows = db.session.scalars(select(Claim).order_by(Claim.id)).all()
    assert [(one.state, one.decided_on) for one in rows] == [
        ("withdrawn", on(3).date()),
        ("open", None),
    ]
    again = rows[1]
    assert (again.claimed_on, again.before) == (on(1).date(), rows[0].before)
    assert office.task(task).actual_finish_on == on(1).date()


def test_a_task_that_was_ended_and_is_removed_is_not_done_and_past_days_stay(
    office: Office, efforts: tuple[int, int]
) -> None:
    task = add(office, "2a", 10, efforts[0])
    end(office, task, on(4))
    before = [sum_of(office, on(5), unit) for unit in UNITS]
    office.remove(task, on(9))
    assert [sum_of(office, on(5), unit) for unit in UNITS] == before
    for unit, amount in (("tasks", 1), ("days", 10)):
        sum_ = sum_of(office, on(9), unit)  # type: ignore[arg-type]  # both are units
        assert (sum_.done, sum_.apart.ended, sum_.removed) == (0, 0, amount)
    removed = sum_of(office, on(10))
    undo(Change(office.coordinator, on(11)), last_entry(task, "task.removed"))
    assert sum_of(office, on(11)).apart.ended == 1
    assert sum_of(office, on(10)) == removed


def test_a_task_that_was_ended_goes_with_its_line_of_effort(
    office: Office, efforts: tuple[int, int]
) -> None:
    for code, effort in zip("AB", efforts, strict=True):
        add(office, code, 4, effort)
    task = add(office, "2a", 10, efforts[0])
    end(office, task, on(4))
    old, new = (Part("effort", effort) for effort in efforts)
    before = [sum_of(office, on(5), unit, old) for unit in UNITS]
    office.change(task, on(6), initiative_id=efforts[1])
    assert [sum_of(office, on(5), unit, old) for unit in UNITS] == before
    for unit in UNITS:
        was, now = sum_of(office, on(6), unit, old), sum_of(office, on(6), unit, new)
        amount = 1 if unit == "tasks" else 10
        assert (was.done, was.apart.ended, was.removed) == (0, 0, amount)
        assert (now.done, now.apart.ended, now.added) == (0, amount, amount)


def test_what_was_ended_moves_no_projected_end_nearer(
    office: Office, efforts: tuple[int, int]
) -> None:
    work = add(office, "A", 20, efforts[0])
    huge = add(office, "B", 100, efforts[0])
    add(office, "C", 60, efforts[0])
    office.report(work, on(7), office.coordinator, percent=50)
    before = found(office, on(7).date()).projection
    assert before.worked_days == 10
    end(office, huge, on(7))
    after = found(office, on(7).date())
    assert (after.projection.worked_days, after.projection.passed_days) == (
        10,
        before.passed_days,
    )
    assert "10 working days of work were worked off in" in after.projection.rule
    assert [day.worked_days for day in after.days if day.on == on(7).date()] == [10]


def test_a_claim_counts_as_worked_until_its_task_is_ended(
    office: Office, efforts: tuple[int, int]
) -> None:
    task = add(office, "A", 10, efforts[0])
    add(office, "B", 100)
    complete(office, task, on(7))
    assert found(office, on(7).date()).projection.worked_days == 10
    end(office, task, on(8))
    assert found(office, on(8).date()).projection.worked_days == 0


def test_a_claimed_task_that_is_re_estimated_and_returned_leaves_what_it_is_estimated_at(
    office: Office, efforts: tuple[int, int]
) -> None:
    task = add(office, "2a", 10, efforts[0])
    first = sum_of(office, START, "days").left
    complete(office, task, on(1))
    office.change(task, on(2), duration_days=30)
    claimed = sum_of(office, on(2), "days")
    assert (claimed.done, claimed.reestimated, claimed.apart.claimed) == (0, 20, 30)
    claim = claims.open_claim(db.session(), task)
    assert claim is not None
    acceptance.send_back(Change(office.coordinator, on(3)), claim.id, "Not signed")
    sum_ = sum_of(office, on(3), "days")
    assert (sum_.done, sum_.reestimated, sum_.left) == (0, 20, first + 20)
