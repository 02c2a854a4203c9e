"""Findings about dates that cannot hold, or that have passed."""

from __future__ import annotations

from collections.abc import Iterator

from workplan.scheduling.apart import counted, firsts
from workplan.scheduling.diagnosis.finding import Finding, name_of, working_days
from workplan.scheduling.explain import CONSTRAINT_WORDS, day_words
from workplan.scheduling.network import HARD
from workplan.scheduling.order import FINISHED, UNSTARTED
from workplan.scheduling.passes.forward import constrained_start
from workplan.scheduling.schedule import Schedule


def constraint_conflicts(schedule: Schedule) -> Iterator[Finding]:
    """Find hard constraints that start a task before its links allow."""
    early = schedule.early
    for i, leaf in enumerate(schedule.graph.leaves):
        logic = early.logic[i]
        if leaf.constraint not in HARD or leaf.constraint_on is None:
            continue
        if schedule.graph.progress[i] == UNSTARTED and logic is not None and early.start[i] < logic:
            early_by = schedule.in_days(counted(schedule.graph.axes[i], early.start[i], logic))
            yield Finding(
                "constraint_conflict",
                "error",
                (leaf.uid,),
                f"{name_of(schedule, i)} {CONSTRAINT_WORDS[leaf.constraint]} "
                f"{day_words(leaf.constraint_on)}, {working_days(early_by)} before "
                "its predecessors allow. Move the date, or shorten or unlink a predecessor.",
            )


def missed_suspenses(schedule: Schedule) -> Iterator[Finding]:
    """Find unfinished work that ends after its suspense."""
    for i, due_on in enumerate(schedule.due):
        if due_on is None or schedule.graph.progress[i] == FINISHED:
            continue
        days = schedule.leaf_late_days(i, due_on)
        if days > 0:
            yield Finding(
                "missed_suspense",
                "error",
                (schedule.graph.leaves[i].uid,),
                f"{name_of(schedule, i)} is computed to finish {working_days(days)} after its "
                f"suspense, {day_words(due_on)}. Shorten what drives it, or ask for a new "
                "suspense.",
            )


def negative_floats(schedule: Schedule) -> Iterator[Finding]:
    """Find work that is too late for a date after it."""
    for i, total in enumerate(schedule.floats.total):
        if total < 0:
            days = working_days(schedule.in_days(-total))
            yield Finding(
                "negative_float",
                "warning",
                (schedule.graph.leaves[i].uid,),
                f"{name_of(schedule, i)} would have to finish {days} earlier for a date after it "
                "to hold. Look at what it drives.",
            )


def past_unstarted(schedule: Schedule) -> Iterator[Finding]:
    """Find work that only the status date holds back: it could have started, and did not."""
    network, early = schedule.network, schedule.early
    if network.status_on is None:
        return
    axes = schedule.graph.axes
    begun = firsts(network, axes, schedule.graph.apart)
    for i, leaf in enumerate(schedule.graph.leaves):
        status, first = axes[i].start_boundary(network.status_on), begun[i]
        if schedule.graph.progress[i] != UNSTARTED or not leaf.duration or early.start[i] != status:
            continue
        logic = early.logic[i]
        planned = first if logic is None else logic
        if leaf.constraint_on is not None:
            wanted = constrained_start(axes[i], leaf, logic, first)
            planned = planned if wanted is None else wanted
        if planned < status:
            ago = working_days(schedule.in_days(counted(axes[i], planned, status)))
            yield Finding(
                "past_unstarted",
                "warning",
                (leaf.uid,),
                f"{name_of(schedule, i)} could have started {ago} ago "
                "and no start is reported. Report the start, or say what holds it.",
            )
