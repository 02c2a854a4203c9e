"""One plan at a glance: will it make the date, what is in the way, who has not reported."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import Agency, Directive, Plan, Task, TaskAgency
from workplan.services.coordination.tasking.extension_lists import times_extended
from workplan.services.dates.date_reasons import reasons_of
from workplan.services.history.date_moves import TaskMove, moves_between
from workplan.services.history.end_moves import EndMove, end_between
from workplan.services.pages.lists import plan_lineage, register_lists
from workplan.services.pages.lists.objective_lists import ObjectiveRow, objectives
from workplan.services.pages.lists.register_rows import RegisterRow
from workplan.services.pages.overview.next_actors import NextActor, actors_of
from workplan.services.pages.overview.portfolio import PlanFigures, figures_of
from workplan.services.pages.overview.silent_work import SilentAgency, silent_agencies
from workplan.services.record.read_models import read
from workplan.services.tasks import states
from workplan.services.tasks.owners import NOBODY, Owners
from workplan.services.tasks.plan_counts import number_of
from workplan.services.tasks.states import PlanDay
from workplan.services.tasks.work_parts import PARTS, USUAL, WorkParts, part_columns

LISTED = 12
WEEK = timedelta(days=7)


class LateTask(NamedTuple):
    """A late task, with what says how late it is and why."""

    id: int
    code: str
    name: str
    status: str
    percent: int
    due_on: date | None
    finish_on: date | None
    forecast_on: date | None
    late_days: int
    is_open: bool
    ending: str | None
    driver: str | None
    constraint_on: date | None
    dates_source: str
    extended: int


class AgencyFigures(NamedTuple):
    """The counts of the tasks that an agency leads."""

    code: str
    label: str
    total: int
    late: int
    done: int
    claimed: int
    late_work: int
    under_way: int
    ended: int

    @property
    def left(self) -> int:
        """How many of them are open."""
        return self.total - self.done - self.claimed - self.ended

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """The tasks by how they stand, each once, for the bar."""
        return WorkParts.of(self.total, self).named


class Overview(NamedTuple):
    """Everything that the overview page shows."""

    figures: PlanFigures
    directive: Directive | None
    successor: Directive | None
    end: EndMove | None
    end_move: TaskMove | None
    late: list[tuple[LateTask, Owners, str]]
    next_actors: Mapping[int, NextActor]
    silent: list[SilentAgency]
    agencies: list[AgencyFigures]
    objectives: list[ObjectiveRow]
    sets_the_end: Owners
    decisions: list[RegisterRow]

    @property
    def parts(self) -> list[str]:
        """The parts of which some bar has any, in their order; the usual ones always."""
        bars = [dict(row.parts) for row in self.agencies]
        bars += [dict(row.parts) for row in self.objectives]
        return [name for name in PARTS if name in USUAL or any(bar[name] for bar in bars)]


def overview(session: Session, plan: Plan, now: datetime) -> Overview:
    """Return a plan at a glance; the same number of selects for any number of tasks."""
    figures = figures_of(session, plan, now)
    days = {plan.id: figures.day}
    late = _late(session, days)
    since = figures.day.today - WEEK
    end = end_between(session, plan, since, figures.day.today)
    moved = moves_between(session, plan, since, None, end.after.task_id) if end else []
    sets_the_end = end.after.task_id if end else 0
    actors = actors_of(session, late, [sets_the_end])
    reasons = reasons_of(session, late)
    return Overview(
        figures,
        session.get(Directive, plan.directive_id) if plan.directive_id else None,
        plan_lineage.successor_of(session, plan),
        end,
        moved[0] if moved else None,
        [(row, actors.owners.get(row.id, NOBODY), reasons.get(row.id, "")) for row in late],
        actors.next,
        silent_agencies(session, figures.day, now),
        agencies_of(session, figures.day),
        [row for row in objectives(session, plan, figures.day) if not row.is_retired],
        actors.owners.get(sets_the_end, NOBODY),
        register_lists.open_decisions(session, plan.id),
    )


def _late(session: Session, days: Mapping[int, PlanDay]) -> list[LateTask]:
    """Return the late tasks, the longest overdue first."""
    wanted = (
        select(
            Task.id,
            Task.code,
            Task.name,
            Task.status,
            Task.percent,
            Task.due_on,
            Task.finish_on,
            Task.forecast_on,
            Task.late_days,
            Task.is_open,
            Task.ending,
            Task.driver,
            Task.constraint_on,
            Task.dates_source,
            times_extended().label("extended"),
        )
        .where(Task.plan_id.in_(days), states.is_late(days))
        .order_by(*states.late_first(days), Task.position)
        .limit(LISTED)
    )
    return read(LateTask, session.execute(wanted))


def agencies_of(session: Session, day: PlanDay) -> list[AgencyFigures]:
    """Return, by lead agency, what is done, late, under way and not started."""
    counted = states.counts_itself()
    # Counted by the number alone, and named afterwards, which takes half as long.
    led = (
        select(
            TaskAgency.agency_id,
            number_of(counted).label("total"),
            number_of(states.is_late({day.plan_id: day})).label("late"),
            *part_columns(day),
        )
        .join(Task, Task.id == TaskAgency.task_id)
        .where(Task.plan_id == day.plan_id, Task.removed_at.is_(None), TaskAgency.role == "lead")
        .group_by(TaskAgency.agency_id)
        .subquery()
    )
    figures = [led.c[name] for name in AgencyFigures._fields[2:]]
    wanted = (
        select(Agency.code, Agency.label, *figures)
        .join(led, led.c.agency_id == Agency.id)
        .order_by(Agency.label)
    )
    return read(AgencyFigures, session.execute(wanted))
