"""How a task stands: everything that is stored of it, but for how often it was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from models import JournalEntry, Suspense, TaskAgency, UpdateRequest
from workplan.extensions import db

if TYPE_CHECKING:
    from support.ground.office import Office


def stored(office: Office, task_id: int) -> dict[str, Any]:
    """Return every column of a task but its version, its suspense, agencies and open questions."""
    task = office.task(task_id)
    found = {c.name: getattr(task, c.name) for c in task.__table__.columns if c.name != "version"}
    rule = db.session.scalar(select(Suspense).where(Suspense.task_id == task_id))
    if rule is not None:
        names = [c.name for c in rule.__table__.columns if c.name != "id"]
        found["suspense"] = {name: getattr(rule, name) for name in names}
    agencies = select(TaskAgency.agency_id, TaskAgency.role).where(TaskAgency.task_id == task_id)
    asked = select(UpdateRequest.id).where(
        UpdateRequest.task_id == task_id, UpdateRequest.answered_at.is_(None)
    )
    return found | {
        "agencies": {tuple(row) for row in db.session.execute(agencies)},
        "questions": set(db.session.scalars(asked)),
    }


def counted(office: Office) -> tuple[int, ...]:
    """Return what the journal adds up to: scope and what is left, in tasks and working days."""
    plan_id = office.plan().id
    names = ("scope_tasks", "scope_days", "remaining_tasks", "remaining_days")
    sums = (func.sum(getattr(JournalEntry, name)) for name in names)
    return tuple(db.session.execute(select(*sums).where(JournalEntry.plan_id == plan_id)).one())
