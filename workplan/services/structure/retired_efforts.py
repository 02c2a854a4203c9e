"""Retire a line of effort, once its tasks stand elsewhere, and restore it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Initiative, Plan, Task
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotFound
from workplan.services.people import rights
from workplan.services.people.plan_agencies import Joining
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.structure import lines_of_effort
from workplan.services.tasks import task_sets
from workplan.services.tasks.task_sets import TaskChange

NOWHERE = 0
"""Where tasks go that shall stand in no line of effort."""


def retire(
    change: Change, slug: str, number: int, version: int, to: int | None, reason: str = ""
) -> int:
    """Retire a line of effort and return how many tasks went elsewhere; no date moves.

    With tasks it is one group, which is taken back at once.

    Args:
        version: of the line of effort, as the person saw it.
        to: the line of effort to which its tasks go, or `NOWHERE`; None when they saw no task.

    Raises:
        StaleVersion: when somebody saved it in between; nothing is changed.
        InvalidInput: when it has tasks, and nothing says where they go.
    """
    with change.transaction() as session:
        plan, effort = lines_of_effort.for_change(session, change.actor, slug, number, version)
        inside = _tasks_of(session, effort)
        if not inside:
            _record(change, plan, [_retired(change, effort, reason)])
            return 0
        target = _target(session, plan, effort, to, len(inside))
        group = journal.Entry(
            "initiative.emptied",
            ("plan", plan.id),
            {"initiative_id": effort.id},
            {"initiative_id": target, "tasks": len(inside)},
            reason,
        )
        seq = _record(change, plan, [group])
        entries = [*_moved(change, plan, inside, target), _retired(change, effort, "")]
        _record(change, plan, [replace(entry, cause_seq=seq) for entry in entries])
        return len(inside)


def restore(change: Change, slug: str, number: int, reason: str = "") -> None:
    """Bring a retired line of effort back, at its place; it has no task then."""
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        effort = session.get(Initiative, number)
        if effort is None or effort.plan_id != plan.id:
            raise NotFound("There is no such line of effort in this plan.")
        restore_in(change, plan, effort, reason)


def restore_in(change: Change, plan: Plan, effort: Initiative, reason: str) -> None:
    """Bring a retired line of effort back, in the caller's transaction."""
    if effort.retired_at is None:
        raise InvalidInput("code", f"“{effort.code} {effort.title}” is not retired; it is in use.")
    _record(change, plan, [restored(effort, reason)])


def restored(effort: Initiative, reason: str) -> journal.Entry:
    """Bring a retired line of effort back, and return the entry for the journal."""
    effort.retired_at = None
    effort.version += 1
    return _entry("initiative.restored", effort, reason)


def take_away(change: Change, number: int, reason: str) -> None:
    """Retire a line of effort that an undo takes back.

    In a group that is taken back it stays when somebody has put another task into it.

    Raises:
        InvalidInput: when it has tasks, and is taken back alone.
    """
    session = change.session
    effort = session.get_one(Initiative, number)
    if effort.retired_at is not None:
        return
    if inside := _tasks_of(session, effort):
        if change.is_group_undone:
            return
        count = f"{len(inside):,} task{'s' if len(inside) != 1 else ''}"
        raise InvalidInput(
            "entry", f"“{effort.code} {effort.title}” has {count}. Move them elsewhere first."
        )
    plan = session.get_one(Plan, effort.plan_id)
    _record(change, plan, [_retired(change, effort, reason)])


def used_again(session: Session, plan: Plan) -> Sequence[Initiative]:
    """Return the retired lines of effort of a plan that have tasks again."""
    has_task = (
        select(Task.id)
        .where(Task.initiative_id == Initiative.id, Task.removed_at.is_(None))
        .exists()
    )
    found = select(Initiative).where(
        Initiative.plan_id == plan.id, Initiative.retired_at.is_not(None), has_task
    )
    return session.scalars(found.order_by(Initiative.position)).all()


def _tasks_of(session: Session, effort: Initiative) -> Sequence[int]:
    inside = select(Task.id).where(Task.initiative_id == effort.id, Task.removed_at.is_(None))
    return session.scalars(inside.order_by(Task.position)).all()


def _target(
    session: Session, plan: Plan, effort: Initiative, to: int | None, count: int
) -> int | None:
    """Return the line of effort to which tasks go; None when they shall stand in none."""
    if to is None:
        has = f"has {count:,} task{'s' if count != 1 else ''}"
        raise InvalidInput("to", f"“{effort.code} {effort.title}” {has}. Choose where they go.")
    if to == NOWHERE:
        return None
    if to == effort.id or to not in {one.id for one in lines_of_effort.of_plan(session, plan.id)}:
        raise InvalidInput(
            "to", "Tasks cannot go to that line of effort. Choose another from the list."
        )
    return to


def _moved(
    change: Change, plan: Plan, task_ids: Sequence[int], target: int | None
) -> list[journal.Entry]:
    """Move tasks to another line of effort; as many statements for many as for one."""
    session = change.session
    present = task_sets.fields_of_tasks(session, task_ids)
    changes = [
        TaskChange(number, present[number], replace(present[number], initiative_id=target))
        for number in task_ids
    ]
    joining = Joining(plan.id, civil_date(change.now, plan.time_zone))
    task_sets.store(session, changes, joining)
    return [task_sets.change_entry(one, "") for one in changes]


def _retired(change: Change, effort: Initiative, reason: str) -> journal.Entry:
    effort.retired_at = change.now
    effort.version += 1
    return _entry("initiative.retired", effort, reason)


def _entry(verb: str, effort: Initiative, reason: str) -> journal.Entry:
    facts = {"code": effort.code, "title": effort.title}
    return journal.Entry(verb, ("initiative", effort.id), after=facts, reason=reason)


def _record(change: Change, plan: Plan, entries: list[journal.Entry]) -> int:
    plan.version += 1
    return journal.record(change, civil_date(change.now, plan.time_zone), plan.id, entries)
