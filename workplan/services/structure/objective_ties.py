"""Which tasks serve which objectives: ties that are made and cut, many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Set
from typing import NamedTuple

from sqlalchemy import delete, insert, select, tuple_
from sqlalchemy.orm import Session

from models import JournalEntry, Objective, Plan, Task, TaskObjective
from workplan.clock import civil_date
from workplan.errors import InvalidInput
from workplan.services.people import rights
from workplan.services.record import journal
from workplan.services.record.change import Change

MOST_AT_ONCE = 5_000
OF_TASK = "task.objectives_changed"
TIES = TaskObjective.__table__


class Tie(NamedTuple):
    """That a task serves an objective."""

    task_id: int
    objective_id: int


def tie(change: Change, slug: str, made: Set[Tie], cut: Set[Tie], reason: str = "") -> int:
    """Make and cut ties and return how many tasks they change; of several, as one group.

    What others tied or cut meanwhile stays: only what the person changed is changed, and what
    stands so already is passed over.

    Args:
        made: the ties that shall be, and were not when the person looked.
        cut: the ties that were then, and shall not be.

    Raises:
        InvalidInput: for a task that was removed, and for an objective that is retired.
    """
    if len(made) + len(cut) > MOST_AT_ONCE:
        raise InvalidInput("tie", f"Change {MOST_AT_ONCE:,} ties at once at most.")
    with change.transaction() as session:
        plan, standing = rights.plan_for(session, change.actor, slug)
        rights.require_structure(session, standing)
        _check(session, plan, made | cut)
        return _tie(change, plan, made, cut, reason)


def set_back(change: Change, entry: JournalEntry, reason: str) -> None:
    """Take back what an entry tied or cut of one task; what was tied otherwise since stays."""
    task_id, plan = entry.subject_id or 0, change.session.get_one(Plan, entry.plan_id)
    before, after = (
        {Tie(task_id, number) for number in kept["objectives"]}
        for kept in (entry.before or {}, entry.after or {})
    )
    _tie(change, plan, before - after, after - before, reason)


def pass_on(change: Change, from_id: int, to_id: int, reason: str) -> None:
    """Let another task serve the objectives of one, in its place."""
    session = change.session
    plan = session.get_one(Plan, session.get_one(Task, from_id).plan_id)
    served = session.scalars(select(TIES.c.objective_id).where(TIES.c.task_id == from_id)).all()
    made, cut = ({Tie(task, number) for number in served} for task in (to_id, from_id))
    _tie(change, plan, made, cut, reason)


def _tie(change: Change, plan: Plan, made: Set[Tie], cut: Set[Tie], reason: str) -> int:
    """Write ties and the journal, a statement each for any number of them."""
    session = change.session
    present = _of_tasks(session, {one.task_id for one in made | cut})
    new, gone = made - present, cut & present
    touched = sorted({one.task_id for one in new | gone})
    if not touched:
        return 0
    if gone:
        columns = tuple_(TIES.c.task_id, TIES.c.objective_id)
        session.execute(delete(TaskObjective).where(columns.in_(sorted(gone))))
    if new:
        session.execute(insert(TaskObjective), [one._asdict() for one in sorted(new)])
    before, after = _by_task(present), _by_task((present | new) - gone)
    seq = None
    if len(touched) > 1 and change.group is None:
        group = journal.Entry(
            "objectives.tied", ("plan", plan.id), after={"tasks": len(touched)}, reason=reason
        )
        seq = _record(change, plan, [group])
    entries = [
        journal.Entry(
            OF_TASK,
            ("task", task_id),
            {"objectives": before[task_id]},
            {"objectives": after[task_id]},
            "" if seq else reason,
            cause_seq=seq,
        )
        for task_id in touched
    ]
    _record(change, plan, entries)
    return len(touched)


def _check(session: Session, plan: Plan, ties: Iterable[Tie]) -> None:
    tasks = {one.task_id for one in ties}
    live = select(Task.id).where(
        Task.id.in_(tasks), Task.plan_id == plan.id, Task.removed_at.is_(None)
    )
    if tasks - set(session.scalars(live)):
        raise InvalidInput("tie", "A task was removed meanwhile. Load the page again, then tie.")
    objectives = {one.objective_id for one in ties}
    in_use = select(Objective.id).where(
        Objective.directive_id == plan.directive_id, Objective.retired_at.is_(None)
    )
    if objectives - set(session.scalars(in_use)):
        raise InvalidInput(
            "tie", "An objective was retired meanwhile. Load the page again, then tie."
        )


def _of_tasks(session: Session, task_ids: Iterable[int]) -> set[Tie]:
    rows = session.execute(
        select(TIES.c.task_id, TIES.c.objective_id).where(TIES.c.task_id.in_(task_ids))
    )
    return {Tie(row.task_id, row.objective_id) for row in rows}


def _by_task(ties: Iterable[Tie]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for one in sorted(ties):
        found[one.task_id].append(one.objective_id)
    return found


def _record(change: Change, plan: Plan, entries: list[journal.Entry]) -> int:
    plan.version += 1
    return journal.record(change, civil_date(change.now, plan.time_zone), plan.id, entries)
