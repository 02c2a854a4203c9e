"""Who ordered a suspense: the directive, which nobody here moves, or the coordinator."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from models import Plan, Suspense
from workplan.errors import InvalidInput
from workplan.services.dates.rescheduling import Move
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.tasks.due_work import REMINDED_STAGES
from workplan.vocabulary import OrderedBy


def saved(
    change: Change, ordered_by: str, save: Callable[[Change], tuple[int, list[Move]]]
) -> tuple[int, list[Move]]:
    """Save a task, and who ordered its suspense, both or neither; return the task and what moved.

    Args:
        ordered_by: empty where nothing is said; of a task without a suspense nothing is kept.
    """
    if not ordered_by:
        return save(change)
    with change.transaction() as session:
        task_id, moves = save(change)
        row = session.scalar(select(Suspense).where(Suspense.task_id == task_id))
        if row is not None and row.rule != "none":
            say(change, task_id, ordered_by)
        return task_id, moves


def say(change: Change, task_id: int, ordered_by: str) -> None:
    """Say who ordered the suspense of a task, while its plan is not approved.

    Raises:
        NotAllowed: for anybody but a coordinator.
        InvalidInput: for nobody known, a task without a suspense, and once the plan is approved.
    """
    with change.transaction() as session:
        task, standing = rights.task_for(session, change.actor, task_id)
        rights.require_structure(session, standing)
        plan = session.get_one(Plan, task.plan_id)
        if ordered_by not in OrderedBy.codes():
            raise InvalidInput("ordered_by", "Choose the directive, or the coordinator.")
        if plan.stage in REMINDED_STAGES:
            raise InvalidInput(
                "ordered_by",
                "The plan is approved. Use the rule of the suspense instead.",
            )
        row = session.scalar(select(Suspense).where(Suspense.task_id == task.id))
        if row is None or row.rule == "none":
            raise InvalidInput("ordered_by", "The task has no suspense. Give it one first.")
        if row.orderer == ordered_by:
            return
        before, row.ordered_by = {"ordered_by": row.orderer}, ordered_by
        task.version += 1
        after = {"ordered_by": ordered_by}
        entry = journal.Entry("task.suspense_ordered", ("task", task.id), before, after)
        journal.note(change, plan.id, entry)
