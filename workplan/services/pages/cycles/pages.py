"""The page of a reporting cycle, and the list of a plan's cycles."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import case, distinct, func, select
from sqlalchemy.orm import Session, aliased

from models import CycleAnswer, Plan, ReportingCycle, User
from workplan.clock import civil_date
from workplan.services.pages.cycles.answers import Answers, answers_of
from workplan.services.pages.cycles.changes import Since, figures_kept, since_last
from workplan.services.people.standing import Standing
from workplan.services.record.read_models import read
from workplan.services.reporting.cycles import finding
from workplan.services.reporting.cycles.completeness import completeness
from workplan.services.tasks import states
from workplan.services.tasks.plan_counts import Counts
from workplan.services.tasks.states import PlanDay
from workplan.vocabulary import Answered, CycleState, Stage

PAST_LISTED = 12


class Past(NamedTuple):
    """A cycle in the list, with how many of its tasks were reported."""

    id: int
    number: int
    name: str
    state: str
    as_of_on: date
    due_on: date
    opened_at: datetime
    ended_at: datetime | None
    figures: dict[str, object]
    tasks: int
    missed: int

    @property
    def reported(self) -> int:
        """On how many tasks every lead agency had answered when it was closed."""
        return self.tasks - self.missed

    @property
    def counts(self) -> Counts:
        """The figures of the plan when it was closed."""
        return figures_kept(self.figures)


class CyclePage(NamedTuple):
    """A cycle, as its reader sees it.

    Args:
        opened_by: who opened it; `ended_by` closed or withdrew it.
        left_days: working days until it is due; below zero when that has passed.
        may_run: whether the reader asks, changes and closes.
    """

    cycle: ReportingCycle
    opened_by: str
    ended_by: str | None
    answers: Answers
    since: Since | None
    past: list[Past]
    day: PlanDay
    left_days: int
    may_run: bool


class OpenCycle(NamedTuple):
    """The cycle of a plan that is open, and how much of it is reported."""

    number: int
    name: str
    due_on: date
    tasks: int
    missed: int


def open_in(session: Session, plan: Plan) -> OpenCycle | None:
    """Return the cycle of a plan that is open, in a few figures; None where none is."""
    cycle = finding.open_one(session, plan.id) if plan.stage != Stage.CLOSED else None
    if cycle is None:
        return None
    owed = completeness(session, plan, cycle, with_people=False)
    tasks = {one.led.task_id for one in owed}
    missed = {one.led.task_id for one in owed if one.is_missed}
    return OpenCycle(cycle.number, cycle.name, cycle.due_on, len(tasks), len(missed))


def page_of(
    session: Session, plan: Plan, standing: Standing, number: int, now: datetime
) -> CyclePage:
    """Return the page of a cycle; the same number of selects for any number of tasks.

    Raises:
        NotFound: when the plan has none of that number.
    """
    cycle = finding.by_number(session, plan.id, number)
    day = states.day_of(session, plan, now)
    people = {cycle.opened_by_id, cycle.ended_by_id}
    wanted = select(User.id, User.name).where(User.id.in_(people))
    names = {row.id: row.name for row in session.execute(wanted)}
    is_open = cycle.state == CycleState.OPEN
    return CyclePage(
        cycle,
        names[cycle.opened_by_id],
        names.get(cycle.ended_by_id or 0),
        answers_of(session, plan, cycle, now),
        None if cycle.state == CycleState.WITHDRAWN else since_last(session, plan, cycle, day),
        past_cycles(session, plan, cycle.number),
        day,
        day.calendar.working_days_between(civil_date(now, plan.time_zone), cycle.due_on),
        is_open and standing.may_change_structure and plan.stage != "closed",
    )


def past_cycles(session: Session, plan: Plan, before: int | None = None) -> list[Past]:
    """Return the cycles of a plan, the newest first; one select.

    Args:
        before: only the last few of a lower number.
    """
    answer = aliased(CycleAnswer)
    counted = (
        select(
            answer.cycle_id,
            func.count(distinct(answer.task_id)).label("tasks"),
            func.count(distinct(case((answer.answered == Answered.MISSED, answer.task_id)))).label(
                "missed"
            ),
        )
        .join(ReportingCycle, ReportingCycle.id == answer.cycle_id)
        .where(ReportingCycle.plan_id == plan.id)
        .group_by(answer.cycle_id)
        .subquery()
    )
    columns = [getattr(ReportingCycle, name) for name in Past._fields[:-2]]
    wanted = (
        select(
            *columns,
            func.coalesce(counted.c.tasks, 0).label("tasks"),
            func.coalesce(counted.c.missed, 0).label("missed"),
        )
        .outerjoin(counted, counted.c.cycle_id == ReportingCycle.id)
        .where(ReportingCycle.plan_id == plan.id)
        .order_by(ReportingCycle.number.desc())
    )
    if before is not None:
        wanted = wanted.where(ReportingCycle.number < before).limit(PAST_LISTED)
    return read(Past, session.execute(wanted))
