"""What a person owes: overdue, due soon, and waiting for an update, in that order."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import Plan, Task
from workplan.clock import civil_date
from workplan.services.access import Standing
from workplan.services.owners import NOBODY, Owners, owners_of
from workplan.services.portfolio import leaf
from workplan.services.reasons import reasons_of
from workplan.services.rows import AnyRow

DUE_SOON = timedelta(days=14)
STALE = timedelta(days=14)


class Item(NamedTuple):
    """A task that a person owes, with why it ends when it does."""

    task: AnyRow
    owners: Owners
    reason: str
    today: date


class MyWork(NamedTuple):
    """The three sections; a task stands in the first that fits."""

    overdue: list[Item]
    due_soon: list[Item]
    waiting: list[Item]

    @property
    def total(self) -> int:
        """How many tasks ask for something."""
        return len(self.overdue) + len(self.due_soon) + len(self.waiting)


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
    Task.due_on,
    Task.late_days,
    Task.reported_at,
    Task.driver,
    Task.constraint_on,
    Task.dates_source,
    Plan.slug,
    Plan.title.label("plan_title"),
    Plan.time_zone,
)


def my_work(session: Session, standings: Sequence[Standing], now: datetime) -> MyWork:
    """Return what a person owes in all their plans; three selects, however many tasks."""
    found = MyWork([], [], [])
    owned = [s.owned() for s in standings if s.role in ("lead", "contributor")]
    if not owned:
        return found
    rows = session.execute(
        select(*COLUMNS)
        .join(Plan, Plan.id == Task.plan_id)
        .where(
            or_(*owned),
            leaf(),
            Task.actual_finish_on.is_(None),
            Plan.stage.in_(("approved", "implementing")),
        )
        .order_by(Task.due_on.is_(None), Task.due_on, Task.position)
    ).all()
    wanted = [(row, section) for row in rows if (section := _section(row, now)) is not None]
    owners = owners_of(session, [row.id for row, _ in wanted])
    reasons = reasons_of(session, [row for row, _ in wanted])
    for row, section in wanted:
        item = Item(
            row,
            owners.get(row.id, NOBODY),
            reasons.get(row.id, ""),
            civil_date(now, row.time_zone),
        )
        found[section].append(item)
    return found


def item_of(session: Session, task_id: int, now: datetime) -> Item:
    """Return one task as a row of my work, whatever section it would stand in."""
    row = session.execute(
        select(*COLUMNS).join(Plan, Plan.id == Task.plan_id).where(Task.id == task_id)
    ).one()
    owners = owners_of(session, [task_id]).get(task_id, NOBODY)
    reason = reasons_of(session, [row]).get(task_id, "")
    return Item(row, owners, reason, civil_date(now, row.time_zone))


def _section(row: AnyRow, now: datetime) -> int | None:
    today = civil_date(now, row.time_zone)
    if row.due_on is not None and row.due_on < today:
        return 0
    if row.due_on is not None and row.due_on <= today + DUE_SOON:
        return 1
    is_begun = row.percent > 0 or (row.start_on is not None and row.start_on <= today)
    is_stale = row.reported_at is None or row.reported_at < now - STALE
    return 2 if is_begun and is_stale else None
