"""What was foreseen for each milestone on each day, as the journal kept it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import JournalEntry, Plan, Task
from workplan.services.dates.plan_calendars import calendar_of_plan
from workplan.services.record import journal
from workplan.services.record.kept_results import KeptResults
from workplan.services.record.read_models import read
from workplan.services.tasks import states

MOST = 40
"""How many milestones are told; the drawing has fewer."""


class Stone(NamedTuple):
    """A milestone, or a task with a suspense, as it stands; removed ones stay."""

    id: int
    code: str
    name: str
    finish_on: date | None
    due_on: date | None
    is_open: bool
    ending: str | None
    removed_at: datetime | None


class Trend(NamedTuple):
    """What was foreseen for a milestone.

    Args:
        points: the finish that was computed from each day on, the oldest first.
        days: by how many working days it moved in all; negative for earlier.
    """

    stone: Stone
    points: Sequence[tuple[date, date]]
    days: int


KEPT: KeptResults[list[Trend]] = KeptResults(most=32)


def trends_of(session: Session, plan: Plan) -> list[Trend]:
    """Return the trends of a plan's milestones, those that moved furthest first.

    Two selects for any number of tasks. A milestone is what takes no time, or has a suspense.
    """
    head = journal.head_of_plan(session, plan.id)
    return KEPT.of(session, plan.id, lambda: _worked_out(session, plan), head)


def _worked_out(session: Session, plan: Plan) -> list[Trend]:
    columns = [getattr(Task, name) for name in Stone._fields]
    wanted = (
        select(*columns)
        .where(
            Task.plan_id == plan.id,
            states.carries_work(),
            Task.finish_on.is_not(None),
            or_(Task.duration_days == 0, Task.due_on.is_not(None)),
        )
        .order_by(Task.finish_on, Task.id)
        .limit(400)
    )
    stones = read(Stone, session.execute(wanted))
    rows = session.execute(
        select(
            JournalEntry.subject_id, JournalEntry.on_day, JournalEntry.before, JournalEntry.after
        )
        .where(
            JournalEntry.plan_id == plan.id,
            JournalEntry.verb == "task.moved",
            JournalEntry.subject_id.in_([stone.id for stone in stones]),
        )
        .order_by(JournalEntry.seq)
    )
    points: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for row in rows:
        finish = (row.after or {}).get("finish_on")
        if finish is None:
            continue
        line, on = points[row.subject_id], date.fromisoformat(finish)
        if line and line[-1][0] == row.on_day:
            line.pop()
        if not line or line[-1][1] != on:
            line.append((row.on_day, on))
    calendar = calendar_of_plan(plan)
    found = [
        Trend(stone, seen, calendar.working_days_between(seen[0][1], seen[-1][1]))
        for stone in stones
        if (seen := points.get(stone.id))
    ]
    return sorted(found, key=lambda one: (-abs(one.days), one.stone.id))[:MOST]
