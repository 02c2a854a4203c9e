"""What a task is on a day: open, overdue, about to miss its suspense, claimed, ended, or done.

Each is decided here, once in SQL and once for a row that was read, and every page, chart, file,
mail and command asks here (docs/glossary.md: late, silent, soon). What an agency reports as late
is its word, and enters no count.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Literal, NamedTuple, Protocol, cast

from sqlalchemy import ColumnElement, and_, case, false, func, or_, select
from sqlalchemy.orm import Session

from models import JournalEntry, Plan, Task
from workplan.calendars.working import WorkingCalendar
from workplan.clock import civil_date
from workplan.policy import SOON_DAYS, STALE
from workplan.services.dates.plan_calendars import calendar_by, calendar_of_plan
from workplan.vocabulary import OF_SUBTASKS, WAYS_OUT, Chip, Ending

State = Literal[
    "open", "overdue", "will_miss", "claimed", "done", "not_done", "superseded", "merged"
]
PRESSING = ("overdue", "will_miss")


class StatedTask(Protocol):
    """What a row must have so that its state can be told."""

    @property
    def is_open(self) -> bool: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def late_days(self) -> int: ...
    @property
    def ending(self) -> str | None: ...


class ChippedTask(StatedTask, Protocol):
    """What a row must have so that one shape and word can stand for it."""

    @property
    def status(self) -> str: ...


class ReportedTask(Protocol):
    """What a row must have so that one can tell whether its work goes on without news."""

    @property
    def is_open(self) -> bool: ...
    @property
    def percent(self) -> int: ...
    @property
    def start_on(self) -> date | None: ...
    @property
    def reported_at(self) -> datetime | None: ...
    @property
    def driver(self) -> str | None: ...


class TaskState(NamedTuple):
    """What a task is, and by how many working days: overdue, missed, or done or claimed late."""

    state: State
    days: int = 0

    @property
    def is_late(self) -> bool:
        """Tell whether it counts as late: overdue, or computed to miss its suspense."""
        return self.state in ("overdue", "will_miss")


class PlanDay(NamedTuple):
    """Which day it is in a plan, and the calendar that its days are counted by."""

    plan_id: int
    today: date
    calendar: WorkingCalendar

    @property
    def soon(self) -> date:
        """The last day that is soon."""
        last = self.calendar.finish_boundary(self.today) + SOON_DAYS
        # Days off after it are no further away.
        return self.calendar.day_from(last) - timedelta(days=1)

    def state_of(self, task: StatedTask) -> TaskState:
        """Return the state of a task on this day."""
        if not task.is_open:
            way = cast("State", task.ending or "done")
            return TaskState(way, 0 if way in WAYS_OUT else task.late_days)
        if task.due_on is None:
            return TaskState("open")
        if task.due_on < self.today:
            return TaskState("overdue", self.overdue_by(task.due_on))
        return TaskState("will_miss", task.late_days) if task.late_days else TaskState("open")

    def chip_of(self, task: ChippedTask) -> str:
        """Return the one shape and word that stand for a task: the first of `Chip` that holds."""
        state = self.state_of(task).state
        if state == "done":
            return Chip.COMPLETE
        if not task.is_open:
            return state
        if state == "overdue":
            return Chip.OVERDUE
        if state == "will_miss" and task.status != Chip.BLOCKED:
            return Chip.WILL_MISS
        return task.status

    def is_silent(self, task: ReportedTask, now: datetime) -> bool:
        """Tell whether open work is under way and nobody has reported on it lately."""
        is_begun = task.percent > 0 or (task.start_on is not None and task.start_on <= self.today)
        is_stale = task.reported_at is None or task.reported_at < now - STALE
        carries_work = task.driver != OF_SUBTASKS
        return task.is_open and carries_work and is_begun and is_stale

    def overdue_by(self, due_on: date) -> int:
        """Return how many working days have passed since a suspense; at least one."""
        return max(1, self.calendar.working_days_between(due_on, self.today))

    def press(self, task: StatedTask) -> int:
        """Return how much an open task presses: 0 overdue, 1 will miss, 2 due soon, 3 the rest."""
        state = self.state_of(task).state
        if state in PRESSING:
            return PRESSING.index(state)
        return len(PRESSING) + (not self.is_soon(task.due_on))

    def is_soon(self, due_on: date | None) -> bool:
        """Tell whether a suspense is today or falls in the next working days."""
        return due_on is not None and self.today <= due_on <= self.soon


def plan_days(session: Session, plan_ids: Iterable[int] | Any, now: datetime) -> dict[int, PlanDay]:
    """Return the day that it is in each of some plans; a closed one stays at its last day.

    Args:
        plan_ids: a list, or a select.
    """
    rows = session.execute(
        select(
            Plan.id,
            Plan.stage,
            Plan.status_on,
            Plan.time_zone,
            Plan.weekmask,
            Plan.days_off,
            Plan.days_worked,
            Plan.is_federal,
            case((Plan.stage == "closed", _closed_on())).label("closed_on"),
        ).where(Plan.id.in_(plan_ids))
    )
    found = {}
    for row in rows:
        today = civil_date(now, row.time_zone)
        if row.stage == "closed":
            today = row.closed_on or row.status_on or today
        calendar = calendar_by(
            row.weekmask, row.days_off, row.days_worked, is_federal=row.is_federal
        )
        found[row.id] = PlanDay(row.id, today, calendar)
    return found


def day_of(session: Session, plan: Plan, now: datetime) -> PlanDay:
    """Return the day that it is in one plan."""
    today = closing_day(session, plan) or civil_date(now, plan.time_zone)
    return PlanDay(plan.id, today, calendar_of_plan(plan))


def closing_day(session: Session, plan: Plan) -> date | None:
    """Return the day on which a plan was closed, its last; None while it is not."""
    if plan.stage != "closed":
        return None
    return session.scalar(select(_closed_on()).where(Plan.id == plan.id)) or plan.status_on


def _closed_on() -> Any:
    """Return the expression of a plan's last change of stage, which closed a closed plan."""
    return (
        select(func.max(JournalEntry.on_day))
        .where(JournalEntry.plan_id == Plan.id, JournalEntry.verb == "plan.stage")
        .correlate(Plan)
        .scalar_subquery()
    )


def counts_itself(task: Any = Task) -> ColumnElement[bool]:
    """Return the condition of a task that is counted: in its plan, and without subtasks.

    What drives its dates says so, since the engine writes it with every change of a plan; looking
    for subtasks of each of thousands of tasks took most of the time of a page.
    """
    return and_(task.removed_at.is_(None), carries_work(task))


def carries_work(task: Any = Task) -> ColumnElement[bool]:
    """Return the condition of a task without subtasks, whether it is still in its plan or not."""
    return and_(task.driver.is_distinct_from(OF_SUBTASKS))


def is_open(task: Any = Task) -> ColumnElement[bool]:
    """Return the condition of an open task; one with subtasks is open while one of them is."""
    return and_(task.removed_at.is_(None), task.is_open)


def is_done(task: Any = Task) -> ColumnElement[bool]:
    """Return the condition of a task that is done and in its plan: neither claimed nor ended."""
    return and_(task.removed_at.is_(None), ~task.is_open, task.ending.is_(None))


def is_claimed(task: Any = Task) -> ColumnElement[bool]:
    """Return the condition of a task that is claimed complete, and not yet accepted."""
    return and_(task.removed_at.is_(None), ~task.is_open, task.ending == Ending.CLAIMED)


def is_ended(way: str | None = None, task: Any = Task) -> ColumnElement[bool]:
    """Return the condition of a task that was ended without being done, by one way or by any."""
    ways = WAYS_OUT if way is None else (way,)
    return and_(task.removed_at.is_(None), ~task.is_open, task.ending.in_(ways))


def is_to_be_done(task: Any = Task) -> ColumnElement[bool]:
    """Return the condition of a task that is done or will be: it was not ended otherwise."""
    return or_(task.ending.is_(None), task.ending.not_in(WAYS_OUT))


def is_overdue(days: Mapping[int, PlanDay]) -> ColumnElement[bool]:
    """Return the condition of an open task whose suspense has passed.

    Args:
        days: which day it is in each plan that is asked about.
    """
    return and_(is_open(), _passed(days))


def will_miss(days: Mapping[int, PlanDay]) -> ColumnElement[bool]:
    """Return the condition of an open task that is computed to finish after its suspense."""
    return and_(is_open(), Task.due_on.is_not(None), Task.late_days > 0, ~_passed(days))


def is_late(days: Mapping[int, PlanDay]) -> ColumnElement[bool]:
    """Return the condition of a late task: overdue, or computed to miss its suspense."""
    return and_(is_open(), Task.due_on.is_not(None), or_(Task.late_days > 0, _passed(days)))


def is_silent(day: PlanDay, now: datetime) -> ColumnElement[bool]:
    """Return the condition of work under way on which nobody has reported lately."""
    is_begun = (Task.percent > 0) | (Task.start_on <= day.today)
    is_stale = Task.reported_at.is_(None) | (Task.reported_at < now - STALE)
    return and_(counts_itself(), Task.is_open, is_begun, is_stale)


def is_late_by_more(day: PlanDay, days: int) -> ColumnElement[bool]:
    """Return the condition of a task of one plan that is late by more than some working days.

    Args:
        days: 0 or more.
    """
    # The last suspense that has been passed by more than those days.
    limit = day.calendar.finish_boundary(day.today) - days
    before = day.today if days == 0 else min(day.today, day.calendar.day_from(limit - 1))
    here = {day.plan_id: day}
    return or_(
        and_(is_overdue(here), Task.due_on < before),
        and_(will_miss(here), Task.late_days > days),
    )


def late_first(days: Mapping[int, PlanDay]) -> tuple[Any, ...]:
    """Return the order that puts the overdue first, the longest overdue of them on top."""
    passed = is_overdue(days)
    missing = will_miss(days)
    return (
        passed.desc(),
        func.coalesce(_only(passed, Task.due_on), date.max),
        missing.desc(),
        _only(missing, Task.late_days).desc(),
    )


def _only(condition: ColumnElement[bool], column: Any) -> Any:
    return case((condition, column), else_=None)


def _passed(days: Mapping[int, PlanDay]) -> ColumnElement[bool]:
    """Return the condition that a suspense lies before today; plans of one day in one term."""
    plans: dict[date, list[int]] = defaultdict(list)
    for day in days.values():
        plans[day.today].append(day.plan_id)
    terms = [and_(Task.plan_id.in_(ids), Task.due_on < today) for today, ids in plans.items()]
    # What has no suspense has not passed it, also where the condition is turned round.
    return and_(Task.due_on.is_not(None), or_(false(), *terms))
