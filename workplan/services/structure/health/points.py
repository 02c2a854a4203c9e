"""The 14 points of a stored plan: as it stands, and as it stood on each day that passed."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models import BaselineTask, JournalEntry, Plan, Task
from workplan.health.dcma import points_of
from workplan.health.point import Point, Subject
from workplan.scheduling.schedule import schedule
from workplan.services.dates.stored_network import load
from workplan.services.record import journal
from workplan.services.record.kept_results import KeptResults
from workplan.services.structure.baseline import chart_baselines
from workplan.services.structure.baseline.chart_baselines import Charted
from workplan.services.tasks import states

LOG = logging.getLogger(__name__)
POINTS = range(1, 15)
"""The numbers of the points."""


class Checked(NamedTuple):
    """What was looked at, and the points.

    Args:
        links: how many links lead into open tasks.
    """

    points: Sequence[Point]
    open_tasks: int
    links: int
    baseline: Charted | None


class PastDay(NamedTuple):
    """Which points needed attention on a day, and which passed; the others were not run."""

    on: date
    attention: Sequence[int]
    passed: Sequence[int]

    @property
    def run(self) -> int:
        """How many were run."""
        return len(self.attention) + len(self.passed)


KEPT: KeptResults[Checked] = KeptResults(most=48)


def checked(session: Session, plan: Plan) -> Checked:
    """Return the points of a plan; they are worked out once for each state of it.

    Four selects, for any number of tasks, and none but that of the journal's head when kept.
    """
    head = journal.head_of_plan(session, plan.id)
    return KEPT.of(session, (plan.id, plan.status_on), lambda: look_at(session, plan), head)


def look_at(session: Session, plan: Plan) -> Checked:
    """Work out the points of a plan as it is stored now, in a change too."""
    loaded = load(session, plan.id)
    baseline = chart_baselines.charted(session, plan.id)
    finishes = None
    if baseline is not None:
        rows = session.execute(
            select(BaselineTask.task_id, BaselineTask.finish_on).where(
                BaselineTask.baseline_id == baseline.id, BaselineTask.is_summary.is_(False)
            )
        )
        finishes = {row.task_id: row.finish_on for row in rows if row.finish_on is not None}
    last_due_on = session.scalar(
        select(func.max(Task.due_on)).where(Task.plan_id == plan.id, states.is_open())
    )
    subject = Subject(schedule(loaded.network), finishes, last_due_on, loaded.ended)
    points = points_of(subject)
    return Checked(points, len(subject.open), len(subject.links), baseline)


def tasks_of(session: Session, plan_id: int, number: int) -> Sequence[int]:
    """Return the tasks to mend for a point of a plan."""
    plan = session.get_one(Plan, plan_id)
    return checked(session, plan).points[number - 1].tasks


def told_on_day(session: Session, plan: Plan) -> dict[str, Any]:
    """Return the points as the journal keeps them of a day that passes.

    Advice holds no day up: where it cannot be worked out, the log says why, and the day passes
    without it.
    """
    try:
        found = look_at(session, plan).points
    except Exception:
        LOG.exception("The schedule health of plan %s could not be worked out.", plan.slug)
        return {}
    return {"health": told(found)}


def told(found: Sequence[Point]) -> dict[str, list[int]]:
    """Return which points need attention, and which pass; the others were not run."""
    return {
        verdict: [point.number for point in found if point.verdict == verdict]
        for verdict in ("attention", "pass")
    }


def past_days(session: Session, plan_id: int) -> list[PastDay]:
    """Return what the journal kept of each day that passed, the oldest first; one select."""
    rows = session.execute(
        select(JournalEntry.on_day, JournalEntry.after)
        .where(JournalEntry.plan_id == plan_id, JournalEntry.verb == "plan.day_passed")
        .order_by(JournalEntry.seq)
    )
    found = []
    for row in rows:
        kept = (row.after or {}).get("health")
        if kept is not None:
            found.append(PastDay(row.on_day, kept["attention"], kept["pass"]))
    return found
