"""Which objectives the tasks of a copy serve."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from models import Objective, Plan, TaskObjective


def copy(session: Session, source: Plan, plan: Plan, ids: Mapping[int, int]) -> None:
    """Tie the tasks of a copy to the objectives of its directive that say the same.

    Under the same directive those are the same; under another, those with the same code and the
    same words, if it has any.

    Args:
        ids: the number of each task of the copy, by that of its pattern.
    """
    if plan.directive_id is None or source.directive_id is None:
        return
    same = _same(session, source.directive_id, plan.directive_id)
    ties = session.execute(
        select(TaskObjective.task_id, TaskObjective.objective_id).where(
            TaskObjective.task_id.in_(ids)
        )
    )
    rows = [
        {"task_id": ids[tie.task_id], "objective_id": same[tie.objective_id]}
        for tie in ties
        if tie.objective_id in same
    ]
    if rows:
        session.execute(insert(TaskObjective), rows)


def _same(session: Session, before: int, after: int) -> dict[int, int]:
    """Return the objective of one directive that says what that of another does, by its number."""

    def said(directive_id: int) -> dict[tuple[str, str], int]:
        rows = session.execute(
            select(Objective.id, Objective.code, Objective.statement).where(
                Objective.directive_id == directive_id
            )
        )
        return {(row.code, row.statement): row.id for row in rows}

    old, new = said(before), said(after)
    return {old[words]: new[words] for words in old.keys() & new.keys()}
