"""Write the rows of a file's plan that are new here, each table at once, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlalchemy.orm import Session

from models import Baseline, BaselineTask, Dependency, Initiative, Plan, Task
from workplan.clock import civil_date
from workplan.exchange.planfile import FileLink, FileTask, PlanFile
from workplan.services.interchange.file_tasks import Places, fields_of_file, progress_of_file
from workplan.services.people.plan_agencies import Joining
from workplan.services.tasks import task_sets
from workplan.services.tasks.task_fields import TaskFields


def add_efforts(session: Session, plan: Plan, wanted: Sequence[FileTask], after: int) -> None:
    """Make a line of effort of each summary that only groups, in the file's order.

    Args:
        after: the position of the last one that the plan has.
    """
    rows = [
        {
            "plan_id": plan.id,
            "uid": task.uid,
            "code": task.code,
            "title": task.name,
            "position": position,
        }
        for position, task in enumerate(wanted, after + 1)
    ]
    if rows:
        session.execute(insert(Initiative), rows)


def effort_ids(session: Session, plan: Plan) -> dict[int, int]:
    """Return the lines of effort of a plan by their uid."""
    found = select(Initiative.uid, Initiative.id).where(Initiative.plan_id == plan.id)
    return {row.uid: row.id for row in session.execute(found)}


def add_tasks(
    session: Session, joining: Joining, tasks: Sequence[FileTask], places: Places, after: int
) -> dict[int, TaskFields]:
    """Write new tasks, let `places` know their ids, and return what was decided of each, by uid.

    Args:
        joining: their plan, and the day on which their agencies come to it.
        after: the position of the last task that the plan has.
    """
    if not tasks:
        return {}
    rows = [
        {
            **fields_of_file(task, places).stored(),
            **progress_of_file(task),
            "parent_id": None,
            "plan_id": joining.plan_id,
            "uid": task.uid,
            "position": position,
        }
        for position, task in enumerate(tasks, after + 1)
    ]
    session.execute(insert(Task), rows)
    uids = [task.uid for task in tasks]
    found = select(Task.uid, Task.id).where(Task.plan_id == joining.plan_id, Task.uid.in_(uids))
    places.tasks.update({row.uid: row.id for row in session.execute(found)})
    # Only now is it known which task stands above another, and from which one a suspense counts.
    wanted = {task.uid: fields_of_file(task, places) for task in tasks}
    by_id = {places.tasks[uid]: fields for uid, fields in wanted.items()}
    _nest(session, by_id)
    task_sets.add_agencies(session, by_id, joining)
    task_sets.add_suspenses(session, {i: fields.suspense for i, fields in by_id.items()})
    return wanted


def _nest(session: Session, wanted: dict[int, TaskFields]) -> None:
    nested = [{"task": i, "parent_id": f.parent_id} for i, f in wanted.items() if f.parent_id]
    if nested:
        table = Task.__table__
        session.execute(update(table).where(table.c.id == bindparam("task")), nested)  # type: ignore[arg-type]


def add_links(
    session: Session, plan: Plan, links: Iterable[FileLink], ids: dict[int, int]
) -> list[dict[str, Any]]:
    """Write dependencies, and return their rows."""
    rows = [
        {
            "plan_id": plan.id,
            "predecessor_id": ids[link.predecessor],
            "successor_id": ids[link.successor],
            "type": link.type,
            "lag_days": link.lag_days,
            "is_elapsed": link.is_elapsed,
            "lag_parts": link.lag_parts,
        }
        for link in links
    ]
    if rows:
        session.execute(insert(Dependency), rows)
    return rows


def add_baselines(
    session: Session, plan: Plan, plan_file: PlanFile, ids: dict[int, int], now: datetime
) -> None:
    """Write the baselines of a file, which has eleven at most."""
    numbers = sorted({n for t in plan_file.tasks if t.uid in ids for n in t.baselines})
    for number in numbers:
        baseline = Baseline(
            plan_id=plan.id,
            name=f"Baseline {number}" if number else "Baseline",
            frozen_at=now,
            frozen_on=civil_date(now, plan.time_zone),
        )
        session.add(baseline)
        session.flush()
        rows = [
            {
                "baseline_id": baseline.id,
                "task_id": ids[task.uid],
                "code": task.code,
                "name": task.name,
                **task.baselines[number]._asdict(),
            }
            for task in plan_file.tasks
            if task.uid in ids and number in task.baselines
        ]
        session.execute(insert(BaselineTask), rows)
