"""Columns that a sheet can show beside its cells: they tell more of a task, and are never typed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Objective, TaskObjective
from workplan.notation import agencies
from workplan.services.sheet.present import Row, Setting

Told = Mapping[int, str]
HEADINGS = {"objectives": "Objectives", "roles": "Roles in words"}


def told(
    session: Session, setting: Setting, rows: Mapping[int, Row], columns: Sequence[str]
) -> dict[int, list[str]]:
    """Return what some of these columns tell of tasks; one select a column at most."""
    found = [TELLING[column](session, setting, rows) for column in columns]
    return {task_id: [column.get(task_id, "–") for column in found] for task_id in rows}


def _objectives(session: Session, _: Setting, rows: Mapping[int, Row]) -> Told:
    """Return the codes of the objectives in use that each task serves."""
    codes: dict[int, list[str]] = defaultdict(list)
    for task_id, code in session.execute(
        select(TaskObjective.task_id, Objective.code)
        .join(Objective, Objective.id == TaskObjective.objective_id)
        .where(TaskObjective.task_id.in_(rows), Objective.retired_at.is_(None))
        .order_by(Objective.position, Objective.id)
    ):
        codes[task_id].append(code)
    return {task_id: ", ".join(found) for task_id, found in codes.items()}


def _roles(_: Session, setting: Setting, rows: Mapping[int, Row]) -> Told:
    """Return who leads each task, and who does what for it."""
    labels = setting.agencies.labels
    return {
        task_id: agencies.said(
            agencies.Owners(
                tuple(labels[agency] for agency in row.fields.leads),
                tuple((labels[agency], role) for agency, role in row.fields.supports),
            )
        )
        for task_id, row in rows.items()
    }


TELLING: dict[str, Callable[[Session, Setting, Mapping[int, Row]], Told]] = {
    "objectives": _objectives,
    "roles": _roles,
}
