"""What a plan lacks before it is approved, and what stays open when it is closed."""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import Session

from models import Plan, Suspense, Task, TaskAgency
from workplan.services.coordination.recipients import agencies_without_recipient
from workplan.services.record.read_models import read
from workplan.services.tasks import states
from workplan.services.tasks.suspenses import TO_BE_DECIDED

NAMED = 5
"""How many tasks a gap names; it counts them all."""


class NamedTask(NamedTuple):
    """A task as a list of gaps names it."""

    id: int
    code: str
    name: str


class Gap(NamedTuple):
    """Something that a plan lacks.

    Args:
        kind: tasks, directive, leads, suspenses, late or unreached; pages link by it.
        number: of how many tasks or agencies.
        tasks: the first of them.
        labels: the agencies, where it is about agencies.
    """

    kind: str
    number: int
    tasks: list[NamedTask]
    labels: list[str]


def gaps(session: Session, plan: Plan) -> list[Gap]:
    """Return what a plan lacks before it is approved; as many selects for any number of tasks.

    None of it is in the way: whoever approves the plan sees it first.
    """
    leads = exists().where(TaskAgency.task_id == Task.id, TaskAgency.role == "lead")
    ruled = exists().where(Suspense.task_id == Task.id, Suspense.rule != "none")
    found = [
        Gap("tasks", 1, [], []) if not _count(session, plan, states.counts_itself()) else None,
        Gap("directive", 1, [], []) if plan.directive_id is None else None,
        _gap(session, plan, "leads", and_(states.counts_itself(), ~leads)),
        _gap(session, plan, "suspenses", and_(states.counts_itself(), states.is_open(), ~ruled)),
        _gap(session, plan, "late", and_(states.is_open(), Task.late_days > 0)),
    ]
    alone = agencies_without_recipient(session, plan.id)
    if alone:
        found.append(Gap("unreached", len(alone), [], [agency.label for agency in alone]))
    return [gap for gap in found if gap is not None]


def undecided(session: Session, plan: Plan) -> Gap:
    """Return the tasks whose suspense a copy left to be decided."""
    waits = exists().where(Suspense.task_id == Task.id, Suspense.note.contains(TO_BE_DECIDED))
    found = _gap(session, plan, "undecided", and_(Task.removed_at.is_(None), waits))
    return found or Gap("undecided", 0, [], [])


def left_open(session: Session, plan: Plan) -> Gap:
    """Return the open tasks of a plan, which stay so when it is closed."""
    gap = _gap(session, plan, "open", and_(states.counts_itself(), states.is_open()), None)
    return gap or Gap("open", 0, [], [])


def _gap(
    session: Session,
    plan: Plan,
    kind: str,
    which: ColumnElement[bool],
    named: int | None = NAMED,
) -> Gap | None:
    rows = session.execute(
        select(Task.id, Task.code, Task.name)
        .where(Task.plan_id == plan.id, which)
        .order_by(Task.position, Task.id)
        .limit(named)
    )
    tasks = read(NamedTask, rows)
    # Asked of none as well, so that the pages of all plans send as many statements.
    count = _count(session, plan, which)
    return Gap(kind, count, tasks, []) if count else None


def _count(session: Session, plan: Plan, which: ColumnElement[bool]) -> int:
    wanted = select(func.count()).select_from(Task).where(Task.plan_id == plan.id, which)
    return session.scalar(wanted) or 0
