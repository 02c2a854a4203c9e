"""What an agency owes, how it stands to the approved plan, and what it said last."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from models import BaselineTask, StatusReport, Task, User
from workplan.paging import page_within, pages_of
from workplan.services.record.read_models import read
from workplan.services.structure.baseline import chart_baselines
from workplan.services.tasks import states
from workplan.services.tasks.owners import NOBODY, Owners, owners_of
from workplan.services.tasks.states import PlanDay

A_PAGE, COMPARED, SAID = 50, 20, 6
"""How many tasks stand on a page, how many are compared, and how many reports are shown."""


class OwedRow(NamedTuple):
    """An open task that an agency leads."""

    id: int
    plan_id: int
    code: str
    name: str
    status: str
    percent: int
    done_percent: int
    start_on: date | None
    finish_on: date | None
    due_on: date | None
    late_days: int
    total_float_days: int | None
    is_open: bool
    ending: str | None
    driver: str | None
    reported_at: datetime | None
    assignee: str | None


class Owed(NamedTuple):
    """A page of what an agency owes, most pressing first, with who owns each."""

    rows: list[tuple[OwedRow, Owners]]
    total: int
    page: int
    pages: int


class ComparedRow(NamedTuple):
    """A task that carries work, and when it was to end in the approved plan."""

    id: int
    plan_id: int
    code: str
    name: str
    is_open: bool
    ending: str | None
    due_on: date | None
    late_days: int
    finish_on: date | None
    was_on: date


class Behind(NamedTuple):
    """By how many working days a task ends later than in the approved plan, and its state."""

    task: ComparedRow
    days: int
    state: str


class Comparison(NamedTuple):
    """How far an agency is behind the approved plan.

    Args:
        name: what the baseline is called, when all tasks are compared with one.
        kept: how many tasks that are done ended on their day or before.
        done: how many of them are compared; what is claimed or was ended is none of them.
        running: by how many working days the open ones run behind, the least and the most.
        rows: the tasks that are furthest behind.
    """

    name: str
    kept: int
    done: int
    running: tuple[int, int] | None
    rows: list[Behind]

    @property
    def most(self) -> int:
        """By how many working days the furthest of them is behind; one at least."""
        return max(1, *(abs(row.days) for row in self.rows)) if self.rows else 1


class SaidRow(NamedTuple):
    """A report on a task of an agency, and who made it."""

    id: int
    task_id: int
    plan_id: int
    code: str
    name: str
    reported_on: date
    status: str
    percent: int
    forecast_on: date | None
    done: str
    help_needed: str
    is_confirmation: bool
    person: str


def owed_by(
    session: Session, days: Mapping[int, PlanDay], led: ColumnElement[bool], page: int
) -> Owed:
    """Return the open tasks that an agency leads: what carries work, or has a suspense itself."""
    carries_work = or_(states.counts_itself(), Task.due_on.is_not(None))
    conditions = (Task.plan_id.in_(days), led, states.is_open(), carries_work)
    total = session.scalar(select(func.count()).select_from(Task).where(*conditions)) or 0
    shown = page_within(page, total, A_PAGE)
    wanted = (
        select(
            Task.id,
            Task.plan_id,
            Task.code,
            Task.name,
            Task.status,
            Task.percent,
            Task.done_percent,
            Task.start_on,
            Task.finish_on,
            Task.due_on,
            Task.late_days,
            Task.total_float_days,
            Task.is_open,
            Task.ending,
            Task.driver,
            Task.reported_at,
            User.name.label("assignee"),
        )
        .outerjoin(User, User.id == Task.assignee_id)
        .where(*conditions)
        .order_by(
            *states.late_first(days),
            Task.due_on.is_(None),
            Task.due_on,
            Task.plan_id,
            Task.position,
        )
        .limit(A_PAGE)
        .offset((shown - 1) * A_PAGE)
    )
    rows = read(OwedRow, session.execute(wanted))
    owners = owners_of(session, [row.id for row in rows])
    found = [(row, owners.get(row.id, NOBODY)) for row in rows]
    return Owed(found, total, shown, pages_of(total, A_PAGE))


def comparison(
    session: Session, days: Mapping[int, PlanDay], led: ColumnElement[bool]
) -> Comparison | None:
    """Return how far the tasks that an agency leads are behind the approved plans, if any is."""
    charted = chart_baselines.charted_in(session, days)
    wanted = (
        select(
            Task.id,
            Task.plan_id,
            Task.code,
            Task.name,
            Task.is_open,
            Task.ending,
            Task.due_on,
            Task.late_days,
            Task.finish_on,
            BaselineTask.finish_on.label("was_on"),
        )
        .join(BaselineTask, BaselineTask.task_id == Task.id)
        .where(
            BaselineTask.baseline_id.in_(one.id for one in charted.values()),
            led,
            states.counts_itself(),
            Task.finish_on.is_not(None),
        )
        .order_by(Task.position)
    )
    found = read(ComparedRow, session.execute(wanted))
    if not found:
        return None
    rows = [_behind(days[row.plan_id], row) for row in found]
    done = [row for row in rows if row.state == "done"]
    running = [row.days for row in rows if row.task.is_open and row.days > 0]
    names = {one.name for one in charted.values()}
    return Comparison(
        names.pop() if len(names) == 1 else "",
        sum(row.days <= 0 for row in done),
        len(done),
        (min(running), max(running)) if running else None,
        sorted(rows, key=lambda row: -row.days)[:COMPARED],
    )


def _behind(day: PlanDay, row: ComparedRow) -> Behind:
    later_by = day.calendar.working_days_between(row.was_on, row.finish_on or row.was_on)
    return Behind(row, later_by, day.state_of(row).state)


def last_said(session: Session, plan_ids: Sequence[int], led: ColumnElement[bool]) -> list[SaidRow]:
    """Return the last reports on tasks that an agency leads, the newest first."""
    wanted = (
        select(
            StatusReport.id,
            StatusReport.task_id,
            Task.plan_id,
            Task.code,
            Task.name,
            StatusReport.reported_on,
            StatusReport.status,
            StatusReport.percent,
            StatusReport.forecast_on,
            StatusReport.done,
            StatusReport.help_needed,
            StatusReport.is_confirmation,
            User.name.label("person"),
        )
        .join(Task, Task.id == StatusReport.task_id)
        .join(User, User.id == StatusReport.user_id)
        .where(Task.plan_id.in_(plan_ids), Task.removed_at.is_(None), led)
        .order_by(StatusReport.reported_at.desc(), StatusReport.id.desc())
        .limit(SAID)
    )
    return read(SaidRow, session.execute(wanted))
