"""Late dates: how late each leaf may be without moving the end, a constraint or a suspense."""

from __future__ import annotations

from datetime import date
from math import ceil, inf
from typing import NamedTuple

from workplan.calendars.axis import Axis
from workplan.scheduling.apart import APART, ELAPSED, ends, latest
from workplan.scheduling.network import Activity, Network
from workplan.scheduling.order import (
    FF,
    FINISHED,
    FS,
    SF,
    SS,
    STARTED,
    UNSTARTED,
    Edge,
    Graph,
)
from workplan.scheduling.passes.forward import Early


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
    end = ends(graph.axes, early.finish, graph.apart)
    late = Late([*early.start], [*early.finish])
    starts, finishes, remaining = late.start, late.finish, early.remaining
    # The latest moment at which the rest may begin and end, as predecessors see it; finished
    # work holds nobody back.
    resume: list[float] = [inf] * len(leaves)
    done_by: list[float] = [inf] * len(leaves)
    span = _spans(graph, early)
    for i in reversed(graph.order):
        if progress[i] == FINISHED:
            continue
        finish: float = end[i]
        for edge in after[i]:
            _, s, code, lag = edge
            if code == FS:
                allowed = resume[s] - lag
            elif code == FF:
                allowed = done_by[s] - lag
            elif code == SF:
                allowed = done_by[s] - lag + span[i]
            elif code == SS and not progress[i] and not progress[s]:
                allowed = resume[s] - lag + span[i]
            else:
                allowed = _allowed(network, graph, early, (resume, done_by, span), edge)
            if allowed < finish:
                finish = allowed
        leaf = leaves[i]
        if leaf.constraint_on is not None:
            finish = _constrained(graph.axes[i], leaf, finish, span[i])
        suspense = due_on[i]
        if suspense is not None:
            finish = min(finish, graph.axes[i].finish_boundary(suspense))
        finishes[i] = done_by[i] = finish
        if progress[i] == UNSTARTED:
            starts[i] = resume[i] = finish - remaining[i]
        else:
            # What remains is counted in hundredths; without rounding, 0.3 + 0.7 days are not 1.
            resume[i] = round(finish - remaining[i], 2)
    return late


def _spans(graph: Graph, early: Early) -> list[int]:
    """Return how long each leaf takes from start to finish: its duration, or until its report."""
    return [
        leaf.duration if begun else finish - start
        for leaf, begun, start, finish in zip(
            graph.leaves, graph.progress, early.start, early.finish, strict=True
        )
    ]


def _allowed(
    network: Network,
    graph: Graph,
    early: Early,
    bounds: tuple[list[float], list[float], list[int]],
    edge: Edge,
) -> float:
    """Return the late finish that a link allows from a start, over calendar days, or calendars."""
    p, s, code, lag = edge
    if graph.progress[s] == FINISHED:
        return inf
    resume, done_by, span = bounds
    kind = code % ELAPSED
    if kind == SS:
        if graph.progress[p] == STARTED:
            return inf
        if graph.progress[s] == STARTED:
            if not graph.after[s]:
                return inf
            done = early.start[s] + graph.leaves[s].duration - early.remaining[s]
            return (latest(graph.axes, (p, s, code, 0), done) if code >= APART else done) + span[p]
    moment = done_by[s] if kind >= FF else resume[s]
    if code >= APART:
        moment = latest(graph.axes, edge, moment)
    elif code >= ELAPSED:
        moment = network.calendar.elapsed_before(ceil(moment), lag, finish=kind in (FS, FF))
    else:
        moment -= lag
    return moment if kind in (FS, FF) else moment + span[p]


def _constrained(calendar: Axis, leaf: Activity, finish: float, span: int) -> float:
    code, on = leaf.constraint, leaf.constraint_on
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
