"""What a planner should look at: each finding has a stable id and says how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from workplan.scheduling.explain import CONSTRAINT_WORDS, day_words
from workplan.scheduling.order import ELAPSED, FF, FINISHED, FS, STARTED, UNSTARTED
from workplan.scheduling.schedule import Schedule


class Finding(NamedTuple):
    """A diagnosis. `uids` are the tasks to open; the sentence names the way out."""

    id: str
    severity: Literal["error", "warning", "advice"]
    uids: tuple[int, ...]
    sentence: str


def findings(schedule: Schedule) -> list[Finding]:
    """Return every finding of a schedule, ordered by id and task. A loop is raised, not found."""
    found = [
        *_constraint_conflicts(schedule),
        *_out_of_sequence(schedule),
        *_dangling(schedule),
        *_missed_suspenses(schedule),
        *_negative_floats(schedule),
        *_past_unstarted(schedule),
    ]
    return sorted(found)


def _name(schedule: Schedule, i: int) -> str:
    leaf = schedule.graph.leaves[i]
    return leaf.name or f"task {leaf.uid}"


def _constraint_conflicts(schedule: Schedule) -> Iterator[Finding]:
    early = schedule.early
    for i, leaf in enumerate(schedule.graph.leaves):
        logic = early.logic[i]
        if leaf.constraint not in ("SNLT", "FNLT", "MSO", "MFO") or leaf.constraint_on is None:
            continue
        if schedule.graph.progress[i] == UNSTARTED and logic is not None and early.start[i] < logic:
            days = logic - early.start[i]
            yield Finding(
                "constraint_conflict",
                "error",
                (leaf.uid,),
                f"“{_name(schedule, i)}” {CONSTRAINT_WORDS[leaf.constraint]} "
                f"{day_words(leaf.constraint_on)}, {days} working days before its predecessors "
                "allow. Move the date, or shorten or unlink a predecessor.",
            )


def _out_of_sequence(schedule: Schedule) -> Iterator[Finding]:
    graph = schedule.graph
    for p, edges in enumerate(graph.after):
        for s, code, _ in edges:
            if code % ELAPSED in (FS, FF) and graph.progress[p] != FINISHED:
                needed = STARTED if code % ELAPSED == FS else FINISHED
                if graph.progress[s] >= needed:
                    yield Finding(
                        "out_of_sequence",
                        "warning",
                        (graph.leaves[p].uid, graph.leaves[s].uid),
                        f"“{_name(schedule, s)}” went ahead while “{_name(schedule, p)}”, which "
                        "it waits for, is not done. Report the predecessor, or change the link.",
                    )


def _dangling(schedule: Schedule) -> Iterator[Finding]:
    graph = schedule.graph
    has_start = {s for edges in graph.after for s, code, _ in edges if code % ELAPSED < FF}
    for i, leaf in enumerate(graph.leaves):
        if graph.progress[i] == FINISHED:
            continue
        if i not in has_start and schedule.early.logic[i] is None and leaf.constraint == "ASAP":
            yield Finding(
                "dangling_start",
                "advice",
                (leaf.uid,),
                f"Nothing drives the start of “{_name(schedule, i)}”. Link a predecessor, or "
                "give it a start date.",
            )
        if not any(code % ELAPSED in (FS, FF) for _, code, _ in graph.after[i]):
            yield Finding(
                "dangling_finish",
                "advice",
                (leaf.uid,),
                f"Nothing waits for “{_name(schedule, i)}” to finish. Link a successor, if one "
                "needs it.",
            )


def _missed_suspenses(schedule: Schedule) -> Iterator[Finding]:
    calendar = schedule.network.calendar
    for i, due_on in enumerate(schedule.due):
        if due_on is None or schedule.graph.progress[i] == FINISHED:
            continue
        days = schedule.early.finish[i] - calendar.finish_boundary(due_on)
        if days > 0:
            yield Finding(
                "missed_suspense",
                "error",
                (schedule.graph.leaves[i].uid,),
                f"“{_name(schedule, i)}” is computed to finish {days} working "
                f"day{'s' if days != 1 else ''} after its suspense, {day_words(due_on)}. Shorten "
                "what drives it, or ask for a new suspense.",
            )


def _negative_floats(schedule: Schedule) -> Iterator[Finding]:
    for i, total in enumerate(schedule.floats.total):
        if total < 0:
            yield Finding(
                "negative_float",
                "warning",
                (schedule.graph.leaves[i].uid,),
                f"“{_name(schedule, i)}” would have to finish {-total:g} working days earlier "
                "for a date after it to hold. Look at what it drives.",
            )


def _past_unstarted(schedule: Schedule) -> Iterator[Finding]:
    status_on, calendar = schedule.network.status_on, schedule.network.calendar
    if status_on is None:
        return
    status = calendar.start_boundary(status_on)
    for i, leaf in enumerate(schedule.graph.leaves):
        logic = schedule.early.logic[i]
        planned = calendar.start_boundary(schedule.network.start_on) if logic is None else logic
        if schedule.graph.progress[i] == UNSTARTED and planned < status and leaf.duration:
            yield Finding(
                "past_unstarted",
                "warning",
                (leaf.uid,),
                f"“{_name(schedule, i)}” could have started {status - planned} working days ago "
                "and no start is reported. Report the start, or say what holds it.",
            )
