"""Let the rows of a draft go that was deleted long ago; its journal stays, and the chain holds."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, Table, delete, func, or_, select

from models import Base, Evidence, Plan, ReceivedMail, Task
from workplan.extensions import db
from workplan.policy import DELETED_DRAFTS_KEPT
from workplan.services.record import journal
from workplan.services.record.actor import SCHEDULER
from workplan.services.record.change import Change
from workplan.storage.store import Store

log = logging.getLogger(__name__)

KEPT = frozenset({"plans", "journal"})
"""What stays of a plan: its entries, and the row that they refer to."""


def purge_deleted(now: datetime, store: Store) -> int:
    """Purge every draft whose thirty days have passed, and return how many that were.

    Each is one transaction and leaves one entry. It may run twice, or late: what is purged says so.

    Args:
        store: keeps the files of evidence, of which none is left without its row.
    """
    session = db.session()
    due = session.scalars(
        select(Plan.id)
        .where(
            Plan.removed_at <= now - DELETED_DRAFTS_KEPT,
            Plan.stage == "drafting",
            Plan.purged_at.is_(None),
        )
        .order_by(Plan.id)
    ).all()
    session.rollback()
    return sum(_purge_logged(Change(SCHEDULER, now), plan_id, store) for plan_id in due)


def _purge_logged(change: Change, plan_id: int, store: Store) -> bool:
    """Purge one draft; if it cannot be purged, the others are."""
    try:
        files = _purge(change, plan_id)
    except Exception:
        log.exception("The deleted draft %s cannot be purged.", plan_id)
        return False
    for key in files or ():
        try:
            store.drop(key)
        except Exception:
            log.exception("A file of evidence that nothing names stays in the store.")
    return files is not None


def _purge(change: Change, plan_id: int) -> list[str] | None:
    """Delete the rows of a draft, and return the keys of its files; None when it is back."""
    with change.transaction() as session:
        plan = session.get_one(Plan, plan_id)
        if plan.purged_at is not None or plan.removed_at is None:
            return None
        tasks = select(func.count()).select_from(Task).where(Task.plan_id == plan_id)
        after = {"title": plan.title, "tasks": session.scalar(tasks) or 0}
        files = session.scalars(
            select(Evidence.stored_as)
            .join(Task, Task.id == Evidence.task_id)
            .where(Task.plan_id == plan_id, Evidence.stored_as.is_not(None))
        ).all()
        mails = session.scalars(
            select(ReceivedMail.stored_as).where(
                ReceivedMail.plan_id == plan_id, ReceivedMail.stored_as.is_not(None)
            )
        ).all()
        for table, condition in rows_of(plan_id):
            session.execute(delete(table).where(condition))
        session.expire_all()
        plan.purged_at, plan.note = change.now, ""
        session.flush()
        journal.note(change, plan_id, journal.Entry("plan.purged", ("plan", plan_id), after=after))
        return [key for key in (*files, *mails) if key is not None]


def rows_of(plan_id: int) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Yield each table with rows of a plan and the condition on them, children before parents.

    The foreign keys of the tables say what belongs to it, so a new table needs no line here.
    """
    for table in reversed(Base.metadata.sorted_tables):
        condition = _belongs(table, plan_id, frozenset())
        if condition is not None and table.name not in KEPT:
            yield table, condition


def _belongs(table: Table, plan_id: int, seen: frozenset[str]) -> ColumnElement[bool] | None:
    """Return the condition that a row of a table belongs to a plan, if the table has such rows."""
    conditions: list[ColumnElement[bool]] = []
    for key in sorted(table.foreign_keys, key=lambda key: key.parent.name):
        target = key.column.table
        if target.name == "plans":
            return key.parent == plan_id
        if target is table or target.name in seen | KEPT:
            continue
        below = _belongs(target, plan_id, seen | {table.name})
        if below is not None:
            conditions.append(key.parent.in_(select(key.column).where(below)))
    return or_(*conditions) if conditions else None
