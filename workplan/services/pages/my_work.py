"""What a person owes, in the order in which it presses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Label, and_, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from models import Dependency, InnerSuspense, JournalEntry, Plan, Task, UpdateRequest
from workplan.policy import STALE as LATELY
from workplan.services.coordination.confidence.recovery_plans import is_asked_of, is_owed
from workplan.services.coordination.update_requests import open_requests
from workplan.services.dates.date_reasons import reasons_of
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read
from workplan.services.tasks.due_work import has_agency_since, owed
from workplan.services.tasks.owners import NOBODY, Owners, owners_of
from workplan.services.tasks.states import PlanDay, is_open, plan_days


class OwedTask(NamedTuple):
    """A task of my work, with its plan; its fields are `COLUMNS`, and two more.

    `inner_on` is the earlier day of the agency's own.
    """

    id: int
    code: str
    name: str
    version: int
    status: str
    percent: int
    start_on: date | None
    finish_on: date | None
    forecast_on: date | None
    is_open: bool
    ending: str | None
    done_percent: int
    due_on: date | None
    late_days: int
    reported_at: datetime | None
    driver: str | None
    constraint_on: date | None
    dates_source: str
    plan_id: int
    slug: str
    plan_title: str
    is_recovery_owed: bool = False
    inner_on: date | None = None


class Item(NamedTuple):
    """A task that a person owes, with why it ends when it does, and who asked for an update."""

    task: OwedTask
    owners: Owners
    reason: str
    day: PlanDay
    asked: UpdateRequest | None = None
    is_silent: bool = False


class WorkPlan(NamedTuple):
    """The plan of a task that is owed."""

    slug: str
    title: str


class MyWork(NamedTuple):
    """The sections, in the order in which they press.

    A task stands in one: by its suspense before what is asked of it, so that as many are overdue
    here as everywhere. `rest` is what the agency owes besides.
    """

    asked: list[Item]
    overdue: list[Item]
    will_miss: list[Item]
    due_soon: list[Item]
    stale: list[Item]
    waiting: list[Item]
    new: list[Item]
    rest: list[Item]

    @property
    def silent(self) -> int:
        """How many are under way without news, whatever section they stand in."""
        return sum(item.is_silent for section in self for item in section)

    def item(self, task_id: int) -> Item | None:
        """Return a task as it stands in its section, if it is owed."""
        return next((i for section in self for i in section if i.task.id == task_id), None)

    @property
    def sole_plan(self) -> WorkPlan | None:
        """The plan that all of it is in, which is then named once; None for several or none."""
        plans = {WorkPlan(i.task.slug, i.task.plan_title) for section in self for i in section}
        return plans.pop() if len(plans) == 1 else None

    @property
    def total(self) -> int:
        """How many tasks are owed."""
        return sum(map(len, self))


ASKED, OVERDUE, WILL_MISS, DUE_SOON, STALE, WAITING, NEW, REST = range(8)
BY_PRESS = (OVERDUE, WILL_MISS, DUE_SOON)
OTHER = aliased(Task)
"""Made once: to put an alias together takes longer than its select."""

COLUMNS = (
    Task.id,
    Task.code,
    Task.name,
    Task.version,
    Task.status,
    Task.percent,
    Task.start_on,
    Task.finish_on,
    Task.forecast_on,
    Task.is_open,
    Task.ending,
    Task.done_percent,
    Task.due_on,
    Task.late_days,
    Task.reported_at,
    Task.driver,
    Task.constraint_on,
    Task.dates_source,
    Task.plan_id,
    Plan.slug,
    Plan.title.label("plan_title"),
)


def my_work(session: Session, standings: Sequence[Standing], now: datetime) -> MyWork:
    """Return what a person owes in all their plans; the same selects, however many tasks."""
    found = MyWork([], [], [], [], [], [], [], [])
    reporting = [s for s in standings if s.has_own_work]
    if not reporting:
        return found
    wanted = (
        select(*COLUMNS, is_asked_of(reporting).label("is_recovery_owed"), inner_day(reporting))
        .join(Plan, Plan.id == Task.plan_id)
        .where(or_(*(s.owned() for s in reporting)), owed())
        .order_by(Task.due_on.is_(None), Task.due_on, Task.position)
    )
    rows = read(OwedTask, session.execute(wanted))
    ids = [row.id for row in rows]
    days = plan_days(session, {s.plan_id for s in reporting}, now)
    asked, new = open_requests(session, ids), _new(session, ids, now)
    held = _held_by_others(session, ids)
    owners, reasons = owners_of(session, ids), reasons_of(session, rows)
    for row in rows:
        day = days[row.plan_id]
        section = _section(row, day, now, is_asked=row.id in asked or row.is_recovery_owed)
        if section is None:
            section = WAITING if row.id in held else NEW if row.id in new else REST
        found[section].append(
            Item(
                row,
                owners.get(row.id, NOBODY),
                reasons.get(row.id, ""),
                day,
                asked.get(row.id),
                day.is_silent(row, now),
            )
        )
    return found


def item_of(session: Session, standings: Sequence[Standing], task_id: int, now: datetime) -> Item:
    """Return one task as a row of my work, whatever section it would stand in."""
    owes = is_owed().label("is_recovery_owed")
    wanted = select(*COLUMNS, owes, inner_day(standings)).join(Plan, Plan.id == Task.plan_id)
    [row] = read(OwedTask, session.execute(wanted.where(Task.id == task_id)))
    owners = owners_of(session, [task_id]).get(task_id, NOBODY)
    reason = reasons_of(session, [row]).get(task_id, "")
    asked = open_requests(session, [task_id]).get(task_id)
    day = plan_days(session, [row.plan_id], now)[row.plan_id]
    return Item(row, owners, reason, day, asked)


def inner_day(standings: Iterable[Standing]) -> Label[Any]:
    """Return the earliest inner suspense of a task that these standings see, as `inner_on`.

    One that the suspense was moved before counts no more.
    """
    own = [
        and_(Task.plan_id == one.plan_id, one.own_agency(InnerSuspense.agency_id))
        for one in standings
    ]
    earliest = select(func.min(InnerSuspense.due_on)).where(
        InnerSuspense.task_id == Task.id,
        InnerSuspense.due_on <= Task.due_on,
        has_agency_since(),
        or_(false(), *own),
    )
    return earliest.correlate(Task).scalar_subquery().label("inner_on")


def _section(row: OwedTask, day: PlanDay, now: datetime, *, is_asked: bool) -> int | None:
    press = day.press(row)
    if press < len(BY_PRESS):
        return BY_PRESS[press]
    if is_asked:
        return ASKED
    return STALE if day.is_silent(row, now) else None


def _held_by_others(session: Session, ids: list[int]) -> set[int]:
    """Return the unstarted tasks that wait for unfinished work which none of these agencies leads.

    Args:
        ids: the tasks of the person.
    """
    return set(
        session.scalars(
            select(Dependency.successor_id)
            .join(OTHER, OTHER.id == Dependency.predecessor_id)
            .join(Task, Task.id == Dependency.successor_id)
            .where(
                Dependency.successor_id.in_(ids),
                Dependency.predecessor_id.not_in(ids),
                Task.actual_start_on.is_(None),
                Task.percent == 0,
                is_open(OTHER),
            )
        )
    )


def _new(session: Session, ids: list[int], now: datetime) -> set[int]:
    """Return the tasks that came to them lately."""
    return set(
        session.scalars(
            select(JournalEntry.subject_id).where(
                JournalEntry.subject_type == "task",
                JournalEntry.subject_id.in_(ids),
                JournalEntry.verb.in_(("task.added", "task.assigned", "task.handed_over")),
                JournalEntry.at >= now - LATELY,
            )
        )
    )
