"""Add, change and remove dependencies; a loop is shown whole and refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Dependency, Plan, Task
from models.structure.dependency import MAX_LAG_DAYS
from workplan.calendars.hours import PARTS
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotFound
from workplan.services.dates.rescheduling import Move, reschedule
from workplan.services.history.entry_fields import link_kind_said
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.vocabulary import LinkType

NO_PARTS = {"lag_parts": 0}
"""What the journal leaves out of a dependency without parts of days."""


@dataclass(frozen=True)
class DependencyFields:
    """What a coordinator decides about a dependency; the lag is negative for a lead.

    Args:
        lag_parts: what it has beside its days, with their sign.
    """

    predecessor_id: int
    type: str = "FS"
    lag_days: int = 0
    is_elapsed: bool = False
    lag_parts: int = 0

    def decided(self) -> tuple[str, int, bool, int]:
        """Return its type and lag, without what it waits for."""
        return self.type, self.lag_days, self.is_elapsed, self.lag_parts

    def described(self) -> dict[str, Any]:
        """Return what the journal keeps of it; nothing of parts of days where there are none."""
        return {name: v for name, v in vars(self).items() if name not in NO_PARTS or v}

    def checked(self) -> DependencyFields:
        """Return itself, or raise InvalidInput with the field to mend."""
        if self.type not in LinkType.codes():
            raise InvalidInput(
                "type", f"“{self.type}” is no dependency type. Use FS, SS, FF or SF."
            )
        if abs(self.lag_days + self.lag_parts / PARTS) > MAX_LAG_DAYS:
            raise InvalidInput(
                "lag_days",
                f"A lag of {self.lag_days} days cannot be. Give ±{MAX_LAG_DAYS} at most.",
            )
        return self


def add(
    change: Change, successor_id: int, wanted: DependencyFields, reason: str = ""
) -> list[Move]:
    """Make a task wait for another and return what moved.

    Raises:
        LinkWouldLoop: with the tasks of the loop in order; nothing is stored.
    """
    wanted = wanted.checked()
    with change.transaction() as session:
        task, standing = rights.task_for(session, change.actor, successor_id)
        rights.require_structure(session, standing)
        if task.removed_at is not None:
            raise InvalidInput("task", f"“{task.name}” was removed from its plan. Choose another.")
        predecessor = session.scalar(
            select(Task).where(
                Task.id == wanted.predecessor_id,
                Task.plan_id == task.plan_id,
                Task.removed_at.is_(None),
            )
        )
        if predecessor is None:
            raise InvalidInput(
                "predecessor", "That task is not in this plan. Choose one from the list."
            )
        if predecessor.id == task.id:
            raise InvalidInput("predecessor", "A task cannot wait for itself. Choose another.")
        if session.scalar(
            select(Dependency.id).where(
                Dependency.predecessor_id == predecessor.id, Dependency.successor_id == task.id
            )
        ):
            raise InvalidInput(
                "predecessor",
                f"“{task.name}” already waits for “{predecessor.name}”. "
                "Remove that dependency first.",
            )
        plan = session.get_one(Plan, task.plan_id)
        row = Dependency(plan_id=plan.id, successor_id=task.id, **vars(wanted))
        session.add(row)
        session.flush()
        on_day = civil_date(change.now, plan.time_zone)
        entry = journal.Entry(
            "dependency.added", ("task", task.id), after=wanted.described(), reason=reason
        )
        seq = journal.record(change, on_day, plan.id, [entry])
        plan.version += 1
        return reschedule(change, on_day, plan.id, seq)


def change(
    change: Change,
    dependency_id: int,
    wanted: DependencyFields,
    reason: str = "",
    seen: DependencyFields | None = None,
) -> tuple[int, list[Move]]:
    """Give a dependency another type or lag; which two tasks it ties stays.

    Args:
        seen: how it stood when the person opened it, if they opened it.

    Returns:
        The id of the task that waits, and what moved.

    Raises:
        InvalidInput: when somebody changed it since it was opened; nothing is changed.
        LinkWouldLoop: with the tasks of the loop in order.
    """
    wanted = wanted.checked()
    with change.transaction() as session:
        row, task, plan = _for_change(session, change, dependency_id)
        before = fields_of(row)
        if wanted.predecessor_id != before.predecessor_id:
            raise InvalidInput(
                "predecessor",
                "A dependency stays between its two tasks. Remove it, and add the other one.",
            )
        if seen is not None and before not in (seen, wanted):
            raise InvalidInput(
                "type",
                f"Somebody changed it meanwhile: it is now “{said(before)}”. Check it, then save "
                "again to replace theirs with yours.",
            )
        if wanted == before:
            return task.id, []
        row.type, row.lag_days = wanted.type, wanted.lag_days
        row.is_elapsed, row.lag_parts = wanted.is_elapsed, wanted.lag_parts
        session.flush()
        on_day = civil_date(change.now, plan.time_zone)
        entry = journal.Entry(
            "dependency.changed",
            ("task", task.id),
            before.described(),
            wanted.described(),
            reason,
        )
        seq = journal.record(change, on_day, plan.id, [entry])
        plan.version += 1
        return task.id, reschedule(change, on_day, plan.id, seq)


def of_id(session: Session, dependency_id: int) -> DependencyFields:
    """Return what was decided about a dependency by its number."""
    return fields_of(session.get_one(Dependency, dependency_id))


def fields_of(row: Dependency) -> DependencyFields:
    """Return what was decided about a stored dependency."""
    lag = row.lag_days, row.is_elapsed, row.lag_parts
    return DependencyFields(row.predecessor_id, row.type, *lag)


def said(fields: DependencyFields) -> str:
    """Return the type and the lag of a dependency, in words."""
    return link_kind_said(vars(fields))


def remove(change: Change, dependency_id: int, reason: str = "") -> tuple[int, list[Move]]:
    """Let a task no longer wait for another; the journal keeps what the dependency was.

    Returns:
        The id of the task that waited, and what moved.
    """
    with change.transaction() as session:
        row, task, plan = _for_change(session, change, dependency_id)
        before = fields_of(row).described()
        session.delete(row)
        session.flush()
        on_day = civil_date(change.now, plan.time_zone)
        entry = journal.Entry("dependency.removed", ("task", task.id), before, reason=reason)
        seq = journal.record(change, on_day, plan.id, [entry])
        plan.version += 1
        return task.id, reschedule(change, on_day, plan.id, seq)


def _for_change(
    session: Session, change: Change, dependency_id: int
) -> tuple[Dependency, Task, Plan]:
    """Return a dependency, the task that waits, and their plan, for whoever may change them."""
    row = session.scalar(
        select(Dependency).where(
            Dependency.id == dependency_id,
            Dependency.plan_id.in_(rights.visible_plans(change.actor)),
        )
    )
    if row is None:
        raise NotFound("There is no such dependency. It may have been removed already.")
    task, standing = rights.task_for(session, change.actor, row.successor_id)
    rights.require_structure(session, standing)
    return row, task, session.get_one(Plan, task.plan_id)
