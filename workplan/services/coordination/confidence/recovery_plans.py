"""The recovery plan of a task that is assessed red: steps with a day, written by its lead.

It is owed until one step is written, and shown until each is done or given up.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session

from models import Assessment, Plan, RecoveryStep, Task
from workplan.clock import civil_date
from workplan.errors import InvalidInput, NotAllowed, NotFound
from workplan.scheduling.explain import day_words
from workplan.services.coordination.confidence.assessments import standing_of
from workplan.services.coordination.registers.register_fields import said
from workplan.services.people import rights
from workplan.services.people.standing import Standing
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.services.tasks import states
from workplan.vocabulary import Confidence

MAX_STATEMENT = 1_000


def add_step(change: Change, task_id: int, statement: str, wanted_on: date | None) -> None:
    """Add a step to the recovery plan of a task that is assessed red.

    Raises:
        InvalidInput: without words or a day, for a day that has passed, and when it is not red.
        NotAllowed: for anyone but a lead of its lead agency, or the coordinator on their behalf.
    """
    statement = said("statement", "Say what is done.", statement, MAX_STATEMENT)
    with change.transaction() as session:
        task = _task(change, task_id)
        today = _today(session, task, change)
        if wanted_on is None:
            raise InvalidInput("wanted_on", "Give the day by which it is done.")
        if wanted_on < today:
            raise InvalidInput(
                "wanted_on", f"{day_words(wanted_on)} has passed. Give today or a later date."
            )
        row = standing_of(session, task_id)
        if row is None or row.rating != Confidence.RED:
            raise InvalidInput(
                "statement", "The task is not assessed red any more. Report on it instead."
            )
        session.add(
            RecoveryStep(
                task_id=task_id,
                statement=statement,
                wanted_on=wanted_on,
                written_at=change.now,
                written_by_id=change.actor.id,
            )
        )
        after = {"statement": statement, "wanted_on": journal.day(wanted_on)}
        _note(change, task, "task.recovery_step_added", after)


def finish_step(change: Change, step_id: int) -> int:
    """Say that a step is done, today, and return its task; one that is done stays so."""
    with change.transaction() as session:
        step, task = _step(change, step_id)
        if step.removed_at is not None:
            raise InvalidInput("step", "That step was given up. Choose “Take up again” first.")
        if step.done_on is None:
            step.done_on = _today(session, task, change)
            _note(change, task, "task.recovery_step_done", {"statement": step.statement})
        return task.id


def reopen_step(change: Change, step_id: int) -> int:
    """Say that a step is to be done after all, though done or given up, and return its task."""
    with change.transaction():
        step, task = _step(change, step_id)
        if step.done_on is not None or step.removed_at is not None:
            step.done_on = step.removed_at = None
            _note(change, task, "task.recovery_step_reopened", {"statement": step.statement})
        return task.id


def give_up_step(change: Change, step_id: int) -> int:
    """Give up a step that is not done, and return its task; it can be taken up again."""
    with change.transaction():
        step, task = _step(change, step_id)
        if step.done_on is not None:
            raise InvalidInput("step", "That step is done. Look at the page again.")
        if step.removed_at is None:
            step.removed_at = change.now
            _note(change, task, "task.recovery_step_given_up", {"statement": step.statement})
        return task.id


def task_of(session: Session, step_id: int) -> int:
    """Return the task of a step that was found already."""
    return session.get_one(RecoveryStep, step_id).task_id


def is_assessed(*ratings: str) -> ColumnElement[bool]:
    """Return the condition of tasks of which one of these assessments stands."""
    return exists(select(Assessment.id).where(_stands(), Assessment.rating.in_(ratings)))


def rating() -> ScalarSelect[str]:
    """Return the expression of the assessment of a task that stands; null for none."""
    wanted = select(Assessment.rating).where(_stands())
    return wanted.correlate(Task).scalar_subquery()


def is_owed(wanted_before: Any = None) -> ColumnElement[bool]:
    """Return the condition of open tasks whose lead owes a recovery plan.

    Args:
        wanted_before: a day, or an expression of one, before which it was wanted.
    """
    written = exists(
        select(RecoveryStep.id).where(
            RecoveryStep.task_id == Assessment.task_id,
            RecoveryStep.removed_at.is_(None),
            RecoveryStep.written_at >= Assessment.red_since,
        )
    )
    asked = select(Assessment.id).where(_stands(), Assessment.wanted_on.is_not(None), ~written)
    if wanted_before is not None:
        asked = asked.where(Assessment.wanted_on < wanted_before)
    return and_(states.is_open(), exists(asked))


def is_asked_of(standings: Iterable[Standing]) -> ColumnElement[bool]:
    """Return the condition of tasks of which some leads owe a recovery plan."""
    leads = [one for one in standings if one.reports_on == "agency"]
    return and_(or_(false(), *(one.owned() for one in leads)), is_owed())


def counted_in(plan_id: int, today: date) -> ScalarSelect[int]:
    """Return the expression of how many recovery plans of a plan are overdue."""
    wanted = select(func.count()).select_from(Task)
    return wanted.where(Task.plan_id == plan_id, is_owed(today)).scalar_subquery()


def _stands() -> ColumnElement[bool]:
    return and_(Assessment.task_id == Task.id, Assessment.ended_at.is_(None))


def _task(change: Change, task_id: int) -> Task:
    """Return a task whose recovery plan the person writes."""
    task, standing = rights.task_for(change.session, change.actor, task_id)
    if standing.role not in ("lead", "coordinator"):
        raise NotAllowed("A lead of the task’s lead agency writes its recovery plan. Ask them.")
    rights.require_report(change.session, standing, task_id)
    return task


def _step(change: Change, step_id: int) -> tuple[RecoveryStep, Task]:
    """Return a step of a task whose recovery plan the person writes.

    Raises:
        NotFound: in the same words when there is none, and when it is none of theirs.
    """
    step = change.session.scalar(
        select(RecoveryStep)
        .join(Task, Task.id == RecoveryStep.task_id)
        .where(RecoveryStep.id == step_id, Task.plan_id.in_(rights.visible_plans(change.actor)))
    )
    if step is None:
        raise NotFound("There is no such step among yours.")
    return step, _task(change, step.task_id)


def _today(session: Session, task: Task, change: Change) -> date:
    return civil_date(change.now, session.get_one(Plan, task.plan_id).time_zone)


def _note(change: Change, task: Task, verb: str, after: dict[str, Any]) -> None:
    journal.note(change, task.plan_id, journal.Entry(verb, ("task", task.id), after=after))
