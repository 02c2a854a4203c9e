"""What a task is on a day: the database and the page decide it by one rule."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from models import Plan, Task
from support.ground.moments import washington
from support.ground.office import SLUG
from workplan.calendars.working import federal_calendar
from workplan.extensions import db
from workplan.services.record.change import Change
from workplan.services.structure import plan_stages
from workplan.services.tasks import states
from workplan.services.tasks.states import PlanDay, TaskState
from workplan.vocabulary import Chip

if TYPE_CHECKING:
    from support.ground.office import Office

# The Friday after Thanksgiving: the day before was a holiday, and a weekend follows.
FRIDAY = date(2026, 11, 27)
TASKS = 6


class Row(NamedTuple):
    """What a task's state is decided by."""

    is_open: bool
    due: int | None
    late_days: int
    is_removed: bool


ROWS = st.lists(
    st.builds(
        Row,
        is_open=st.booleans(),
        due=st.none() | st.integers(-12, 12),
        late_days=st.integers(0, 4),
        is_removed=st.sampled_from([False, False, False, True]),
    ),
    min_size=TASKS,
    max_size=TASKS,
)


@pytest.fixture
def tasks(office: Office) -> list[int]:
    return [office.add(f"s{number}") for number in range(TASKS)]


@given(rows=ROWS, later=st.integers(0, 4), days=st.integers(0, 6))
@settings(
    max_examples=60,
    deadline=None,
    # Each example writes every row anew.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_database_and_a_row_that_was_read_agree_on_every_state(
    office: Office, tasks: list[int], rows: list[Row], later: int, days: int
) -> None:
    today = FRIDAY + timedelta(days=later)
    day = states.day_of(db.session(), office.plan(), washington(today.year, today.month, today.day))
    here = {day.plan_id: day}
    for task, row in zip(tasks, rows, strict=True):
        due_on = None if row.due is None else today + timedelta(days=row.due)
        values = {
            "is_open": row.is_open,
            "due_on": due_on,
            "late_days": row.late_days,
            "removed_at": washington(2026, 9, 1) if row.is_removed else None,
        }
        db.session.execute(update(Task).where(Task.id == task).values(values))
    db.session.commit()

    stored = db.session.scalars(select(Task).where(Task.id.in_(tasks))).all()
    found = {row.id: day.state_of(row) for row in stored if row.removed_at is None}

    def chosen(condition: object) -> set[int]:
        return set(db.session.scalars(select(Task.id).where(Task.id.in_(tasks), condition)))  # type: ignore[arg-type]

    def are(*wanted: str) -> set[int]:
        return {task for task, state in found.items() if state.state in wanted}

    assert chosen(states.is_overdue(here)) == are("overdue")
    assert chosen(states.will_miss(here)) == are("will_miss")
    assert chosen(states.is_late(here)) == are("overdue", "will_miss")
    assert chosen(states.is_open()) == are("open", "overdue", "will_miss")
    assert chosen(states.is_done()) == are("done")
    assert chosen(states.is_late_by_more(day, days)) == {
        task for task, state in found.items() if state.is_late and state.days > days
    }
    ordered = db.session.scalars(
        select(Task.id)
        .where(Task.id.in_(found), states.is_late(here))
        .order_by(*states.late_first(here), Task.id)
    ).all()
    presses = [day.press(next(t for t in stored if t.id == task)) for task in ordered]
    assert presses == sorted(presses)


@pytest.mark.parametrize(
    ("due", "on", "state"),
    [
        (FRIDAY, FRIDAY, TaskState("open")),
        (FRIDAY, FRIDAY + timedelta(days=1), TaskState("overdue", 1)),
        (FRIDAY, FRIDAY + timedelta(days=3), TaskState("overdue", 1)),
        (FRIDAY, FRIDAY + timedelta(days=4), TaskState("overdue", 2)),
        (FRIDAY + timedelta(days=1), FRIDAY + timedelta(days=2), TaskState("overdue", 1)),
    ],
)
def test_a_suspense_that_has_passed_is_overdue_by_one_working_day_at_least(
    office: Office, due: date, on: date, state: TaskState
) -> None:
    office.add("s1", due=due, days=1)
    day = states.day_of(db.session(), office.plan(), washington(on.year, on.month, on.day))
    row = db.session.scalars(select(Task).where(Task.code == "s1")).one()
    assert day.state_of(row) == state


def test_soon_is_ten_working_days_of_the_plans_own_calendar(office: Office) -> None:
    day = states.day_of(db.session(), office.plan(), washington(2026, 11, 20))
    # Thanksgiving is no working day.
    assert day.soon == date(2026, 12, 7)
    # What falls on the weekend after the tenth working day is no further away.
    friday = states.day_of(db.session(), office.plan(), washington(2026, 11, 27))
    assert friday.is_soon(date(2026, 12, 13))
    assert not friday.is_soon(date(2026, 12, 14))
    assert day.is_soon(date(2026, 12, 7))
    assert not day.is_soon(date(2026, 12, 8))
    assert not day.is_soon(date(2026, 11, 19))


def test_a_closed_plan_stays_at_the_day_on_which_it_closed(office: Office) -> None:
    plan_stages.move_to_stage(Change(office.coordinator, washington(2026, 11, 21)), SLUG, "closed")
    later = washington(2027, 5, 3)
    plan = db.session.scalars(select(Plan).where(Plan.slug == SLUG)).one()
    one: PlanDay = states.day_of(db.session(), plan, later)
    assert one.today == date(2026, 11, 21)
    assert states.plan_days(db.session(), [plan.id], later) == {plan.id: one}


@pytest.mark.parametrize(
    ("is_open", "due", "late_days", "status", "chip"),
    [
        (False, -3, 0, "complete", "complete"),
        ("claimed", -3, 4, "complete", "claimed"),
        ("superseded", -3, 0, "blocked", "superseded"),
        (True, -1, 0, "blocked", "overdue"),
        (True, 3, 2, "blocked", "blocked"),
        (True, 3, 2, "on_track", "will_miss"),
        (True, 3, 0, "late", "late"),
        (True, 3, 0, "at_risk", "at_risk"),
        (True, None, 0, "on_hold", "on_hold"),
        (True, None, 0, "not_started", "not_started"),
    ],
)
def test_one_shape_stands_for_a_task_the_first_that_holds(
    is_open: bool | str, due: int | None, late_days: int, status: str, chip: str
) -> None:
    """A word in place of the first says how a task that is not open left the open work."""
    day = PlanDay(1, FRIDAY, federal_calendar())

    class Row(NamedTuple):
        is_open: bool
        due_on: date | None
        late_days: int
        status: str
        ending: str | None

    due_on = None if due is None else FRIDAY + timedelta(days=due)
    ending = is_open if isinstance(is_open, str) else None
    row = Row(ending is None and bool(is_open), due_on, late_days, status, ending)
    assert day.chip_of(row) == chip
    assert chip in Chip.codes()
