"""Late dates: how late each leaf may be without moving the end, a constraint or a suspense."""

from __future__ import annotations

from datetime import date
from math import ceil, inf
from typing import NamedTuple

from workplan.scheduling.forward import Early
from workplan.scheduling.network import Activity, Network
from workplan.scheduling.order import ELAPSED, FF, FINISHED, FS, SS, STARTED, UNSTARTED, Edge, Graph


class Late(NamedTuple):
    """The backward pass by position: boundaries; equal to the actual dates of finished work."""

    start: list[float]
    finish: list[float]


def backward_pass(network: Network, graph: Graph, early: Early, due_on: list[date | None]) -> Late:
    """Place every leaf as late as its successors, constraint and suspense let it.

    Args:
        due_on: by position, the suspense as it falls, or None.
    """
    leaves, progress, after = graph.leaves, graph.progress, graph.after
    end = max(early.finish, default=0)
    late = Late([*early.start], [*early.finish])
    # The latest moment at which the rest may begin and end, as predecessors see it; finished
    # work holds nobody back.
    resume: list[float] = [inf] * len(leaves)
    done_by: list[float] = [inf] * len(leaves)
    for i in reversed(graph.order):
        if progress[i] == FINISHED:
            continue
        leaf = leaves[i]
        finish: float = end
        for edge in after[i]:
            _, s, code, lag = edge
            if code == FS:
                allowed = resume[s] - lag
            else:
                allowed = _allowed(network, graph, early, (resume, done_by), edge)
            if allowed < finish:
                finish = allowed
        if leaf.constraint_on is not None and progress[i] == UNSTARTED:
            finish = _constrained(network, leaf, finish, _span(graph, early, i))
        suspense = due_on[i]
        if suspense is not None:
            finish = min(finish, network.calendar.finish_boundary(suspense))
        late.finish[i] = done_by[i] = finish
        if progress[i] == UNSTARTED:
            late.start[i] = resume[i] = finish - early.remaining[i]
        else:
            # What remains is counted in hundredths; without rounding, 0.3 + 0.7 days are not 1.
            resume[i] = round(finish - early.remaining[i], 2)
    return late


def _allowed(
    network: Network,
    graph: Graph,
    early: Early,
    bounds: tuple[list[float], list[float]],
    edge: Edge,
) -> float:
    """Return the late finish that a link other than a plain finish-to-start allows."""
    p, s, code, lag = edge
    resume, done_by = bounds
    if graph.progress[s] == FINISHED:
        return inf
    kind, span = code % ELAPSED, _span(graph, early, p)
    if kind == SS:
        if graph.progress[p] == STARTED:
            return inf
        if graph.progress[s] == STARTED:
            if not graph.after[s]:
                return inf
            days_done = graph.leaves[s].duration - early.remaining[s]
            return early.start[s] + days_done + span
    moment = done_by[s] if kind >= FF else resume[s]
    if code >= ELAPSED:
        moment = network.calendar.elapsed_before(ceil(moment), lag, finish=kind in (FS, FF))
    else:
        moment -= lag
    return moment if kind in (FS, FF) else moment + span


def _span(graph: Graph, early: Early, i: int) -> int:
    """Return the days from start to finish: the duration, unless a reported finish is later."""
    if graph.progress[i] == UNSTARTED:
        return early.finish[i] - early.start[i]
    return graph.leaves[i].duration


def _constrained(network: Network, leaf: Activity, finish: float, span: int) -> float:
    code, on, calendar = leaf.constraint, leaf.constraint_on, network.calendar
    assert on is not None
    if code == "SNLT":
        return min(finish, calendar.start_boundary(on) + span)
    if code == "FNLT":
        return min(finish, calendar.finish_boundary(on))
    if code == "MSO":
        return calendar.start_boundary(on) + span
    if code == "MFO":
        return calendar.finish_boundary(on)
    return finish
