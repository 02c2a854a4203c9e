"""Total float, free float, and which work is critical."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import NamedTuple

from workplan.scheduling.apart import APART, ELAPSED, counted, latest
from workplan.scheduling.network import HARD, Network
from workplan.scheduling.order import (
    FF,
    FINISHED,
    FS,
    SF,
    SS,
    UNSTARTED,
    Edge,
    Graph,
)
from workplan.scheduling.passes.backward import Late
from workplan.scheduling.passes.forward import Early


class Floats(NamedTuple):
    """By position: working days of total and free float, and whether the leaf is critical."""

    total: list[float]
    free: list[float]
    critical: list[bool]


def floats(network: Network, graph: Graph, early: Early, late: Late) -> Floats:
    """Measure how far each unfinished leaf may slip; finished work has none and is not critical."""
    is_done = [reached == FINISHED for reached in graph.progress]
    # Starts leave as much room, or more where a reported finish is later than the work takes.
    total = [
        0 if done else latest - finish
        for done, latest, finish in zip(is_done, late.finish, early.finish, strict=True)
    ]
    for i in _passed_milestones(graph, early):
        total[i] = late.finish[i] - (early.logic[i] or 0)
    for i in graph.apart:
        total[i] = counted(graph.axes[i], late.finish[i] - total[i], late.finish[i])
    critical = [room <= 0 and not done for room, done in zip(total, is_done, strict=True)]
    # Finished work holds nobody back.
    starts = [inf if done else start for done, start in zip(is_done, early.start, strict=True)]
    finishes = [inf if done else end for done, end in zip(is_done, early.finish, strict=True)]
    free: list[float] = [*total]
    for i, edges in enumerate(graph.after):
        room = total[i]
        for edge in edges:
            _, s, code, lag = edge
            if code == FS:
                slack = starts[s] - early.finish[i] - lag
            elif code == SS:
                slack = starts[s] - early.start[i] - lag
            elif code == FF:
                slack = finishes[s] - early.finish[i] - lag
            elif code == SF:
                slack = finishes[s] - early.start[i] - lag
            else:
                slack = inf if is_done[s] else gap(network, graph, early, edge)
            if slack < room:
                room = slack
        free[i] = room if room > 0 and not is_done[i] else 0
    return Floats(total, free, critical)


def _passed_milestones(graph: Graph, early: Early) -> Iterator[int]:
    """Yield the milestones that a hard date holds before what drives them.

    Project measures their float from where their links would put them; work with a duration is
    measured from where it was put.
    """
    for i, leaf in enumerate(graph.leaves):
        if leaf.constraint_on is None or leaf.duration or graph.progress[i] != UNSTARTED:
            continue
        logic = early.logic[i]
        if logic is not None and logic > early.start[i] and leaf.constraint in HARD:
            yield i


def gap(network: Network, graph: Graph, early: Early, edge: Edge) -> float:
    """Return the days by which a predecessor may slip before its link does; negative if broken."""
    p, s, code, lag = edge
    kind = code % ELAPSED
    mine = early.finish[p] if kind in (FS, FF) else early.start[p]
    theirs = early.start[s] if kind in (FS, SS) else early.finish[s]
    if code >= APART:
        return counted(graph.axes[p], mine, latest(graph.axes, edge, theirs))
    if code >= ELAPSED:
        # Some slips fall into a weekend, which the calendar days pass anyway.
        return network.calendar.elapsed_before(theirs, lag, finish=kind in (FS, FF)) - mine
    return theirs - mine - lag
