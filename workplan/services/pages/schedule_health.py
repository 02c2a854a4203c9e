"""The page of schedule health: the points, the practices, what to mend first, and the trend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from models import Plan, Task, TaskAgency
from workplan.health.advice import Advice, advice_of
from workplan.health.point import Point, Practice
from workplan.health.practices import Facts, practices_of
from workplan.services.pages.lists import objective_lists
from workplan.services.record.read_models import read
from workplan.services.structure.health import points
from workplan.services.structure.health.points import Checked, PastDay
from workplan.services.tasks import states
from workplan.services.tasks.states import PlanDay
from workplan.vocabulary import Stage

NAMED = 6
"""How many tasks to mend a point names; its list has all."""
TREND = timedelta(weeks=12)


class Named(NamedTuple):
    """A task to mend."""

    id: int
    code: str
    name: str
    duration_days: int


class HealthPage(NamedTuple):
    """What is shown."""

    plan: Plan
    day: PlanDay
    checked: Checked
    practices: Sequence[Practice]
    advice: Sequence[Advice]
    named: Mapping[int, Named]
    past: Sequence[PastDay]
    gaps: Sequence[str]

    def count(self, verdict: str) -> int:
        """Return how many points came to a verdict."""
        return sum(point.verdict == verdict for point in self.checked.points)

    @property
    def run(self) -> int:
        """How many points could be run."""
        return len(self.checked.points) - self.count("not run")

    @property
    def weighty(self) -> Advice | None:
        """The task to mend that most points name; none unless they are three."""
        tasks = [one for one in self.advice if one.task is not None and len(one.points) > 2]
        return max(tasks, key=lambda one: len(one.points), default=None)

    @property
    def finding(self) -> str:
        """What it shows, as a sentence: its title."""
        attention = self.count("attention")
        if self.plan.stage == Stage.CLOSED and self.checked.open_tasks:
            left = self.checked.open_tasks
            return (
                f"The plan is closed; {left} {'task was' if left == 1 else 'tasks were'} left open"
            )
        if not self.run:
            return "No point can be run: nothing is planned yet, or nothing is open"
        if not attention:
            return f"All {self.run} points that can be run pass"
        said = f"{self.count('pass')} of {self.run} points pass"
        if self.weighty is not None and self.weighty.task is not None:
            code = self.named[self.weighty.task].code
            return f"{said}; {code} weighs on {len(self.weighty.points)} of the other {attention}"
        return said

    def shown(self, point: Point) -> list[Named]:
        """Return the tasks to mend that a point names."""
        return [self.named[uid] for uid in point.tasks[:NAMED]]

    @property
    def lost(self) -> list[int]:
        """The points that passed on the first day of the trend, and need attention now."""
        return [n for n in self.past[-1].attention if n in self.past[0].passed]

    @property
    def won(self) -> list[int]:
        """The points that needed attention then, and pass now."""
        return [n for n in self.past[-1].passed if n in self.past[0].attention]

    @property
    def trend(self) -> list[tuple[date, int]]:
        """How many points passed from each day on."""
        return [(one.on, len(one.passed)) for one in self.past]


def page_of(session: Session, plan: Plan, now: datetime) -> HealthPage:
    """Return the page; the number of selects is the same for any number of tasks."""
    day = states.day_of(session, plan, now)
    found = points.checked(session, plan)
    facts = _facts(session, plan, day, now, found)
    can_mend = found.open_tasks and plan.stage != Stage.CLOSED
    advice = advice_of(found.points, facts) if can_mend else []
    wanted = {uid for point in found.points for uid in point.tasks[:NAMED]}
    wanted |= {one.task for one in advice if one.task is not None}
    rows = session.execute(
        select(Task.id, Task.code, Task.name, Task.duration_days).where(Task.id.in_(wanted))
    )
    past = points.past_days(session, plan.id)
    recent = [one for one in past if day.today - TREND <= one.on < day.today]
    now_told = points.told(found.points)
    recent.append(PastDay(day.today, now_told["attention"], now_told["pass"]))
    return HealthPage(
        plan,
        day,
        found,
        practices_of(found.points, facts),
        advice,
        {row.id: row for row in read(Named, rows)},
        recent,
        facts.gaps,
    )


def _facts(session: Session, plan: Plan, day: PlanDay, now: datetime, found: Checked) -> Facts:
    """Return what is known of a plan beside its schedule."""
    objectives = objective_lists.objectives(session, plan, day)
    in_use = [one for one in objectives if not one.is_retired]
    led = exists().where(TaskAgency.task_id == Task.id, TaskAgency.role == "lead")
    of_open = (Task.plan_id == plan.id, states.is_open(), states.counts_itself())
    unled = session.scalar(select(func.count()).select_from(Task).where(*of_open, ~led))
    silent = session.scalar(
        select(func.count())
        .select_from(Task)
        .where(Task.plan_id == plan.id, states.is_silent(day, now))
    )
    return Facts(
        [one.code for one in in_use if not one.tasks],
        objective_lists.coverage(session, plan.id).strays if in_use else 0,
        unled or 0,
        silent or 0,
        found.baseline.name if found.baseline else "",
        is_open=bool(found.open_tasks),
        has_objectives=bool(in_use),
    )
