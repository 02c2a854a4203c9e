"""What stands beside the chart of the task that one looks at: its facts, and why it ends then."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import BaselineTask, Plan, StatusReport, Suspense, Task, User
from workplan.errors import NotFound
from workplan.scheduling.explain import day_words
from workplan.services.changes import gestures
from workplan.services.changes.gestures import Meaning
from workplan.services.dates.date_reasons import driving_chain, reasons_of
from workplan.services.dates.plan_calendars import length_said
from workplan.services.people.standing import Standing
from workplan.services.structure.baseline.chart_baselines import Charted
from workplan.services.tasks.owners import NOBODY, Owners, owners_of
from workplan.services.tasks.states import PlanDay
from workplan.services.tasks.suspense_words import suspense_said
from workplan.services.tasks.suspenses import SuspenseRule
from workplan.vocabulary import finish_verb


class Said(NamedTuple):
    """The last report on a task."""

    by: str
    on: date
    status: str
    text: str


class Step(NamedTuple):
    """A task of the chain that sets a finish, and when it runs."""

    task: Task
    said: str
    is_done: bool


class Panel(NamedTuple):
    """A task beside the chart.

    Args:
        chain: what sets its dates, the earliest first, the task itself last.
        why: why its own dates are what they are, in words.
        suspense: its suspense as the rule says it; empty for none.
        behind: by how many working days it ends after its baseline; None without one.
        meanings: what a pull at its bar may mean, for who may change it.
    """

    task: Task
    owners: Owners
    chip: str
    chain: list[Step]
    why: str
    report: Said | None
    suspense: str
    behind: int | None
    baseline: str
    may_report: bool
    meanings: list[Meaning]

    @property
    def chain_keys(self) -> list[str]:
        """The keys of the rows of the chain, the task itself first."""
        return [f"t{step.task.id}" for step in reversed(self.chain)]


def panel_of(
    session: Session,
    plan: Plan,
    standing: Standing,
    day: PlanDay,
    task_id: int,
    baseline: Charted | None,
) -> Panel:
    """Return what stands beside the chart of one task; at most ten selects.

    Raises:
        NotFound: when the plan has no such task.
    """
    task = session.get(Task, task_id)
    if task is None or task.plan_id != plan.id or task.removed_at is not None:
        raise NotFound("There is no such task in this plan.")
    rule = session.scalar(select(Suspense).where(Suspense.task_id == task_id))
    is_open = plan.stage != "closed" and plan.archived_at is None
    may_report = is_open and session.scalar(
        select(Task.id).where(Task.id == task_id, standing.reportable())
    )
    may_change = is_open and standing.may_change_structure
    return Panel(
        task,
        owners_of(session, [task_id]).get(task_id, NOBODY),
        day.chip_of(task),
        [_step(plan, one, day) for one in reversed(driving_chain(session, task))],
        reasons_of(session, [task]).get(task_id, ""),
        _report(session, task_id),
        suspense_said(session, plan, SuspenseRule.of(rule)) if rule else "",
        _behind(session, task, day, baseline),
        baseline.name if baseline else "",
        bool(may_report),
        gestures.offered(task) if may_change else [],
    )


def _step(plan: Plan, task: Task, day: PlanDay) -> Step:
    if task.start_on is None or task.finish_on is None:
        return Step(task, "", is_done=False)
    if not task.is_open:
        state = day.state_of(task).state
        said = f"{finish_verb(state)} {day_words(task.finish_on)}"
        return Step(task, said, is_done=state == "done")
    if not task.duration_days:
        return Step(task, f"is reached {day_words(task.finish_on)}", is_done=False)
    days = length_said(plan, task.duration_days, task.short_parts)
    start, finish = task.start_on, task.finish_on
    begins = f"{start.day} {start:%b}" if start.year == finish.year else day_words(start)
    return Step(task, f"{begins} to {day_words(finish)}, {days}", is_done=False)


def _report(session: Session, task_id: int) -> Said | None:
    row = session.execute(
        select(
            User.name,
            StatusReport.reported_on,
            StatusReport.status,
            StatusReport.done,
            StatusReport.next_steps,
        )
        .join(User, User.id == StatusReport.user_id)
        .where(StatusReport.task_id == task_id)
        .order_by(StatusReport.id.desc())
        .limit(1)
    ).first()
    if row is None:
        return None
    return Said(row.name, row.reported_on, row.status, row.done or row.next_steps)


def _behind(session: Session, task: Task, day: PlanDay, baseline: Charted | None) -> int | None:
    if baseline is None or task.finish_on is None:
        return None
    finish_on = session.scalar(
        select(BaselineTask.finish_on).where(
            BaselineTask.baseline_id == baseline.id, BaselineTask.task_id == task.id
        )
    )
    if finish_on is None:
        return None
    return day.calendar.working_days_between(finish_on, task.finish_on)
