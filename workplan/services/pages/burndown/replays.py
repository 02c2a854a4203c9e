"""How the tasks of a part of a plan came, went and were worked off, replayed from the journal.

An entry says what it changed in the whole plan. Which part that was in depends on where the task
stood then, so the fields of each task are followed from entry to entry.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from models import JournalEntry, Task, TaskAgency, TaskObjective
from workplan.forecast.burndown_days import FlowDay
from workplan.services.history.recomputed import PRESENCE, REPORTED, TELLING
from workplan.services.pages.burndown.parts import Part
from workplan.services.pages.burndown.words import Counted
from workplan.services.record import burn_counts
from workplan.services.record.journal import NO_BURN, Burn
from workplan.vocabulary import Ending

PLACING = (
    "task.agencies_merged",
    "task.changed",
    "task.handed_over",
    "task.objectives_changed",
)
"""The entries after which a task may stand in another part than before."""
FOLLOWED = (*(verb for verb in TELLING if verb != "task.moved"), "task.objectives_changed")
FIELDS = (
    "duration_days",
    "ending",
    "initiative_id",
    "leads",
    "objectives",
    "parent_id",
    "percent",
    "status",
)
DONE, WAITING = "complete", REPORTED["status"]
STAGES = ("done", "claimed", "under way", "waiting", "ended")
State = dict[str, Any]


class Replay(NamedTuple):
    """The work of a part of a plan.

    Args:
        days: for each day on which something changed, the change of scope and of what is left in
            tasks and in days, and how these came about, as a whole plan has them.
        counted: the entries that changed it.
        inside: the tasks that are in the part at the end.
        flow: how many were done, under way and not begun at the end of each of those days.
    """

    days: list[tuple[date, list[int]]]
    counted: list[Counted]
    inside: frozenset[int]
    flow: list[FlowDay]


def replayed(session: Session, plan_id: int, part: Part, as_of: date) -> Replay:
    """Return how the work of a part went until a day."""
    rows = _entries(session, plan_id, part)
    before = _before(session, plan_id, rows, part)
    follower = _Follower(part, before)
    days: dict[date, list[int]] = defaultdict(lambda: [0] * 11)
    counted = []
    flow: dict[date, FlowDay] = {}
    for row in rows:
        if row.on_day > as_of:
            break
        burn = follower.follow(row)
        if burn != NO_BURN:
            counted.append(Counted(row.seq, row.on_day, burn))
            _add(days[row.on_day], burn)
        flow[row.on_day] = FlowDay(row.on_day, *(follower.stages[stage] for stage in STAGES))
    inside = (
        number for number, state in follower.states.items() if state["present"] and part.has(state)
    )
    return Replay(sorted(days.items()), counted, frozenset(inside), [*flow.values()])


def _add(day: list[int], burn: Burn) -> None:
    for place, count in enumerate(burn):
        day[place] += count
    _, scope_days, tasks, left = burn
    if burn.scope_tasks > 0:
        day[4] += tasks
        day[7] += left
    elif burn.scope_tasks < 0:
        day[5] -= tasks
        day[8] -= left
    else:
        day[6] -= tasks
        place, sign = (9, 1) if scope_days else (10, -1)
        day[place] += sign * left


class _Follower:
    """The tasks as they stand after each entry."""

    def __init__(self, part: Part, states: dict[int, State]) -> None:
        self.part, self.states = part, states
        self.stages = Counter[str]()
        self.children: dict[int, int] = defaultdict(int)
        for state in states.values():
            if state["present"] and state["parent_id"]:
                self.children[state["parent_id"]] += 1

    def follow(self, row: Any) -> Burn:
        """Let an entry happen, and return what it changed of the part."""
        state, after = self.states[row.subject_id], row.after or {}
        parents = {state["parent_id"], after.get("parent_id")} - {None}
        touched = {row.subject_id, *parents} & self.states.keys()
        counted = [self._counted(number) for number in touched]
        self.stages.subtract(map(self._stage, touched))
        self._count_child(state, -1)
        state.update((field, after[field]) for field in FIELDS if field in after)
        state["present"] = PRESENCE.get(row.verb, state["present"])
        self._count_child(state, 1)
        self.stages.update(map(self._stage, touched))
        changed = (
            burn_counts.difference(was, self._counted(number))
            for was, number in zip(counted, touched, strict=True)
        )
        return Burn(*map(sum, zip(*changed, strict=True)))

    def _count_child(self, state: State, by: int) -> None:
        if state["present"] and state["parent_id"]:
            self.children[state["parent_id"]] += by

    def _counts(self, number: int) -> bool:
        state = self.states[number]
        return state["present"] and not self.children[number] and self.part.has(state)

    def _stage(self, number: int) -> str:
        state = self.states[number]
        if not self._counts(number):
            return "none"
        if state["ending"] is not None:
            return "claimed" if state["ending"] == Ending.CLAIMED else "ended"
        if state["status"] == DONE:
            return "done"
        return "waiting" if state["status"] == WAITING else "under way"

    def _counted(self, number: int) -> Burn:
        state = self.states[number]
        if not self._counts(number):
            return NO_BURN
        is_done = state["status"] == DONE or state["ending"] is not None
        return burn_counts.of_task(state["duration_days"], state["percent"], is_done=is_done)


def _entries(session: Session, plan_id: int, part: Part) -> list[Any]:
    """Return the entries of the tasks that are or were in a part, and of their subtasks."""
    entry = JournalEntry
    replaced = session.scalars(
        select(entry.subject_id)
        .where(entry.plan_id == plan_id, entry.subject_type == "task", entry.verb.in_(PLACING))
        .distinct()
    ).all()
    placed = Task.id.in_(replaced)
    own = select(Task.id).where(Task.plan_id == plan_id, or_(part.has_now(), placed))
    wanted = select(Task.id).where(
        Task.plan_id == plan_id, or_(Task.id.in_(own), Task.parent_id.in_(own))
    )
    if part.is_whole:
        wanted = select(Task.id).where(Task.plan_id == plan_id)
    rows = session.execute(
        select(entry.seq, entry.on_day, entry.verb, entry.subject_id, entry.before, entry.after)
        .where(
            entry.plan_id == plan_id,
            entry.subject_type == "task",
            entry.verb.in_(FOLLOWED),
            entry.subject_id.in_(wanted),
        )
        .order_by(entry.seq)
    )
    return [*rows]


def _before(session: Session, plan_id: int, rows: list[Any], part: Part) -> dict[int, State]:
    """Return the tasks as they stood before the first of their entries.

    A field that no entry ever changed is as it is now.
    """
    states = dict(_now(session, plan_id, part))
    known: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        state, told = states[row.subject_id], known[row.subject_id]
        before, after = row.before or {}, row.after or {}
        for field in FIELDS:
            if field in told:
                continue
            if field in before:
                state[field] = before[field]
                told.add(field)
            elif field in after:
                state[field] = REPORTED.get(field, after[field])
                told.add(field)
        if row.verb in PRESENCE and "present" not in told:
            state["present"] = not PRESENCE[row.verb]
            told.add("present")
    return states


def _now(session: Session, plan_id: int, part: Part) -> Iterator[tuple[int, State]]:
    leads, objectives = defaultdict[int, list[int]](list), defaultdict[int, list[int]](list)
    of_plan = select(Task.id).where(Task.plan_id == plan_id)
    if part.kind == "agency":
        led = select(TaskAgency.task_id, TaskAgency.agency_id).where(
            TaskAgency.task_id.in_(of_plan), TaskAgency.role == "lead"
        )
        for task_id, agency_id in session.execute(led):
            leads[task_id].append(agency_id)
    if part.kind == "objective":
        ties = select(TaskObjective.task_id, TaskObjective.objective_id).where(
            TaskObjective.task_id.in_(of_plan)
        )
        for task_id, objective_id in session.execute(ties):
            objectives[task_id].append(objective_id)
    rows = session.execute(
        select(
            Task.id,
            Task.duration_days,
            Task.ending,
            Task.initiative_id,
            Task.parent_id,
            Task.percent,
            Task.status,
            Task.removed_at,
        ).where(Task.plan_id == plan_id)
    )
    for row in rows:
        yield (
            row.id,
            {
                "duration_days": row.duration_days,
                "ending": row.ending,
                "initiative_id": row.initiative_id,
                "leads": leads[row.id],
                "objectives": objectives[row.id],
                "parent_id": row.parent_id,
                "percent": row.percent,
                "status": row.status,
                "present": row.removed_at is None,
            },
        )
