"""Compute a plan's dates and store what moved, with its cause, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import floor
from typing import NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from models import Dependency, Directive, Plan, Suspense, Task
from workplan.calendars.directed import next_occurrence, signed_plus
from workplan.calendars.working import WorkingCalendar
from workplan.errors import LinkWouldLoop
from workplan.scheduling.network import Activity, Link, Network
from workplan.scheduling.order import LoopFound
from workplan.scheduling.schedule import Schedule, schedule
from workplan.services import journal
from workplan.services.actor import Actor
from workplan.services.plan_calendars import calendar_by
from workplan.services.rows import AnyRow

DEFERRED = "workplan_deferred"

# Plain columns of the tables, not attributes of the mapped classes: a plan has thousands of rows,
# and this read is most of what a change costs.
TASKS, SUSPENSES, LINKS = Task.__table__.c, Suspense.__table__.c, Dependency.__table__.c

TASK_COLUMNS = (
    TASKS.id,
    TASKS.duration_days,
    TASKS.code,
    TASKS.name,
    TASKS.constraint_code,
    TASKS.constraint_on,
    TASKS.actual_start_on,
    TASKS.actual_finish_on,
    TASKS.percent,
    TASKS.forecast_on,
    TASKS.parent_id,
    SUSPENSES.rule,
    SUSPENSES.fixed_on,
    SUSPENSES.offset_days,
    SUSPENSES.after_task_id,
    SUSPENSES.first_on,
    SUSPENSES.every,
    SUSPENSES.met_on,
    TASKS.start_on,
    TASKS.finish_on,
    TASKS.late_finish_on,
    TASKS.total_float_days,
    TASKS.free_float_days,
    TASKS.is_critical,
    TASKS.driver,
    TASKS.due_on,
    TASKS.late_days,
)


class Stored(NamedTuple):
    """The computed columns of a task, in the order in which they are selected."""

    start_on: date | None
    finish_on: date | None
    late_finish_on: date | None
    total_float_days: int | None
    free_float_days: int | None
    is_critical: bool
    driver: str | None
    due_on: date | None
    late_days: int


@dataclass(frozen=True)
class Loaded:
    """A plan as the engine sees it, and what was stored for each task before."""

    network: Network
    stored: dict[int, Stored]


class Move(NamedTuple):
    """That something computed for a task changed: a date, or only its float or what drives it."""

    task_id: int
    before: Stored
    after: Stored

    @property
    def is_dated(self) -> bool:
        """Tell whether a date moved."""
        before, after = self.before, self.after
        return (before.start_on, before.finish_on, before.due_on) != (
            after.start_on,
            after.finish_on,
            after.due_on,
        )


def load(session: Session, plan_id: int) -> Loaded:
    """Read a plan's tasks, suspenses and dependencies: three selects, however large it is."""
    plan = session.execute(
        select(Plan.start_on, Plan.status_on, Plan.weekmask, Plan.days_off, Directive.signed_on)
        .join(Directive, Directive.id == Plan.directive_id)
        .where(Plan.id == plan_id)
    ).one()
    connection = session.connection()
    rows = connection.execute(
        select(*TASK_COLUMNS)
        .select_from(Task.__table__.outerjoin(Suspense.__table__, SUSPENSES.task_id == TASKS.id))
        .where(TASKS.plan_id == plan_id, TASKS.removed_at.is_(None))
    ).all()
    live = {row[0] for row in rows}
    links = [
        Link._make(row)
        for row in connection.execute(
            select(
                LINKS.predecessor_id,
                LINKS.successor_id,
                LINKS.type,
                LINKS.lag_days,
                LINKS.is_elapsed,
            ).where(LINKS.plan_id == plan_id)
        )
        if row[0] in live and row[1] in live
    ]
    activities = [_activity(row, plan.signed_on, live) for row in rows]
    stored = {row[0]: Stored._make(row[-9:]) for row in rows}
    calendar = calendar_by(plan.weekmask, plan.days_off)
    network = Network(activities, links, calendar, plan.start_on, plan.status_on)
    return Loaded(network, stored)


def directed_date(suspense: AnyRow | Suspense, signed_on: date) -> date | None:
    """Return the date that a rule orders; None for none, and for a date that another task sets."""
    if suspense.rule == "fixed":
        return suspense.fixed_on
    if suspense.rule == "signed":
        return signed_plus(signed_on, suspense.offset_days or 0)
    if suspense.rule == "recurring":
        assert suspense.first_on is not None
        assert suspense.every is not None
        return next_occurrence(suspense.first_on, suspense.every, suspense.met_on)
    return None


def _activity(row: AnyRow, signed_on: date, live: set[int]) -> Activity:
    due_on, due_after = None, None
    if row.rule is not None:
        due_on = directed_date(row, signed_on)
        if row.rule == "after_task" and row.after_task_id in live:
            due_after = (row.after_task_id, row.offset_days)
    return Activity(
        row[0],
        row[1],
        f"{row[2]} {row[3]}",
        row[4],
        row[5],
        due_on,
        due_after,
        row[6],
        row[7],
        row[8],
        row[9],
        row[10],
    )


@contextmanager
def deferred(session: Session, cause_seq: int) -> Iterator[None]:
    """Let many changes pass as one group without rescheduling; the caller does that once, after.

    Args:
        cause_seq: the entry of the group, which every entry made inside names as its cause.
    """
    session.info[DEFERRED] = True
    session.info[journal.GROUP] = cause_seq
    try:
        yield
    finally:
        session.info[DEFERRED] = False
        session.info[journal.GROUP] = None


def reschedule(
    session: Session,
    actor: Actor,
    now: datetime,
    on_day: date,
    plan_id: int,
    cause_seq: int | None,
) -> list[Move]:
    """Compute the plan's dates, store those that changed, and journal each move with its cause.

    Raises:
        LinkWouldLoop: when tasks wait for each other; nothing is stored.
    """
    if session.info.get(DEFERRED):
        return []
    loaded = load(session, plan_id)
    try:
        computed = schedule(loaded.network)
    except LoopFound as loop:
        raise LinkWouldLoop(loop.names) from loop
    moves = _moves(loaded, computed)
    if not moves:
        return moves
    session.execute(
        update(Task.__table__).where(Task.__table__.c.id == bindparam("task")),  # type: ignore[arg-type]
        [{"task": move.task_id, **move.after._asdict()} for move in moves],
    )
    rearmed = [m.task_id for m in moves if m.after.due_on != m.before.due_on]
    if rearmed:
        session.execute(
            update(Task.__table__).where(Task.__table__.c.id == bindparam("task")),  # type: ignore[arg-type]
            [{"task": task_id, "due_set_on": on_day} for task_id in rearmed],
        )
    entries = [_entry(move, cause_seq) for move in moves if move.is_dated]
    if entries:
        journal.record(session, actor, now, on_day, plan_id, entries)
    return moves


def _moves(loaded: Loaded, computed: Schedule) -> list[Move]:
    calendar = loaded.network.calendar
    stored = loaded.stored
    moves = []
    for leaf, dates, driver, due_on in computed.leaves():
        after = Stored(
            dates.start_on,
            dates.finish_on,
            dates.late_finish_on,
            floor(dates.total_float),
            floor(dates.free_float),
            dates.is_critical,
            driver.encoded(),
            due_on,
            0 if due_on is None else late_days(calendar, dates.finish_on, due_on),
        )
        if after != stored[leaf.uid]:
            moves.append(Move(leaf.uid, stored[leaf.uid], after))
    if computed.graph.summaries:
        due = _due_of_summaries(loaded.network, computed)
        for uid in computed.graph.summaries:
            start_on, finish_on, _, is_critical = computed.summary(uid)
            late = 0 if due[uid] is None else late_days(calendar, finish_on, due[uid])
            after = Stored(
                start_on, finish_on, None, None, None, is_critical, "children:", due[uid], late
            )
            if after != stored[uid]:
                moves.append(Move(uid, stored[uid], after))
    return moves


def _due_of_summaries(network: Network, computed: Schedule) -> dict[int, date | None]:
    """Return the suspense of each task with subtasks, as it falls."""
    due = {}
    for activity in network.activities:
        if activity.uid not in computed.graph.summaries:
            continue
        due[activity.uid] = activity.deadline_on
        if activity.due_after is not None:
            after, days = activity.due_after
            anchors = computed.graph.summaries.get(after) or [computed.position[after]]
            ended = max(computed.early.finish[i] for i in anchors)
            due[activity.uid] = network.calendar.day_until(ended) + timedelta(days=days)
    return due


def late_days(calendar: WorkingCalendar, finish_on: date, due_on: date | None) -> int:
    """Return by how many working days a finish passes a suspense; 0 when it does not."""
    if due_on is None or finish_on <= due_on:
        return 0
    return max(0, calendar.working_days_between(due_on, finish_on))


def _entry(move: Move, cause_seq: int | None) -> journal.Entry:
    return journal.Entry(
        "task.moved",
        ("task", move.task_id),
        _dates(move.before),
        {**_dates(move.after), "driver": move.after.driver},
        cause_seq=cause_seq,
    )


def _dates(stored: Stored) -> dict[str, str | None]:
    return {
        "start_on": stored.start_on.isoformat() if stored.start_on else None,
        "finish_on": stored.finish_on.isoformat() if stored.finish_on else None,
        "due_on": stored.due_on.isoformat() if stored.due_on else None,
    }
