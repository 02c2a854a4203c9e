"""Try a change and take it back: what it would move, and whom it would touch.

The change runs through the very service that would save it, inside a transaction that is rolled
back, so a preview cannot differ from what saving does.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Membership, Plan, Task, TaskAgency, User
from workplan.services.dates.limits import Beyond
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.dates.rescheduling import Move
from workplan.services.dates.stored_network import Stored
from workplan.services.dates.trial_runs import Trial
from workplan.services.record.change import Change
from workplan.services.tasks.owners import NOBODY, owners_of

Told = TypeVar("Told")


class MovedTask(NamedTuple):
    """A task that a change would move; `days` are working days at its finish.

    Args:
        code: its number alone.
        late: by how many working days it misses its suspense, before and after.
    """

    id: int
    name: str
    owner: str
    before: tuple[date | None, date | None]
    after: tuple[date | None, date | None]
    days: int
    is_newly_late: bool
    is_newly_critical: bool
    code: str = ""
    late: tuple[int, int] = (0, 0)


class Preview(NamedTuple):
    """What a change would do to a plan.

    Args:
        told: the people whose agency leads a task that would move.
        beyond: how it goes beyond the limit of the plan, if it does.
    """

    moved: list[MovedTask]
    ends_before: date | None
    ends_after: date | None
    end_days: int
    told: list[str]
    beyond: Beyond | None = None


class _TakenBack(Exception):  # it ends the trial; nothing is wrong
    pass


def preview(change: Change, plan_id: int, save: Callable[[Change], list[Move]]) -> Preview:
    """Return what a change would do; nothing of it is kept.

    Args:
        change: who would make it, when, and from which form.
        save: the use case that makes it.

    Raises:
        Whatever saving raises: a preview is refused for the same reasons.
    """
    return preview_with(change, plan_id, save, lambda _, found, __: found)


def preview_with(
    change: Change,
    plan_id: int,
    save: Callable[[Change], list[Move]],
    also: Callable[[Session, Preview, list[Move]], Told],
) -> Told:
    """Return what is made of a preview before the change is taken back.

    Args:
        change: who would make it, when, and from which form.
        save: the use case that makes it.
        also: reads what else is to be told, from the session, the preview and what moved.
    """
    trial = Trial(change.actor, change.now, change.form)
    found: list[Told] = []
    try:
        with trial.transaction() as session:
            stored = trial.read(plan_id).stored
            moves = save(trial)
            found.append(also(session, _told(session, plan_id, stored, moves, trial), moves))
            raise _TakenBack
    except _TakenBack:
        return found[0]


def _told(
    session: Session,
    plan_id: int,
    stored: Mapping[int, Stored],
    moves: list[Move],
    trial: Trial,
) -> Preview:
    ends_before = max((t.finish_on for t in stored.values() if t.finish_on), default=None)
    ends_after = trial.finish_on if trial.is_computed else ends_before
    plan = session.get_one(Plan, plan_id)
    calendar = calendar_of_plan(plan)
    dated = [
        m
        for m in moves
        if (m.before.start_on, m.before.finish_on) != (m.after.start_on, m.after.finish_on)
        or m.before.is_critical != m.after.is_critical
        or m.before.late_days != m.after.late_days
    ]
    ids = [move.task_id for move in dated]
    owners = owners_of(session, ids)
    rows = session.execute(select(Task.id, Task.code, Task.name).where(Task.id.in_(ids)))
    codes = {row.id: (row.code, row.name) for row in rows}

    def days(before: date | None, after: date | None) -> int:
        return calendar.working_days_between(before, after) if before and after else 0

    moved = [
        MovedTask(
            m.task_id,
            " ".join(codes[m.task_id]),
            owners.get(m.task_id, NOBODY).led_by,
            (m.before.start_on, m.before.finish_on),
            (m.after.start_on, m.after.finish_on),
            days(m.before.finish_on, m.after.finish_on),
            m.after.late_days > 0 and m.before.late_days == 0,
            m.after.is_critical and not m.before.is_critical,
            codes[m.task_id][0],
            (m.before.late_days, m.after.late_days),
        )
        for m in dated
    ]
    moved.sort(key=lambda task: (-abs(task.days), task.name))
    people = _leads_of(session, plan_id, ids)
    end_days = days(ends_before, ends_after)
    return Preview(moved, ends_before, ends_after, end_days, people, trial.beyond)


def _leads_of(session: Session, plan_id: int, task_ids: Collection[int]) -> list[str]:
    """Return the names of those who lead some tasks for their agencies."""
    names = session.scalars(
        select(User.name)
        .join(Membership, Membership.user_id == User.id)
        .join(TaskAgency, TaskAgency.agency_id == Membership.agency_id)
        .where(
            Membership.plan_id == plan_id,
            Membership.role == "lead",
            User.disabled_at.is_(None),
            TaskAgency.role == "lead",
            TaskAgency.task_id.in_(task_ids),
        )
        .distinct()
        .order_by(User.name)
    )
    return [*names]
