"""Total float, free float, and which work is critical."""

from __future__ import annotations

from typing import NamedTuple

from workplan.scheduling.backward import Late
from workplan.scheduling.forward import Early
from workplan.scheduling.network import Network
from workplan.scheduling.order import ELAPSED, FF, FINISHED, FS, SS, UNSTARTED, Edge, Graph


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
        room = late.finish[i] - finish
        if progress[i] == UNSTARTED:
            by_start = late.start[i] - early.start[i]
            if by_start < room:
                room = by_start
        total[i] = room
        critical[i] = room <= 0
        for edge in after[i]:
            s, code, lag = edge
            if progress[s] == FINISHED:
                continue
            gap = early.start[s] - finish - lag if code == FS else _gap(network, early, i, edge)
            if gap < room:
                room = gap
        free[i] = room if room > 0 else 0
    return Floats(total, free, critical)


def _gap(network: Network, early: Early, i: int, edge: Edge) -> int:
    s, code, lag = edge
    kind = code % ELAPSED
    mine = early.finish[i] if kind in (FS, FF) else early.start[i]
    theirs = early.start[s] if kind in (FS, SS) else early.finish[s]
    if code >= ELAPSED:
        return theirs - network.calendar.elapsed(mine, lag, finish=kind in (FS, FF))
    return theirs - mine - lag
