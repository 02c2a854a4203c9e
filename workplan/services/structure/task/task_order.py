"""In which order the tasks of a plan stand, and which of them were put elsewhere."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Plan
from workplan.clock import civil_date
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.tasks.task_sets import TASKS, update_rows

VERB = "tasks.ordered"
Places = list[dict[str, int | None]]
"""Tasks, each with the one that it stands after, as an entry keeps them."""
Key = TypeVar("Key", bound=Hashable)


def order_of(session: Session, plan_id: int) -> list[int]:
    """Return the tasks of a plan in their order."""
    rows = session.scalars(
        select(TASKS.c.id)
        .where(TASKS.c.plan_id == plan_id, TASKS.c.removed_at.is_(None))
        .order_by(TASKS.c.position, TASKS.c.id)
    )
    return [*rows]


def moved(before: Sequence[Key], after: Sequence[Key]) -> list[Key]:
    """Return what was put elsewhere, and no more than explains the new order.

    What keeps its order among the others stays: the longest run that both orders share.
    """
    place = {key: number for number, key in enumerate(before)}
    shared = [key for key in after if key in place]
    ends: list[int] = []
    ended_by: list[Key] = []
    came_from: dict[Key, Key | None] = {}
    for key in shared:
        at = bisect_left(ends, place[key])
        came_from[key] = ended_by[at - 1] if at else None
        ends[at : at + 1], ended_by[at : at + 1] = [place[key]], [key]
    kept: set[Key] = set()
    last = ended_by[-1] if ended_by else None
    while last is not None:
        kept.add(last)
        last = came_from[last]
    return [key for key in shared if key not in kept]


def places(order: Sequence[int], of: Iterable[int]) -> Places:
    """Return where some tasks stand: each with the task before it, in the order of all."""
    wanted = set(of)
    return [
        {"task_id": task, "after_task_id": order[number - 1] if number else None}
        for number, task in enumerate(order)
        if task in wanted
    ]


def put(order: Sequence[int], wanted: Places) -> list[int]:
    """Return an order in which some tasks stand where they are to; those that are gone are not."""
    present = set(order)
    going = [one for one in wanted if one["task_id"] in present]
    found = [task for task in order if task not in {one["task_id"] for one in going}]
    for one in going:
        task, after = one["task_id"], one["after_task_id"]
        assert task is not None
        if after is None:
            found.insert(0, task)
        else:
            found.insert(found.index(after) + 1 if after in found else len(found), task)
    return found


def store(session: Session, plan_id: int, order: Sequence[int]) -> None:
    """Number the tasks of a plan in an order; only those that have another number are written."""
    rows = session.execute(
        select(TASKS.c.id, TASKS.c.position).where(
            TASKS.c.plan_id == plan_id, TASKS.c.removed_at.is_(None)
        )
    )
    numbers = {row.id: row.position for row in rows}
    anew = [
        {"row": task, "position": number}
        for number, task in enumerate(order, 1)
        if numbers[task] != number
    ]
    update_rows(session, TASKS, anew)


def entry(
    plan_id: int, before: Sequence[int], after: Sequence[int], reason: str
) -> journal.Entry | None:
    """Return what the journal keeps of a new order; None for the same one."""
    going = moved(before, after)
    if not going:
        return None
    old: dict[str, Any] = {"places": places(before, going)}
    new: dict[str, Any] = {"places": places(after, going)}
    return journal.Entry(VERB, ("plan", plan_id), old, new, reason)


def set_back(change: Change, plan: Plan, wanted: Places, reason: str) -> None:
    """Put tasks back where they stood, in the caller's transaction."""
    session = change.session
    before = order_of(session, plan.id)
    after = put(before, wanted)
    found = entry(plan.id, before, after, reason)
    if found is not None:
        store(session, plan.id, after)
        journal.record(change, civil_date(change.now, plan.time_zone), plan.id, [found])
