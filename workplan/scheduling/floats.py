"""Total float, free float, and which work is critical."""

from __future__ import annotations

from math import floor
from typing import NamedTuple

from workplan.scheduling.backward import Late
from workplan.scheduling.forward import Early
from workplan.scheduling.network import Network
from workplan.scheduling.order import ELAPSED, FF, FINISHED, FS, SS, Edge, Graph


class Floats(NamedTuple):
    """By position: working days of total and free float, and whether the leaf is critical."""

    total: list[float]
    free: list[float]
    critical: list[bool]


def floats(network: Network, graph: Graph, early: Early, late: Late) -> Floats:
    """Measure how far each unfinished leaf may slip; finished work has none and is not critical."""
    progress, after = graph.progress, graph.after
    size = len(graph.leaves)
    total: list[float] = [0] * size
    free: list[float] = [0] * size
    critical = [False] * size
    for i, finish in enumerate(early.finish):
        if progress[i] == FINISHED:
            continue
        # Starts leave as much room, or more where a reported finish is later than the work takes.
        room = late.finish[i] - finish
        total[i] = room
        critical[i] = room <= 0
        for edge in after[i]:
            _, s, code, lag = edge
            if progress[s] == FINISHED:
                continue
            slack = early.start[s] - finish - lag if code == FS else gap(network, early, edge)
            if slack < room:
                room = slack
        free[i] = room if room > 0 else 0
    return Floats(total, free, critical)


def room_before_delay(network: Network, graph: Graph, early: Early, late: Late, i: int) -> int:
    """Return by how many days an unstarted leaf may move as the dates stand, delaying nothing."""
    gaps = [
        gap(network, early, edge) for edge in graph.after[i] if graph.progress[edge[1]] != FINISHED
    ]
    return max(0, floor(min([late.finish[i] - early.finish[i], *gaps])))


def gap(network: Network, early: Early, edge: Edge) -> int:
    """Return the days by which a predecessor may slip before its link does; negative if broken."""
    p, s, code, lag = edge
    kind = code % ELAPSED
    mine = early.finish[p] if kind in (FS, FF) else early.start[p]
    theirs = early.start[s] if kind in (FS, SS) else early.finish[s]
    if code >= ELAPSED:
        # Some slips fall into a weekend, which the calendar days pass anyway.
        return network.calendar.elapsed_before(theirs, lag, finish=kind in (FS, FF)) - mine
    return theirs - mine - lag
