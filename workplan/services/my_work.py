"""What a person owes, in the order in which it presses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from models import Dependency, JournalEntry, Plan, Task, UpdateRequest
from workplan.clock import civil_date
from workplan.services.access import Standing
from workplan.services.owners import NOBODY, Owners, owners_of
from workplan.services.portfolio import leaf
from workplan.services.reasons import reasons_of
from workplan.services.rows import AnyRow
from workplan.services.update_requests import open_requests

SOON = timedelta(days=14)
LATELY = timedelta(days=14)


class Item(NamedTuple):
    """A task that a person owes, with why it ends when it does, and who asked for an update."""

    task: AnyRow
    owners: Owners
    reason: str
    today: date
    asked: UpdateRequest | None = None


class MyWork(NamedTuple):
    """The sections; a task stands in the first that fits."""

    overdue: list[Item]
    due_soon: list[Item]
    asked: list[Item]
    stale: list[Item]
    waiting: list[Item]
    new: list[Item]

    @property
    def total(self) -> int:
        """How many tasks ask for something."""
        return sum(map(len, self))


OVERDUE, DUE_SOON, ASKED, STALE, WAITING, NEW = range(6)

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
    Task.actual_finish_on,
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
    """Return what a person owes in all their plans; the same selects, however many tasks."""
    found = MyWork([], [], [], [], [], [])
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
    ids = [row.id for row in rows]
    asked, new = open_requests(session, ids), _new(session, ids, now)
    held = _held_by_others(session, ids)
    wanted = []
    for row in rows:
        section = _section(row, now, row.id in asked)
        if section is None and row.id in held:
            section = WAITING
        if section is None and row.id in new:
            section = NEW
        if section is not None:
            wanted.append((row, section))
    owners = owners_of(session, [row.id for row, _ in wanted])
    reasons = reasons_of(session, [row for row, _ in wanted])
    for row, section in wanted:
        found[section].append(
            Item(
                row,
                owners.get(row.id, NOBODY),
                reasons.get(row.id, ""),
                civil_date(now, row.time_zone),
                asked.get(row.id),
            )
        )
    return found


def item_of(session: Session, task_id: int, now: datetime) -> Item:
    """Return one task as a row of my work, whatever section it would stand in."""
    row = session.execute(
        select(*COLUMNS).join(Plan, Plan.id == Task.plan_id).where(Task.id == task_id)
    ).one()
    owners = owners_of(session, [task_id]).get(task_id, NOBODY)
    reason = reasons_of(session, [row]).get(task_id, "")
    asked = open_requests(session, [task_id]).get(task_id)
    return Item(row, owners, reason, civil_date(now, row.time_zone), asked)


def _section(row: AnyRow, now: datetime, is_asked: bool) -> int | None:
    today = civil_date(now, row.time_zone)
    if row.due_on is not None and row.due_on < today:
        return OVERDUE
    if row.due_on is not None and row.due_on <= today + SOON:
        return DUE_SOON
    if is_asked:
        return ASKED
    is_begun = row.percent > 0 or (row.start_on is not None and row.start_on <= today)
    is_stale = row.reported_at is None or row.reported_at < now - LATELY
    return STALE if is_begun and is_stale and not _is_held(row) else None


def _is_held(row: AnyRow) -> bool:
    return row.percent == 0 and (row.driver or "").startswith("link:")


def _held_by_others(session: Session, ids: list[int]) -> set[int]:
    """Return the unstarted tasks that wait for unfinished work which none of these agencies leads.

    Args:
        ids: the tasks of the person.
    """
    other = aliased(Task)
    return set(
        session.scalars(
            select(Dependency.successor_id)
            .join(other, other.id == Dependency.predecessor_id)
            .join(Task, Task.id == Dependency.successor_id)
            .where(
                Dependency.successor_id.in_(ids),
                Dependency.predecessor_id.not_in(ids),
                Task.actual_start_on.is_(None),
                Task.percent == 0,
                other.actual_finish_on.is_(None),
                other.removed_at.is_(None),
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
