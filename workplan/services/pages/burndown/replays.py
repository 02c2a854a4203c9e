"""How the tasks of a part of a plan came, went and were worked off, replayed from the journal.

An entry says what it changed in the whole plan. Which part that was in depends on where the task
stood then, so the fields of each task are followed from entry to entry. What stands apart is known
from there alone, of the whole plan too: a row that says how a task stands now tells no past day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, or_, select, union
from sqlalchemy.orm import Session

from models import Claim, JournalEntry, Task, TaskAgency, TaskObjective, WayOut
from models.record.journal import COUNTS
from workplan.forecast.apart import ApartDay
from workplan.forecast.burndown_days import Apart, FlowDay
from workplan.services.history.recomputed import PRESENCE, REPORTED, TELLING
from workplan.services.pages.burndown.followers import FIELDS, STAGES, Follower, State
from workplan.services.pages.burndown.parts import WHOLE, Part
from workplan.services.pages.burndown.words import Counted
from workplan.services.record.journal import NO_BURN, Burn

PLACING = (
    "task.agencies_merged",
    "task.changed",
    "task.handed_over",
    "task.objectives_changed",
)
"""The entries after which a task may stand in another part than before."""
FOLLOWED = (*(verb for verb in TELLING if verb != "task.moved"), "task.objectives_changed")


class Replay(NamedTuple):
    """The work of a part of a plan.

    Args:
        days: for each day on which something changed, the change of scope and of what is left in
            tasks and in days, and how these came about, as a whole plan has them.
        counted: the entries that changed it.
        inside: the tasks that are in the part at the end.
        flow: how many were done, under way and not begun at the end of each of those days.
        apart: what stood apart at the end of each day on which that changed.
    """

    days: list[tuple[date, list[int]]]
    counted: list[Counted]
    inside: frozenset[int]
    flow: list[FlowDay]
    apart: list[ApartDay]


def replayed(session: Session, plan_id: int, part: Part, as_of: date) -> Replay:
    """Return how the work of a part went until a day."""
    rows = _entries(session, plan_id, _tasks_of(session, plan_id, part))
    follower = Follower(part, _before(session, plan_id, rows, part))
    days: dict[date, list[int]] = defaultdict(lambda: [0] * 11)
    counted = []
    flow: dict[date, FlowDay] = {}
    apart = _ApartDays(follower)
    for row in rows:
        if row.on_day > as_of:
            break
        burn = follower.follow(row)
        if burn != NO_BURN:
            counted.append(Counted(row.seq, row.on_day, burn))
            _add(days[row.on_day], burn)
        apart.add(row.on_day, burn)
        flow[row.on_day] = FlowDay(row.on_day, *(follower.stages[stage] for stage in STAGES))
    inside = (
        number for number, state in follower.states.items() if state["present"] and part.has(state)
    )
    return Replay(sorted(days.items()), counted, frozenset(inside), [*flow.values()], apart.found())


def apart_of_plan(session: Session, plan_id: int, as_of: date) -> list[ApartDay]:
    """Return what stood apart in a whole plan on each day until one, as a replay of it has it.

    Only the tasks that were claimed or ended once are followed, with their subtasks.
    """
    rows = _entries(session, plan_id, _once_apart(plan_id))
    if not rows:
        return []
    follower = Follower(WHOLE, _before(session, plan_id, rows, WHOLE))
    apart = _ApartDays(follower)
    for row in rows:
        if row.on_day > as_of:
            break
        follower.follow(row)
        apart.add(row.on_day, Burn(*(getattr(row, name) for name in COUNTS)))
    return apart.found()


class _ApartDays:
    """The days on which what stands apart changes, as entries are followed."""

    def __init__(self, follower: Follower) -> None:
        self._follower = follower
        self._stood = self._stands()
        self._days: dict[date, ApartDay] = {}

    def add(self, on: date, burn: Burn) -> None:
        """Add what an entry changed, given what it counts in the burndown."""
        before, now = self._stood, self._stands()
        if before == now:
            return
        self._stood = now
        (_, was), (tasks, days) = before, now
        grown, ended = sum(days) - sum(was), days.ended - was.ended
        day = self._days.get(on, ApartDay(on, tasks, days))._replace(tasks=tasks, days=days)
        if burn.scope_tasks > 0:
            day = day._replace(came_days=day.came_days + grown)
        elif burn.scope_tasks < 0:
            day = day._replace(went_days=day.went_days - grown)
        elif burn.scope_days:
            day = day._replace(reestimated_days=day.reestimated_days + grown)
        else:
            day = day._replace(ended_days=day.ended_days + ended)
        self._days[on] = day

    def found(self) -> list[ApartDay]:
        """Return them in their order."""
        return sorted(self._days.values())

    def _stands(self) -> tuple[Apart, Apart]:
        tasks, days = self._follower.apart_tasks, self._follower.apart_days
        return Apart(**tasks), Apart(**days)


def _add(day: list[int], burn: Burn) -> None:
    """Add what an entry counts to a day; see `ChangedDay` for the places."""
    for place, count in enumerate(burn):
        day[place] += count
    scope_tasks, scope_days, tasks, left = burn
    day[6] += scope_tasks - tasks
    if scope_tasks > 0:
        day[4] += scope_tasks
        day[7] += left
    elif scope_tasks < 0:
        day[5] -= scope_tasks
        day[8] -= left
    else:
        place, sign = (9, 1) if scope_days else (10, -1)
        day[place] += sign * left


def _tasks_of(session: Session, plan_id: int, part: Part) -> Select[int]:
    """Return the numbers of the tasks that are or were in a part, and of their subtasks."""
    if part.is_whole:
        return select(Task.id).where(Task.plan_id == plan_id)
    entry = JournalEntry
    replaced = session.scalars(
        select(entry.subject_id)
        .where(entry.plan_id == plan_id, entry.subject_type == "task", entry.verb.in_(PLACING))
        .distinct()
    ).all()
    placed = Task.id.in_(replaced)
    own = select(Task.id).where(Task.plan_id == plan_id, or_(part.has_now(), placed))
    return select(Task.id).where(
        Task.plan_id == plan_id, or_(Task.id.in_(own), Task.parent_id.in_(own))
    )


def _once_apart(plan_id: int) -> Select[int]:
    """Return the numbers of the tasks that were claimed or ended, and of their subtasks ever."""
    entry = JournalEntry
    own = union(
        select(Claim.task_id).where(Claim.plan_id == plan_id),
        select(WayOut.task_id).where(WayOut.plan_id == plan_id),
    )
    were_below = select(entry.subject_id).where(
        entry.plan_id == plan_id,
        entry.subject_type == "task",
        entry.verb == "task.changed",
        entry.before["parent_id"].as_integer().in_(own),
    )
    return select(Task.id).where(
        Task.plan_id == plan_id,
        or_(Task.id.in_(own), Task.parent_id.in_(own), Task.id.in_(were_below)),
    )


def _entries(session: Session, plan_id: int, tasks: Select[int]) -> list[Any]:
    """Return the entries of some tasks that say how they stand, in their order."""
    entry = JournalEntry
    rows = session.execute(
        select(
            entry.seq,
            entry.on_day,
            entry.verb,
            entry.subject_id,
            entry.before,
            entry.after,
            *(getattr(entry, name) for name in COUNTS),
        )
        .where(
            entry.plan_id == plan_id,
            entry.subject_type == "task",
            entry.verb.in_(FOLLOWED),
            entry.subject_id.in_(tasks),
        )
        .order_by(entry.seq)
    )
    return [*rows]


def _before(session: Session, plan_id: int, rows: list[Any], part: Part) -> dict[int, State]:
    """Return the tasks as they stood before the first of their entries.

    A field that no entry ever changed is as it is now, but for how a task left the open work: each
    task was open once, and one with subtasks is as they are, without an entry.
    """
    states = dict(_now(session, plan_id, part))
    known: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        state, told = states[row.subject_id], known[row.subject_id]
        before, after = row.before or {}, row.after or {}
        for field in FIELDS:
            if field in told or field == "ending":
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
                "ending": None,
                "initiative_id": row.initiative_id,
                "leads": leads[row.id],
                "objectives": objectives[row.id],
                "parent_id": row.parent_id,
                "percent": row.percent,
                "status": row.status,
                "present": row.removed_at is None,
            },
        )
