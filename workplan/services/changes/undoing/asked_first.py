"""What an undo takes away for good: it is done only after it was said and asked."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from models import Evidence, JournalEntry, Membership, Plan, StatusReport, Task, TaskComment
from workplan.errors import InvalidInput
from workplan.services.record.verbs import FINAL


class Hanging(NamedTuple):
    """The plan that an undo takes away, with what hangs on it.

    Args:
        seq: the entry that would be taken back.
        slug: the plan's short name in addresses.
        tasks: how many stand in it; reports, comments, evidence and people count likewise.
    """

    seq: int
    slug: str
    title: str
    tasks: int
    reports: int
    comments: int
    evidence: int
    people: int


class UndoAsked(InvalidInput):
    """An undo that nothing brings back, and of which nobody said yet that it is meant."""

    def __init__(self, hanging: Hanging) -> None:
        super().__init__(
            "sure",
            f"This takes the whole plan “{hanging.title}” away, and nothing brings it back. "
            "Look at what hangs on it in its journal, and say there that you mean it.",
        )
        self.hanging = hanging


def require_sure(session: Session, entry: JournalEntry, *, is_sure: bool) -> None:
    """Ask first, before what nothing brings back.

    Raises:
        UndoAsked: with what hangs on it, unless somebody who saw that said that it is meant.
    """
    if entry.verb in FINAL and not is_sure:
        raise UndoAsked(_hanging(session, entry))


def asked_about(session: Session, plan_id: int, seq: int | None) -> Hanging | None:
    """Return what hangs on an entry of a plan that is asked about first, if it is such a one."""
    entry = session.get(JournalEntry, seq) if seq is not None else None
    if entry is None or entry.plan_id != plan_id or entry.verb not in FINAL:
        return None
    return _hanging(session, entry)


def _hanging(session: Session, entry: JournalEntry) -> Hanging:
    plan = session.get_one(Plan, entry.plan_id)
    there = Task.plan_id == plan.id, Task.removed_at.is_(None)

    def of_tasks(table: type[StatusReport | TaskComment | Evidence]) -> int:
        return _count(session, table.task_id.in_(select(Task.id).where(*there)))

    return Hanging(
        seq=entry.seq,
        slug=plan.slug,
        title=plan.title,
        tasks=_count(session, *there),
        reports=of_tasks(StatusReport),
        comments=of_tasks(TaskComment),
        evidence=of_tasks(Evidence),
        people=_count(session, Membership.plan_id == plan.id),
    )


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(*conditions)) or 0
