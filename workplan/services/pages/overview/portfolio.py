"""Each plan of a person in a few figures; the same number of selects for any number of plans."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models import Plan, StatusReport, Task
from workplan.scheduling.explain import day_words
from workplan.services.record.read_models import read
from workplan.services.record.words.sentences import count
from workplan.services.tasks import states
from workplan.services.tasks.plan_counts import Counts, counts_of
from workplan.services.tasks.states import PlanDay, day_of, plan_days

NEXT_SUSPENSES = 3


class ListedPlan(NamedTuple):
    """A plan as lists name it.

    Args:
        last_reported_at: when anybody last reported on a task of it; only lists ask for it.
    """

    id: int
    slug: str
    title: str
    stage: str
    last_reported_at: datetime | None = None


class NextSuspense(NamedTuple):
    """One of the next suspenses of a plan, and which of them it is."""

    id: int
    plan_id: int
    code: str
    name: str
    due_on: date
    late_days: int
    is_open: bool
    ending: str | None
    dates_source: str
    place: int


class PlanFigures(NamedTuple):
    """A plan with its counts of tasks and next suspenses."""

    plan: ListedPlan
    counts: Counts
    next_suspenses: list[NextSuspense]
    day: PlanDay

    @property
    def days_after(self) -> int:
        """By how many working days the computed end passes the last suspense, or comes before."""
        last, end = self.counts.last_due_on, self.counts.finish_on
        return self.day.calendar.working_days_between(last, end) if last and end else 0

    @property
    def answer(self) -> str:
        """Will it make the date? The same sentence on every page and in every report."""
        f = self.counts
        done = f"{f.done:,} of {count(f.total, 'task')} done"
        others = f", {f.claimed:,} claimed" if f.claimed else ""
        others += f", {f.ended:,} ended otherwise" if f.ended else ""
        if f.total and f.done == f.total:
            return f"All {f.total:,} tasks are done"
        if self.plan.stage == "closed":
            return f"Closed with {done}{others}"
        if f.total and not f.left:
            return f"No task is open: {f.done:,} of {f.total:,} done{others}"
        if f.finish_on is None:
            return "Nothing is scheduled yet"
        return f"Likely to end {day_words(f.finish_on)}{self._beside_the_suspense()}"

    def _beside_the_suspense(self) -> str:
        last, days = self.counts.last_due_on, self.days_after
        if last is None or (last < self.day.today and days <= 0):
            return ""
        if days == 0:
            return ", on the last suspense"
        way = "after" if days > 0 else "before"
        return f", {count(abs(days), 'working day')} {way} the last suspense"


def portfolio(session: Session, plan_ids: Select[Any], now: datetime) -> list[PlanFigures]:
    """Return the figures of some plans, the live ones first."""
    reported = (
        select(func.max(StatusReport.reported_at))
        .join(Task, Task.id == StatusReport.task_id)
        .where(Task.plan_id == Plan.id)
        .scalar_subquery()
    )
    wanted = (
        select(Plan.id, Plan.slug, Plan.title, Plan.stage, reported.label("last_reported_at"))
        .where(Plan.id.in_(plan_ids))
        .order_by(Plan.stage == "closed", Plan.start_on.desc(), Plan.id)
    )
    plans = read(ListedPlan, session.execute(wanted))
    return _figures(session, plans, plan_days(session, [plan.id for plan in plans], now))


def figures_of(session: Session, plan: Plan, now: datetime) -> PlanFigures:
    """Return the figures of one plan that was read already; two selects while it is open."""
    listed = ListedPlan(plan.id, plan.slug, plan.title, plan.stage)
    return _figures(session, [listed], {plan.id: day_of(session, plan, now)})[0]


def _figures(
    session: Session, plans: Sequence[ListedPlan], days: dict[int, PlanDay]
) -> list[PlanFigures]:
    counts = counts_of(session, days)
    coming: dict[int, list[NextSuspense]] = defaultdict(list)
    for row in read(NextSuspense, session.execute(_next_suspenses(days))):
        coming[row.plan_id].append(row)
    return [PlanFigures(plan, counts[plan.id], coming[plan.id], days[plan.id]) for plan in plans]


def _next_suspenses(days: Mapping[int, PlanDay]) -> Select[Any]:
    """Return the first few suspenses of open tasks in each plan that have not passed."""
    place = (
        func.row_number()
        .over(partition_by=Task.plan_id, order_by=(Task.due_on, Task.position))
        .label("place")
    )
    ranked = (
        select(
            Task.id,
            Task.plan_id,
            Task.code,
            Task.name,
            Task.due_on,
            Task.late_days,
            Task.is_open,
            Task.ending,
            Task.dates_source,
            place,
        )
        .where(
            Task.plan_id.in_(days),
            states.is_open(),
            Task.due_on.is_not(None),
            ~states.is_overdue(days),
        )
        .subquery()
    )
    return (
        select(ranked)
        .where(ranked.c.place <= NEXT_SUSPENSES)
        .order_by(ranked.c.plan_id, ranked.c.place)
    )
