"""Compute a plan's dates and store what moved, with its cause, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Set
from datetime import date
from math import floor
from typing import NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from models import Task
from workplan.errors import LinkWouldLoop
from workplan.scheduling.network import Network
from workplan.scheduling.order import LoopFound
from workplan.scheduling.schedule import Schedule, last_day, schedule
from workplan.services.dates import limits
from workplan.services.dates.ended_summaries import add_up
from workplan.services.dates.outcomes import Outcome, repeated
from workplan.services.dates.stored_network import Loaded, Stored
from workplan.services.dates.trial_runs import Trial, loaded_for, remember
from workplan.services.record import journal
from workplan.services.record.change import Change
from workplan.vocabulary import OF_SUBTASKS


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


def reschedule(
    change: Change,
    on_day: date,
    plan_id: int,
    cause_seq: int | None,
) -> list[Move]:
    """Compute the plan's dates, store those that changed, and journal each move with its cause.

    Inside a group nothing is done: whoever groups changes reschedules once, after them.

    Raises:
        LinkWouldLoop: when tasks wait for each other; nothing is stored.
        BeyondLimit: when it moves an approved plan by more than may be decided without its
            official; a trial only notes that.
    """
    session = change.session
    if change.group is not None:
        return []
    loaded, before = loaded_for(change, plan_id)
    try:
        computed = schedule(loaded.network)
    except LoopFound as loop:
        raise _would_loop(session, loop) from loop
    after = _after(loaded, computed, before)
    stored = loaded.stored
    moves = [Move(uid, stored[uid], new) for uid, new in after.items() if new != stored[uid]]
    found = None
    if not limits.OF_STRUCTURE.isdisjoint(verb for verb, _, _ in change.made_since(cause_seq)):
        found = limits.beyond(change, plan_id, cause_seq, stored, computed.finish_on, moves)
    _hold_to_limit(change, plan_id, found)
    if not change.is_trial:
        if moves:
            _store(change, on_day, plan_id, cause_seq, moves)
        if loaded.endings:
            add_up(session, loaded, computed)
    remember(change, plan_id, loaded, Outcome(computed, after))
    return moves


def _hold_to_limit(change: Change, plan_id: int, found: limits.Beyond | None) -> None:
    if isinstance(change, Trial):
        change.beyond = found
    elif found is not None and not change.is_agreed:
        raise limits.hold(found, limits.change_days_of(change.session, plan_id))


def _store(
    change: Change, on_day: date, plan_id: int, cause_seq: int | None, moves: list[Move]
) -> None:
    session = change.session
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
        journal.record(change, on_day, plan_id, entries)


def _would_loop(session: Session, found: LoopFound) -> LinkWouldLoop:
    rows = session.execute(select(Task.id, Task.code, Task.name).where(Task.id.in_(found.cycle)))
    names = {row.id: f"{row.code} {row.name}" for row in rows}
    return LinkWouldLoop(
        [names[task_id] for task_id in found.cycle],
        found.loop.words(names.__getitem__),
        found.loop.place(names.__getitem__),
        found.cycle,
    )


def _after(loaded: Loaded, computed: Schedule, before: Outcome | None) -> dict[int, Stored]:
    """Return what is to be stored of each task; what comes out as it did before is taken from it.

    Args:
        before: how an earlier try of the plan came out, if there was one.
    """
    alike = repeated(computed, before)
    known = before.after if before else {}
    after, ended = {}, loaded.ended
    for i, leaf in enumerate(computed.graph.leaves):
        after[leaf.uid] = known[leaf.uid] if alike[i] else _of_leaf(computed, i, ended)
    due = _due_of_summaries(loaded.network, computed) if computed.graph.summaries else {}
    for uid, due_on in due.items():
        after[uid] = _of_summary(computed, uid, due_on, ended)
    return after


def _of_leaf(computed: Schedule, i: int, ended: Set[int]) -> Stored:
    dates, due_on = computed.dates(i), computed.due[i]
    is_over, leaf = computed.is_done(i), computed.graph.leaves[i]
    return Stored(
        dates.start_on,
        dates.finish_on,
        dates.late_finish_on,
        floor(dates.total_float),
        floor(dates.free_float),
        dates.is_critical,
        computed.driver(i).encoded(),
        due_on,
        0 if due_on is None else computed.leaf_late_days(i, due_on),
        not is_over,
        # What was ended is as far as was reported; done it is not.
        100 if is_over and leaf.uid not in ended else leaf.percent,
    )


def _of_summary(computed: Schedule, uid: int, due_on: date | None, ended: Set[int]) -> Stored:
    below = computed.summary(uid, ended)
    return Stored(
        below.start_on,
        below.finish_on,
        None,
        None,
        None,
        below.is_critical,
        OF_SUBTASKS,
        due_on,
        0 if due_on is None else computed.late_days(uid, due_on),
        below.is_open,
        below.percent,
    )


def _due_of_summaries(network: Network, computed: Schedule) -> dict[int, date | None]:
    """Return the suspense of each task with subtasks, as it falls."""
    due = {}
    for activity in network.activities:
        if activity.uid not in computed.graph.summaries:
            continue
        due[activity.uid] = activity.deadline_on
        if activity.due_after is not None:
            after, within = activity.due_after
            anchors = computed.graph.summaries.get(after) or [computed.position[after]]
            ended_on = last_day(computed.graph, computed.early, anchors)
            due[activity.uid] = within.after(ended_on)
    return due


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
